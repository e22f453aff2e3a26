"""The style sheet and the scripts: read once at start, served under addresses that name their content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from flask import Flask, Response, abort

FOR_EVER = "public, max-age=31536000, immutable"


def init_app(app: Flask) -> None:
    """Adds `style_url()` and `script_url(name)` to templates. A script's neighbours stand at the same address, so
    modules import one another by `./name.js`."""
    static = Path(app.static_folder or "")
    style = b"".join(path.read_bytes() for path in sorted((static / "css").glob("*.css")))
    scripts = {path.name: path.read_bytes() for path in sorted((static / "js").glob("*.js"))}
    style_digest, scripts_digest = _digest(style), _digest(*scripts.values())

    app.add_url_rule("/style-<digest>.css", "style", _serving_style(style, style_digest))
    app.add_url_rule("/scripts-<digest>/<name>", "script", _serving_scripts(scripts, scripts_digest))
    app.jinja_env.globals["style_url"] = lambda: f"/style-{style_digest}.css"
    app.jinja_env.globals["script_url"] = lambda name: f"/scripts-{scripts_digest}/{name}"


def _serving_style(style: bytes, current: str) -> Callable[[str], Response]:
    def serve(digest: str) -> Response:
        return _answer(style, "text/css", is_current=digest == current)

    return serve


def _serving_scripts(scripts: Mapping[str, bytes], current: str) -> Callable[[str, str], Response]:
    def serve(digest: str, name: str) -> Response:
        if name not in scripts:
            abort(404)
        return _answer(scripts[name], "text/javascript", is_current=digest == current)

    return serve


def _answer(content: bytes, kind: str, *, is_current: bool) -> Response:
    """A page from before a new release still gets a style sheet; only nobody keeps it under the old name."""
    response = Response(content, content_type=f"{kind}; charset=utf-8")
    response.headers["Cache-Control"] = FOR_EVER if is_current else "no-store"
    return response


def _digest(*contents: bytes) -> str:
    return hashlib.sha256(b"\0".join(contents)).hexdigest()[:16]

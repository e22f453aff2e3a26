"""The style sheets, the scripts and the icon: read once at start, served compressed under addresses that name their
content, so that browsers keep them and never ask again."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request

FOR_EVER = "public, max-age=31536000, immutable"
STYLE_SHEETS = {"reading.css": "[0-4]*.css", "work.css": "*.css"}  # readers need nothing of the working rooms
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

#: Best first.
ENCODINGS: Mapping[str, Callable[[bytes], bytes]] = {"br": brotli.compress, "gzip": gzip.compress}


def init_app(app: Flask) -> None:
    """Adds `style_url(name)`, `script_url(name)` and `icon_url(name)` to templates. A script's neighbours stand at the
    same address, so modules import one another by `./name.js`."""
    static = Path(app.root_path) / "static"
    sheets = {name: _joined((static / "css").glob(pattern)) for name, pattern in STYLE_SHEETS.items()}
    _shelve(app, "style", sheets)
    _shelve(app, "script", _read((static / "js").glob("*.js")))
    _shelve(app, "icon", _read(static.glob("*.svg")))


def _shelve(app: Flask, shelf: str, files: Mapping[str, bytes]) -> None:
    current = _digest(files.values())

    def serve(digest: str, name: str) -> Response:
        if name not in files:
            abort(404)
        return _answer(files[name], KINDS[Path(name).suffix], is_current=digest == current)

    app.add_url_rule(f"/{shelf}s-<digest>/<name>", shelf, serve)
    app.jinja_env.globals[f"{shelf}_url"] = lambda name: f"/{shelf}s-{current}/{name}"


def _answer(content: bytes, kind: str, *, is_current: bool) -> Response:
    """A page from before a new release still gets a style sheet; only nobody keeps it under the old name."""
    encoding = next((each for each in ENCODINGS if request.accept_encodings.quality(each) > 0), "")
    response = Response(_compressed(content, encoding) if encoding else content, content_type=f"{kind}; charset=utf-8")
    if encoding:
        response.content_encoding = encoding
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = FOR_EVER if is_current else "no-store"
    return response


@cache
def _compressed(content: bytes, encoding: str) -> bytes:
    """At the first wish: the best that brotli can takes as long as a page."""
    return ENCODINGS[encoding](content)


def _joined(paths: Iterable[Path]) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(paths))


def _read(paths: Iterable[Path]) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(paths)}


def _digest(contents: Iterable[bytes]) -> str:
    return hashlib.sha256(b"\0".join(contents)).hexdigest()[:16]

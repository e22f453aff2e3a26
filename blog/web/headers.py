"""Headers that every answer carries."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.wrappers import Response

from blog.web.language import WORKING_DOORS

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def init_app(app: Flask) -> None:
    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if response.location:
            response.location = _without_host(response.location)
        if request.blueprint in WORKING_DOORS:
            response.headers.setdefault("Cache-Control", "no-store, private")
        if app.config["PRODUCTION"]:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response


def _without_host(location: str) -> str:
    """The router's redirects name the host that was asked for, and anybody can ask for any."""
    own = request.host_url
    return f"/{location.removeprefix(own).lstrip('/')}" if location.startswith(own) else location

"""What somebody is told who found no place (`blog/admission.py`): to come back, and that nothing was stored."""

from __future__ import annotations

from flask import Flask, request
from flask_babel import gettext as _

from blog.admission import READS, REFUSED
from blog.web.answers import error_page

SOON = 5  # seconds


def init_app(app: Flask) -> None:
    """Before everything else that looks at a request."""

    @app.before_request
    def tell_who_found_no_place() -> tuple[str, int, dict[str, str]] | None:
        if REFUSED not in request.environ:
            return None
        return (*error_page(503, "" if request.method in READS else _unsent()), {"Retry-After": str(SOON)})


def _unsent() -> str:
    return str(_("Many people are writing right now, and nothing was stored. Go back: what you typed is still there."))

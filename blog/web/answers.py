"""How refusals and errors are answered: a kind page with a sentence, never a trace."""

from __future__ import annotations

import logging

from flask import Flask, render_template
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from blog import errors
from blog.database import Unavailable

log = logging.getLogger(__name__)

STATUS = {
    errors.Missing: 404,
    errors.NotAllowed: 403,
    errors.Conflict: 409,
    errors.Gone: 410,
    errors.Invalid: 422,
    errors.TooMany: 429,
}


def init_app(app: Flask) -> None:
    app.register_error_handler(errors.Refusal, _refused)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Unavailable, _database_away)
    app.register_error_handler(Exception, _unexpected)


def error_page(status: int, sentence: str = "") -> tuple[str, int]:
    words = _words()
    title, usual_sentence = words.get(status) or words[500 if status >= 500 else 400]
    return render_template("error.html", status=status, title=title, sentence=sentence or usual_sentence), status


def _refused(refusal: errors.Refusal) -> tuple[str, int]:
    return error_page(STATUS.get(type(refusal), 400), str(refusal))


def _http_error(error: HTTPException) -> Response | tuple[str, int, list[tuple[str, str]]]:
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    kept = [
        (name, value) for name, value in error.get_headers() if name.lower() not in ("content-type", "content-length")
    ]
    return (*error_page(error.code), kept)


def _database_away(error: Unavailable) -> tuple[str, int, dict[str, str]]:
    log.error("the database does not answer", exc_info=error)
    return (*error_page(503), {"Retry-After": "30"})


def _unexpected(error: Exception) -> tuple[str, int]:
    log.exception("a request failed", exc_info=error)
    return error_page(500)


def _words() -> dict[int, tuple[str, str]]:
    return {
        400: (_("This did not work"), _("The request could not be understood. Go back and try once more.")),
        403: (_("Not for this account"), _("Your account does not open this room.")),
        404: (_("Nothing here"), _("There is no page at this address. It may have moved, or be mistyped.")),
        405: (_("Not this way"), _("This address does not take that kind of request.")),
        409: (_("Something changed meanwhile"), _("What you were working on has changed since you opened it.")),
        410: (_("No longer here"), _("This page was here once and has been withdrawn.")),
        413: (
            _("Too large"),
            _("A picture or a file has at most 20 MB. What you typed is still there, one page back."),
        ),
        422: (_("Something is missing"), _("Please look at what you entered and try once more.")),
        429: (_("A little slower, please"), _("Many requests came from your address. Wait a minute, then try again.")),
        500: (
            _("Our mistake"),
            _("Something went wrong on our side. It has been noted; please try again in a moment."),
        ),
        503: (_("Back in a moment"), _("The site is resting for a moment. Please try again shortly.")),
    }

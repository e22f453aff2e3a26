"""Nothing typed is lost: what a POST brought is handed back when it could not be taken as it came."""

from __future__ import annotations

from flask import Flask, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_security import current_user
from flask_wtf.csrf import CSRFError

from blog.errors import Missing
from blog.web.answers import error_page

STAFF_DOORS = ("desk", "moderation")
NEVER_REPEATED = ("csrf_token", "password", "code")
LABELS = {
    "title": lazy_gettext("Title"),
    "standfirst": lazy_gettext("Standfirst"),
    "source": lazy_gettext("Text"),
    "topics": lazy_gettext("Topics"),
    "name": lazy_gettext("Name"),
    "role": lazy_gettext("Role"),
    "organisation": lazy_gettext("Organisation"),
    "picture_alt": lazy_gettext("What it shows"),
    "picture_caption": lazy_gettext("Caption"),
    "picture_credit": lazy_gettext("Credit"),
    "continuation_label": lazy_gettext("Words of the link"),
    "label": lazy_gettext("Term"),
    "aliases": lazy_gettext("Other names"),
    "definition": lazy_gettext("Definition"),
    "desk.text": lazy_gettext("Long text"),
    "added_forms": lazy_gettext("Found in texts as"),
    "new_form": lazy_gettext("Another form"),
    "shown": "",  # no words of anybody's
    "kept": "",
    "origin": lazy_gettext("Where the definition comes from"),
    "licence": lazy_gettext("Licence"),
    "sense": lazy_gettext("Sense"),
    "translation": lazy_gettext("Translation of"),
    "see_also": lazy_gettext("See also"),
    "note": lazy_gettext("Note to the author"),
    "text": lazy_gettext("Your comment"),
    "rules_fr": lazy_gettext("House rules in French"),
    "rules_en": lazy_gettext("House rules in English"),
    "reason": lazy_gettext("Reason, for those who asked"),
}


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, _token_refused)


def session_ended() -> tuple[str, int]:
    """For a stranger who was somebody when they began to type."""
    sentence = _("Nothing was stored, and nothing is lost: what you typed is below.")
    return hand_back(401, _("Your session has ended"), sentence)


def went_away(refusal: Missing) -> tuple[str, int]:
    """For a door's error handler: what was written on is no longer where it was."""
    if request.method != "POST":
        return error_page(404, str(refusal))
    sentence = _("It has been moved or removed meanwhile. Nothing was stored; what you typed is below.")
    return hand_back(404, _("No longer here"), sentence)


def hand_back(status: int, title: str, sentence: str) -> tuple[str, int]:
    """Words are shown, to be copied; all of it can be sent again from a page of ours, never from somebody else's.
    Without any, an error page like others."""
    typed = request.form.items(multi=True)
    sent = [(name, _label(name), text) for name, text in typed if not name.startswith(NEVER_REPEATED)]
    if not sent:
        return error_page(status, sentence)
    is_ours = request.origin == request.host_url.rstrip("/")
    return render_template("kept.html", title=title, sentence=sentence, sent=sent, is_ours=is_ours), status


def _label(name: str) -> str:
    """What the form called the field; in a list of rows, the last part of its name says which it is. Some doors have a
    name of their own for it."""
    name = name.rpartition("-")[2]
    return str(LABELS.get(f"{request.blueprint}.{name}", LABELS.get(name, name)))


def _token_refused(_error: CSRFError) -> tuple[str, int]:
    if request.blueprint == "security" or not request.form:
        return error_page(400)
    if request.blueprint in STAFF_DOORS and not current_user.is_authenticated:
        return session_ended()
    sentence = _("It belongs to an earlier session. Nothing was stored, and nothing is lost: what you typed is below.")
    return hand_back(400, _("This page was open for too long"), sentence)

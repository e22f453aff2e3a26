"""A manuscript as the form's fields spell it, and as somebody compares it with another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice, SelectField

from blog.articles.choices import Act, Choice
from blog.articles.manuscript import Manuscript
from blog.articles.models import Commenting, Continuation, Kind, Part
from blog.text.glossary import Occurrence
from blog.web.desk import moments

LANGUAGES = [SelectChoice("fr", "Français"), SelectChoice("en", "English")]
PARTS = [
    SelectChoice(Part.INTERVIEWEE.value, _("answers")),
    SelectChoice(Part.INTERVIEWER.value, _("asks")),
    SelectChoice(Part.AUTHOR.value, _("writes")),
]
KINDS = [SelectChoice(Kind.INTERVIEW.value, _("Interview")), SelectChoice(Kind.ARTICLE.value, _("Article"))]
CONTINUATIONS = [
    SelectChoice(Continuation.HERE.value, _("further down on the same page")),
    SelectChoice(Continuation.PAGE.value, _("on a page of its own")),
    SelectChoice(Continuation.LINK.value, _("at another address")),
]

COMMENTINGS = [
    SelectChoice(Commenting.SITE.value, _("as everywhere here")),
    SelectChoice(Commenting.CLOSED.value, _("closed")),
    SelectChoice(Commenting.MEMBERS.value, _("from members only, read before they appear")),
    SelectChoice(Commenting.BEFORE.value, _("read before they appear")),
    SelectChoice(Commenting.KNOWN.value, _("at once from known authors, others read before")),
    SelectChoice(Commenting.AFTER.value, _("at once, read afterwards")),
]
OCCURRENCES = [
    SelectChoice(Occurrence.ARTICLE.value, _("once")),
    SelectChoice(Occurrence.QUESTION.value, _("once under each question")),
    SelectChoice(Occurrence.EVERY.value, _("every time")),
    SelectChoice(Occurrence.NEVER.value, _("never")),
]
CHOICES = {
    "kind": KINDS, "language": LANGUAGES, "continuation": CONTINUATIONS, "commenting": COMMENTINGS,
    "occurrence": OCCURRENCES,
}  # fmt: skip


def as_typed(manuscript: Manuscript) -> dict[str, Any]:
    """The manuscript as the form's fields hold it."""
    row = manuscript.as_json()
    picture = {"picture": None, "kept_picture": manuscript.picture}
    times = {name: getattr(manuscript, name) for name in ("dated", "comments_from", "comments_until")}
    return {**row, **picture, **times, "topics": ", ".join(manuscript.topics)}


def as_compared(manuscript: Manuscript) -> dict[str, str]:
    """The manuscript as somebody compares it, by field."""
    typed = {**as_typed(manuscript), "kept_picture": ""}
    words = {name: label(CHOICES.get(name, ()), value) for name, value in typed.items()}
    lines = (
        ", ".join(filter(None, (each.name, each.role, each.organisation, label(PARTS, each.part.value))))
        for each in manuscript.people
    )
    choices = "\n".join(map(in_words, manuscript.choices))
    times = {name: moments.in_words(getattr(manuscript, name)) for name in ("comments_from", "comments_until")}
    return {**words, **times, "people": "\n".join(lines), "picture": manuscript.picture[:8], "choices": choices}


def label(choices: Iterable[SelectChoice], value: object) -> str:
    """What a form calls a value: a choice by its label, a switch as yes or no, anything else as it is."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    plain = "" if value is None else str(value)
    return next((str(choice.label) for choice in choices if choice.value == value), plain)


def in_words(choice: Choice) -> str:
    """With the entry's address, which says enough to compare two choices."""
    if choice.act is Act.SKIP:
        return str(_("%(term)s: left alone", term=choice.term))
    if choice.act is Act.SENSE:
        return str(_("%(term)s: meant where several could be", term=choice.term))
    place = {"anchor": choice.anchor, "number": choice.number + 1}
    return str(_("%(term)s: marked at mention %(number)s of %(anchor)s", term=choice.term, **place))


def chosen(field: SelectField | RadioField) -> str:
    """The first choice stands for none and for a forged one, which validation has told of."""
    values = [choice.value for choice in field.choices]
    return str(field.data) if field.data in values else values[0]

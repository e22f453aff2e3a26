"""Pieces of which a page has many, or that cost much, as values: the same value is the same HTML, made once and kept.
What is not in the value cannot be in the HTML, so there is nothing to forget when it changes."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from flask import Flask, current_app, get_template_attribute, request
from markupsafe import Markup

from blog.comments.house import RulesIn
from blog.comments.models import CommentStatus
from blog.comments.openness import Openness
from blog.comments.public import PublicComment
from blog.glossary.models import GlossaryTerm
from blog.web.language import current_language
from blog.web.reading.forms import CommentForm

KEPT = 3_000  # pieces a process, of about two kilobytes


class Setting(NamedTuple):
    """Of the page on which a piece stands."""

    language: str
    root: str  # what addresses begin with, behind a proxy that serves more than this site


class TurnLink(NamedTuple):
    """The turn that a comment speaks of."""

    words: str
    address: str | None  # none, when this site does not show it
    digest: str  # of its words


class CommentCard(NamedTuple):
    comment: PublicComment
    turn: TurnLink | None  # none, when it speaks of none, or of one that is not in the text any more
    slug: str  # of the article
    takes_replies: bool
    takes_questions: bool
    has_votes: bool
    setting: Setting


class CarriedOver(NamedTuple):
    """A comment of an earlier page, in which others of this page stand."""

    comment: PublicComment
    slug: str  # of the article
    setting: Setting


class Tombstone(NamedTuple):
    """The place of a comment that is not public, in which others stand."""

    id: int
    status: CommentStatus
    setting: Setting


class Definition(NamedTuple):
    """Has the names of `GlossaryTerm`."""

    slug: str
    title: str
    label: str
    sense: str
    language: str
    definition_html: Markup
    origin: str
    licence: str
    has_text: bool
    leads_back: bool  # to its mark in the text
    setting: Setting


class BlankForm(NamedTuple):
    """The form under an article before anybody has written: the same for everybody."""

    slug: str  # of the article
    language: str
    side: str
    openness: Openness
    rules: RulesIn
    setting: Setting

    @property
    def form(self) -> CommentForm:
        return CommentForm.asked_for({"side": self.side})


Piece = CommentCard | CarriedOver | Tombstone | Definition | BlankForm

MACROS = {
    CommentCard: ("macros/conversation.html", "comment_article"),
    CarriedOver: ("macros/conversation.html", "carried_over"),
    Tombstone: ("macros/conversation.html", "tombstone"),
    Definition: ("macros/glossary.html", "definition"),
    BlankForm: ("macros/write.html", "blank"),
}


def init_app(app: Flask) -> None:
    app.extensions["pieces"] = lru_cache(maxsize=KEPT, typed=True)(_made)
    app.jinja_env.globals["definition_of"] = definition_of


def html_of(piece: Piece) -> Markup:
    made: Markup = current_app.extensions["pieces"](piece)
    return made


def setting() -> Setting:
    return Setting(current_language(), request.script_root)


def definition_of(term: GlossaryTerm, *, leads_back: bool) -> Markup:
    """As it stands in the list under an article, and opens at a mark."""
    definition = Definition(
        slug=term.slug,
        title=term.title,
        label=term.label,
        sense=term.sense,
        language=term.language,
        definition_html=term.definition_html,
        origin=term.origin,
        licence=term.licence,
        has_text=term.has_text,
        leads_back=leads_back,
        setting=setting(),
    )
    return html_of(definition)


def _made(piece: Piece) -> Markup:
    template, macro = MACROS[type(piece)]
    return Markup(get_template_attribute(template, macro)(piece))  # noqa: S704 - an autoescaped template's words

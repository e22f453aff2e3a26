"""A comment as a page shows it, as a value: the same value is the same HTML, which is made once and kept. What is not
in the value cannot be in the HTML, so there is nothing to forget when it changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from flask import Flask, current_app, get_template_attribute
from markupsafe import Markup

from blog.comments.public import PublicComment

KEPT = 2_000  # cards a process, of about two kilobytes


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnLink:
    """The turn that a comment speaks of."""

    words: str
    address: str | None  # none, when this site does not show it
    digest: str  # of its words


class Card(NamedTuple):
    comment: PublicComment
    turn: TurnLink | None  # none, when it speaks of none, or of one that is not in the text any more
    slug: str
    takes_replies: bool
    has_votes: bool
    language: str
    root: str  # what addresses begin with, behind a proxy that serves more than this site


def init_app(app: Flask) -> None:
    app.extensions["cards"] = lru_cache(maxsize=KEPT)(_made)


def card(card: Card) -> Markup:
    """As it stands on the article's own pages; escaped."""
    made: Markup = current_app.extensions["cards"](card)
    return made


def _made(card: Card) -> Markup:
    return Markup(get_template_attribute("macros/conversation.html", "comment_article")(card))  # noqa: S704 - autoescaped

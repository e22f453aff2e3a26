"""A comment as a page shows it, as a value: the same value is the same HTML, which is made once and kept. What is not
in the value cannot be in the HTML, so there is nothing to forget when it changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from flask import Flask, current_app, get_template_attribute, request
from markupsafe import Markup

from blog.comments.models import Badge, Comment
from blog.web.language import current_language

KEPT = 2_000  # cards a process, of about two kilobytes


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnLink:
    """The turn that a comment speaks of."""

    words: str
    address: str | None  # none, when this site does not show it
    digest: str  # of its words


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """Its first fields are those of the page; the others have the names they have in `Comment`."""

    language: str
    root: str  # what addresses begin with, behind a proxy that serves more than this site
    slug: str
    takes_replies: bool
    has_votes: bool

    id: int
    name: str
    person: str
    badge: Badge | None
    is_verified: bool
    vouched_by: str
    posted_at: datetime
    published_at: datetime | None
    public_change: datetime | None
    is_pinned: bool
    is_featured: bool
    parent_id: int | None
    parent_name: str  # none, when it is not public any more
    anchor: str | None
    turn: TurnLink | None  # none, when it is not in the text any more
    turn_digest: str
    quote: str
    marked: Markup
    useful: int


def init_app(app: Flask) -> None:
    app.extensions["cards"] = lru_cache(maxsize=KEPT)(_made)


def card(comment: Comment, *, slug: str, takes_replies: bool, has_votes: bool, turn: TurnLink | None) -> Markup:
    """As it stands on the article's own pages; escaped."""
    shown = Card(
        language=current_language(),
        root=request.script_root,
        slug=slug,
        takes_replies=takes_replies,
        has_votes=has_votes,
        id=comment.id,
        name=comment.name,
        person=comment.person,
        badge=comment.badge,
        is_verified=comment.is_verified,
        vouched_by=comment.vouched_by,
        posted_at=comment.posted_at,
        published_at=comment.published_at,
        public_change=comment.public_change,
        is_pinned=comment.pinned and comment.is_root,
        is_featured=comment.is_featured,
        parent_id=comment.parent_id,
        parent_name=comment.parent_name,
        anchor=comment.anchor,
        turn=turn,
        turn_digest=comment.turn_digest,
        quote=comment.quote,
        marked=comment.marked,
        useful=comment.useful,
    )
    made: Markup = current_app.extensions["cards"](shown)
    return made


def _made(card: Card) -> Markup:
    return Markup(get_template_attribute("macros/conversation.html", "comment_article")(card))  # noqa: S704 - autoescaped

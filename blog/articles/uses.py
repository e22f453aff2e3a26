"""Where an entry is found in articles: its marks, and the words that it could explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import load_only

from blog.articles.findings import TermDoubt, TermUse
from blog.articles.models import Article, Turn
from blog.database import LARGEST_ID, db
from blog.errors import Missing
from blog.glossary.models import GlossaryTerm

PAGE_LENGTH = 50
SHOWN = (
    load_only(Article.slug, Article.title, Article.language, Article.status, Article.continuation),
    load_only(Turn.anchor, Turn.question_text, Turn.in_lead),
)

Found = TermUse | TermDoubt


@dataclass(frozen=True)
class Place:
    article: Article
    turn: Turn | None  # none, where a mark is older than the text
    found: Found


@dataclass(frozen=True)
class Places:
    """Some of a list, the newest article first, and the key of the page after it."""

    places: Sequence[Place]
    next_key: str | None

    @property
    def by_article(self) -> dict[Article, list[Place]]:
        found: dict[Article, list[Place]] = {}
        for place in self.places:
            found.setdefault(place.article, []).append(place)
        return found


def marks(term: GlossaryTerm, *, after: str | None = None) -> Places:
    return _places(TermUse, term, after)


def doubts(term: GlossaryTerm, *, after: str | None = None) -> Places:
    return _places(TermDoubt, term, after)


def counts(term: GlossaryTerm) -> tuple[int, int]:
    """Of marks and of doubts."""
    counted = (select(func.count()).where(found.term_id == term.id) for found in (TermUse, TermDoubt))
    marked, doubted = (db.session.scalar(query) or 0 for query in counted)
    return marked, doubted


def _places(kind: type[TermUse] | type[TermDoubt], term: GlossaryTerm, after: str | None) -> Places:
    query: Select[Any, Any, Any] = select(kind, Article, Turn).where(kind.term_id == term.id)
    query = query.join(Article, Article.id == kind.article_id)
    query = query.outerjoin(Turn, and_(Turn.article_id == kind.article_id, Turn.anchor == kind.anchor))
    if after:
        article_id, found_id = _read_key(after)
        query = query.where(kind.article_id <= article_id, or_(kind.article_id < article_id, kind.id > found_id))
    query = query.order_by(kind.article_id.desc(), kind.id).limit(PAGE_LENGTH + 1)
    rows = db.session.execute(query.options(*SHOWN)).all()
    places = [Place(article, turn, found) for found, article, turn in rows[:PAGE_LENGTH]]
    return Places(places, _key(places[-1].found) if len(rows) > PAGE_LENGTH else None)


def _key(found: Found) -> str:
    return f"{found.article_id}-{found.id}"


def _read_key(key: str) -> tuple[int, int]:
    numbers = [int(part) for part in key.split("-") if part.isascii() and part.isdecimal() and len(part) < 11]
    if len(numbers) != 2 or max(numbers) > LARGEST_ID:
        raise Missing(_("There is no such page."))
    return numbers[0], numbers[1]

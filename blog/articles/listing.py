"""Lists of published articles: all, those of a topic, those that use a term; for feeds and for the sitemap. What they
show is read as rows and frozen (`listed.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Integer, Row, Select, and_, bindparam, func, or_, select, tuple_

from blog.articles.findings import TermUse
from blog.articles.listed import ARTICLES, Listed, ListedTerm, explained, listed
from blog.articles.models import Article, ArticleStatus, Continuation, Topic, article_topics
from blog.columns import UtcDateTime
from blog.database import LARGEST_ID, rows_of
from blog.errors import Missing
from blog.glossary.models import GlossaryTerm
from blog.text.sentences import Quote

PAGE_LENGTH = 10
KEY_TIME = "%Y%m%dT%H%M%S.%f"


@dataclass(frozen=True)
class Page:
    """Some articles of a list, newest first, and the key of the page after it."""

    articles: Sequence[Listed]
    next_key: str | None


@dataclass(frozen=True, slots=True)
class Carried:
    """An article as a feed carries it, with the terms that this much of it marks."""

    article: Listed
    terms: tuple[ListedTerm, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """An article that marks a term, and its first mark that is not quiet."""

    slug: str
    title: str
    language: str
    continuation: Continuation
    dated: date | None
    published_at: datetime
    quote: Quote
    in_lead: bool


@dataclass(frozen=True)
class Mentions:
    """Some articles that mark a term, and the key of those after them."""

    found: Sequence[Mention]
    next_key: str | None
    count: int  # of these and those after them


_IS_PUBLISHED = Article.status == ArticleStatus.PUBLISHED
_IS_READ_HERE = and_(_IS_PUBLISHED, or_(TermUse.in_lead, Article.continuation != Continuation.LINK))
_NEWEST_FIRST = (Article.published_at.desc(), Article.id.desc())
_IS_OLDER = tuple_(Article.published_at, Article.id) < tuple_(
    bindparam("moment", type_=UtcDateTime), bindparam("id", type_=Integer)
)
_MOST = bindparam("most", type_=Integer)


def published(*, before: str | None = None, topic: Topic | None = None, length: int = PAGE_LENGTH) -> Page:
    """Newest first. `before` is a key of an earlier page: a list that grows meanwhile shows nothing twice."""
    query = _published(has_topic=topic is not None, has_key=bool(before))
    about = {"topic": topic.id} if topic else {}
    rows = rows_of(query, most=length + 1, **about, **_read_key(before))
    return Page(listed(rows[:length]), _next_key(rows, length))


def newest(length: int, *, whole: bool) -> list[Carried]:
    """Newest first, with their leads, or with all that is read here of them."""
    found = listed(rows_of(_published(has_topic=False, has_key=False), most=length), whole=whole)
    terms = explained(found, whole=whole)
    return [Carried(article, tuple(terms[article.id])) for article in found]


def using(term: GlossaryTerm, *, before: str | None = None, length: int = PAGE_LENGTH) -> Mentions:
    """Published articles that mark the term where readers can go, newest first; `before` as in `published`."""
    rows = rows_of(_using(has_key=bool(before)), term=term.id, most=length + 1, **_read_key(before))
    count = rows[0].in_all if rows else 0
    return Mentions([_mention(row) for row in rows[:length]], _next_key(rows, length), count)


def count_using(term: GlossaryTerm) -> int:
    """All that `using` finds, page by page."""
    return int(rows_of(_COUNT_USING, term=term.id)[0][0])


def published_addresses() -> Sequence[tuple[str, datetime]]:
    """Slug and last change of every published article, for the sitemap."""
    return rows_of(_ADDRESSES)


_ADDRESSES = select(Article.slug, Article.revised_at).where(_IS_PUBLISHED).order_by(*_NEWEST_FIRST)
_IS_OF_TOPIC = Article.id.in_(
    select(article_topics.c.article_id).where(article_topics.c.topic_id == bindparam("topic", type_=Integer))
)
_IS_LOUD = and_(TermUse.term_id == bindparam("term", type_=Integer), TermUse.is_quiet.is_(False))
_COUNT_USING = (
    select(func.count(TermUse.article_id.distinct()))
    .join(Article, Article.id == TermUse.article_id)
    .where(_IS_READ_HERE, _IS_LOUD)
)
_MENTIONS = (
    select(
        Article.id, Article.slug, Article.title, Article.language, Article.continuation, Article.dated,
        Article.published_at, TermUse.sentence, TermUse.form, TermUse.at, TermUse.in_lead,
        func.count().over().label("in_all"),
    )
    .join(TermUse, TermUse.article_id == Article.id)
    .where(_IS_READ_HERE, TermUse.id.in_(select(func.min(TermUse.id)).where(_IS_LOUD).group_by(TermUse.article_id)))
)  # fmt: skip


@cache
def _published(*, has_topic: bool, has_key: bool) -> Select[Any]:
    conditions = (_IS_PUBLISHED, _IS_OF_TOPIC) if has_topic else (_IS_PUBLISHED,)
    return _page(ARTICLES.where(*conditions), has_key=has_key)


@cache
def _using(*, has_key: bool) -> Select[Any]:
    return _page(_MENTIONS, has_key=has_key)


def _page(query: Any, *, has_key: bool) -> Select[Any]:
    page: Select[Any] = (query.where(_IS_OLDER) if has_key else query).order_by(*_NEWEST_FIRST).limit(_MOST)
    return page


def _mention(row: Row[Any]) -> Mention:
    return Mention(
        slug=row.slug,
        title=row.title,
        language=row.language,
        continuation=row.continuation,
        dated=row.dated,
        published_at=row.published_at,
        quote=Quote.of(row.sentence, row.form, row.at),
        in_lead=row.in_lead,
    )


def _next_key(rows: Sequence[Row[Any]], length: int) -> str | None:
    return f"{rows[length - 1].published_at:{KEY_TIME}}-{rows[length - 1].id}" if len(rows) > length else None


def _read_key(key: str | None) -> dict[str, Any]:
    if not key:
        return {}
    moment, _dash, digits = key.partition("-")
    try:
        at, id_ = datetime.strptime(moment, KEY_TIME).replace(tzinfo=UTC), int(digits)
    except ValueError:
        raise Missing(_("There is no such page.")) from None
    if not 0 <= id_ <= LARGEST_ID:
        raise Missing(_("There is no such page."))
    return {"moment": at, "id": id_}

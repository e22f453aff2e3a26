"""Finding articles. Writing them is in `writing.py`, publication in `publishing.py`, marks in `annotating.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, and_, bindparam, exists, func, or_, select, tuple_
from sqlalchemy.orm import defer, joinedload, load_only, selectinload, undefer

from blog.articles.findings import ArticleWord, TermDoubt, TermUse
from blog.articles.models import Article, ArticleRevision, ArticleStatus, Continuation, Topic, article_topics
from blog.database import LARGEST_ID, db
from blog.errors import Gone, Missing
from blog.glossary.models import GlossaryTerm, what_explains
from blog.text.folding import fold
from blog.text.slugs import topic_slug
from blog.text.tokens import words

PAGE_LENGTH = 10
DESK_LENGTH = 50
KEY_TIME = "%Y%m%dT%H%M%S.%f"


@dataclass(frozen=True)
class Page:
    """Some articles of a list, newest first, and the key of the page after it."""

    articles: Sequence[Article]
    next_key: str | None


@dataclass(frozen=True)
class Mentions:
    """Some articles that mark a term, each with its first mark that is not quiet, and the key of those after them."""

    found: Sequence[tuple[Article, TermUse]]
    next_key: str | None
    count: int  # of these and those after them


_IS_READ_HERE = and_(
    Article.status == ArticleStatus.PUBLISHED, or_(TermUse.in_lead, Article.continuation != Continuation.LINK)
)


def published_by_slug(slug: str) -> Article:
    """With all a page shows. Raises Missing, or Gone when it was withdrawn."""
    article = db.session.scalars(_of_one_page(), {"slug": slug}).unique().one_or_none()
    if article is not None and article.is_withdrawn:
        raise Gone(_("This article has been withdrawn."))
    if article is None or not article.is_published:
        raise Missing(_("There is no article at this address."))
    return article


def by_slug(slug: str) -> Article:
    """In whatever state, with its source; for the desk."""
    article = db.session.scalar(_shown(select(Article)).options(undefer(Article.source)).filter_by(slug=slug))
    if article is None:
        raise Missing(_("There is no article at this address."))
    return article


def published(*, before: str | None = None, topic: Topic | None = None, length: int = PAGE_LENGTH) -> Page:
    """Newest first, without their marks. `before` is a key of an earlier page: a list that grows meanwhile shows
    nothing twice."""
    query = _listed(select(Article)).filter_by(status=ArticleStatus.PUBLISHED)
    if topic is not None:
        query = query.where(Article.topics.contains(topic))
    if before:
        query = query.where(tuple_(Article.published_at, Article.id) < _read_key(before))
    query = query.order_by(Article.published_at.desc(), Article.id.desc())
    found = db.session.scalars(query.limit(length + 1)).all()
    return Page(found[:length], _key(found[length - 1]) if len(found) > length else None)


def newest(length: int) -> Sequence[Article]:
    """Published, newest first, with all a page shows."""
    query = _shown(select(Article)).filter_by(status=ArticleStatus.PUBLISHED)
    return db.session.scalars(query.order_by(Article.published_at.desc(), Article.id.desc()).limit(length)).all()


def using(term: GlossaryTerm, *, before: str | None = None, length: int = PAGE_LENGTH) -> Mentions:
    """Published articles that mark the term where readers can go, newest first; `before` as in `published`."""
    loud = select(func.min(TermUse.id)).where(TermUse.term_id == term.id, TermUse.is_quiet.is_(False))
    query = select(Article, TermUse, func.count().over()).join(Article.uses).where(_IS_READ_HERE)
    query = query.where(TermUse.id.in_(loud.group_by(TermUse.article_id)))
    if before:
        query = query.where(tuple_(Article.published_at, Article.id) < _read_key(before))
    query = query.order_by(Article.published_at.desc(), Article.id.desc()).limit(length + 1)
    rows = db.session.execute(query).all()
    found = [(article, use) for article, use, _count in rows]
    next_key = _key(found[length - 1][0]) if len(found) > length else None
    return Mentions(found[:length], next_key, count=rows[0][2] if rows else 0)


def count_using(term: GlossaryTerm) -> int:
    """All that `using` finds, page by page."""
    query = select(func.count(TermUse.article_id.distinct())).join(Article, Article.id == TermUse.article_id)
    query = query.where(_IS_READ_HERE, TermUse.term_id == term.id, TermUse.is_quiet.is_(False))
    return db.session.scalar(query) or 0


def published_addresses() -> Sequence[tuple[str, datetime]]:
    """Slug and last change of every published article, for the sitemap."""
    query = select(Article.slug, Article.revised_at).filter_by(status=ArticleStatus.PUBLISHED)
    return db.session.execute(query.order_by(Article.published_at.desc())).all()


def on_the_desk(*, search: str = "", status: ArticleStatus | None = None, in_doubt: bool = False) -> Sequence[Article]:
    """Last revised first; `search` folds case and accents and finds the beginnings of words anywhere in the article.
    `in_doubt`: only those in which words with several meanings wait for a choice."""
    query = select(Article).options(joinedload(Article.created_by))
    for word in words(search):
        beginning = fold(word[0])[: ArticleWord.LONGEST]
        from_here, to_here = ArticleWord.word >= beginning, ArticleWord.word < f"{beginning}\U0010ffff"
        query = query.where(Article.id.in_(select(ArticleWord.article_id).where(from_here, to_here)))
    if status is not None:
        query = query.filter_by(status=status)
    if in_doubt:
        query = query.where(Article.id.in_(select(TermDoubt.article_id)))
    return db.session.scalars(query.order_by(Article.revised_at.desc(), Article.id.desc()).limit(DESK_LENGTH)).all()


def desk_counts() -> dict[ArticleStatus, int]:
    """How many articles there are in each state."""
    counted = select(Article.status, func.count()).group_by(Article.status)
    return dict.fromkeys(ArticleStatus, 0) | dict(db.session.execute(counted).all())


def doubtful_count() -> int:
    """How many articles have words with several meanings."""
    return db.session.scalar(select(func.count(TermDoubt.article_id.distinct()))) or 0


def revisions(article: Article) -> Sequence[ArticleRevision]:
    """Newest first, without their manuscripts."""
    query = article.revisions.select().options(defer(ArticleRevision.manuscript), joinedload(ArticleRevision.saved_by))
    return db.session.scalars(query.order_by(ArticleRevision.number.desc()).limit(DESK_LENGTH)).all()


def topic_by_slug(slug: str) -> Topic:
    """Of a published article: what drafts are about is nobody's business yet. Raises Missing."""
    query = select(Topic).select_from(Article).join(Article.topics).where(Topic.slug == slug)
    topic = db.session.scalar(query.where(Article.status == ArticleStatus.PUBLISHED).limit(1))
    if topic is None:
        raise Missing(_("There is no such topic."))
    return topic


def public_topics(names: Iterable[str]) -> Sequence[Topic]:
    """Those of these topics that have a page for readers."""
    slugs = [topic_slug(name) for name in names]
    if not slugs:
        return []
    is_public = exists().where(
        article_topics.c.topic_id == Topic.id,
        article_topics.c.article_id == Article.id,
        Article.status == ArticleStatus.PUBLISHED,
    )
    return db.session.scalars(select(Topic).where(Topic.slug.in_(slugs), is_public).order_by(Topic.slug)).all()


@cache
def _of_one_page() -> Select[Article]:
    """Made once: a statement with so many options takes as long to build as to run."""
    return _shown(select(Article), few=joinedload).where(Article.slug == bindparam("slug"))


def _shown(query: Select[Article], *, few: Callable[..., Any] = selectinload) -> Select[Article]:
    """`few`: how people and topics come, of which an article has but a few."""
    shown = (TermUse.term_id, TermUse.position, TermUse.in_lead, TermUse.is_quiet)
    marks = selectinload(Article.uses).options(load_only(*shown), joinedload(TermUse.term).options(*what_explains()))
    return _listed(query, few=few).options(marks)


def _listed(query: Select[Article], *, few: Callable[..., Any] = selectinload) -> Select[Article]:
    several = (few(Article.people), few(Article.topics))
    return query.options(joinedload(Article.picture), *several, selectinload(Article.turns))


def _key(article: Article) -> str:
    return f"{article.published_at:{KEY_TIME}}-{article.id}"


def _read_key(key: str) -> tuple[datetime, int]:
    moment, _dash, id_ = key.partition("-")
    try:
        found = datetime.strptime(moment, KEY_TIME).replace(tzinfo=UTC), int(id_)
    except ValueError:
        found = None
    if found is None or not 0 <= found[1] <= LARGEST_ID:
        raise Missing(_("There is no such page."))
    return found

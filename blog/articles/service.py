"""Finding articles. Lists of published ones are in `listing.py`, writing them in `writing.py`, publication in
`publishing.py`, marks in `annotating.py`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import defer, joinedload, load_only, selectinload, undefer

from blog.articles.findings import ArticleWord, TermDoubt, TermUse
from blog.articles.models import Article, ArticleRevision, ArticleStatus, Topic, Turn, article_topics
from blog.database import db
from blog.errors import Gone, Missing
from blog.glossary.models import IS_PUBLIC, GlossaryTerm, what_explains
from blog.text.folding import fold
from blog.text.slugs import topic_slug
from blog.text.tokens import words

DESK_LENGTH = 50


def published_by_slug(slug: str) -> Article:
    """With all a page shows. Raises Missing, or Gone when it was withdrawn."""
    return _public(db.session.scalars(_of_one_page(), {"slug": slug}).unique().one_or_none())


def published_alone(slug: str) -> Article:
    """With what stands in its row alone; the rest comes when somebody asks for it. Raises what `published_by_slug`
    raises."""
    return _public(db.session.scalar(_alone(), {"slug": slug}))


def turn_at(article: Article, anchor: str | None) -> Turn | None:
    """Without the others."""
    return db.session.scalar(select(Turn).filter_by(article_id=article.id, anchor=anchor)) if anchor else None


def by_slug(slug: str) -> Article:
    """In whatever state, with its source; for the desk."""
    article = db.session.scalar(_on_the_desk(), {"slug": slug})
    if article is None:
        raise Missing(_("There is no article at this address."))
    return article


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


def _public(article: Article | None) -> Article:
    if article is not None and article.is_withdrawn:
        raise Gone(_("This article has been withdrawn."))
    if article is None or not article.is_published:
        raise Missing(_("There is no article at this address."))
    return article


@cache
def _alone() -> Select[Article]:
    return select(Article).where(Article.slug == bindparam("slug"))


@cache
def _of_one_page() -> Select[Article]:
    """Made once: a statement with so many options takes as long to build as to run."""
    shown = (TermUse.term_id, TermUse.position, TermUse.in_lead, TermUse.is_quiet)
    public = Article.uses.and_(TermUse.term.has(IS_PUBLIC))
    uses = selectinload(public).options(load_only(*shown), joinedload(TermUse.term).options(*what_explains()))
    few = (joinedload(Article.people), joinedload(Article.topics), joinedload(Article.picture))
    return select(Article).options(*few, selectinload(Article.turns), uses).where(Article.slug == bindparam("slug"))


@cache
def _on_the_desk() -> Select[Article]:
    uses = selectinload(Article.uses).joinedload(TermUse.term).lazyload(GlossaryTerm.aliases)
    several = (selectinload(Article.people), selectinload(Article.topics), selectinload(Article.turns), uses)
    query = select(Article).options(undefer(Article.source), joinedload(Article.picture), *several)
    return query.where(Article.slug == bindparam("slug"))

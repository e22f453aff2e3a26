"""What the articles say about the entries of the glossary: which are in use, and where; which are nowhere, and which
could be meant by the same words."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import exists, func, select, true

from blog.articles.findings import TermDoubt, TermUse
from blog.articles.models import Article, ArticleStatus, Topic
from blog.database import db
from blog.glossary import searching
from blog.glossary.models import IS_PUBLIC, GlossaryTerm, TermStatus
from blog.glossary.previewing import Hint
from blog.glossary.searching import Condition, Stretch
from blog.text.slugs import topic_slug

NEWEST = 10  # articles that a page about one entry names
MOST_TOPICS = 500  # that a form offers


class Show(enum.Enum):
    """Which entries a list shows."""

    ALL = "all"
    DRAFT = "draft"
    USED = "used"  # marked in a published article
    UNMATCHED = "unmatched"  # could be marked, and no article has its words, not even a draft
    AMBIGUOUS = "ambiguous"  # words of an article could mean another entry as well
    UNDEFINED = "undefined"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an editor asks the list of entries for."""

    text: str = ""
    show: Show = Show.ALL
    language: str | None = None
    letter: str | None = None
    after: int | None = None  # the id of a term


@dataclass(frozen=True, kw_only=True)
class Listing:
    stretch: Stretch
    articles: dict[int, int]  # that mark a term, by its id
    counts: dict[Show, int]  # of entries, had another one been asked for
    letters: set[str]  # that something asked for begins with


@dataclass(frozen=True)
class Marking:
    """How many published articles mark a term, and the newest of them, each with its first mark that is not quiet."""

    count: int
    newest: Sequence[tuple[Article, TermUse]]


def listing(asked: Asked) -> Listing:
    text, language, letter, is_shown = asked.text, asked.language, asked.letter, [_condition(asked.show)]
    stretch = searching.search(text, language=language, letter=letter, after=asked.after, also=is_shown)
    return Listing(
        stretch=stretch,
        articles=_article_counts(stretch.terms),
        counts=_counts(searching.conditions(text, language=language, letter=letter)),
        letters=searching.letters(text, language=language, also=is_shown),
    )


def marking(term: GlossaryTerm) -> Marking:
    loud = select(func.min(TermUse.id)).where(TermUse.term_id == term.id, TermUse.is_quiet.is_(False))
    query = select(Article, TermUse).join(Article.uses).where(_IS_PUBLISHED)
    query = query.where(TermUse.id.in_(loud.group_by(TermUse.article_id))).order_by(Article.published_at.desc())
    return Marking(_article_counts([term]).get(term.id, 0), db.session.execute(query.limit(NEWEST)).all())


def topics() -> Sequence[str]:
    """Names, A to Z."""
    return db.session.scalars(select(Topic.name).order_by(Topic.slug).limit(MOST_TOPICS)).all()


def advice(names: Iterable[str]) -> list[Hint]:
    """About the topics of an entry, one of which no article may have."""
    slugs = {topic_slug(name): name for name in names}
    known = set(db.session.scalars(select(Topic.slug).where(Topic.slug.in_(slugs)))) if slugs else set()
    unknown = [name for slug, name in slugs.items() if slug not in known]
    return [Hint(_("No article has the topic “%(topic)s” yet.", topic=name), "topics") for name in unknown]


_IS_PUBLISHED = Article.status == ArticleStatus.PUBLISHED
_USE = exists().where(TermUse.term_id == GlossaryTerm.id)
_DOUBT = GlossaryTerm.id.in_(select(TermDoubt.term_id))


def _condition(show: Show) -> Condition:
    conditions: dict[Show, Condition] = {
        Show.ALL: true(),
        Show.DRAFT: GlossaryTerm.status == TermStatus.DRAFT,
        Show.USED: _USE.where(TermUse.article_id == Article.id, _IS_PUBLISHED),
        Show.UNMATCHED: IS_PUBLIC & ~_USE & ~_DOUBT,
        Show.AMBIGUOUS: _DOUBT,
        Show.UNDEFINED: GlossaryTerm.definition_source == "",
    }
    return conditions[show]


def _counts(found: Sequence[Condition]) -> dict[Show, int]:
    columns = [func.count().filter(_condition(show)) for show in Show]
    row = db.session.execute(select(*columns).select_from(GlossaryTerm).where(*found)).one()
    return dict(zip(Show, row, strict=True))


def _article_counts(terms: Iterable[GlossaryTerm]) -> dict[int, int]:
    query = select(TermUse.term_id, func.count(TermUse.article_id.distinct()))
    query = query.join(Article, Article.id == TermUse.article_id).where(_IS_PUBLISHED)
    query = query.where(TermUse.term_id.in_([term.id for term in terms])).group_by(TermUse.term_id)
    return dict(db.session.execute(query).all())

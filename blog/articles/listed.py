"""Published articles as lists and feeds show them: frozen values, read as rows and never written. `listing.py` says
which ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from markupsafe import Markup
from sqlalchemy import BindParameter, Executable, Row, bindparam, case, func, or_, select

from blog.articles.findings import TermUse
from blog.articles.models import Article, Continuation, Part, Person, Topic, Turn, article_topics, described
from blog.database import rows_of
from blog.glossary.models import GlossaryTerm, titled
from blog.media.models import Picture, kept_widths

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ListedPicture:
    digest: str
    extension: str
    width: int
    height: int

    @property
    def widths(self) -> list[int]:
        return kept_widths(self.width)


@dataclass(frozen=True, slots=True)
class ListedPerson:
    part: Part
    name: str
    role: str
    organisation: str

    @property
    def description(self) -> str:
        return described(self.role, self.organisation)


@dataclass(frozen=True, slots=True)
class ListedTopic:
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class ListedTurn:
    question: Markup | None
    html: Markup


@dataclass(frozen=True, slots=True)
class ListedTerm:
    label: str
    sense: str
    definition_html: Markup

    @property
    def title(self) -> str:
        return titled(self.label, self.sense)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """Its fields have the names they have in `Article`."""

    id: int
    slug: str
    language: str
    title: str
    standfirst: str
    reading_minutes: int
    dated: date | None
    published_at: datetime
    revised_at: datetime
    picture_alt: str
    picture_caption: str
    picture_credit: str
    continuation: Continuation
    continuation_url: str | None
    continuation_label: str
    continuation_language: str
    has_rest: bool
    questions_in_rest: int
    picture: ListedPicture | None
    people: tuple[ListedPerson, ...]
    topics: tuple[ListedTopic, ...]
    turns: tuple[ListedTurn, ...]  # of the lead, or all that are read here


def _in_rest(counted: Any) -> Any:
    query = select(counted).where(Turn.article_id == Article.id, Turn.in_lead.is_(False))
    return query.correlate(Article).scalar_subquery()


_PLAIN = (
    Article.id, Article.slug, Article.language, Article.title, Article.standfirst, Article.reading_minutes,
    Article.dated, Article.published_at, Article.revised_at, Article.picture_alt, Article.picture_caption,
    Article.picture_credit, Article.continuation, Article.continuation_url, Article.continuation_label,
    Article.continuation_language, (_in_rest(func.count()) > 0).label("has_rest"),
    _in_rest(func.count(Turn.question)).label("questions_in_rest"),
)  # fmt: skip
_NAMES = tuple(column.key for column in _PLAIN)
_PICTURE = (Picture.digest, Picture.extension, Picture.width, Picture.height)
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_IS_READ_HERE = Article.continuation != Continuation.LINK

#: What `listed` makes values of.
ARTICLES = select(*_PLAIN, *_PICTURE).outerjoin(Article.picture)

_PEOPLE = (
    select(Person.article_id, Person.part, Person.name, Person.role, Person.organisation)
    .where(Person.article_id.in_(_IDS))
    .order_by(Person.article_id, Person.position)
)
_TOPICS = (
    select(article_topics.c.article_id, Topic.slug, Topic.name)
    .join(Topic, Topic.id == article_topics.c.topic_id)
    .where(article_topics.c.article_id.in_(_IDS))
    .order_by(Topic.slug)
)
_ALL_TURNS = (
    select(Turn.article_id, Turn.question, Turn.html)
    .where(Turn.article_id.in_(_IDS))
    .order_by(Turn.article_id, Turn.position)
)
_LEADS = _ALL_TURNS.where(Turn.in_lead)
_READ_HERE = _ALL_TURNS.join(Article, Article.id == Turn.article_id).where(or_(Turn.in_lead, _IS_READ_HERE))

_MARKED = (
    select(TermUse.article_id, GlossaryTerm.label, GlossaryTerm.sense, GlossaryTerm.definition_html)
    .join(GlossaryTerm, GlossaryTerm.id == TermUse.term_id)
    .where(TermUse.article_id.in_(_IDS))
    .group_by(TermUse.article_id, GlossaryTerm.id)
    .order_by(
        TermUse.article_id,
        func.coalesce(func.min(case((TermUse.is_quiet.is_(False), TermUse.position))), func.min(TermUse.position)),
    )
)
_MARKED_IN_LEADS = _MARKED.where(TermUse.in_lead)
_MARKED_HERE = _MARKED.join(Article, Article.id == TermUse.article_id).where(or_(TermUse.in_lead, _IS_READ_HERE))


def listed(rows: Sequence[Row[Any]], *, whole: bool = False) -> list[Listed]:
    """Three statements, however many there are. `whole`: with all turns, but for what goes on at another address."""
    ids = [row.id for row in rows]
    people, topics = _by_article(_PEOPLE, ids, ListedPerson), _by_article(_TOPICS, ids, ListedTopic)
    turns = _by_article(_READ_HERE if whole else _LEADS, ids, ListedTurn)
    return [
        Listed(
            **dict(zip(_NAMES, row, strict=False)),
            picture=ListedPicture(*row[len(_NAMES) :]) if row.digest else None,
            people=tuple(people[row.id]),
            topics=tuple(topics[row.id]),
            turns=tuple(turns[row.id]),
        )
        for row in rows
    ]


def explained(articles: Sequence[Listed], *, whole: bool) -> dict[int, list[ListedTerm]]:
    """What these mark, by article, in the order of the text: as `Article.explained` has it."""
    return _by_article(_MARKED_HERE if whole else _MARKED_IN_LEADS, [article.id for article in articles], ListedTerm)


def _by_article(query: Executable, ids: Sequence[int], value: Callable[..., Value]) -> dict[int, list[Value]]:
    found: dict[int, list[Value]] = defaultdict(list)
    for row in rows_of(query, ids=ids) if ids else ():
        found[row[0]].append(value(*row[1:]))
    return found

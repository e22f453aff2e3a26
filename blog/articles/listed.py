"""Published articles as lists and feeds show them: frozen values, read as rows and never written. `listing.py` says
which ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from markupsafe import Markup
from sqlalchemy import BindParameter, Executable, Row, and_, bindparam, case, exists, func, or_, select

from blog.articles.findings import TermUse
from blog.articles.models import Article, Continuation, Part, Person, Topic, Turn, article_topics, described
from blog.database import rows_of
from blog.glossary.models import GlossaryTerm, titled
from blog.media.models import Picture, kept_widths

Value = TypeVar("Value")


class ListedPicture(NamedTuple):
    digest: str
    extension: str
    width: int
    height: int

    @property
    def widths(self) -> list[int]:
        return kept_widths(self.width)


class ListedPerson(NamedTuple):
    part: Part
    name: str
    role: str
    organisation: str

    @property
    def description(self) -> str:
        return described(self.role, self.organisation)


class ListedTopic(NamedTuple):
    slug: str
    name: str


class ListedTurn(NamedTuple):
    question: Markup | None
    html: Markup


class ListedTerm(NamedTuple):
    label: str
    sense: str
    definition_html: Markup

    @property
    def title(self) -> str:
        return titled(self.label, self.sense)


class Listed(NamedTuple):
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


_IS_IN_REST = and_(Turn.article_id == Article.id, Turn.in_lead.is_(False))
_REST = {
    "has_rest": exists().where(_IS_IN_REST).correlate(Article),
    "questions_in_rest": select(func.count(Turn.question)).where(_IS_IN_REST).correlate(Article).scalar_subquery(),
}
_OWN = Listed._fields.index("picture")  # how many fields are in the article's own row
_PICTURE = (Picture.digest, Picture.extension, Picture.width, Picture.height)
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_IS_READ_HERE = Article.continuation != Continuation.LINK

#: What `listed` makes values of.
ARTICLES = select(
    *(_REST[name] if name in _REST else getattr(Article, name) for name in Listed._fields[:_OWN]), *_PICTURE
).outerjoin(Article.picture)

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
        Listed._make((*row[:_OWN], _picture(row), tuple(people[id_]), tuple(topics[id_]), tuple(turns[id_])))
        for id_, row in zip(ids, rows, strict=True)
    ]


def explained(articles: Sequence[Listed], *, whole: bool) -> dict[int, list[ListedTerm]]:
    """What these mark, by article, in the order of the text: as `Article.explained` has it."""
    return _by_article(_MARKED_HERE if whole else _MARKED_IN_LEADS, [article.id for article in articles], ListedTerm)


def _picture(row: Row[Any]) -> ListedPicture | None:
    return ListedPicture._make(row[_OWN:]) if row.digest else None


def _by_article(query: Executable, ids: Sequence[int], value: Callable[..., Value]) -> dict[int, list[Value]]:
    found: dict[int, list[Value]] = defaultdict(list)
    for row in rows_of(query, ids=ids) if ids else ():
        found[row[0]].append(value(*row[1:]))
    return found

"""Published articles as lists and feeds show them: frozen values, read as rows and never written. `listing.py` says
which ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import (
    BindParameter,
    Row,
    Text,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from blog.articles.findings import TermUse
from blog.articles.models import Article, Continuation, Part, Person, Topic, Turn, article_topics, described
from blog.database import rows_of
from blog.glossary.models import IS_PUBLIC, GlossaryTerm, titled
from blog.media.models import Picture, kept_widths


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

_LEADS = Turn.in_lead
_READ_HERE = or_(Turn.in_lead, exists().where(Article.id == Turn.article_id, _IS_READ_HERE))


def _parts(shown: Any) -> Any:
    """What belongs to articles as rows of one shape, in which a kind lacks what another has: one statement, since it is
    the statement that costs. `shown`: of which turns."""
    turns = select(
        Turn.article_id, Turn.position, Turn.question, Turn.html,
        *(type_coerce(null(), Text).label(name) for name in ("name", "slug", "role", "organisation")),
        type_coerce(null(), Person.part.type).label("part"),
    )  # fmt: skip
    people = select(
        Person.article_id, Person.position, null(), null(),
        Person.name, null(), Person.role, Person.organisation, Person.part,
    )  # fmt: skip
    topics = select(
        article_topics.c.article_id, literal_column("0"), null(), null(), Topic.name, Topic.slug, null(), null(), null()
    ).join(Topic, Topic.id == article_topics.c.topic_id)
    return union_all(
        turns.where(Turn.article_id.in_(_IDS), shown),
        people.where(Person.article_id.in_(_IDS)),
        topics.where(article_topics.c.article_id.in_(_IDS)),
    ).order_by("position", "slug")


_PARTS = {whole: _parts(_READ_HERE if whole else _LEADS) for whole in (False, True)}

_MARKED = (
    select(TermUse.article_id, GlossaryTerm.label, GlossaryTerm.sense, GlossaryTerm.definition_html)
    .join(GlossaryTerm, GlossaryTerm.id == TermUse.term_id)
    .where(TermUse.article_id.in_(_IDS), IS_PUBLIC)
    .group_by(TermUse.article_id, GlossaryTerm.id)
    .order_by(
        TermUse.article_id,
        func.coalesce(func.min(case((TermUse.is_quiet.is_(False), TermUse.position))), func.min(TermUse.position)),
    )
)
_MARKED_IN_LEADS = _MARKED.where(TermUse.in_lead)
_MARKED_HERE = _MARKED.join(Article, Article.id == TermUse.article_id).where(or_(TermUse.in_lead, _IS_READ_HERE))


def listed(rows: Sequence[Row[Any]], *, whole: bool = False) -> list[Listed]:
    """One statement more, however many there are. `whole`: with all turns, but for what goes on at another address."""
    parts: dict[int, _Parts] = {row.id: _Parts([], [], []) for row in rows}
    for part in rows_of(_PARTS[whole], ids=list(parts)) if parts else ():
        _add(part, parts[part.article_id])
    return [Listed._make((*row[:_OWN], _picture(row), *(tuple(each) for each in parts[row.id]))) for row in rows]


def explained(articles: Sequence[Listed], *, whole: bool) -> dict[int, list[ListedTerm]]:
    """What these mark, by article, in the order of the text: as `Article.explained` has it."""
    found: dict[int, list[ListedTerm]] = {article.id: [] for article in articles}
    for id_, *term in rows_of(_MARKED_HERE if whole else _MARKED_IN_LEADS, ids=list(found)) if found else ():
        found[id_].append(ListedTerm._make(term))
    return found


class _Parts(NamedTuple):
    """In the order that they have in `Listed`."""

    people: list[ListedPerson]
    topics: list[ListedTopic]
    turns: list[ListedTurn]


def _add(row: Row[Any], parts: _Parts) -> None:
    if row.html is not None:
        parts.turns.append(ListedTurn(row.question, row.html))
    elif row.part is not None:
        parts.people.append(ListedPerson(row.part, row.name, row.role, row.organisation))
    else:
        parts.topics.append(ListedTopic(row.slug, row.name))


def _picture(row: Row[Any]) -> ListedPicture | None:
    return ListedPicture._make(row[_OWN:]) if row.digest else None

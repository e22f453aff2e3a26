"""What readers find in the glossary: all of a small one, of a large one a letter or what they look for; and from an
entry the way to others. Drafts, and what has no definition yet, are in none of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, literal, select, union_all
from sqlalchemy.orm import lazyload, load_only
from sqlalchemy.orm.interfaces import ORMOption

from blog.database import db, rows_of
from blog.glossary import searching
from blog.glossary.models import IS_PUBLIC, GlossaryForm, GlossaryTerm, SeeAlso
from blog.glossary.naming import KNOWN, Known
from blog.glossary.searching import Stretch
from blog.text.folding import fold

SMALL = 150  # entries that fit one page
NEWEST = 10
MOST_LINKS = 100  # of each kind, from one entry


@dataclass(frozen=True, kw_only=True)
class Asked:
    text: str = ""
    language: str | None = None
    letter: str | None = None
    after: int | None = None  # the id of a term


@dataclass(frozen=True, kw_only=True)
class Contents:
    stretch: Stretch
    count: int  # of entries in the languages asked for
    languages: frozenset[str]  # that there are entries in
    letters: frozenset[str] = frozenset()  # that they begin with, where each has a page of its own

    @property
    def is_large(self) -> bool:
        return self.count > SMALL


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """Of one entry; each kind A to Z."""

    translations: Sequence[Known]
    senses: Sequence[Known]  # other entries that go by one of its names
    see_also: Sequence[Known]
    led_from: Sequence[Known]


_SHOWN: Sequence[ORMOption] = (
    load_only(
        GlossaryTerm.slug, GlossaryTerm.language, GlossaryTerm.label, GlossaryTerm.sense, GlossaryTerm.folded_label,
        GlossaryTerm.definition_html,
    ),
)  # fmt: skip
_WITHOUT_ALIASES = (*_SHOWN, lazyload(GlossaryTerm.aliases))
_NUMBERS = select(GlossaryTerm.language, func.count()).where(IS_PUBLIC).group_by(GlossaryTerm.language)
_ADDRESSES = (
    select(GlossaryTerm.slug, GlossaryTerm.revised_at)
    .where(IS_PUBLIC)
    .order_by(GlossaryTerm.folded_label, GlossaryTerm.id)
)


def contents(asked: Asked) -> Contents:
    """A small glossary has no letters of its own, and a search none either."""
    numbers = _numbers()
    count = sum(number for language, number in numbers.items() if asked.language in (None, language))
    is_large = count > SMALL
    return Contents(
        stretch=_found(asked, is_large=is_large),
        count=count,
        languages=frozenset(numbers),
        letters=frozenset(searching.letters(language=asked.language, only_public=True) if is_large else ()),
    )


def public_addresses() -> Sequence[tuple[str, datetime]]:
    """Slug and last change of every entry that readers find, A to Z, for the sitemap."""
    return rows_of(_ADDRESSES)


def neighbours(term: GlossaryTerm) -> Neighbours:
    """One query."""
    found: dict[str, list[Known]] = {kind: [] for kind in Neighbours.__annotations__}
    names = [fold(name) for name in term.names]
    for row in rows_of(_NEIGHBOURS, id=term.id, concept=term.concept, language=term.language, names=names):
        found[row.kind].append(Known(*row[2:]))
    return Neighbours(**found)


def _numbers() -> dict[str, int]:
    """How many entries there are in each language."""
    return dict(rows_of(_NUMBERS))


def _found(asked: Asked, *, is_large: bool) -> Stretch:
    if asked.text:
        return _search(asked, asked.text, after=asked.after)
    if not is_large:
        return _search(asked, limit=SMALL, loaded=_WITHOUT_ALIASES)
    if asked.letter:
        return _search(asked, letter=asked.letter, after=asked.after, loaded=_WITHOUT_ALIASES)
    return Stretch(_newest(asked.language), None)


def _search(asked: Asked, text: str = "", *, loaded: Sequence[ORMOption] = _SHOWN, **others: Any) -> Stretch:
    return searching.search(text, language=asked.language, only_public=True, loaded=loaded, **others)


def _newest(language: str | None) -> Sequence[GlossaryTerm]:
    query = select(GlossaryTerm).where(IS_PUBLIC).order_by(GlossaryTerm.id.desc()).options(*_WITHOUT_ALIASES)
    return db.session.scalars((query if language is None else query.filter_by(language=language)).limit(NEWEST)).all()


def _all_of(queries: Mapping[str, Select[Any]]) -> Select[Any]:
    """A to Z, at most MOST_LINKS of each."""
    parts = (
        query.where(IS_PUBLIC)
        .with_only_columns(literal(kind).label("kind"), GlossaryTerm.folded_label, *KNOWN, maintain_column_froms=True)
        .order_by(GlossaryTerm.folded_label, GlossaryTerm.id)
        .limit(MOST_LINKS)
        for kind, query in queries.items()
    )
    every = union_all(*(select(part.subquery()) for part in parts)).subquery()
    return select(every).order_by(every.c.folded_label, every.c.id)


def _neighbours() -> Select[Any]:
    """Of the entry `id`, which has this `concept` and `language`, and these `names`, folded."""
    other, term_id = GlossaryTerm, bindparam("id", type_=Integer)
    named = select(GlossaryForm.term_id).where(
        GlossaryForm.language == bindparam("language"), GlossaryForm.folded.in_(bindparam("names", expanding=True))
    )
    known: Any = select(*KNOWN)
    return _all_of(
        {
            "translations": known.where(other.concept == bindparam("concept", type_=Integer), other.id != term_id),
            "senses": known.where(other.id.in_(named), other.id != term_id),
            "see_also": known.join(SeeAlso, SeeAlso.other_id == other.id).where(SeeAlso.term_id == term_id),
            "led_from": known.join(SeeAlso, SeeAlso.term_id == other.id).where(SeeAlso.other_id == term_id),
        }
    )


_NEIGHBOURS = _neighbours()

"""What readers find in the glossary: all of a small one, of a large one a letter or what they look for; and from an
entry the way to others. Drafts, and what has no definition yet, are in none of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all

from blog.database import db
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
    query = select(GlossaryTerm.slug, GlossaryTerm.revised_at).where(IS_PUBLIC)
    return db.session.execute(query.order_by(GlossaryTerm.folded_label, GlossaryTerm.id)).all()


def neighbours(term: GlossaryTerm) -> Neighbours:
    """One query."""
    other = GlossaryTerm
    same_concept = select(*KNOWN).where(other.concept == term.concept, other.concept.is_not(None), other.id != term.id)
    named = select(GlossaryForm.term_id).where(
        GlossaryForm.language == term.language, GlossaryForm.folded.in_([fold(name) for name in term.names])
    )
    onwards = select(*KNOWN).join(SeeAlso, SeeAlso.other_id == other.id).where(SeeAlso.term_id == term.id)
    hither = select(*KNOWN).join(SeeAlso, SeeAlso.term_id == other.id).where(SeeAlso.other_id == term.id)
    return Neighbours(
        **_known(
            translations=same_concept,
            senses=select(*KNOWN).where(other.id.in_(named), other.id != term.id),
            see_also=onwards,
            led_from=hither,
        )
    )


def _numbers() -> dict[str, int]:
    """How many entries there are in each language."""
    counted = select(GlossaryTerm.language, func.count()).where(IS_PUBLIC).group_by(GlossaryTerm.language)
    return dict(db.session.execute(counted).all())


def _found(asked: Asked, *, is_large: bool) -> Stretch:
    if asked.text:
        return searching.search(asked.text, language=asked.language, only_public=True, after=asked.after)
    if not is_large:
        return searching.search(language=asked.language, only_public=True, limit=SMALL)
    if asked.letter:
        return searching.search(language=asked.language, letter=asked.letter, only_public=True, after=asked.after)
    return Stretch(_newest(asked.language), None)


def _newest(language: str | None) -> Sequence[GlossaryTerm]:
    query = select(GlossaryTerm).where(IS_PUBLIC).order_by(GlossaryTerm.id.desc())
    return db.session.scalars((query if language is None else query.filter_by(language=language)).limit(NEWEST)).all()


def _known(**queries: Any) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = {kind: [] for kind in queries}
    for row in db.session.execute(_all_of(queries)).all():
        found[row.kind].append(Known(*row[2:]))
    return found


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

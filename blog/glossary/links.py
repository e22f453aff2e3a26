"""What leads from an entry to others: its translations, and what to see also."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import aliased

from blog.database import db, in_batches
from blog.glossary.models import GlossaryTerm, SeeAlso
from blog.glossary.naming import KNOWN, Known


class Links(NamedTuple):
    """By the ids of other entries."""

    translation: int | None = None
    see_also: tuple[int, ...] = ()


def translation_of(term_ids: Iterable[int]) -> dict[int, Known]:
    """By the id of the entry that is translated."""
    other = aliased(GlossaryTerm)
    columns = (other.id, other.slug, other.language, other.label, other.sense)
    query = select(GlossaryTerm.id, *columns).join(other, other.concept == GlossaryTerm.concept)
    query = query.where(other.id != GlossaryTerm.id).order_by(other.language.desc())
    return {
        row[0]: Known(*row[1:])
        for some in in_batches(sorted(term_ids))
        for row in db.session.execute(query.where(GlossaryTerm.id.in_(some)))
    }


def seen_also(term_ids: Iterable[int]) -> dict[int, list[Known]]:
    """What each of these leads on to, A to Z."""
    query = select(SeeAlso.term_id, *KNOWN).join(GlossaryTerm, GlossaryTerm.id == SeeAlso.other_id)
    query = query.order_by(GlossaryTerm.folded_label, GlossaryTerm.id)
    found: dict[int, list[Known]] = {}
    for some in in_batches(sorted(term_ids)):
        for row in db.session.execute(query.where(SeeAlso.term_id.in_(some))):
            found.setdefault(row[0], []).append(Known(*row[1:]))
    return found


def tie(links: Mapping[int, Links]) -> None:
    """Sets both kinds of link of each entry; every entry is stored by now. Does not commit."""
    _pair({term_id: each.translation for term_id, each in links.items()})
    for some in in_batches(list(links)):
        db.session.execute(delete(SeeAlso).where(SeeAlso.term_id.in_(some)))
    rows = [{"term_id": term_id, "other_id": other} for term_id, each in links.items() for other in each.see_also]
    if rows:
        db.session.execute(insert(SeeAlso), rows)


def untie(term_ids: Iterable[int]) -> None:
    """Before they go or change their language: nothing stays that would pair with another entry."""
    _pair(dict.fromkeys(term_ids))


def _pair(translation: Mapping[int, int | None]) -> None:
    """A concept is the smaller id of the two that have it; whoever is left alone has none."""
    before = {term_id: known.id for term_id, known in translation_of(translation).items()}
    moved = {term_id for term_id, other in translation.items() if before.get(term_id) != other}
    _leave(moved | {before[term_id] for term_id in moved if term_id in before})
    pairs = {(min(term_id, other), max(term_id, other)) for term_id, other in translation.items() if other}
    rows = [{"id": term_id, "concept": pair[0]} for pair in sorted(pairs) for term_id in pair]
    if rows:
        db.session.execute(update(GlossaryTerm), rows)


def _leave(term_ids: Collection[int]) -> None:
    for some in in_batches(sorted(term_ids)):
        db.session.execute(update(GlossaryTerm).where(GlossaryTerm.id.in_(some)).values(concept=None))

"""Rows of entries, however many: what `writing.py` and a file store, in statements and not in objects. Nothing here
commits or refuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple, cast

from markupsafe import Markup
from sqlalchemy import Table, bindparam, delete, insert, select, update

from blog.accounts.models import User
from blog.database import Model, db, in_batches, utcnow
from blog.glossary import links
from blog.glossary.entry import LISTED_FIELDS, PLAIN_FIELDS, Checked
from blog.glossary.links import Links
from blog.glossary.models import (
    GlossaryAlias,
    GlossaryChange,
    GlossaryForm,
    GlossaryTerm,
    TermRevision,
    TermStatus,
)
from blog.glossary.searching import words_of
from blog.text.folding import fold
from blog.text.forms import Form
from blog.text.lexicon import opening
from blog.text.words import plain_text

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Change:
    """An entry into its term, or into a new one at this address."""

    checked: Checked
    term_id: int  # below zero: a new one
    slug: str
    links: Links  # to terms, or to new ones of the same changes

    @property
    def is_new(self) -> bool:
        return self.term_id < 0


def write(changes: Sequence[Change], *, by: User | None) -> list[int]:
    """Returns the terms' ids, in the order of the changes."""
    standing = [change.term_id for change in changes if not change.is_new]
    before = matching(standing)
    numbers = _next_revisions(standing)
    links.untie(_moving_abroad(changes))
    ids = _write_terms(changes, numbers)
    _delete(GlossaryAlias, standing)
    _delete(GlossaryForm, standing)
    _insert(GlossaryAlias, (row for change in changes for row in _aliases(change, ids[change.term_id])))
    _insert(GlossaryForm, (row for change in changes for row in _forms(change, ids[change.term_id])))
    _insert(TermRevision, (_revision(change, ids, numbers, by) for change in changes))
    _tie(changes, ids)
    note_changes(_differing(changes, before))
    return [ids[change.term_id] for change in changes]


def _moving_abroad(changes: Sequence[Change]) -> list[int]:
    becomes = {change.term_id: change.checked.entry.language for change in changes if not change.is_new}
    query = select(GlossaryTerm.id, GlossaryTerm.language)
    batches = (db.session.execute(query.where(GlossaryTerm.id.in_(some))) for some in in_batches(list(becomes)))
    return [term_id for rows in batches for term_id, language in rows if language != becomes[term_id]]


def _next_revisions(term_ids: Sequence[int]) -> dict[int, int]:
    query = select(GlossaryTerm.id, GlossaryTerm.revision)
    batches = (db.session.execute(query.where(GlossaryTerm.id.in_(some))) for some in in_batches(term_ids))
    return {term_id: number + 1 for rows in batches for term_id, number in rows}


def _write_terms(changes: Sequence[Change], numbers: dict[int, int]) -> dict[int, int]:
    """The id of each by the number that its change has."""
    now = utcnow()
    ids = {change.term_id: change.term_id for change in changes if not change.is_new}
    table = cast(Table, GlossaryTerm.__table__)
    revising = update(table).where(table.c.id == bindparam("term_id"))
    for some in in_batches([change for change in changes if not change.is_new]):
        counted = ({"term_id": change.term_id, "revision": numbers[change.term_id]} for change in some)
        made = ({"revised_at": now, **columns(change.checked)} for change in some)
        db.session.execute(revising, [{**count, **row} for count, row in zip(counted, made, strict=True)])
    for some in in_batches([change for change in changes if change.is_new]):
        rows = [{"slug": change.slug, "revision": 1, "revised_at": now, **columns(change.checked)} for change in some]
        _insert(GlossaryTerm, iter(rows))
        stored = select(GlossaryTerm.slug, GlossaryTerm.id).where(GlossaryTerm.slug.in_([row["slug"] for row in rows]))
        by_slug = {row.slug: row.id for row in db.session.execute(stored)}
        ids |= {change.term_id: by_slug[change.slug] for change in some}
    return ids


def columns(checked: Checked) -> Row:
    """All that a term's own row says of an entry."""
    entry = checked.entry
    return {
        **{name: getattr(entry, name) for name in PLAIN_FIELDS},
        **{name: list(getattr(entry, name)) for name in LISTED_FIELDS},
        "folded_label": fold(entry.label),
        "definition_source": entry.definition,
        "definition_html": checked.definition_html,
        "text_source": entry.text,
        "text_html": checked.text_html,
        "name_words": words_of(*entry.names, entry.sense, *(form.text for form in checked.forms)),
        "definition_words": words_of(plain_text(checked.definition_html)),
    }


def _aliases(change: Change, term_id: int) -> Iterator[Row]:
    for position, alias in enumerate(change.checked.entry.aliases):
        yield {"term_id": term_id, "position": position, "text": alias, "folded": fold(alias)}


def _forms(change: Change, term_id: int) -> Iterator[Row]:
    for position, form in enumerate(change.checked.forms):
        yield {
            "term_id": term_id,
            "position": position,
            "language": change.checked.entry.language,
            "text": form.text,
            "folded": fold(form.text),
            "opening": opening(form.text),
            "origin": form.origin,
            "is_exact": form.is_exact,
        }


def _revision(change: Change, ids: dict[int, int], numbers: dict[int, int], by: User | None) -> Row:
    return {
        "term_id": ids[change.term_id],
        "number": numbers.get(change.term_id, 1),
        "entry": change.checked.entry.as_json(),
        "saved_by_id": by and by.id,
    }


def _tie(changes: Sequence[Change], ids: dict[int, int]) -> None:
    """A new entry without links has none to lose."""

    def real(term_id: int) -> int:
        return ids.get(term_id, term_id)

    wanted = (change for change in changes if not change.is_new or change.links != Links())
    links.tie(
        {
            real(change.term_id): Links(
                translation=None if change.links.translation is None else real(change.links.translation),
                see_also=tuple(real(other) for other in change.links.see_also),
            )
            for change in wanted
        }
    )


class Matching(NamedTuple):
    """All that decides what a term marks, and how."""

    language: str
    label: str
    forms: tuple[Form, ...]
    topics: tuple[str, ...]
    spares_names: bool

    @classmethod
    def of(cls, checked: Checked) -> Matching | None:
        """None while it marks nothing."""
        entry = checked.entry
        if entry.status is not TermStatus.PUBLISHED or not checked.definition_html:
            return None
        return cls(entry.language, entry.label, checked.forms, entry.topics, entry.spares_names)


def matching(term_ids: Iterable[int]) -> dict[int, Matching]:
    """Of those terms that mark something."""
    term, form = GlossaryTerm, GlossaryForm
    terms = select(term.id, term.language, term.label, term.topics, term.spares_names)
    terms = terms.where(term.status == TermStatus.PUBLISHED, term.definition_html != Markup())
    forms = select(form.term_id, form.text, form.origin, form.is_exact).order_by(form.term_id, form.position)
    found: dict[int, Matching] = {}
    for some in in_batches(sorted(term_ids)):
        owned: dict[int, list[Form]] = {}
        for term_id, text, origin, is_exact in db.session.execute(forms.where(form.term_id.in_(some))):
            owned.setdefault(term_id, []).append(Form(text, origin, is_exact))
        for term_id, language, label, topics, spares in db.session.execute(terms.where(term.id.in_(some))):
            found[term_id] = Matching(language, label, tuple(owned.get(term_id, ())), tuple(topics), spares)
    return found


def _differing(changes: Iterable[Change], before: dict[int, Matching]) -> Iterator[Matching | None]:
    for change in changes:
        was, becomes = before.get(change.term_id), Matching.of(change.checked)
        if was != becomes:
            yield from (was, becomes)


def note_changes(differing: Iterable[Matching | None]) -> None:
    """For the articles to follow: one row for each language."""
    forms: dict[str, dict[str, None]] = {}
    for each in filter(None, differing):
        forms.setdefault(each.language, {}).update(dict.fromkeys(form.text for form in each.forms))
    for language, texts in forms.items():
        db.session.add(GlossaryChange(language=language, forms=list(texts)))


def _insert(model: type[Model], rows: Iterator[Row]) -> None:
    """Into the table itself, past the unit of work: a third of the time; a batch at a time, so that many rows need
    little memory."""
    adding = insert(cast(Table, model.__table__))
    while some := list(islice(rows, 1_000)):
        db.session.execute(adding, some)


def _delete(model: type[GlossaryAlias | GlossaryForm], term_ids: Sequence[int]) -> None:
    for some in in_batches(term_ids):
        db.session.execute(delete(model).where(model.term_id.in_(some)))

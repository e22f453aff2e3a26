"""What a file would change, found without changing anything: the dry run, and the first half of the act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flask_babel import lazy_gettext as _

from blog.database import in_batches
from blog.errors import Invalid
from blog.glossary import standing
from blog.glossary.claims import Claims
from blog.glossary.entry import Entry
from blog.glossary.links import Links
from blog.glossary.naming import Known
from blog.glossary.planned import Plan, Planned
from blog.glossary.resolving import Coming, resolve
from blog.glossary.rows import Fault, Reading, Row
from blog.glossary.standing import Key, Standing
from blog.glossary.writing import free_slugs


class _Draft(NamedTuple):
    row: Row
    entry: Entry
    stands: Standing | None
    number: int  # below zero

    @property
    def term_id(self) -> int:
        return self.stands.id if self.stands else self.number


def plan(reading: Reading) -> Plan:
    """Changes nothing. A file's entries may name one another whatever their order."""
    glossary = standing.fingerprint()
    drafts, faults = _drafts(reading.rows)
    planned, refused = _linked(drafts, _mentioned(reading.rows, drafts))
    faults = [*reading.faults, *faults, *refused, *_claim([each for each in planned if each.changes_something])]
    return Plan(rows=planned, faults=sorted(faults, key=lambda fault: fault.line or 0), glossary=glossary)


def _drafts(rows: Sequence[Row]) -> tuple[list[_Draft], list[Fault]]:
    """Each row over what stands; an entry is known by language, label and sense."""
    drafts: list[_Draft] = []
    faults: list[Fault] = []
    keys_taken: dict[Key, Row] = {}
    addresses: dict[str, Row] = {}
    for some in in_batches(rows):
        keys = [_key(row) for row in some]
        known = standing.by_key(keys)
        for row, key in zip(some, keys, strict=True):
            stands = known.get(key)
            try:
                _refuse_repetition(row, keys_taken.setdefault(key, row), addresses)
                entry = row.over(stands and stands.entry)
            except Invalid as refusal:
                faults.append(Fault(row.line, refusal, row.place))
            else:
                drafts.append(_Draft(row, entry, stands, -1 - len(drafts)))
    return drafts, faults


def _key(row: Row) -> Key:
    said = {name: row.fields[name] for name in ("label", "language", "sense") if name in row.fields}
    return Entry(**said).tidied().key


def _refuse_repetition(row: Row, first: Row, addresses: dict[str, Row]) -> None:
    if first is not row:
        label = row.fields["label"].strip()
        raise Invalid(_("“%(label)s” stands on line %(line)s already", label=label, line=first.line))
    if row.address and (first := addresses.setdefault(row.address, row)) is not row:
        sentence = _("the address “%(address)s” stands on line %(line)s already", address=row.address, line=first.line)
        raise Invalid(sentence)


def _linked(drafts: Sequence[_Draft], mentioned: Iterable[Known]) -> tuple[list[Planned], list[Fault]]:
    coming = _coming(drafts)
    resolved = resolve(coming, also=mentioned)
    rows = {draft.term_id: draft.row for draft in drafts}
    planned = [
        Planned(
            line=draft.row.line,
            place=draft.row.place,
            entry=resolved.renamed(each),
            before=draft.stands and draft.stands.entry,
            term_id=each.known.id,
            slug=each.known.slug,
            links=resolved.links[each.known.id],
            links_before=each.kept,
        )
        for draft, each in zip(drafts, coming, strict=True)
    ]
    return planned, [Fault(rows[each].line, refusal, rows[each].place) for each, refusal in resolved.refusals]


def _coming(drafts: Sequence[_Draft]) -> list[Coming]:
    new = [draft for draft in drafts if draft.stands is None]
    slugs = iter(free_slugs([draft.entry for draft in new], wished=[draft.row.address for draft in new]))
    return [
        Coming(
            Known.by(draft.entry, draft.term_id, draft.stands.slug if draft.stands else next(slugs)),
            draft.entry,
            kept=draft.stands.links if draft.stands else Links(),
            says_translation="translation" in draft.row.fields,
            says_see_also="see_also" in draft.row.fields,
        )
        for draft in drafts
    ]


def _mentioned(rows: Sequence[Row], drafts: Sequence[_Draft]) -> Iterator[Known]:
    """Further names: an address that the file has for an entry, and rows that are refused for something else."""
    for draft in drafts:
        if draft.row.address:
            yield Known.by(draft.entry, draft.term_id, draft.row.address)
    good = {draft.row.place for draft in drafts}
    for number, row in enumerate(rows, 1 + len(rows)):
        if row.place not in good:
            language, _folded, sense = _key(row)
            yield Known(-number, row.address, language, row.fields["label"].strip(), sense)


def _claim(changes: Sequence[Planned]) -> Iterator[Fault]:
    """A second meaning shares what a first one has, so those without a sense claim first."""
    claims = Claims.against((change.entry for change in changes), {change.term_id for change in changes})
    for change in sorted(changes, key=lambda change: bool(change.entry.sense)):
        try:
            claims.claim(change.entry, change.term_id)
        except Invalid as refusal:
            yield Fault(change.line, refusal, change.place)

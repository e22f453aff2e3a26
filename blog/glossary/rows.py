"""What a file says of an entry, whichever its format: the names of columns, and what may stand under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _

from blog.errors import Invalid
from blog.files import number
from blog.glossary.entry import LISTS, Entry
from blog.glossary.models import TermStatus
from blog.text.characters import tidy

#: A column, or a name in JSON, and the field of an entry that it speaks of.
FIELDS = {
    "term": "label",
    "aliases": "aliases",
    "definition": "definition",
    "language": "language",
    "sense": "sense",
    "status": "status",
    "text": "text",
    "topics": "topics",
    "source": "origin",
    "licence": "licence",
    "translation": "translation",
    "see_also": "see_also",
    "plurals": "inflects",
    "exact": "is_exact",
    "spares_names": "spares_names",
    "added_forms": "added_forms",
    "dropped_forms": "dropped_forms",
}
NEEDED = ("term", "aliases", "definition", "language")
ADDRESS = "address"
COLUMNS = (*FIELDS, ADDRESS)
LISTED = frozenset(column for column, name in FIELDS.items() if name in LISTS)
SWITCHED = frozenset({"plurals", "exact", "spares_names"})

MOST_ROWS = 100_000
LARGEST = 20_000_000  # bytes

_ADDRESS = re.compile(r"[a-z0-9-]{1,200}")
Value = str | bool | tuple[str, ...]


class Fault(NamedTuple):
    line: int | None
    sentence: object
    place: int | None = None  # of the entry, counted among all of the file


class Said(NamedTuple):
    """An entry of a file, by column, as its format reads it."""

    line: int  # where it begins
    values: Mapping[str, Value]


@dataclass(frozen=True, kw_only=True)
class Row:
    """The fields that a file speaks of, and no others."""

    line: int
    place: int
    fields: Mapping[str, Any]
    address: str = ""

    def over(self, standing: Entry | None) -> Entry:
        """What it does not say stays as it stands. Raises Invalid when the entry breaks a rule."""
        entry = Entry(**self.fields) if standing is None else replace(standing, **self.fields)
        return entry.ruled()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Of a whole file, faults and all."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_rows(found: Iterable[Said | Fault]) -> Reading:
    """Of a file that is too long no row is looked at."""
    some = list(islice(found, MOST_ROWS + 1))
    if len(some) > MOST_ROWS:
        sentence = _("it has more than %(most)s entries", most=number(MOST_ROWS))
        return Reading(faults=[Fault(some[-1].line, sentence)])
    reading = Reading()
    for place, each in enumerate(some):
        if isinstance(each, Fault):
            reading.faults.append(each._replace(place=place))
            continue
        try:
            reading.rows.append(_row(each, place))
        except Invalid as refusal:
            reading.faults.append(Fault(each.line, refusal, place))
    return reading


def spelled(entry: Entry, address: str) -> dict[str, Value]:
    """All of an entry, by column."""
    values: dict[str, Value] = {column: getattr(entry, name) for column, name in FIELDS.items()}
    return {**values, "status": entry.status.value, ADDRESS: address}


def _row(said: Said, place: int) -> Row:
    fields: dict[str, Any] = {FIELDS[column]: value for column, value in said.values.items() if column in FIELDS}
    if not fields["label"].strip():
        raise Invalid(_("there is no term on it"))
    fields["language"] = fields["language"].strip()
    if "status" in fields:
        fields["status"] = _status(fields["status"])
    address = str(said.values.get(ADDRESS, "")).strip()
    if address and not _ADDRESS.fullmatch(address):
        raise Invalid(_("an address has small letters, digits and hyphens only"))
    return Row(line=said.line, place=place, fields=fields, address=address)


def _status(typed: str) -> TermStatus:
    try:
        return TermStatus(typed.strip().lower())
    except ValueError:
        either = ", ".join(status.value for status in TermStatus)
        sentence = _("“%(typed)s” is no status; it is one of: %(either)s", typed=tidy(typed), either=either)
        raise Invalid(sentence) from None

"""What a file would change, as values: for those who look at it first, and for those who store it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from flask_babel import lazy_gettext as _

from blog.glossary.entry import Entry
from blog.glossary.links import Links
from blog.glossary.rows import Fault, Value, spelled


class Difference(NamedTuple):
    column: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What becomes of a row: a new entry, another one than stands, or the same."""

    line: int
    place: int
    entry: Entry
    before: Entry | None
    term_id: int  # below zero: a new one
    slug: str
    links: Links
    links_before: Links

    @property
    def is_new(self) -> bool:
        return self.before is None

    @cached_property
    def changes_something(self) -> bool:
        before = self.before
        return (
            before is None or _unlinked(self.entry) != _unlinked(before) or _set(self.links) != _set(self.links_before)
        )

    @property
    def differences(self) -> list[Difference]:
        """By the columns of the file. Of a new entry: what it says."""
        before = spelled(self.before or Entry(label="", language=""), "")
        after = spelled(self.entry, "")
        return [
            Difference(column, "" if self.is_new else _words(before[column]), _words(value))
            for column, value in after.items()
            if value != before[column]
        ]


@dataclass(frozen=True, kw_only=True)
class Plan:
    rows: Sequence[Planned]
    faults: Sequence[Fault]  # by line; with any of them nothing of the file is taken in
    glossary: str  # the fingerprint of what it was made from

    @cached_property
    def sound(self) -> Sequence[Planned]:
        """The rows without a fault."""
        return [each for each in self.rows if each.place not in self._faulty]

    @cached_property
    def changes(self) -> Sequence[Planned]:
        return [each for each in self.sound if each.changes_something]

    @property
    def refused(self) -> int:
        """Each once, however many faults it has, and counted nowhere else."""
        return len(self._faulty)

    @property
    def unchanged(self) -> int:
        return len(self.sound) - len(self.changes)

    @property
    def new(self) -> int:
        return sum(change.is_new for change in self.changes)

    @property
    def revised(self) -> int:
        return len(self.changes) - self.new

    @cached_property
    def digest(self) -> str:
        """The same for plans that change the same."""
        digest = hashlib.sha256()
        for change in self.changes:
            digest.update(repr(change).encode())
        return digest.hexdigest()

    @cached_property
    def _faulty(self) -> set[int | None]:
        return {fault.place for fault in self.faults}


def _unlinked(entry: Entry) -> Entry:
    return replace(entry, translation="", see_also=())


def _set(links: Links) -> tuple[int | None, frozenset[int]]:
    return links.translation, frozenset(links.see_also)


def _words(value: Value) -> str:
    """One line for a switch or a list."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return value if isinstance(value, str) else " | ".join(value)

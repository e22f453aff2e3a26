"""The glossary as a file, CSV or JSON: see docs/files.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from blog.files import BadFile, Unreadable, decoded, placed, read_bytes
from blog.glossary import csv_files, importing, json_files, standing
from blog.glossary.importing import Watch
from blog.glossary.planned import Plan
from blog.glossary.rows import LARGEST, Fault, Reading, Value, read_rows, spelled

WRITERS = {"csv": csv_files.write, "json": json_files.write}
MOST_FAULTS = 100  # that are told
AT_ONCE = 500


class BadGlossary(BadFile):
    """All that is wrong with a file, a sentence a line."""

    def __init__(self, path: Path, plan: Plan) -> None:
        self.plan = plan
        faults = plan.faults
        told = [placed(path, fault.sentence, fault.line) for fault in faults[:MOST_FAULTS]]
        more = len(faults) - len(told)
        super(BadFile, self).__init__("\n".join([*told, *([f"{path}: and {more} more."] if more else [])]))


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many entries of a file were new, revised, stood there already, or could not be taken in."""

    new: int
    revised: int
    unchanged: int
    refused: int = 0

    @classmethod
    def of(cls, plan: Plan) -> Tally:
        return cls(new=plan.new, revised=plan.revised, unchanged=plan.unchanged, refused=plan.refused)


def read(data: bytes) -> Reading:
    """Whatever it is; JSON begins with a brace or a bracket."""
    try:
        text = decoded(data, largest=LARGEST)
    except Unreadable as trouble:
        return Reading(faults=[Fault(trouble.line, trouble)])
    is_json = text.lstrip()[:1] in ("{", "[")
    return read_rows(json_files.read(text) if is_json else csv_files.read(text))


def plan(path: Path) -> Plan:
    """Stores nothing. Raises BadGlossary."""
    return _sound(path, importing.dry_run(read(read_bytes(path, largest=LARGEST))))


def take(path: Path, *, watch: Watch = iter) -> Tally:
    """The whole file or nothing. An entry is known by its language, term and sense; entries that the file does not name
    stay. Raises BadGlossary."""
    return Tally.of(_sound(path, importing.take_in(read(read_bytes(path, largest=LARGEST)), watch=watch)))


def give(kind: str = "csv") -> str:
    """The whole glossary, A to Z, drafts too."""
    return "".join(lines(kind))


def lines(kind: str) -> Iterator[str]:
    return WRITERS[kind](_everything())


def _everything() -> Iterator[dict[str, Value]]:
    entries = standing.every()
    while some := list(islice(entries, AT_ONCE)):
        yield from (spelled(each.entry, each.slug) for each in standing.spelled(some))


def _sound(path: Path, plan: Plan) -> Plan:
    if plan.faults:
        raise BadGlossary(path, plan)
    return plan

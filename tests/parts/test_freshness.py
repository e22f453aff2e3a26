"""Eight processes on one machine, two of them the server's: whoever reads sees what was committed before they asked."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.parts.commands import ROOT, environ, serving
from tests.parts.fresh_reads import Read
from tests.parts.fresh_writes import Write

pytestmark = pytest.mark.all_databases

EVERYTHING = {("article", True), ("article", False), ("term", True), ("comment", True)}  # seen, and gone
MOST_TIME = 300  # seconds; on two idle cores it takes about ten


class History:
    """The values that one thing had, each possible from when its write began until the next one was acknowledged."""

    def __init__(self, writes: Sequence[Write]) -> None:
        self.times = [
            (value, began, until)
            for (_subject, value, began, _), (*_, until) in zip(writes, [*writes[1:], (float("inf"),)], strict=True)
        ]

    def allows(self, value: str, began: float, ended: float) -> bool:
        return any(value == each and since <= ended and until >= began for each, since, until in self.times)


def what_happened(instance: Path, url: str, notes: Path) -> tuple[list[Write], list[Read]]:
    settings = {"DEMO": "0", "DATABASE_URL": url, "SITE_LANGUAGE": "en"}
    with serving(instance, **settings) as server:
        run_to_its_end(environ(instance, **settings), notes, server.url.removeprefix("http://"))
    told = [json.loads(path.read_text()) for path in sorted(notes.glob("*.json"))]
    return [tuple(each) for writes, _ in told for each in writes], [tuple(each) for _, reads in told for each in reads]


def run_to_its_end(settings: dict[str, str], notes: Path, server: str) -> None:
    """With all that it starts, however it goes."""
    command = [sys.executable, "-m", "tests.parts.freshness", notes, server]
    with (notes / "words").open("w") as words:
        process = subprocess.Popen(command, cwd=ROOT, env=settings, stderr=words, start_new_session=True)
    try:
        assert process.wait(MOST_TIME) == 0, (notes / "words").read_text()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def histories(writes: Sequence[Write]) -> dict[str, History]:
    by_subject = defaultdict(list)
    for write in writes:
        by_subject[write[0]].append(write)
    for subject, its in by_subject.items():
        if subject.startswith("comment"):
            its.insert(0, (subject, "", 0, 0))
    return {subject: History(its) for subject, its in by_subject.items()}


def wrong(reads: Sequence[Read], known: dict[str, History]) -> Iterator[str]:
    for path, _is_kept, began, ended, seen in reads:
        subjects = set(seen)
        if seen.get(f"article {path.rpartition('/')[2]}") and path.startswith("/articles/"):
            subjects |= {each for each in known if each.startswith(f"comment {path.rpartition('/')[2]}x")}
        for subject in sorted(subjects):
            if not known[subject].allows(seen.get(subject, ""), began, ended):
                yield f"{path} at {began}: {subject} is {seen.get(subject, '')!r}"


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_no_answer_is_older_than_what_was_acknowledged_before_it_was_asked_for(request, tmp_path, database):
    own = request.getfixturevalue("postgres_url") if database == "postgresql" else f"sqlite:///{tmp_path / 'own.db'}"
    notes = tmp_path / "notes"
    notes.mkdir()

    writes, reads = what_happened(tmp_path / "instance", own, notes)

    assert list(wrong(reads, histories(writes))) == []
    assert sum(is_kept for _path, is_kept, *_ in reads) > 0.9 * len(reads)
    assert {(subject.split()[0], bool(value)) for *_, seen in reads for subject, value in seen.items()} >= EVERYTHING
    assert {(subject.split()[0], bool(value)) for subject, value, *_ in writes} >= EVERYTHING

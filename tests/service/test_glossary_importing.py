"""A glossary's file is taken in whole or not at all, however it ends."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from blog.errors import Conflict
from blog.glossary import files, importing, rows, service, storing
from blog.glossary.models import TermStatus
from tests.factories import a_term, a_user, fresh
from tests.routes import everything_stored

HEAD = "term,aliases,definition,language,sense,see_also"
GOOD = f"{HEAD}\nSlipway,ramp,A *slope*.,en,,Quay\nQuay,,A wall.,en,,\nCale,,Plan incliné.,fr,,\n"


def read(text: str | bytes) -> rows.Reading:
    return files.read(text if isinstance(text, bytes) else text.encode())


def tally(plan) -> tuple[int, int, int, int]:
    return plan.new, plan.revised, plan.unchanged, plan.refused


def test_a_file_becomes_entries_with_their_links_and_revisions():
    editor = a_user("editor")

    done = importing.take_in(read(GOOD), by=editor)

    slipway = service.by_slug("slipway")
    assert tally(done) == (3, 0, 0, 0)
    assert slipway.names == ("Slipway", "ramp")
    assert service.as_entry(slipway).see_also == ("Quay",)
    assert [(each.number, each.saved_by) for each in service.revisions(slipway)] == [(1, editor)]


def test_the_same_file_again_changes_nothing():
    importing.take_in(read(GOOD))
    before = everything_stored()

    assert tally(importing.take_in(read(GOOD))) == (0, 0, 3, 0)
    assert everything_stored() == before


def test_a_dry_run_says_the_same_and_changes_nothing():
    a_term("slipway", definition="Old.")
    before = everything_stored()

    plan = importing.dry_run(read(GOOD))

    assert tally(plan) == (2, 1, 0, 0)
    assert everything_stored() == before
    assert tally(importing.take_in(read(GOOD), seen=plan.digest)) == (2, 1, 0, 0)


def test_what_was_not_seen_is_not_taken_in():
    before = everything_stored()

    with pytest.raises(Conflict) as conflict:
        importing.take_in(read(GOOD), seen="another digest")

    assert tally(conflict.value.current) == (3, 0, 0, 0)
    assert everything_stored() == before


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("word,aliases,definition,language\nQuay,,A wall.,en\n", 1, "the columns must be: term,aliases"),
        (GOOD.encode("latin-1"), 4, "it is not UTF-8"),
        (GOOD.encode("utf-16"), 1, "it is not UTF-8"),
        (GOOD + "Weir,,A dam.,en,,Mill\nMill,,A wheel.,en,,Weir\n", 5, "“Mill” leads back to this entry"),
        (GOOD + "Weir,,A dam.,en,,Weir\n", 5, "does not lead on to itself"),
        (GOOD + "Weir,Bollard,A dam.,en,,\n", 5, "“Bollard” belongs to the entry “bollard” already"),
        (GOOD + "Weir,RAMP,A dam.,en,,\n", 5, "“RAMP” belongs to the entry “Slipway” already"),
        (GOOD + "Weir,,<script>alert(1)</script>,en,,\n", 5, "“<script” would run something"),
        (GOOD + "Weir,,[dam](javascript:alert(1)),en,,\n", 5, "“javascript:” would run something"),
        (GOOD + "Weir,,A dam.,de,,\n", 5, "The language must be one of: fr, en."),
        (GOOD + "Weir,,A dam.,en,,Nowhere\n", 5, "There is no entry “Nowhere”."),
    ],
    ids=lambda value: str(value)[-40:],
)
def test_what_is_wrong_is_told_with_its_line_and_nothing_is_stored(file, line, told):
    a_term("bollard")
    before = everything_stored()

    done = importing.take_in(read(file))

    assert done.faults[0].line == line
    assert told in str(done.faults[0].sentence)
    assert everything_stored() == before


def test_what_is_refused_is_not_counted_among_the_new_ones():
    a_term("quay", definition="A wall.")
    bad = "Weir,,A dam.,en,,Nowhere\nMill,ramp,A wheel.,en,,\nLock,,<style>,en,,\n,,,en,,\nDam,x\n"

    plan = importing.dry_run(read(GOOD + bad))

    assert [fault.line for fault in plan.faults] == [5, 6, 7, 8, 9]
    assert tally(plan) == (2, 1, 0, 5)


def test_entries_of_one_line_are_told_apart():
    one_line = '{"version": 1, "entries": [{"term": "a1", "language": "en"}, {"term": "A1", "language": "en"}]}'

    plan = importing.dry_run(read(one_line))

    assert [str(fault.sentence) for fault in plan.faults] == ["“A1” stands on line 1 already"]
    assert tally(plan) == (1, 0, 0, 1)


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_file_of_too_many_entries_is_refused_before_any_of_them_is_looked_at(monkeypatch, kind):
    monkeypatch.setattr(rows, "MOST_ROWS", 2)
    monkeypatch.setattr(rows, "_row", lambda *_: pytest.fail("a row was looked at"))
    many = ", ".join(['\n{"term": "x", "language": "xx"}'] * 3)
    text = (
        f'{{"version": 1, "entries": [{many}]}}'
        if kind == "json"
        else "term,aliases,definition,language" + "\nx,,,xx" * 3
    )

    plan = importing.dry_run(read(text))

    assert [(fault.line, str(fault.sentence)) for fault in plan.faults] == [(4, "it has more than 2 entries")]
    assert tally(plan) == (0, 0, 0, 1)


def test_harmless_tags_are_taken_in_as_words():
    importing.take_in(read(f"{HEAD}\nWeir,,A <b>dam</b> and `<script>`.,en,,\n"))

    assert "&lt;b&gt;dam&lt;/b&gt; and <code>&lt;script&gt;</code>" in service.by_slug("weir").definition_html


def test_a_failure_while_storing_stores_nothing(monkeypatch):
    term = a_term("slipway", status=TermStatus.DRAFT, definition="Old.")
    before = everything_stored()

    def fail(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr(storing, "_tie", fail)
    with pytest.raises(OSError, match="full"):
        importing.take_in(read(GOOD))

    assert everything_stored() == before
    assert fresh(term).definition_source == "Old."


KILLED = """
import os, signal, sys
import config
from blog import create_app
from blog.glossary import files, importing, storing

environ = {"SECRET_KEY": "tests " * 8, "DATABASE_URL": sys.argv[1], "SITE_LANGUAGE": "en"}
app = create_app(config.from_environment(environ, __import__("pathlib").Path(sys.argv[2])))
storing._tie = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
with app.app_context():
    importing.take_in(files.read(sys.stdin.buffer.read()))
"""


def test_killed_in_the_middle_it_stores_nothing_and_can_be_taken_in_afterwards(app, database, instance):
    a_term("bollard")
    before = everything_stored()

    killed = subprocess.run(
        [sys.executable, "-c", KILLED, database.url, str(instance)], input=GOOD.encode(), capture_output=True
    )

    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert everything_stored() == before
    assert tally(importing.take_in(read(GOOD))) == (3, 0, 0, 0)

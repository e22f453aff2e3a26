"""What is wrong with a glossary's file is said, all of it, each with its line; nothing of it is stored."""

from __future__ import annotations

import json
from typing import Any

import pytest

from blog.files import BadFile
from blog.glossary import files, rows, service
from blog.glossary.files import BadGlossary
from tests.factories import a_term
from tests.routes import everything_stored

HEAD = "term,aliases,definition,language,"


def refused(folder, data: str | bytes) -> list[str]:
    """The sentences, without the file's name. Nothing was stored."""
    path = folder / "glossary.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    before = everything_stored()

    with pytest.raises(BadFile) as refusal:
        files.take(path)

    assert everything_stored() == before
    with pytest.raises(BadGlossary) as dry:
        files.plan(path)
    assert str(dry.value) == str(refusal.value)
    return [told.removeprefix(str(path)).removeprefix(", ") for told in str(refusal.value).split("\n")]


def entries(*said: dict[str, Any]) -> str:
    """One a line, from line 2."""
    lines = [json.dumps({"term": f"word {number}", "language": "en", **each}) for number, each in enumerate(said)]
    return '{"version": 1, "entries": [\n' + ",\n".join(lines) + "\n]}"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (HEAD + "word\n", "line 1: there is no column “word”; there are: term,aliases,definition"),
        (HEAD + "sense,sense\n", "line 1: the column “sense” is there twice"),
        ("term;aliases;definition\n", "line 1: the columns must be: term,aliases,definition,language"),
        (HEAD + "status\nCrane,,,en,public\n", "line 2: “public” is no status; it is one of: draft, published"),
        (HEAD + "plurals\nCrane,,,en,maybe\n", "line 2: “plurals” is yes or no, not “maybe”"),
        (HEAD + "address\nCrane,,,en,../x\n", "line 2: an address has small letters, digits and hyphens only"),
        (HEAD + "address\nCrane,,,en,x\nMill,,,en,x\n", "line 3: the address “x” stands on line 2 already"),
        (HEAD + "sense\nCrane,,,en,a\nCRANE,,,en,a\n", "line 3: “CRANE” stands on line 2 already"),
        (HEAD + "see_also\nCrane,,,en,Mill\n", "line 2: There is no entry “Mill”"),
        (HEAD + "see_also\nCrane,,,en,crane\n", "line 2: An entry does not lead on to itself"),
        (HEAD + "see_also\nA1,,,en,B1\nB1,,,en,C1\nC1,,,en,A1\n", "line 4: “A1” leads back to this entry"),
        (HEAD + "see_also\nA1,,,en,Slipway\nSlipway,,,en,A1\n", "line 2: “Slipway” leads back to this entry"),
        (HEAD + "translation\nCrane,,,en,Grue\n", "line 2: There is no entry “Grue”"),
        (HEAD + "translation\nCrane,,,en,Slipway\n", "line 2: “Slipway” is in the same language"),
        (HEAD + "translation\nA1,,,en,C1\nB1,,,en,C1\nC1,,,fr,\n", "line 3: “C1” translates “A1” already"),
        (HEAD + "translation\nRamp,,,en,Cale\n", "line 2: “Cale” translates “Slipway” already"),
        (HEAD + "sense\nRamp,slipway,,en,\n", "line 2: “slipway” belongs to the entry “Slipway” already"),
        (HEAD + "sense\nA1,X1,,en,\nB1,x1,,en,\n", "line 3: “x1” belongs to the entry “A1” already"),
        (HEAD + f"topics\nCrane,,,en,{'x' * 404}\n", "line 2: At most 403 characters"),
        (HEAD + f"text\nCrane,,,en,{'x' * 50_001}\n", "line 2: At most 50000 characters"),
        (
            HEAD + f"text\nCrane,,,en,{'x' * 140_000}\n",
            "line 2: a cell has more than 131,072 characters",
        ),
        ("{", "line 1: it is not JSON: look at character 2"),
        ("[1]", "line 1: it is not JSON: “{” is missing here"),
        ('{"version": 1}', "line 1: it has no “entries”"),
        ('{"entries": []}', "line 1: its version must be 1"),
        ('{"version": true, "entries": []}', "line 1: its version must be 1"),
        ('{"version": 2, "entries": []}', "line 1: its version must be 1"),
        ('{"version": 1, "entries": []} x', "line 1: it is not JSON: something follows its end"),
        ('{"version": 1, "entries": [], "site": 1}', "line 1: “site” has no place beside “version” and “entries”"),
        ('{"version": 1,\n"entries": [{"term": "a" "b"}]}', "line 2: it is not JSON: look at character 26"),
        (
            '{"version": 1, "entries": ' + "[" * 100_000,
            "line 1: it is not JSON: too many brackets stand inside one another",
        ),
        ('{"version": ' + "1" * 5_000 + ', "entries": []}', "line 1: it is not JSON: a number is too long"),
        (
            entries({}, {}).replace('"word 1"', '"word 1", "term": "x"'),
            "line 3: it is not JSON: a name is there twice",
        ),
        ('{"version": 1, "entries": [\n7]}', "line 2: an entry is an object in braces"),
        (entries({"word": 1}), "line 2: there is no “word”; there are: term,aliases"),
        (entries({}, {}).replace('"language": "en"', '"sense": ""', 1), "line 2: it has no “language”"),
        (entries({}, {"aliases": "x"}), "line 3: “aliases” must be a list of texts"),
        (entries({"topics": [1]}), "line 2: “topics” must be a list of texts"),
        (entries({"plurals": "yes"}), "line 2: “plurals” must be true or false"),
        (entries({"term": None}), "line 2: “term” must be a text"),
        (HEAD + "text\nMill,,`<script>`,en,\nCrane,,<script>,en,\n", "line 3: “<script” would run something"),
        (entries({"text": "[x](javascript:y)"}), "line 2: “javascript:” would run something"),
        (entries({"term": "\ud800"}), "line 2: A name needs at least one letter or digit"),
        (entries({"language": "\ud800"}), "line 2: The language must be one of: fr, en"),
        (entries({"status": "\ud800?"}), "line 2: “?” is no status"),
    ],
    ids=lambda value: value[:60],
)
def test_a_bad_file_is_refused_with_its_line(app, tmp_path, data, told):
    a_term("Slipway")
    a_term("Cale", language="fr", translation="Slipway")

    [sentence] = [found for found in refused(tmp_path, data) if found.startswith(told)]

    assert sentence.endswith(".")
    assert "\ud800" not in sentence


def test_all_faults_are_told_at_once(app, tmp_path):
    a_term("Slipway")

    told = refused(tmp_path, HEAD + "see_also\n,,,en,\nCrane,,,de,\nRamp,slipway,,en,\nMill,,,en,Nowhere\nX,,,en\n")

    assert [sentence.partition(":")[0] for sentence in told] == ["line 2", "line 3", "line 4", "line 5", "line 6"]


def test_of_very_many_faults_a_hundred_are_told(app, tmp_path):
    told = refused(tmp_path, HEAD + "sense\n" + ",,,en,\n" * 150)

    assert len(told) == 101
    assert told[-1].endswith("and 50 more.")


def test_a_link_to_a_row_that_is_refused_for_something_else_is_no_fault_of_its_own(app, tmp_path):
    told = refused(tmp_path, HEAD + f"see_also\nMill,,,en,Crane\nCrane,,{'x' * 5001},en,\n")

    assert told == ["line 3: A definition has at most 5000 characters."]


def test_a_file_may_have_so_many_rows_and_bytes_and_no_more(app, tmp_path, monkeypatch):
    monkeypatch.setattr(rows, "MOST_ROWS", 2)
    monkeypatch.setattr(files, "LARGEST", 60)

    assert refused(tmp_path, HEAD[:-1] + "\nA1,,,en\nB1,,,en\nC1,,,en\n") == ["line 4: it has more than 2 entries."]
    assert refused(tmp_path, HEAD[:-1] + "\n" + "x" * 30) == [": it has more than 60 bytes."]


@pytest.mark.parametrize("data", [HEAD.encode("utf-16"), b"\xff", "térm".encode("latin-1"), b"term\0"])
def test_another_encoding_is_refused(app, tmp_path, data):
    [told] = refused(tmp_path, data)

    assert told in ("line 1: it is not UTF-8.", "line 1: it holds a NUL character.")


def test_what_runs_as_a_formula_in_a_spreadsheet_goes_out_behind_an_apostrophe(app, tmp_path):
    a_term("=1+1 x", "@sum", "-2", "'=x", definition="- one\n- two", origin="+33")

    written = files.give()
    (tmp_path / "glossary.csv").write_text(written)

    assert "'=1+1 x" in written
    for cell in ("'@sum|-2|'=x", "'- one", "'+33"):
        assert cell in written
    assert files.plan(tmp_path / "glossary.csv").unchanged == 1
    assert service.by_slug("1-1-x").label == "=1+1 x"

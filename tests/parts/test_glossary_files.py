"""The glossary as CSV: in, out, and what is wrong with a bad file."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from blog.articles.annotating import follow_glossary
from blog.database import db
from blog.files import BadFile
from blog.glossary import files, service
from blog.glossary.files import Tally
from blog.glossary.models import GlossaryChange, GlossaryTerm
from tests.counting import counting
from tests.factories import a_term, all_terms, an_article, fresh

GOOD = """\
term,aliases,definition,language
Slipway,slip|boat ramp,"A slope, paved, on which boats are *hauled* out.",en
Cale,,Plan incliné.,fr
"""


def a_file(folder: Path, text: str | bytes = GOOD) -> Path:
    path = folder / "glossary.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_file_becomes_entries(app, tmp_path):
    tally = files.take(a_file(tmp_path))

    assert tally == Tally(new=2, revised=0, unchanged=0)
    assert service.by_slug("slipway").names == ("Slipway", "slip", "boat ramp")
    assert service.by_slug("cale").language == "fr"


def test_the_same_file_again_changes_nothing(app, tmp_path):
    files.take(a_file(tmp_path))
    follow_glossary()
    revised_at = service.by_slug("slipway").revised_at

    assert files.take(a_file(tmp_path)) == Tally(new=0, revised=0, unchanged=2)
    assert service.by_slug("slipway").revised_at == revised_at
    assert db.session.scalar(select(func.count()).select_from(GlossaryChange)) == 0


def test_a_known_term_is_revised_and_the_others_stay(app, tmp_path):
    other = a_term("bollard")
    files.take(a_file(tmp_path))

    assert files.take(a_file(tmp_path, GOOD.replace("slip|boat ramp", "ramp"))) == Tally(new=0, revised=1, unchanged=1)
    assert service.by_slug("slipway").names == ("Slipway", "ramp")
    assert fresh(other).label == "bollard"


def test_an_alias_may_move_from_one_term_to_another(app, tmp_path):
    head = "term,aliases,definition,language\n"
    files.take(a_file(tmp_path, f"{head}Slipway,ramp,A slope.,en\nQuay,,A wall.,en\n"))

    files.take(a_file(tmp_path, f"{head}Quay,ramp,A wall.,en\nSlipway,,A slope.,en\n"))

    assert (service.by_slug("quay").names, service.by_slug("slipway").names) == (("Quay", "ramp"), ("Slipway",))


def test_a_long_file_asks_no_more_of_the_database_than_a_short_one(app, tmp_path):
    rows = [f"Word {number},alias {number},A *word*.,en\n" for number in range(100)]

    def selects(text: str) -> int:
        with counting() as asked:
            files.take(a_file(tmp_path, "term,aliases,definition,language\n" + text))
        return len(asked)

    assert selects("".join(rows)) == selects("Quay,wharf,A *wall*.,en\n")
    assert len(all_terms()) == 101


def test_articles_follow(app, tmp_path):
    article = an_article(source="## Where?\n\nOn the slipway.\n")

    files.take(a_file(tmp_path))

    assert follow_glossary() == 1
    assert [use.form for use in fresh(article).uses] == ["slipway"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(",", ";").replace("slope; paved;", "slope, paved,"),
        lambda text: text.replace("term,", "Term ,"),
        lambda text: text + ",,,\n\n",
        lambda text: text.removesuffix("\n"),
    ],
    ids=[
        "byte order mark",
        "CRLF",
        "semicolons",
        "spaces and capitals in the head",
        "empty rows",
        "no last line break",
    ],
)
def test_what_spreadsheets_do_to_a_file_is_understood(app, tmp_path, change):
    files.take(a_file(tmp_path))

    assert files.take(a_file(tmp_path, change(GOOD))) == Tally(new=0, revised=0, unchanged=2)


@pytest.mark.parametrize(
    ("good", "bad", "line", "words"),
    [
        (GOOD, "", 1, "the columns must be: term,aliases,definition,language"),
        ("term,", "word,", 1, "the columns must be"),
        ("aliases,", "", 1, "the columns must be"),
        ("Cale,,Plan", "Cale,Plan", 3, "it has 3 cells, not 4"),
        ("Cale,,Plan", "Cale,,,Plan", 3, "it has 5 cells, not 4"),
        ("Cale,", " ,", 3, "there is no term on it"),
        ("Cale,", "…,", 3, "at least one letter or digit"),
        ("incliné.,fr", "incliné.,de", 3, "must be one of: fr, en"),
        ("Cale,,Plan incliné.,fr", "SLIPWAY,,A ramp.,en", 3, "stands on line 2 already"),
        ("Cale,,Plan incliné.,fr", "Ramp,slip,A ramp.,en", 3, "belongs to the entry “Slipway” already"),
        ("Plan incliné.", "a" * 5001, 3, "at most 5000 characters"),
        ("Cale", "a" * 201, 3, "at most 200 characters"),
        ("Plan incliné.", '"Plan incliné.', 3, "it is not CSV"),
        ("Plan incliné.", '"Plan" incliné.', 3, "it is not CSV"),
        ("Cale", "Ca\0le", 3, "it holds a NUL character"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_bad_file_is_named_with_its_line_and_nothing_of_it_is_stored(app, tmp_path, good, bad, line, words):
    path = a_file(tmp_path, GOOD.replace(good, bad, 1))

    with pytest.raises(BadFile) as refused:
        files.take(path)

    assert str(refused.value).startswith(f"{path}, line {line}: ")
    assert words in str(refused.value)
    assert db.session.scalar(select(func.count()).select_from(GlossaryTerm)) == 0


def test_a_file_in_another_encoding_is_named_with_its_line(app, tmp_path):
    with pytest.raises(BadFile, match="line 3: it is not UTF-8"):
        files.take(a_file(tmp_path, GOOD.encode("latin-1")))

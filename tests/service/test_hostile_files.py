"""Files that are themselves the attack: none of it comes in, and nothing of it is run."""

from __future__ import annotations

import pytest

from blog.articles.files import BadFile
from blog.articles.importing import Importer
from blog.articles.models import Article
from blog.database import db
from blog.glossary import files as glossary_files
from tests import hostile

BODY = "---\n## A question\n\nAn answer.\n"


@pytest.mark.parametrize(
    "line",
    [
        "slug: {}",
        "language: {}",
        "kind: {}",
        "date: {}",
        "comments: {}",
        "continue_reading: {}",
        "continue_reading: https://a.example\ncontinue_reading_language: a{}",
        "lead_image: {}\nlead_image_alt: A quay.",
        "lead_image: /etc/passwd\nlead_image_alt: {}",
        "lead_image: ../../../etc/passwd\nlead_image_alt: {}",
        "standfirst: !!python/object/apply:os.system [{}]",
        "standfirst: *a\ntopics: [&a {}]",
        "authors: {}",
        "{}: a",
    ],
)
def test_a_head_that_is_no_head_stores_nothing(tmp_path, line):
    for number, payload in enumerate((*hostile.TAGS, *hostile.BREAK_OUTS, *hostile.ADDRESSES, "../a", "/etc/passwd")):
        language = "" if line.startswith("language") else "language: en\n"
        path = tmp_path / f"{number}.md"
        path.write_text(f"---\ntitle: a\n{language}{line.replace('{}', quoted(payload))}\n{BODY}")

        with pytest.raises(BadFile):
            Importer(publish=True).take(path)

    assert db.session.query(Article).count() == 0


@pytest.mark.parametrize("name", ["../../escape", "a/b", "a\\b", "%2e%2e", "a\nb", "-", "a--b", "A", "é", "a.b", ""])
def test_no_file_chooses_where_it_is_kept(tmp_path, name):
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: a\nlanguage: en\nslug: {quoted(name)}\n{BODY}")

    if name:
        with pytest.raises(BadFile):
            Importer(publish=True).take(path)
    else:
        assert Importer(publish=True).take(path).article.slug == "a"


@pytest.mark.parametrize("cell", ["\x00", "a" * 10_000, "|" * 100, '"'])
def test_a_glossary_that_is_none_stores_nothing(tmp_path, cell):
    path = tmp_path / "glossary.csv"
    path.write_text(f"term,aliases,definition,language\nharbour,,A place.,en\n{cell},,A word.,xx\n")

    with pytest.raises(glossary_files.BadFile):
        glossary_files.take(path)

    assert glossary_files.give().count("\n") == 1


def quoted(text):
    """As YAML writes any text."""
    letters = (letter if " " <= letter <= "~" and letter not in '"\\\\' else f"\\U{ord(letter):08x}" for letter in text)
    return f'"{"".join(letters)}"'

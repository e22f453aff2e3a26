"""What is wrong with a bad file is said with its line, and nothing of it is stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from blog.articles.files import BadFile
from blog.articles.importing import Importer
from blog.articles.models import Article
from blog.database import db
from blog.media.models import Picture
from tests.parts.article_files import GOOD, a_file, a_picture


def take(path: Path, *, publish: bool = False):
    return Importer(publish=publish).take(path)


def number_of(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


BAD = [  # what stands in the place of what; the line; words of the sentence
    (GOOD, "", 1, "does not begin with front matter"),
    (GOOD, "## Why?\n\nBecause.\n", 1, "does not begin with front matter"),
    ("---\n## Why", "## Why", 1, "its head is not closed"),
    ("title: The bell that was late\n", "", 2, "“title” is missing"),
    ("The bell that was late", "", 2, "“title” is missing"),
    ("The bell that was late", "The bell: late", 2, "not YAML"),
    ("The bell that was late", "[a, list]", 2, "a text is expected here"),
    ("The bell that was late", '"\\0"', 2, "character that no text may hold"),
    ("The bell that was late", '"\\uD800"', 2, "character that no text may hold"),
    ("The bell that was late", "b" * 301, 2, "At most 300 characters"),
    ("slug: late-bell", "slug: Late Bell", 3, "lower-case letters"),
    ("slug: late-bell", "slug: ../bell", 3, "lower-case letters"),
    ("language: en", "language: de", 4, "must be one of: fr, en"),
    ("language: en", "colour: red", 4, "“colour” is not a key"),
    ("language: en", "language: en\nlanguage: fr", 5, "stands twice"),
    ("language: en", "kind: poem\nlanguage: en", 4, "“poem” is not one of: interview, article"),
    ("2026-09-12", "yesterday", 6, "is not a day"),
    ("2026-09-12", "2026-02-30", 6, "is not a day"),
    ("2026-09-12", "20260912", 6, "is not a day"),
    ("interviewees:\n  - name: Ines Carvalho\n    role: bell founder", "interviewees: Ines", 7, "a list is expected"),
    ("name: Ines Carvalho", "nom: Ines", 8, "“nom” is not a key"),
    ("  - name: Ines Carvalho\n    role: bell founder", "  - role: bell founder", 8, "has no name"),
    ("role: bell founder", f"role: {'b' * 201}", 9, "more than 200 characters"),
    ("topics: [towers, repair]", "topics: [towers, [repair]]", 10, "a text is expected"),
    ("topics: [towers, repair]", "topics: [towers, repair", 11, "not YAML"),
    ("topics: [towers, repair]", "topics: [&a towers, *a]", 10, "aliases"),
    ("topics: [towers, repair]", "topics: " + "[" * 5000, 2, "nested too deeply"),
    ("continue_reading: page", "continue_reading: ailleurs", 11, "“ailleurs” is not one of: here, page, an address"),
    ("continue_reading: page", "continue_reading:", 11, "“” is not one of: here, page, an address"),
    ("continue_reading: page", "continue_reading: javascript:alert(1)", 11, "beginning with https://"),
    ("comments: open", "comments: maybe", 12, "“maybe” is not one of: open, closed"),
    ("comments: open", "continue_reading_language: French", 12, "like fr or en-GB"),
    ("comments: open", "state: secret", 12, "“secret” is not one of: draft, published, withdrawn"),
    ("comments: open", "comments: perhaps", 12, "not one of: open, closed, members, before, known, after"),
    ("comments: open", "comments: site", 12, "“site” is not one of"),
    ("comments: open", "comments_from: tomorrow", 12, "“tomorrow” is not a time"),
    ("comments: open", "comments_until: 2026-03-31T12:00:00+02:00", 12, "is not a time"),
    ("comments: open", "comments_until: 9999-12-31T23:59:59Z", 12, "comments_until: Give a year from 2000 to 2199."),
    (
        "comments: open",
        "comments_from: 2026-04-01T00:00:00Z\ncomments_until: 2026-03-31T00:00:00Z",
        13,
        "comments_until: Comments must open before they close.",
    ),
    ("comments: open", "comments_slow: fast", 12, "“fast” is not a number of seconds from 0 to 86400"),
    ("comments: open", "comments_slow: 86401", 12, "is not a number of seconds"),
    ("comments: open", "comments_slow: -1", 12, "is not a number of seconds"),
    ("comments: open", "comments_slow: [1]", 12, "a text is expected here"),
    ("comments: open", f"questions_to: {'N' * 121}", 12, "questions_to: At most 120 characters."),
    ("comments: open", "published_at: yesterday", 12, "“yesterday” is not a time; write it as 2026-03-31T12:00:00Z"),
    ("comments: open", "published_at: 2024-02-30T07:30:00Z", 12, "is not a time"),
    ("comments: open", "published_at: 2024-02-29T07:30:00+01:00", 12, "is not a time"),
    ("comments: open", "published_at: 9999-01-01T00:00:00Z", 12, "is still to come"),
    ("comments: open", "lead_image: none.jpg\nlead_image_alt: A bell", 12, "no picture “none.jpg” beside the file"),
    ("comments: open", "lead_image: ../x.jpg\nlead_image_alt: A bell", 12, "must lie in the folder"),
    ("comments: open", "lead_image: /etc/hosts\nlead_image_alt: A bell", 12, "must lie in the folder"),
    ("comments: open", "lead_image: bell.md\nlead_image_alt: A bell", 12, "lead_image"),
    ("comments: open", "lead_image: bell.jpg", 12, "lead_image_alt"),
    ("comments: open", "a\x07b: 1", 12, "character that YAML does not allow"),
    ("Next year.", "Next\0year.", 22, "NUL"),
    ("Next year.", "x" * 400_001, 14, "At most 400000 characters"),
    ("Next year.", "x" * 1_600_001, None, "more than 1,600,000 bytes"),
]


@pytest.mark.parametrize(("good", "bad", "line", "words"), BAD, ids=lambda value: str(value)[:30])
def test_a_bad_file_is_named_with_its_line_and_nothing_of_it_is_stored(app, tmp_path, good, bad, line, words):
    assert good in GOOD
    a_picture(tmp_path)
    path = a_file(tmp_path, GOOD.replace(good, bad, 1))

    with pytest.raises(BadFile) as refused:
        take(path, publish=True)

    sentence = str(refused.value)
    assert sentence.startswith(f"{path}, line {line}: " if line else f"{path}: ")
    assert words in sentence
    assert sentence.count("\n") == 0
    assert (number_of(Article), number_of(Picture)) == (0, 0)


def test_a_file_in_another_encoding_is_named_with_its_line(app, tmp_path):
    path = tmp_path / "bell.md"
    path.write_bytes(GOOD.replace("missed", "regrettée").encode("latin-1"))

    with pytest.raises(BadFile, match="line 16: it is not UTF-8"):
        take(path)


def test_a_file_that_is_not_there_is_named(app, tmp_path):
    with pytest.raises(BadFile, match="No such file"):
        take(tmp_path / "none.md")


def test_two_files_of_one_run_are_not_one_article(app, tmp_path):
    importer = Importer(publish=False)
    importer.take(a_file(tmp_path, name="a.md"))

    with pytest.raises(BadFile, match=r"b\.md, line 3: its slug “late-bell” is that of .*a\.md too"):
        importer.take(a_file(tmp_path, name="b.md"))

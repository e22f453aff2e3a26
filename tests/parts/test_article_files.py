"""Articles come in from files, and coming in again they change nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from blog.articles.importing import Importer, Outcome, gather
from blog.articles.models import ArticleStatus, Continuation, Part
from blog.articles.service import by_slug
from blog.database import db
from blog.files import BadFile
from blog.media.models import Picture
from tests.factories import an_article, fresh
from tests.parts.article_files import GOOD, a_file, a_picture


def take(path: Path, *, publish: bool = False):
    return Importer(publish=publish).take(path)


def number_of(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_file_becomes_an_article(app, tmp_path):
    article = take(a_file(tmp_path)).article

    assert (article.title, article.language, article.dated) == ("The bell that was late", "en", date(2026, 9, 12))
    assert [(person.name, person.part) for person in article.people] == [("Ines Carvalho", Part.INTERVIEWEE)]
    assert [turn.question_text for turn in article.questions] == ["Why the bell first?", "And the roof?"]
    assert article.continuation is Continuation.PAGE
    assert article.status is ArticleStatus.DRAFT


def test_the_same_file_again_changes_nothing(app, tmp_path):
    a_picture(tmp_path)
    path = a_file(tmp_path, GOOD.replace("comments", "lead_image: bell.jpg\nlead_image_alt: A bell\ncomments"))
    first = take(path)
    revised_at = first.article.revised_at

    again = take(path)

    assert (first.outcome, again.outcome) == (Outcome.NEW, Outcome.UNCHANGED)
    assert (again.article.revision, again.article.revised_at) == (1, revised_at)
    assert number_of(Picture) == 1


def test_a_known_slug_is_revised(app, tmp_path):
    take(a_file(tmp_path))
    imported = take(a_file(tmp_path, GOOD.replace("was late", "came early")))

    assert (imported.outcome, imported.article.revision) == (Outcome.REVISED, 2)
    assert by_slug("late-bell").title == "The bell that came early"


def test_without_a_slug_the_title_gives_it(app, tmp_path):
    path = a_file(tmp_path, GOOD.replace("slug: late-bell\n", ""))

    assert take(path).article.slug == "the-bell-that-was-late"
    assert take(path).outcome is Outcome.UNCHANGED


def test_publish_publishes_what_is_not_published(app, tmp_path):
    path = a_file(tmp_path)

    assert [take(path, publish=True).published for _ in range(2)] == [True, False]
    assert by_slug("late-bell").is_published


THEN = datetime(2024, 2, 29, 7, 30, tzinfo=UTC)


def with_publication(state: str, at: str = "2024-02-29T07:30:00Z") -> str:
    return GOOD.replace("comments", f"state: {state}\npublished_at: {at}\ncomments")


@pytest.mark.parametrize(
    ("state", "status", "at", "warning"),
    [
        ("published", ArticleStatus.PUBLISHED, THEN, None),
        ("", ArticleStatus.PUBLISHED, THEN, None),
        ("withdrawn", ArticleStatus.WITHDRAWN, THEN, "it is withdrawn and stays so"),
        ("draft", ArticleStatus.DRAFT, None, "it stays one"),
    ],
)
def test_publish_restores_what_the_file_says(app, tmp_path, state, status, at, warning):
    path = a_file(tmp_path, with_publication(state).replace("state: \n", ""))

    first, again = take(path, publish=True), take(path, publish=True)

    article = fresh(again.article)
    assert (article.status, article.published_at, article.revision) == (status, at, 1)
    assert [first.published, again.published] == [status is ArticleStatus.PUBLISHED, False]
    assert again.outcome is Outcome.UNCHANGED
    assert all(warning in imported.warnings[0] if warning else not imported.warnings for imported in (first, again))


WITHOUT_TEXT = GOOD.partition("## Why")[0]


@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_a_file_without_text_stays_a_draft(app, tmp_path, state):
    imported = take(a_file(tmp_path, WITHOUT_TEXT.replace("comments", f"state: {state}\ncomments")), publish=True)

    assert not imported.published
    assert imported.warnings == ("it has no text and stays a draft",)
    assert fresh(imported.article).is_draft


def test_a_file_without_text_does_not_empty_what_is_published(app, tmp_path):
    known = an_article(slug="late-bell")

    with pytest.raises(BadFile, match=r"bell\.md, line 14: There is no text yet"):
        take(a_file(tmp_path, WITHOUT_TEXT))

    assert fresh(known).turns


@pytest.mark.parametrize("state", ["draft", "published", "withdrawn"])
def test_without_publish_an_import_never_changes_publication(app, tmp_path, state):
    new = take(a_file(tmp_path, with_publication(state))).article
    known = an_article(slug="known")
    since = known.published_at

    take(a_file(tmp_path, with_publication(state).replace("late-bell", "known")))

    assert fresh(new).status is ArticleStatus.DRAFT
    assert (fresh(known).status, known.published_at) == (ArticleStatus.PUBLISHED, since)


@pytest.mark.parametrize("state", ["draft", "withdrawn", "published"])
def test_what_is_public_here_stays_as_it_is(app, tmp_path, state):
    known = an_article(slug="late-bell")
    since = known.published_at

    take(a_file(tmp_path, with_publication(state)), publish=True)

    assert (fresh(known).status, known.published_at) == (ArticleStatus.PUBLISHED, since)


def test_what_was_withdrawn_stays_so(app, tmp_path):
    path = a_file(tmp_path)
    article = take(path, publish=True).article
    article.withdraw()
    db.session.commit()

    imported = take(path, publish=True)

    assert not imported.published
    assert "withdrawn" in imported.warnings[0]


def test_texts_that_yaml_would_read_otherwise_stay_texts(app, tmp_path):
    head = GOOD.replace("The bell that was late", "1984").replace("towers, repair", "no, 2026-01-01, 1.0, yes")
    article = take(a_file(tmp_path, head)).article

    assert article.title == "1984"
    assert {topic.name for topic in article.topics} == {"no", "2026-01-01", "1.0", "yes"}


@pytest.mark.parametrize("label", ["ICI", "lire la suite", "Read more…"])
def test_a_label_that_says_nothing_is_taken_with_a_warning(app, tmp_path, label):
    imported = take(a_file(tmp_path, GOOD.replace("comments:", f"continue_reading_label: {label}\ncomments:")))

    assert imported.article.continuation_label == label
    assert len(imported.warnings) == 1
    assert label in imported.warnings[0]


def test_a_second_split_gets_a_warning_with_its_line(app, tmp_path):
    shown = "```\n<!--more-->\n```\n\n"
    path = a_file(tmp_path, GOOD.replace("Next year.", f"{shown}Next year.\n\n<!-- more -->\n\nOr later."))

    assert take(path).warnings == ("line 28 is one more <!--more-->, and an article is split once",)


def test_an_address_continues_the_article_elsewhere(app, tmp_path):
    article = take(a_file(tmp_path, GOOD.replace(": page", ": https://example.org/bell.pdf"))).article

    assert (article.continuation, article.continuation_url) == (Continuation.LINK, "https://example.org/bell.pdf")


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_what_other_systems_add_is_not_a_change(app, tmp_path, change):
    take(a_file(tmp_path))

    assert take(a_file(tmp_path, change(GOOD))).outcome is Outcome.UNCHANGED


def test_a_folder_stands_for_its_markdown_files(tmp_path):
    inside = tmp_path / "more"
    (tmp_path / ".git").mkdir()
    inside.mkdir()
    paths = [a_file(tmp_path, name="b.md"), a_file(inside, name="a.md")]
    a_file(tmp_path / ".git", name="c.md")
    a_file(tmp_path, name="notes.txt")

    assert gather([paths[0], tmp_path, inside]) == paths

"""Articles go out as files that come in again as the very same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from blog.articles import exporting, files, writing
from blog.articles.choices import Act, Choice, with_choice
from blog.articles.importing import Importer, Outcome
from blog.articles.manuscript import Manuscript, PersonLine
from blog.articles.models import Article, ArticleStatus, Commenting, Continuation, Kind, Part
from blog.articles.publishing import Publication
from blog.articles.service import by_slug
from blog.database import db
from blog.errors import Invalid
from blog.media.models import Picture
from blog.text.glossary import Occurrence
from tests.parts.article_files import GOOD, a_file, a_picture


def take(path: Path, *, publish: bool = False):
    return Importer(publish=publish).take(path)


def number_of(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_an_export_comes_in_again_as_the_same_article_picture_and_all(app, tmp_path):
    a_picture(tmp_path)
    head = (
        "lead_image: bell.jpg\nlead_image_alt: A bell\nlead_image_caption: Before\nlead_image_credit: I. C.\ncomments"
    )
    article = take(a_file(tmp_path, GOOD.replace("comments", head))).article
    before = Manuscript.of(article)
    folder = tmp_path / "out"
    folder.mkdir()

    path = exporting.export(article, folder)

    assert sorted(file.name for file in folder.iterdir()) == ["late-bell.jpg", "late-bell.md"]
    assert take(path).outcome is Outcome.UNCHANGED
    assert Manuscript.of(by_slug("late-bell")) == before
    assert number_of(Picture) == 1


def test_an_export_does_not_follow_a_link_out_of_its_folder(app, tmp_path):
    outside, folder = tmp_path / "outside.txt", tmp_path / "out"
    outside.write_text("mine")
    folder.mkdir()
    (folder / "late-bell.md").symlink_to(outside)

    exporting.export(take(a_file(tmp_path)).article, folder)

    assert outside.read_text() == "mine"
    assert (folder / "late-bell.md").read_text().startswith("---\n")


@pytest.mark.parametrize("published_at", ["2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000001Z"])
@pytest.mark.parametrize("state", ["draft", "published", "withdrawn"])
def test_an_export_says_whether_and_since_when_an_article_is_public(app, tmp_path, state, published_at):
    text = GOOD.replace("comments", f"state: {state}\npublished_at: {published_at}\ncomments")
    article = take(a_file(tmp_path, text), publish=True).article
    folder = tmp_path / "out"
    folder.mkdir()

    head = exporting.export(article, folder).read_text().partition("\n---\n")[0]

    assert f"\nstate: {state}" in head
    assert (f"\npublished_at: {published_at}" in head) is (state != "draft")


WORDS = st.text(min_size=1, max_size=40).filter(lambda text: text.strip())
LINES = st.builds(
    PersonLine, part=st.sampled_from(Part), name=WORDS, role=st.text(max_size=20), organisation=st.text(max_size=9)
)
SLUGS = st.from_regex(writing.SLUG, fullmatch=True).filter(lambda slug: len(slug) < 100)
CHOICES = st.builds(Choice, act=st.sampled_from((Act.SKIP, Act.SENSE)), term=SLUGS) | st.builds(
    Choice, act=st.just(Act.FIRST), term=SLUGS, anchor=SLUGS, number=st.integers(0, 99)
)
TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
MANUSCRIPTS = st.builds(
    Manuscript,
    title=WORDS.filter(lambda text: any(character.isalnum() for character in text)),
    slug=SLUGS,
    language=st.sampled_from(Article.LANGUAGES),
    kind=st.sampled_from(Kind),
    standfirst=st.text(max_size=200),
    source=st.text(max_size=400),
    dated=st.none() | st.dates(),
    people=st.lists(LINES, max_size=4).map(tuple),
    topics=st.lists(WORDS, max_size=4).map(tuple),
    picture_alt=st.text(max_size=20),
    continuation=st.sampled_from([Continuation.HERE, Continuation.PAGE]),
    continuation_label=st.text(max_size=20),
    continuation_language=st.sampled_from(["", "fr", "en-GB", "zh-Hant-TW"]),
    commenting=st.sampled_from(Commenting),
    comments_from=st.none() | TIMES,
    comments_until=st.none() | TIMES,
    slow_mode=st.none() | st.integers(0, Article.SLOWEST),
    questions_to=st.text(max_size=30),
    occurrence=st.sampled_from(Occurrence),
    most_marks=st.integers(0, 99),
    marks_quotations=st.booleans(),
    choices=st.lists(CHOICES, max_size=3).map(lambda made: reduce(with_choice, made, ())),
)
PUBLICATIONS = st.builds(
    Publication,
    st.none() | st.sampled_from(ArticleStatus),
    st.none() | st.datetimes(max_value=datetime(2026, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)


@settings(max_examples=150, deadline=None)
@given(
    manuscript=MANUSCRIPTS,
    publication=PUBLICATIONS,
    address=st.none() | st.just("https://example.org/a?b=c#d: e'f".replace(" ", "")),
)
def test_whatever_an_editor_types_survives_a_file(app, tmp_path_factory, manuscript, publication, address):
    if address:
        manuscript = replace(manuscript, continuation=Continuation.LINK, continuation_url=address)
    try:
        stored = writing.checked(manuscript)
    except Invalid:  # closes before it opens
        return
    path = a_file(tmp_path_factory.mktemp("round"), files.write(stored, "", publication))

    read = files.read(path)
    assert (writing.checked(read.manuscript), read.head.publication) == (stored, publication)

"""Pictures for the middle of a text."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from blog.articles import writing
from blog.articles.manuscript import Manuscript
from tests.screens.test_desk_articles import a_photo


@pytest.fixture(autouse=True)
def editor(sign_in):
    return sign_in("editor")


def test_a_kept_picture_says_how_to_name_it_in_a_text(client):
    page = client.get("/desk/pictures").submit("Keep it", picture=a_photo()).follow()

    line = page.find(".pictures input")["value"]
    article = writing.create(Manuscript(title="The boat shed", language="en", source=line), by=None)
    assert '<img src="/media/' in article.turns[0].html


def test_the_library_shows_what_was_kept_and_not_what_was_only_previewed(client):
    new = client.get("/desk/articles/new")
    previewed = new.submit("Preview", picture=a_photo())
    assert client.get("/desk/pictures").all(".pictures") == []

    previewed.submit("Save draft", title="The boat shed", picture_alt="A shed")

    assert len(client.get("/desk/pictures").texts(".pictures li")) == 1


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [(None, "Choose a file first."), ((BytesIO(b"nothing"), "plan.tiff"), "plan.tiff is not a JPEG")],
)
def test_what_is_no_picture_is_refused(client, picture, sentence):
    page = client.get("/desk/pictures").submit("Keep it", picture=picture)

    assert page.status == 422
    assert sentence in page.text("#picture-error")


def test_what_is_far_too_large_is_answered_kindly(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 10_000)

    page = client.get("/desk/pictures").submit("Keep it", picture=(BytesIO(b"\xff" * 20_000), "large.jpg"))

    assert page.status == 413
    assert "20 MB" in page.words


def test_a_kept_picture_is_answered_by_its_address(client):
    page = client.get("/desk/pictures").submit("Keep it", picture=a_photo()).follow()

    picture = client.get(page.find(".pictures img")["src"])

    assert picture.mimetype == "image/jpeg"
    assert Image.open(BytesIO(picture.data)).size == (640, 366)
    picture.close()

"""What readers are told about commenting, on a page of the site and in `docs/`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask_babel import force_locale, gettext

from blog.comments.marking import MOST
from blog.comments.models import Badge, Comment
from tests.factories import an_article

DOCS = Path(__file__).parents[2] / "docs"


def test_the_form_leads_to_it_in_the_language_of_the_article(client):
    for language, link, title in (
        ("fr", "Comment se passe un commentaire", "Commenter ici"),
        ("en", "How commenting goes", "Commenting here"),
    ):
        an_article(slug=f"quay-{language}", language=language)

        page = client.get(f"/articles/quay-{language}").click(link)

        assert page.text("h1") == title
        assert page.find("html")["lang"] == language


def test_each_language_leads_to_the_other(client):
    assert client.get("/help?language=en").click("Français").click("English").text("h1") == "Commenting here"


def test_without_a_language_it_speaks_that_of_the_site_and_is_the_same_for_everybody(client):
    page = client.get("/help", headers={"Accept-Language": "fr"})

    assert page.find("html")["lang"] == "en"
    assert client.get("/help?language=xx").find("html")["lang"] == "en"
    assert "Set-Cookie" not in page.headers


def test_both_languages_tell_the_same():
    english, french = ((DOCS / name).read_text("utf-8") for name in ("readers.md", "readers.fr.md"))

    def shape(text):
        return [re.match(r"#*|-", line)[0] for line in text.splitlines() if re.match(r"#|- ", line)]

    assert shape(english) == shape(french)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_its_numbers_are_those_of_the_house(client, language):
    words = client.get(f"/help?language={language}").words

    assert re.sub(r"[,\s]", "", f"{Comment.MAX_LENGTH}") in re.sub(r"[,\s]", "", words)
    assert {"fr": "trois mots au plus par commentaire", "en": "at most three words a comment"}[language] in words
    assert (MOST, Comment.DEEPEST) == (3, 3)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_names_the_signs_beside_a_name_as_pages_do(client, app, language):
    words = client.get(f"/help?language={language}").words

    with app.test_request_context(), force_locale({"fr": "fr_FR"}.get(language, language)):
        signs = [gettext(badge.name.capitalize()).lower() for badge in Badge]

    assert [sign for sign in signs if sign not in words] == []

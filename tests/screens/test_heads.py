"""What search engines and other sites are told: of every page that they may show, in either language."""

from __future__ import annotations

import pytest

from tests.factories import a_term, an_article
from tests.routes import House, fetch

LONGEST = 250  # characters; what is longer is cut by whoever shows it


@pytest.fixture(params=["en", "fr"])
def language(request, app, monkeypatch):
    monkeypatch.setitem(app.config, "SITE_LANGUAGE", request.param)
    monkeypatch.setitem(app.config, "BABEL_DEFAULT_LOCALE", request.param)
    return request.param


@pytest.fixture
def pages(app, client, language):
    """Those that are for everybody, by address."""
    house = House.furnish(app)
    paths = [path for _rule, path in house.addresses("GET", doors=("reading",))]
    found = {path: fetch(client, path) for path in [*paths, "/?before=20990101T000000.000000-1", "/help?language=fr"]}
    return {
        path: page
        for path, page in found.items()
        if page.status == 200 and page.response.mimetype == "text/html" and not page.all("meta[name=robots]")
    }


def told(page, selector):
    (tag,) = page.all(selector)
    return tag.get("content") or tag.get("href")


def test_every_public_page_says_what_it_is(pages):
    assert len(pages) >= 10
    for path, page in pages.items():
        description = told(page, "meta[name=description]")

        assert 10 < len(description) <= LONGEST, path
        assert told(page, "meta[property='og:description']") == description, path
        assert told(page, "link[rel=canonical]") == told(page, "meta[property='og:url']"), path
        assert told(page, "meta[property='og:title']") in page.text("title"), path
        assert told(page, "meta[property='og:site_name']") in page.text("title"), path
        assert told(page, "meta[property='og:type']") in ("article", "website"), path


def test_no_two_pages_say_the_same(pages):
    descriptions = {
        told(page, "link[rel=canonical]"): told(page, "meta[name=description]")
        for path, page in pages.items()
        if "before=" not in path and not path.endswith("/full")
    }

    assert len(set(descriptions.values())) == len(descriptions)


OF_TOPIC = "Coops & “Villages”: articles that explain their own words."
OF_TERM = "Each article that uses “R&D”, with the sentence in which it stands."


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/topics/coops-villages", OF_TOPIC + " Ice · Qui décide\u202f?"),
        ("/topics/coops-villages?before=20000101T000000.000000-1", OF_TOPIC),  # nothing is so old
        ("/glossary/r-d/articles", OF_TERM + " Ice"),
    ],
)
def test_a_list_names_the_articles_it_shows(client, path, words):
    a_term("R&D")
    topics = ("Coops & “Villages”",)
    an_article(title="Qui décide ?", language="fr", topics=topics, source="## Qui ?\n\nLa R&D.\n")
    an_article(title="Ice", topics=topics, source="## Why?\n\nFor the R&D.\n")

    assert told(client.get(path), "meta[name=description]") == words

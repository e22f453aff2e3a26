"""Home and topics: leads without marks, one link each, pages that do not shift."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from blog.articles import listing
from blog.articles.models import Continuation
from tests.factories import a_term, an_article

SPLIT = """\
## One?

The ice house.

<!--more-->

## Two?

The rest of it.
"""
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_the_newest_stands_first(client):
    an_article(title="Older", at=NOON)
    an_article(title="Newer", at=NOON + timedelta(days=1))
    an_article(title="A draft", published=False)

    assert client.get("/").texts("article h2") == ["Newer", "Older"]


def test_an_empty_house_says_so(client):
    assert "Nothing has been published here yet." in client.get("/").words


def test_a_list_shows_the_lead_without_marks_or_ids_and_one_link(client):
    a_term("ice house")
    an_article(title="Ice", slug="ice", source=SPLIT)

    entry = client.get("/").find("article.entry")

    assert "The ice house." in entry.text
    assert "The rest of it." not in entry.text
    assert not entry.select("[id], button")
    assert [link["href"] for link in entry.select("a.continue")] == ["/articles/ice#more"]
    assert entry.select_one("a.continue")["aria-label"] == "Continue reading: Ice (1 more question)"


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"continuation": Continuation.PAGE}, "/articles/ice/full#more"),
        (
            {"continuation": Continuation.LINK, "continuation_url": "https://ice.example.org/x"},
            "https://ice.example.org/x",
        ),
    ],
)
def test_the_link_leads_to_where_the_rest_is(client, fields, address):
    an_article(slug="ice", source=SPLIT, **fields)

    assert client.get("/").find("a.continue")["href"] == address


def test_each_entry_says_its_language_and_speaks_it(client):
    an_article(language="fr", title="La glace", slug="glace", source=SPLIT)

    page = client.get("/")

    assert page.find("html")["lang"] == "en"
    assert page.find("article.entry")["lang"] == "fr"


def test_pages_follow_a_key_so_that_a_new_article_moves_nothing(client, monkeypatch):
    monkeypatch.setattr(listing.published, "__kwdefaults__", {**listing.published.__kwdefaults__, "length": 2})
    for number in range(5):
        an_article(title=f"Number {number}", at=NOON + timedelta(hours=number))

    first = client.get("/")
    an_article(title="Just in", at=NOON + timedelta(days=1))
    second = first.click("Older interviews")
    third = second.click("Older interviews")

    assert [page.texts("article h2") for page in (first, second, third)] == [
        ["Number 4", "Number 3"],
        ["Number 2", "Number 1"],
        ["Number 0"],
    ]
    assert not third.all("a[rel=next]")


@pytest.mark.parametrize("key", ["x", "20260301T120000.000000-", "20260301T120000.000000-" + "9" * 30, "\0"])
def test_a_key_that_nobody_was_given(client, key):
    assert client.get("/", query_string={"before": key}).status == 404


def test_a_topic_has_a_list_of_its_own(client):
    an_article(title="Ice", topics=("Winter",))
    an_article(title="Sand", topics=("Summer",))

    page = client.get("/topics/winter")

    assert page.text("h1") == "Winter"
    assert page.texts("article h2") == ["Ice"]
    assert client.get("/topics/autumn").status == 404


@pytest.mark.parametrize("address", ["/", "/topics/harbours", "/?before=20260301T120000.000000-1"])
def test_a_list_has_one_address_whatever_is_added_to_it(client, address):
    an_article(topics=("Harbours",))

    page = client.get(f"{address}{'&' if '?' in address else '?'}utm_source=letter")

    assert page.find("link[rel=canonical]")["href"] == f"http://localhost{address}"
    assert page.find("meta[property='og:url']")["content"] == f"http://localhost{address}"


def test_the_link_names_the_article_as_it_is_called(client):
    an_article(language="fr", title="La R&D", source=SPLIT)

    assert "La R&D" in client.get("/").find("a.continue")["aria-label"]

"""One entry for readers: its names, what it says, whose words it is, where it leads, and the articles that use it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from blog.articles import publishing
from blog.articles.annotating import follow_glossary
from blog.articles.models import Continuation
from blog.glossary import service, writing
from blog.glossary.models import TermStatus
from blog.web.reading import glossary
from tests.factories import a_term, an_article, fresh

SOURCE = "## Where?\n\nIn one of the ice houses.\n\n<!--more-->\n\n## How deep?\n\nUnder the sawdust.\n"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def ways(page):
    return {
        row.find("dt").get_text(): [(link.get_text(), link["href"]) for link in row.select("a")]
        for row in page.all(".ways-on > div")
    }


def revise(term, **fields):
    term = fresh(term)
    entry = service.as_entry(term)
    writing.revise(term, type(entry)(**{**entry.__dict__, **fields}), seen=term.revision)
    follow_glossary()


def test_a_term_has_its_names_its_definition_and_the_articles_that_use_it(client):
    a_term("ice house", "cold store", definition="A room *kept* cold.")
    an_article(title="Ice", slug="ice", source=SOURCE)
    an_article(title="A draft", source=SOURCE, published=False)

    page = client.get("/glossary/ice-house")

    assert page.text("h1") == "ice house"
    assert "cold store" in page.text(".aliases")
    assert page.find(".definition em").text == "kept"
    assert page.texts(".used .title") == ["Ice"]
    assert page.find(".used .title")["href"] == "/articles/ice#gl-ice-house"
    assert page.text(".used .sentence") == "In one of the ice houses."
    assert page.text(".used mark") == "ice houses"
    assert page.all("[popover], .gl") == [], "on its own page nothing opens and nothing is marked"


def test_the_marked_word_is_the_one_that_was_meant(client):
    a_term("ice")
    an_article(source="## Why?\n\nA < & nice spice & ice.\n")

    page = client.get("/glossary/ice")

    assert str(page.find(".used mark").previous_sibling) == "A < & nice spice & "


def test_a_long_text_has_its_headings_below_the_title(client):
    a_term("ice house", text="# Walls\n\nThick.\n\n### Door\n\nNorth.\n\n<u>x</u>\n\n##\n\n> ## Roof\n")

    page = client.get("/glossary/ice-house")

    assert page.texts(".long h2") == ["Walls"]
    assert page.texts(".long h4") == ["Door"]
    assert page.texts(".long h3") == ["Roof"]
    assert page.all(".long u") == []


@pytest.mark.parametrize(
    ("origin", "licence", "line", "addresses"),
    [
        ("The Trust", "", "Definition: The Trust", []),
        ("", "all rights reserved", "Definition: licence all rights reserved", []),
        (
            "The Trust (https://www.example.org/words/), 2020",
            "CC BY-SA 4.0",
            "Definition: The Trust (example.org/words), 2020, licence CC BY-SA 4.0",
            ["https://www.example.org/words/", "https://creativecommons.org/licenses/by-sa/4.0/"],
        ),
        (
            "https://example.org/a",
            "https://example.org/l",
            "Definition: example.org/a, licence example.org/l",
            ["https://example.org/a", "https://example.org/l"],
        ),
        ("javascript:alert(1) https://a@b.example", "javascript:alert(1)", None, []),
        ('<a href="https://x.example">x</a> "><img src=x>', "<b>x</b>", None, []),
    ],
)
def test_it_says_whose_words_they_are(client, origin, licence, line, addresses):
    a_term(origin=origin, licence=licence)

    page = client.get("/glossary/ice-house")

    assert page.text(".gl-origin") == (line or f"Definition: {origin}, licence {licence}")
    assert [link["href"] for link in page.all(".gl-origin a")] == addresses
    assert page.all(".gl-origin :is(img, b)") == []


def test_nobody_is_named_where_nobody_is(client):
    a_term()

    assert client.get("/glossary/ice-house").all(".gl-origin") == []


def test_it_leads_to_translations_other_senses_and_both_ways(client):
    a_term("frost", language="en")
    a_term("gel", language="fr", translation="frost")
    a_term("grue", language="fr", sense="oiseau")
    a_term("grue", language="fr", sense="engin", see_also=("gel",))
    a_term("glace", language="fr", see_also=("grue (engin)",))

    page = client.get("/glossary/grue").click("grue (engin)")
    assert page.text("h1") == "grue (engin)"
    assert ways(page) == {
        "Autres sens": [("grue (oiseau)", "/glossary/grue")],
        "Voir aussi": [("gel", "/glossary/gel")],
        "Mentionné dans": [("glace", "/glossary/glace")],
    }
    page = client.get("/glossary/frost")
    link = page.find(".aliases a")
    assert (link.text, link["href"], link["lang"], link["hreflang"]) == ("gel", "/glossary/gel", "fr", "fr")
    assert "In French:" in page.words
    assert {tag["hreflang"]: tag["href"] for tag in page.all("link[hreflang]")} == {
        "en": "http://localhost/glossary/frost",
        "fr": "http://localhost/glossary/gel",
    }


def test_nothing_of_a_draft_is_on_what_leads_to_it(client):
    plain = a_term("frost")
    before = client.get("/glossary/frost").data
    a_term("rime", status=TermStatus.DRAFT, see_also=("frost",))
    a_term("frost", sense="of paint", status=TermStatus.DRAFT)
    a_term("gel", language="fr", translation="/frost", status=TermStatus.DRAFT)
    a_term("hoar", definition="")

    revise(plain, see_also=("hoar",))

    assert client.get("/glossary/frost").data == before
    assert client.get("/glossary/rime").status == client.get("/glossary/rime/articles").status == 404


def test_it_says_for_which_topics_it_is(client):
    a_term("bank", topics=("Rivers", "Money"))
    an_article(topics=("Rivers",))
    an_article(topics=("Money",), published=False)

    assert ways(client.get("/glossary/bank")) == {"In articles about": [("Rivers", "/topics/rivers")]}


def test_a_mark_in_the_rest_is_linked_where_the_rest_is(client):
    a_term("sawdust")
    an_article(slug="ice", source=SOURCE, continuation=Continuation.PAGE)
    an_article(slug="far", source=SOURCE, continuation=Continuation.LINK, continuation_url="https://far.example.org/")

    page = client.get("/glossary/sawdust")

    assert [link["href"] for link in page.all(".used .title")] == ["/articles/ice/full#gl-sawdust"]


def test_the_newest_articles_stand_on_its_page_and_all_on_another(client, monkeypatch):
    monkeypatch.setattr(glossary, "MENTIONS", 2)
    monkeypatch.setattr(glossary, "MENTIONS_OF_A_LIST", 3)
    a_term("sawdust")
    for day in range(5):
        an_article(title=f"Day {day}", source=SOURCE, at=NOON + timedelta(days=day))

    page = client.get("/glossary/sawdust")
    assert page.texts(".used .title") == ["Day 4", "Day 3"]
    page = page.click("All 5 articles that use it")
    assert page.texts(".used .title") == ["Day 4", "Day 3", "Day 2"]
    page = page.click("Older articles")
    assert page.texts(".used .title") == ["Day 1", "Day 0"]
    assert page.all("a[rel=next]") == []
    assert "/glossary/sawdust/articles?before=" in page.find("link[rel=canonical]")["href"]
    assert client.get("/glossary/sawdust/articles?before=x").status == 404


def test_a_french_term_has_a_french_page(client):
    a_term("écluse", definition="Une porte : pour l’eau.", language="fr")

    assert client.get("/glossary/ecluse").find("html")["lang"] == "fr"


@pytest.mark.parametrize("path", ["/glossary/nothing", "/glossary/nothing/articles"])
def test_no_such_term(client, path):
    assert client.get(path).status == 404


def test_search_engines_are_told_what_it_is(client):
    a_term("ice house", "cold store", sense="building", definition="A room *kept* cold.")
    a_term("glacière", language="fr", translation="ice house (building)")

    page = client.get("/glossary/ice-house")

    assert json.loads(page.find("script[type='application/ld+json']").string) == {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "name": "ice house (building)",
        "alternateName": ["ice house", "cold store"],
        "description": "A room kept cold.",
        "url": "http://localhost/glossary/ice-house",
        "inDefinedTermSet": "http://localhost/glossary",
        "inLanguage": "en",
        "sameAs": ["http://localhost/glossary/glaciere"],
    }
    assert page.find("meta[name=description]")["content"] == "A room kept cold."


def test_the_page_is_another_one_after_what_it_shows_has_changed(client):
    term = a_term("ice house")
    french = a_term("glacière", language="fr", translation="ice house")
    tags = [client.get("/glossary/ice-house").headers["ETag"]]

    def look():
        page = client.get("/glossary/ice-house", headers={"If-None-Match": tags[-1]})
        assert page.status == 200
        assert "Set-Cookie" not in page.headers
        tags.append(page.headers["ETag"])

    revise(term, definition="A cold room.")
    look()
    revise(french, label="glacière à dôme")
    look()
    article = an_article(source=SOURCE)
    look()
    publishing.withdraw(article)
    look()
    assert client.get("/glossary/ice-house", headers={"If-None-Match": tags[-1]}).status == 304
    assert tags[-1] == tags[-3] != tags[-2]


def test_the_list_under_an_article_says_where_there_is_more(client):
    a_term("ice house", sense="building", text="Long.", origin="The Trust", licence="CC BY 4.0")
    a_term("sawdust")
    an_article(slug="ice", source=SOURCE)

    page = client.get("/articles/ice")

    assert page.texts(".gloss dt") == ["ice house (building)", "sawdust"]
    assert page.texts(".gl-more a:first-child") == ["More in the glossary", "In the glossary"]
    assert page.texts(".gl-origin") == ["Definition: The Trust, licence CC BY 4.0"]

"""What machines read: feed, site map, robots."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from blog.articles.models import Continuation
from blog.database import db
from blog.glossary.models import GlossaryTerm
from tests.factories import a_term, an_article

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SOURCE = "## Where?\n\nIn the ice house.\n\n<!--more-->\n\n## How deep?\n\nUnder the sawdust.\n"
HOSTILE = "<script>alert('1')</script> & ]]> \"quoted\" \x0b\x01 \ud83e\uddca".encode("utf-16", "surrogatepass").decode(
    "utf-16"
)


@pytest.fixture
def full_feed(app, monkeypatch):
    monkeypatch.setitem(app.config, "FEED", "full")


def the_feed(client):
    return ElementTree.fromstring(client.get("/feed.atom").data)


def the_content(client):
    content = the_feed(client).find("atom:entry/atom:content", ATOM)
    return BeautifulSoup(content.text, "html5lib")


def test_the_feed_is_atom_whatever_a_title_says(client):
    an_article(title=HOSTILE, standfirst=HOSTILE, topics=("<b>Ice</b>",))

    answer = client.get("/feed.atom")
    feed = ElementTree.fromstring(answer.data)

    assert answer.mimetype == "application/atom+xml"
    assert feed.find("atom:entry/atom:title", ATOM).text.startswith("<script>alert")
    assert answer.headers["ETag"]


def test_an_entry_has_a_lasting_id_its_language_and_its_people(client):
    article = an_article(title="La glace", slug="glace", language="fr")

    entry = the_feed(client).find("atom:entry", ATOM)

    assert entry.get(LANG) == "fr"
    assert entry.find("atom:id", ATOM).text == f"tag:localhost,{article.published_at:%Y-%m-%d}:article-{article.id}"
    assert entry.find("atom:link", ATOM).get("href") == "http://localhost/articles/glace"
    assert entry.find("atom:contributor/atom:name", ATOM).text == "Ida Holm"


def test_a_full_feed_carries_each_definition_once_and_no_button(client, full_feed):
    a_term("ice house", definition="A room *kept* cold.")
    a_term("sawdust", definition="What a saw leaves.")
    an_article(standfirst="Cold hands.", source=SOURCE, picture_caption="Not first")

    content = the_content(client)

    assert content.body.get_text().strip().startswith("Cold hands.")
    assert "Under the sawdust." in content.text
    assert not content.select("button, [id], [popover], .gl")
    assert [term.text for term in content.select("dt")] == ["ice house", "sawdust"]
    assert not content.select("a")


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"continuation": Continuation.HERE}, "http://localhost/articles/ice#more"),
        ({"continuation": Continuation.PAGE}, "http://localhost/articles/ice/full#more"),
        (
            {"continuation": Continuation.LINK, "continuation_url": "https://far.example.org/x.pdf"},
            "https://far.example.org/x.pdf",
        ),
    ],
)
def test_the_feed_carries_the_lead_and_links_the_rest_once(client, fields, address):
    a_term("sawdust")
    an_article(title="Ice", slug="ice", source=SOURCE, **fields)

    content = the_content(client)

    assert "Under the sawdust." not in content.text
    assert [link["href"] for link in content.select("a")] == [address]
    assert "Ice" in content.a.text
    assert not content.select("dt")


def test_a_full_feed_still_links_what_goes_on_at_another_address(client, full_feed):
    address = "https://far.example.org/x.pdf"
    an_article(slug="ice", source=SOURCE, continuation=Continuation.LINK, continuation_url=address)

    assert [link["href"] for link in the_content(client).select("a")] == [address]


def test_a_full_feed_carries_the_rest_that_has_a_page_of_its_own(client, full_feed):
    an_article(slug="ice", source=SOURCE, continuation=Continuation.PAGE)

    assert "Under the sawdust." in the_content(client).text


def test_drafts_and_withdrawn_articles_go_nowhere(client):
    an_article(title="A draft", published=False)
    an_article(title="Taken back", withdrawn=True)

    assert the_feed(client).findall("atom:entry", ATOM) == []
    assert "articles" not in client.get("/sitemap.xml").response.text


def test_the_site_map_knows_articles_and_terms(client):
    an_article(slug="ice")
    a_term("ice house")

    site_map = ElementTree.fromstring(client.get("/sitemap.xml").data)

    assert {tag.text for tag in site_map.findall(".//{*}loc")} == {
        "http://localhost/",
        "http://localhost/glossary",
        "http://localhost/articles/ice",
        "http://localhost/glossary/ice-house",
    }


def test_robots_are_shown_the_site_map(client):
    assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").response.text


def test_an_entry_is_made_once_and_anew_when_it_changes(app, client):
    kept = app.extensions["feed_contents"]
    kept.cache_clear()
    a_term("sawdust", definition="What a saw leaves.")
    an_article(source="## Why?\n\nThe sawdust.\n")
    an_article()

    first, again = client.get("/feed.atom"), client.get("/feed.atom")
    db.session.query(GlossaryTerm).one().definition_html = Markup("<p>Dust.</p>")
    db.session.commit()
    changed = client.get("/feed.atom")

    assert first.data == again.data
    assert b"Dust." in changed.data
    assert (kept.cache_info().misses, kept.cache_info().hits) == (3, 3)

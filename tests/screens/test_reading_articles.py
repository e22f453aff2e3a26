"""The article page: turns, marks and definitions, people, continuation, what machines are told."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from blog.articles.manuscript import PersonLine
from blog.articles.models import Commenting, Continuation, Part
from blog.database import db
from blog.media import service as media
from tests.factories import a_term, an_article

TWO_PARTS = """\
## Where does the ice come from?

From the lake, in January. We cut it with the long saw.

<!--more-->

## And where does it go?

Into the ice house, under a cubit of sawdust.
"""
FIVE_QUESTIONS = "\n\n".join(f"## Question number {number}?\n\nAnswer {number}." for number in range(1, 6))
ELSEWHERE = {"continuation": Continuation.LINK, "continuation_url": "https://archive.example.org/ice.pdf"}


def the_page_of(client, **fields):
    article = an_article(**fields)
    return client.get(f"/articles/{article.slug}")


def a_picture():
    data = io.BytesIO()
    Image.new("RGB", (900, 500), "teal").save(data, "PNG")
    return media.store(data.getvalue())


def test_title_standfirst_people_and_date_open_the_page(client):
    page = the_page_of(
        client,
        title="Ice for the summer",
        standfirst="How a village keeps *winter*.",
        people=(
            PersonLine(part=Part.INTERVIEWEE, name="Ida Holm", role="boat builder", organisation="Slipway"),
            PersonLine(part=Part.INTERVIEWER, name="Per Aas"),
        ),
    )

    assert page.text("h1") == "Ice for the summer"
    assert page.find(".standfirst em").text == "winter"
    assert [person.get_text(" ", strip=True) for person in page.all(".people li")] == [
        "IH Ida Holm answers boat builder, Slipway",
        "PA Per Aas asks",
    ]
    assert page.find(".dateline time")["datetime"]
    assert "1 minute" in page.text(".dateline")


def test_a_question_is_a_heading_with_an_address_of_its_own(client):
    page = the_page_of(client, source=TWO_PARTS)

    section = page.all("section.turn")[0]
    assert section.h2.text == "Where does the ice come from?"
    assert section.select_one("a.self")["href"] == f"#{section.select_one('.anchor')['id']}"


@pytest.mark.parametrize(("source", "is_listed"), [(FIVE_QUESTIONS, True), (TWO_PARTS, False)])
def test_more_than_three_questions_are_listed(client, source, is_listed):
    page = the_page_of(client, source=source)

    listed = page.all(".questions a")
    assert bool(listed) == is_listed
    assert [link.text for link in listed] == ([f"Question number {n}?" for n in range(1, 6)] if is_listed else [])


def test_the_prose_stays_the_author_s_and_the_definition_stands_once_below(client):
    a_term("ice house", "ice houses", definition="A room *kept* cold.")

    page = the_page_of(client, source="## Where?\n\nIn the ice house, by the pier. The ice house is old.\n")

    assert page.texts(".prose p") == ["In the ice house, by the pier. The ice house is old."]
    assert page.find(".prose button")["popovertarget"] == "g-ice-house"
    card = page.find("article section.gloss dl > #g-ice-house")
    assert card.has_attr("popover")
    assert card.dfn.text == "ice house"
    assert card.find("em").text == "kept"
    assert [link["href"] for link in card.select("a")] == ["/glossary/ice-house", "#gl-ice-house"]


def test_a_page_without_marks_has_no_glossary(client):
    assert not the_page_of(client).all(".gloss")


def test_the_rest_on_the_same_page_begins_at_more(client):
    page = the_page_of(client, source=TWO_PARTS)

    assert page.find("#more").find_parent("section").h2.text == "And where does it go?"
    assert not page.all("a.continue")


def test_the_rest_on_a_page_of_its_own(client):
    a_term("sawdust")
    a_term("saw", definition="It cuts.")
    article = an_article(title="Ice", source=TWO_PARTS, continuation=Continuation.PAGE)

    lead = client.get(f"/articles/{article.slug}")
    whole = client.get(f"/articles/{article.slug}/full")

    assert "And where does it go?" not in lead.words
    assert lead.texts("dfn") == ["saw"], "a definition of the rest does not stand on the lead's page"
    assert lead.find("a.continue")["href"] == f"/articles/{article.slug}/full#more"
    assert lead.find("a.continue")["aria-label"] == "Continue reading: Ice (1 more question)"
    assert "And where does it go?" in whole.words
    assert whole.texts("dfn") == ["saw", "sawdust"]
    assert lead.find("link[rel=canonical]")["href"] == f"http://localhost/articles/{article.slug}"
    assert whole.find("link[rel=canonical]")["href"] == f"http://localhost/articles/{article.slug}/full"
    assert lead.all("form.write")


def test_the_rest_somewhere_else(client):
    page = the_page_of(client, title="Ice", source=TWO_PARTS, continuation_language="fr", **ELSEWHERE)

    link = page.find("a.continue")
    assert link["href"] == "https://archive.example.org/ice.pdf"
    assert link["hreflang"] == "fr"
    assert link["aria-label"] == "Continue reading: Ice (PDF, archive.example.org, in French)"
    assert "And where does it go?" not in page.words
    assert page.all("form.write"), "comments stand on the page with the lead"


def test_an_editor_s_own_words_for_the_link_are_kept(client):
    page = the_page_of(client, title="Ice", source=TWO_PARTS, continuation_label="The whole report", **ELSEWHERE)

    assert page.find("a.continue").text.startswith("The whole report")
    assert page.find("a.continue")["aria-label"].startswith("The whole report: Ice")


def test_an_article_on_one_page_has_no_other(client):
    article = an_article(source=TWO_PARTS)

    assert client.get(f"/articles/{article.slug}/full").follow().text("h1") == article.title


def test_alt_caption_and_credit_are_three_things(client):
    page = the_page_of(
        client,
        picture=a_picture().digest,
        picture_alt="A saw on the ice",
        picture_caption="The first *cut*",
        picture_credit="Photo: Slipway",
    )

    image = page.find("figure img")
    assert image["alt"] == "A saw on the ice"
    assert "640w" in image["srcset"]
    assert page.find("figcaption em").text == "cut"
    assert page.text("figcaption .credit") == "Photo: Slipway"
    with client.get(image["src"]).response as answer:
        assert answer.mimetype == "image/png"
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["0" * 64 + "-640.png", "0" * 64 + "-640.svg", "x-1.png", "..%2f..%2fconfig-1.png"])
def test_a_picture_that_is_not_there(client, name):
    assert client.get(f"/media/{name}").status == 404


def test_the_page_speaks_the_language_of_its_article(client):
    french = the_page_of(client, language="fr", title="La glace : un an après")
    english = the_page_of(client, language="en")

    assert french.find("html")["lang"] == "fr"
    assert french.find("h1").text in ("La glace\u00a0: un an après", "La glace\u202f: un an après")
    assert english.find("html")["lang"] == "en"


def test_machines_are_told_of_people_questions_and_terms(client):
    a_term("long saw", definition="As long as a man.")

    page = the_page_of(client, title="Ice </script><script>alert(1)</script>", source=TWO_PARTS)

    told = json.loads(page.find("script[type='application/ld+json']").string)
    assert told["@type"] == "Article"
    assert told["headline"] == "Ice </script><script>alert(1)</script>"
    assert told["contributor"][0]["name"] == "Ida Holm"
    assert [part["name"] for part in told["hasPart"]] == ["Where does the ice come from?", "And where does it go?"]
    assert told["mentions"][0]["name"] == "long saw"
    assert page.find("meta[property='og:type']")["content"] == "article"


def test_a_stranger_gets_the_same_bytes_each_time_and_no_cookie(client, app):
    article = an_article()

    first = client.get(f"/articles/{article.slug}")
    second = app.test_client().get(f"/articles/{article.slug}")

    assert first.response.data == second.response.data
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in first.headers
    assert "Cookie" not in first.headers.get("Vary", "")
    assert client.get(f"/articles/{article.slug}", headers={"If-None-Match": first.headers["ETag"]}).status == 304


def test_somebody_signed_in_gets_the_same_bytes(client, app, sign_in):
    article = an_article()
    sign_in("editor")

    assert client.get(f"/articles/{article.slug}").data == app.test_client().get(f"/articles/{article.slug}").data


def test_the_etag_changes_when_the_page_does(client):
    article = an_article()
    before = client.get(f"/articles/{article.slug}").headers["ETag"]

    article.commenting = Commenting.CLOSED
    db.session.commit()

    assert client.get(f"/articles/{article.slug}").headers["ETag"] != before


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"published": False}, 404),  # a draft is nobody's business
        ({"withdrawn": True}, 410),
        ({}, 200),
    ],
)
def test_only_published_articles_are_read(client, fields, status):
    page = the_page_of(client, **fields)

    assert page.status == status
    assert page.text("h1")


@pytest.mark.parametrize("slug", ["nothing", "x%00y", "X", "..", "a" * 300])
def test_an_address_that_leads_nowhere(client, slug):
    assert client.get(f"/articles/{slug}").status == 404

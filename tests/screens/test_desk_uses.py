"""Where an entry is found, and how far articles have followed what changed."""

from __future__ import annotations

import pytest

from blog.articles import uses
from blog.articles.annotating import follow_glossary
from blog.articles.models import Continuation
from blog.database import db
from blog.glossary import service as glossary
from blog.glossary.models import GlossaryChange
from tests.counting import counting
from tests.factories import a_term, an_article

QUAY = "An opening on the quay.\n\n## What is it for?\n\nThe quay is a pier.\n\n## Who?\n\nThe quay and the quay.\n"


@pytest.fixture(autouse=True)
def editor(sign_in):
    return sign_in("editor")


def test_every_place_is_shown_with_question_sentence_and_rule(client):
    a_term("quay", "pier")
    an_article(title="Out at sea", source=QUAY)

    page = client.get("/desk/glossary/quay/uses")

    assert page.texts(".found h2") == ["Out at sea Published"]
    assert page.texts(".where span") == ["What is it for?", "Who?"]
    assert page.texts("blockquote") == ["An opening on the quay.", "The quay is a pier.", "The quay and the quay."]
    assert page.texts(".found .facts") == [
        "the name itself",
        "the name itself quiet repeat",
        "the name itself quiet repeat",
    ]


def test_the_very_words_are_highlighted(client):
    a_term("quay")
    an_article(source="## Q?\n\nThe [[quay|]] and the quay.\n")

    sentence = client.get("/desk/glossary/quay/uses").find("blockquote")

    assert str(sentence).endswith("The quay and the <mark>quay</mark>.</blockquote>")


def test_a_place_leads_to_the_public_page_and_a_draft_to_its_form(client):
    a_term("quay")
    an_article(title="A draft", source=QUAY, published=False)
    an_article(title="Whole", source="## Q?\n\nThe quay.\n")
    an_article(title="Parts", source="## Q?\n\nThe tide.\n\n## R?\n\nThe quay.\n", continuation=Continuation.PAGE)

    page = client.get("/desk/glossary/quay/uses")

    assert [link["href"] for link in page.all(".where a")] == ["/articles/parts/full#q-r", "/articles/whole#q-q"]
    assert [link["href"] for link in page.all(".found h2 a")][2] == "/desk/articles/a-draft"


def test_words_that_several_entries_explain_are_shown_apart(client):
    a_term("crane", sense="bird")
    a_term("crane", sense="machine")
    an_article(title="Tall", source="## Q?\n\nA crane.\n")

    page = client.get("/desk/glossary/crane/uses")
    assert "Nowhere." in page.words
    page = page.click("Words with several meanings (1)")

    assert page.text("h1") == "Where “crane (bird)” is found"
    assert page.texts("blockquote") == ["A crane."]
    assert page.find(".found h2 a")["href"] == "/desk/articles/tall#why"


def test_many_places_are_turned_page_by_page(client, monkeypatch):
    monkeypatch.setattr(uses, "PAGE_LENGTH", 2)
    a_term("quay")
    for number in range(3):
        an_article(title=f"Talk {number}", source="## Q?\n\nThe quay.\n\n## R?\n\nThe quay.\n")

    page, seen = client.get("/desk/glossary/quay/uses"), []
    while True:
        seen += page.texts(".found h2 a") * len(page.all("blockquote"))
        if not page.all(".pages a"):
            break
        page = page.click("Further places")

    assert seen == ["Talk 2"] * 2 + ["Talk 1"] * 2 + ["Talk 0"] * 2


@pytest.mark.parametrize("key", ["", "0-0", "5", "-", "x-y", "9999999999-1", "1-1-1", "²-1"])
def test_a_key_that_no_page_gave_is_no_mistake_of_ours(client, key):
    a_term("quay")

    assert client.get(f"/desk/glossary/quay/uses?after={key}").status in (200, 404)


def test_the_entry_and_the_list_lead_there(client):
    a_term("quay")
    an_article(source=QUAY)

    link = client.get("/desk/glossary").find("td.number a")["href"]
    assert client.get(link).text("h1") == "Where “quay” is found"
    assert client.get("/desk/glossary/quay").click("Every place").text("h1") == "Where “quay” is found"


@pytest.mark.parametrize(
    ("path", "most"), [("/desk/glossary/quay/uses", 8), ("/desk/glossary/quay", 10), ("/desk/", 6)]
)
def test_a_page_asks_as_much_for_a_lot_as_for_a_little(client, path, most):
    a_term("quay")
    an_article(source=QUAY)
    with counting() as little:
        client.get(path)
    for _ in range(5):
        an_article(source=QUAY)

    with counting() as much:
        client.get(path)

    assert len(much) == len(little) <= most, much


# how far articles have followed


def a_change(language="en", articles=None, followed=0):
    db.session.add(GlossaryChange(language=language, forms=["quay"], articles=articles, followed=followed))
    db.session.commit()


def test_nothing_is_said_when_nothing_is_pending(client):
    a_term("quay")
    follow_glossary()

    assert client.get("/desk/glossary").all("[role=status]") == []


def test_the_pages_of_the_glossary_say_how_far_articles_are(client):
    a_term("quay")
    follow_glossary()
    a_change(articles=1000, followed=120)
    a_change(articles=1000, followed=120)
    a_change("fr", articles=10, followed=5)

    for address in ("/desk/glossary", "/desk/glossary/quay", "/desk/glossary/new", "/desk/glossary/quay/uses"):
        page = client.get(address)
        assert page.text("[role=status]") == "Articles follow: 125 of 1,010 Look again"
        assert (page.find("progress")["value"], page.find("progress")["max"]) == ("125", "1010")
        assert page.click("Look again").request.path == address
    assert client.get("/desk/").all("[role=status]") == []


def test_what_has_not_been_counted_is_about_to_begin(client):
    a_change()

    assert "Articles are about to follow what changed." in client.get("/desk/glossary").text("[role=status]")


def test_a_script_that_asks_again_gets_the_line_alone(client):
    a_change(articles=4, followed=1)
    assert client.get("/desk/following").words == "Articles follow: 1 of 4"

    db.session.query(GlossaryChange).delete()
    db.session.commit()

    assert client.get("/desk/following").words == "All articles are up to date."


def test_progress_of_nothing_is_none():
    assert glossary.progress() is None

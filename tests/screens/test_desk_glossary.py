"""The list of entries at the desk, and how one is removed."""

from __future__ import annotations

import pytest

from blog.articles.annotating import follow_glossary
from blog.database import db
from blog.glossary import searching
from blog.glossary.models import GlossaryTerm, TermStatus
from tests.counting import counting
from tests.factories import a_term, an_article, fresh


@pytest.fixture(autouse=True)
def editor(sign_in):
    return sign_in("editor")


def cells(page, row=0):
    return [" ".join(cell.get_text().split()) for cell in page.all("tbody tr")[row].select("th, td")]


def test_the_list_says_what_each_term_has(client):
    a_term("ice house", "ice cellar", "ice room")
    a_term("slipway", definition="")
    an_article()
    an_article(published=False)

    page = client.get("/desk/glossary")

    assert cells(page) == ["ice house", "ice cellar, ice room", "en", "yes", "1"]
    assert cells(page, 1) == ["slipway", "", "en", "not yet: no mark", "0"]


@pytest.mark.parametrize(("query", "terms"), [("", 2), ("?language=fr", 1), ("?language=de", 2)])
def test_the_list_can_show_one_language(client, query, terms):
    a_term("ice house")
    a_term("glacière", language="fr")

    assert len(client.get("/desk/glossary" + query).all("tbody tr")) == terms


@pytest.fixture
def some_terms():
    a_term("ice house")
    a_term("slipway", sense="of a harbour", status=TermStatus.DRAFT)
    a_term("lantern room", "lantern")
    a_term("weir", definition="")
    a_term("glacière", language="fr")
    a_term("bank", sense="money")
    a_term("bank", sense="river")
    an_article(source="## Why?\n\nThe ice house stood on the bank.\n")
    follow_glossary()


@pytest.mark.parametrize(
    ("show", "terms"),
    [
        (
            "all",
            ["bank (money)", "bank (river)", "glacière", "ice house", "lantern room", "slipway (of a harbour)", "weir"],
        ),
        ("draft", ["slipway (of a harbour)"]),
        ("used", ["ice house"]),
        ("unmatched", ["glacière", "lantern room"]),
        ("ambiguous", ["bank (money)", "bank (river)"]),
        ("undefined", ["weir"]),
        (
            "nonsense",
            ["bank (money)", "bank (river)", "glacière", "ice house", "lantern room", "slipway (of a harbour)", "weir"],
        ),
    ],
)
def test_the_list_shows_what_is_asked_for_and_how_many_there_are(client, some_terms, show, terms):
    page = client.get(f"/desk/glossary?show={show}")

    assert page.texts("tbody th a") == terms
    assert page.texts(".filters a") == [
        "All 7", "Drafts 1", "In use 1", "Never matched 2", "Ambiguous 2", "No definition 1"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("q=LANTERN", ["lantern room"]),
        ("q=glaciere", ["glacière"]),
        ("q=cold&show=used", ["ice house"]),
        ("letter=b", ["bank (money)", "bank (river)"]),
        (
            "letter=zz",
            ["bank (money)", "bank (river)", "glacière", "ice house", "lantern room", "slipway (of a harbour)", "weir"],
        ),
        ("letter=g&language=fr", ["glacière"]),
    ],
)
def test_the_list_is_searched(client, some_terms, query, terms):
    assert client.get(f"/desk/glossary?{query}").texts("tbody th a") == terms


def test_search_filter_and_letter_stay_in_the_address(client, some_terms):
    page = client.get("/desk/glossary?q=bank&language=en").click("Ambiguous").click("B")
    assert page.texts("tbody th a") == ["bank (money)", "bank (river)"]

    assert page.request.args.to_dict() == {"q": "bank", "language": "en", "show": "ambiguous", "letter": "b"}
    assert page.find("#q")["value"] == "bank"
    assert page.find("#language [selected]")["value"] == "en"
    assert page.find("form.search input[name=show]")["value"] == "ambiguous"


@pytest.mark.parametrize(
    ("query", "sentence", "way_out"),
    [
        ("q=tide", "No entry has “tide” in a name or in its definition.", "/desk/glossary/new?label=tide"),
        ("q=ice&show=draft", "None of these entries has “ice”", "/desk/glossary"),
        ("show=ambiguous&letter=x", "No article has words that several entries explain.", "/desk/glossary"),
        ("letter=x", "No entry begins so.", "/desk/glossary"),
    ],
)
def test_an_empty_list_says_why_and_leads_on(client, some_terms, query, sentence, way_out):
    page = client.get(f"/desk/glossary?{query}")

    assert sentence in page.words
    assert way_out in [link["href"] for link in page.all("main a")]


def test_an_empty_glossary_says_how_to_begin(client):
    assert "No term yet. The first one could be" in client.get("/desk/glossary").words


def test_a_long_list_goes_on_on_another_page(client, monkeypatch):
    for number in range(searching.PAGE_LENGTH + 20):
        a_term(f"word {number:03}")

    page = client.get("/desk/glossary?q=word")
    assert len(page.all("tbody tr")) == searching.PAGE_LENGTH
    page = page.click("Further ones")

    assert page.texts("tbody th a") == [f"word {number:03}" for number in range(100, 120)]
    assert page.click("From the beginning").texts("tbody th a")[0] == "word 000"


@pytest.mark.parametrize("query", ["", "?q=word&show=unmatched&letter=w", "?show=used"])
def test_the_list_asks_as_much_for_a_lot_as_for_a_little(client, query):
    a_term("word one", "another")
    an_article(source="## Why?\n\nFor a word one could read.\n")
    with counting() as little:
        client.get("/desk/glossary" + query)
    for number in range(20):
        a_term(f"word {number}", f"name {number}", "ice" if number == 1 else "snow", sense=str(number))
        an_article(source=f"## Why?\n\nFor a word {number} and a name {number}.\n")

    with counting() as much:
        client.get("/desk/glossary" + query)

    assert len(much) <= max(len(little), 6), much
    assert len(much) <= 7, much


def test_a_term_says_where_it_is_used(client):
    a_term("ice house")
    an_article(title="Out at sea")
    an_article(title="A draft", published=False)

    page = client.get("/desk/glossary/ice-house")

    assert page.text("#used-h") == "1 published article uses it"
    assert page.texts(".used li") == ["Out at sea as “ice house”"]


def test_of_many_articles_the_newest_are_named(client):
    a_term("ice house")
    for number in range(12):
        an_article(title=f"At sea {number}")

    page = client.get("/desk/glossary/ice-house")

    assert "12 published articles use it" in page.words
    assert page.texts(".used li")[0] == "At sea 11 as “ice house”"
    assert len(page.all(".used li")) == 10


def test_a_term_is_removed_after_a_question_that_says_what_it_takes_along(client):
    a_term("ice house")
    article = an_article(title="Out at sea")

    page = client.get("/desk/glossary/ice-house").click("Remove…")
    assert "1 published article uses it." in page.words
    page = page.submit("Remove")
    follow_glossary()

    assert page.follow().text("[role=status]").startswith("“ice house” is no longer in the glossary.")
    assert db.session.query(GlossaryTerm).count() == 0
    assert fresh(article).uses == []


@pytest.mark.parametrize("act", ["", "/removal"])
def test_what_is_not_there_is_missing(client, act):
    assert client.get("/desk/glossary/nowhere" + act).status == 404

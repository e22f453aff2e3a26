"""The glossary for readers: A to Z, one letter of a large one, and what is looked up in it."""

from __future__ import annotations

from string import ascii_lowercase

import pytest

from blog.database import db
from blog.glossary import contents
from blog.glossary.models import GlossaryTerm, TermStatus
from tests.counting import counting
from tests.factories import a_term


@pytest.fixture
def two_languages():
    a_term("Ice house", "cold store", definition="A room for ice.")
    a_term("Grappe", definition="Des entreprises voisines.", language="fr")


@pytest.fixture
def large(monkeypatch):
    """As far as these tests go; what is large is measured in `benchmarks/`."""
    monkeypatch.setattr(contents, "SMALL", 4)
    for label in ("Accretion", "Borrow pit", "Breach", "Bund", "Creek", "3D survey"):
        a_term(label)


def listed(page):
    return page.texts(".terms dt a")


def test_terms_stand_from_a_to_z_in_both_languages(client):
    a_term("Sawdust", definition="What a saw leaves.")
    a_term("Écluse", definition="Une porte pour l’eau.", language="fr")
    a_term("Empty", definition="")
    a_term("Draft", status=TermStatus.DRAFT)

    page = client.get("/glossary")

    assert page.texts(".letter h2") == ["E", "S"]
    assert page.texts("dfn") == ["Écluse", "Sawdust"], "what is not explained is not listed"
    assert [tag["lang"] for tag in page.all(".terms > div[lang]")] == ["fr"]


def test_an_empty_glossary_says_so(client):
    page = client.get("/glossary")

    assert "No word has been explained yet." in page.words
    assert page.find("meta[name=robots]")["content"] == "noindex"


def test_a_sense_stands_behind_its_name(client):
    a_term("Bank", sense="river")

    page = client.get("/glossary")

    assert listed(page) == ["Bank (river)"]
    assert page.text("dfn") == "Bank"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ICE", ["Ice house"]),
        ("cold store", ["Ice house"]),  # another name
        ("ice houses", ["Ice house"]),  # a form
        ("grappes", ["Grappe"]),
        ("room", ["Ice house"]),  # inside the definition
        ("l’entreprise", ["Grappe"]),  # without its article
        ("<sawdust>", []),
        ("\0", None),  # nothing has been asked
    ],
)
def test_a_word_is_looked_up_by_form_and_by_what_is_said_of_it(client, two_languages, typed, found):
    page = client.get("/glossary", query_string={"q": typed})

    assert page.status == 200
    assert listed(page) == (["Grappe", "Ice house"] if found is None else found)
    if found == []:
        assert "No entry has this word" in page.words


def test_a_name_stands_before_what_only_mentions_it(client):
    a_term("Accretion", definition="What the tidal prism brings.")
    a_term("Antiprismatic")
    a_term("Glass", "lens and prism")
    a_term("Light", "prismatic light")
    a_term("Prism of glass")
    a_term("Tidal prism", "prisms")
    a_term("Water", "prism", sense="tides")

    found = listed(client.get("/glossary?q=prism"))

    assert found == ["Water (tides)", "Prism of glass", "Light", "Tidal prism", "Glass", "Accretion"]


def test_the_form_looks_up_and_keeps_the_language(client, two_languages):
    form = client.get("/glossary?language=fr").find("form.lookup")
    assert {field["name"]: field["value"] for field in form.select("input")} == {"q": "", "language": "fr"}
    page = client.get("/glossary?language=fr&q=house")
    assert listed(page) == []
    assert page.find("#q")["value"] == "house"

    page = page.click("Tous")

    assert listed(page) == ["Ice house"]
    assert listed(page.click("The whole glossary")) == ["Grappe", "Ice house"]


def test_a_language_is_chosen_where_there_are_two(client):
    a_term("Sawdust")
    assert client.get("/glossary").all(".tongues") == []

    a_term("Sciure", language="fr")
    page = client.get("/glossary").click("Français")

    assert listed(page) == ["Sciure"]
    assert page.find("html")["lang"] == "fr", "who chooses a language is spoken to in it"
    assert page.text(".tongues [aria-current]") == "Français"


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("", ""),
        ("?utm_source=letter", ""),
        ("?language=fr&utm_source=letter", "?language=fr"),
        ("?language=xx&letter=%C3%A9&after=x&q=", ""),
        ("?letter=b&after=1", ""),  # a small glossary is one page
        ("?x=1&letter=b&language=en&q=house", "?q=house&language=en"),
    ],
)
def test_a_list_has_one_address(client, two_languages, asked, address):
    page = client.get(f"/glossary{asked}")

    assert page.find("link[rel=canonical]")["href"] == f"http://localhost/glossary{address}"
    assert bool(page.all("meta[name=robots]")) == ("q=h" in asked), "what was searched is no page for search engines"


def test_a_language_that_all_entries_have_is_no_other_list(client):
    a_term("Sawdust")

    assert client.get("/glossary?language=en").find("link[rel=canonical]")["href"] == "http://localhost/glossary"


def test_a_large_glossary_shows_one_letter(client, large):
    page = client.get("/glossary")
    assert listed(page) == ["3D survey", "Creek", "Bund", "Breach", "Borrow pit", "Accretion"], "the newest first"
    assert page.texts(".letters a") == ["A", "B", "C", "#"]

    page = page.click("B")

    assert page.text("title").startswith("Glossary: B ")
    assert listed(page) == ["Borrow pit", "Breach", "Bund"]
    assert page.text(".letters [aria-current]") == "B"
    assert page.find("link[rel=canonical]")["href"] == "http://localhost/glossary?letter=b"
    assert listed(client.get("/glossary?letter=%23")) == ["3D survey"]
    assert "No entry begins so." in client.get("/glossary?letter=z").words


def test_a_long_letter_goes_on(client, monkeypatch, large):
    monkeypatch.setattr(
        contents.searching.search, "__kwdefaults__", contents.searching.search.__kwdefaults__ | {"limit": 2}
    )
    page = client.get("/glossary?letter=b")
    assert listed(page) == ["Borrow pit", "Breach"]

    page = page.click("More with B")

    assert listed(page) == ["Bund"]
    assert page.all("a[rel=next]") == []


def test_a_draft_does_not_tell_how_it_begins(client, large):
    draft = a_term("Breakwater", status=TermStatus.DRAFT)

    page = client.get(f"/glossary?letter=b&after={draft.id}")

    assert listed(page) == ["Borrow pit", "Breach", "Bund"]


def test_a_letter_asks_no_more_when_there_is_more(client, large):
    with counting() as little:
        client.get("/glossary?letter=b")
    some = [GlossaryTerm(**_columns(letter, number)) for letter in ascii_lowercase for number in range(20)]
    db.session.add_all(some)
    db.session.commit()

    with counting() as much:
        page = client.get("/glossary?letter=b")

    assert len(listed(page)) == 23
    assert len(much) == len(little) <= 4, much


def _columns(letter, number):
    label = f"{letter}word {number}"
    return {
        "slug": label.replace(" ", "-"),
        "language": "en",
        "label": label,
        "folded_label": label,
        "definition_source": "A word.",
    }

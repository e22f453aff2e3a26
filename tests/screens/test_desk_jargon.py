"""What the glossary lacks: acronyms found in the articles, defined or ignored."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from blog.articles.annotating import follow_glossary
from tests.counting import counting
from tests.factories import a_term, an_article

TALK = """\
## What is the plan?

The Tidal Works Board (TWB) pays. The TWB meets on Mondays, in the RHS.

## And then?

The RHS closes, says the TWB.
"""


@pytest.fixture(autouse=True)
def editor(sign_in):
    return sign_in("editor")


def acronyms(page):
    return page.texts(".lacking h2")


def test_acronyms_without_an_entry_are_listed_with_counts_and_sentences(client):
    an_article(source=TALK, title="Low water")
    an_article(source="## Who?\n\nThe TWB.\n", published=False)

    page = client.get("/desk/glossary/acronyms?language=en")

    assert acronyms(page) == ["TWB", "RHS"]
    assert page.texts(".lacking .what .facts")[0] == "4 times in 2 articles"
    assert "The Tidal Works Board (TWB) pays." in page.words
    assert page.texts(".stands-for") == ["Tidal Works Board"]


def test_an_acronym_of_another_language_is_on_another_list(client):
    an_article(source=TALK)

    assert acronyms(client.get("/desk/glossary/acronyms?language=fr")) == []


@pytest.mark.parametrize("fields", [{}, {"definition": ""}, {"label": "Tidal Works Board", "aliases": ("TWB",)}])
def test_an_acronym_with_an_entry_is_not_listed(client, fields):
    an_article(source=TALK)
    given = {"label": "TWB", **fields}
    a_term(given.pop("label"), *given.pop("aliases", ()), **given)

    assert acronyms(client.get("/desk/glossary/acronyms?language=en")) == ["RHS"]


def test_to_define_begins_with_what_the_text_says(client):
    an_article(source=TALK)

    page = client.get("/desk/glossary/acronyms?language=en")
    link = urlsplit(page.all(".lacking a.button")[0]["href"])
    form = client.get(f"{link.path}?{link.query}")

    assert parse_qs(link.query)["label"] == ["TWB"]
    assert form.find("#label")["value"] == "TWB"
    assert form.find("#aliases").get_text() == "Tidal Works Board"
    assert form.find("#definition").get_text() == "Tidal Works Board."


def test_an_acronym_is_ignored_in_one_article(client):
    an_article(source=TALK, title="Low water")
    an_article(source="## Who?\n\nThe RHS.\n")

    page = client.get("/desk/glossary/acronyms?language=en").submit("Ignore here: RHS, Low water").follow()

    assert page.text("[role=status]") == "“RHS” is ignored in this article."
    assert page.texts(".lacking .what .facts") == ["3 times in 1 article", "1 time in 1 article"]


def test_an_acronym_is_ignored_everywhere_and_brought_back(client):
    an_article(source=TALK)

    page = client.get("/desk/glossary/acronyms?language=en").submit("Ignore everywhere: RHS").follow()
    assert acronyms(page) == ["TWB"]

    page = client.get("/desk/glossary/ignored").submit("Bring back rhs").follow()
    assert page.texts(".rows h2") == []
    assert acronyms(client.get("/desk/glossary/acronyms?language=en")) == ["TWB", "RHS"]


def test_ignoring_twice_is_ignoring(client):
    an_article(source=TALK)

    for _time in range(2):
        assert client.post("/desk/glossary/ignored", data={"word": "RHS", "language": "en"}).status == 302

    assert client.get("/desk/glossary/ignored").texts(".rows h2") == ["rhs"]


@pytest.mark.parametrize(
    ("fields", "status"), [({}, 400), ({"word": "…"}, 400), ({"word": "RHS", "article": "nowhere"}, 404)]
)
def test_what_cannot_be_ignored_is_refused(client, fields, status):
    assert client.post("/desk/glossary/ignored", data=fields).status == status


def test_the_editor_of_an_article_is_told_what_nothing_explains(client):
    article = an_article(source=TALK)

    assert "No entry of the glossary explains: TWB, RHS." in client.get(f"/desk/articles/{article.slug}").words

    client.post("/desk/glossary/ignored", data={"word": "RHS", "article": article.slug})
    a_term("TWB")
    assert "No entry of the glossary explains" not in client.get(f"/desk/articles/{article.slug}").words


def test_a_page_asks_little_of_the_database_however_long_it_is(client):
    for number in range(5):
        an_article(source=TALK.replace("RHS", f"RH{number}"))
    client.get("/desk/glossary/acronyms")

    with counting() as asked:
        assert len(acronyms(client.get("/desk/glossary/acronyms?language=en"))) == 6

    assert len(asked) <= 6


@pytest.mark.parametrize("page", ["0", "-3", "x", "99999999999999999999"])
def test_a_page_that_there_is_not_is_an_empty_one_or_the_first(client, page):
    assert client.get(f"/desk/glossary/acronyms?page={page}").status == 200


def test_an_entry_that_comes_takes_the_word_off_the_list(client):
    an_article(source=TALK)
    a_term("RHS")
    follow_glossary()

    assert acronyms(client.get("/desk/glossary/acronyms?language=en")) == ["TWB"]


def test_words_that_are_frequent_here_and_rare_elsewhere_are_proposed(client):
    an_article(
        source="## What is a sluice?\n\nThe sluice keeps the tide out. A penstock opens the sluice.\n\nThe penstock.\n"
    )

    page = client.get("/desk/glossary/words?language=en")

    assert set(page.texts(".lacking h2")) == {"sluice", "penstock"}
    assert "A penstock opens the sluice." in page.words

    a_term("sluice")
    assert client.get("/desk/glossary/words?language=en").texts(".lacking h2") == ["penstock"]

"""What an entry would change is told before it is saved or removed, and nothing is stored for it."""

from __future__ import annotations

import pytest

from blog.articles import impact
from blog.articles.annotating import follow_glossary
from blog.articles.choices import Act, Choice
from blog.glossary import service as glossary
from blog.glossary.entry import Entry
from blog.glossary.models import TermStatus
from tests.counting import counting
from tests.factories import a_term, an_article
from tests.routes import everything_stored

QUAY = "## What is it for?\n\nThe quay is for cranes. A crane is tall.\n\n## Who?\n\nThe quay master, on the quay.\n"


LONG = 60.0  # seconds, on however busy a machine


@pytest.fixture(autouse=True)
def editor(sign_in, monkeypatch):
    monkeypatch.setattr(impact, "QUICK", LONG)
    return sign_in("editor")


def an_entry(label, *aliases, **fields):
    return Entry(**{"label": label, "aliases": aliases, "definition": "A wall.", "language": "en", **fields})


def told(page):
    return page.texts("#impact .tally li")


def test_a_new_entry_says_which_articles_gain_it_and_stores_nothing(client):
    an_article(title="Out at sea", source=QUAY)
    an_article(title="In the hills", published=False, source="## Why?\n\nNo quay here.\n")
    an_article(title="Elsewhere")
    before = everything_stored()

    page = client.get("/desk/glossary/new").submit(
        "What would change?", label="Quay", aliases="pier", definition="A *wall*."
    )

    assert page.status == 200
    assert "2 articles hold the words in question." in page.words
    assert told(page) == ["+2 articles"]
    assert page.texts("#impact .where a") == ["In the hills", "Out at sea"]
    assert page.texts("#impact blockquote")[1] == "What is it for? The quay is for cranes."
    assert page.texts("#impact mark") == ["quay", "quay"]
    assert page.find("#label")["value"] == "Quay"
    assert page.find("#aliases").get_text() == "pier"
    assert page.find("#definition").get_text() == "A *wall*."
    assert everything_stored() == before


def test_what_was_foreseen_can_be_saved(client):
    page = client.get("/desk/glossary/new").submit("What would change?", label="Quay", definition="A wall.")

    assert page.submit("Save").status == 302
    assert glossary.by_slug("quay").label == "Quay"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"label": ""}, "label", "An entry needs a term."),
        ({"label": "…"}, "label", "at least one letter"),
        ({"aliases": "slipway"}, "aliases", "“slipway”"),
    ],
)
def test_an_entry_that_cannot_be_saved_is_told_so(client, typed, field, sentence):
    a_term("slipway")

    page = client.get("/desk/glossary/new").submit(
        "What would change?", **{"label": "quay", "definition": "Kept.", **typed}
    )

    assert page.status == 422
    assert sentence in page.text(f"#{field}-error")
    assert page.find("#definition").get_text() == "Kept."
    assert page.all("#impact") == []


def test_an_entry_that_stands_is_compared_with_what_is_typed(client):
    a_term("quay", definition="A wall.")
    an_article(source=QUAY)

    page = client.get("/desk/glossary/quay").submit("What would change?", label="quay master", definition="A job.")

    assert told(page) == ["1 first mark moves"]
    assert page.texts("#impact mark") == ["quay", "quay master"]


def test_a_reworded_definition_changes_no_mark(client):
    a_term("quay", definition="A wall.")
    an_article(source=QUAY)

    page = client.get("/desk/glossary/quay").submit("What would change?", definition="A long wall.")

    assert "No mark changes." in page.text("#impact")


def test_the_removal_says_what_goes_with_it(client):
    a_term("quay master")
    a_term("quay")
    an_article(title="Out at sea", source="## Who?\n\nThe quay master.\n")

    page = client.get("/desk/glossary/quay-master/removal")

    assert told(page) == ["−1 article", "1 mark of another entry comes"]
    assert page.texts("#impact .chip") == ["quay"]


def test_with_little_time_the_newest_articles_are_looked_at_and_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(impact, "QUICK", 0)
    for number in range(3):
        an_article(title=f"Talk {number}", source=QUAY)

    page = client.get("/desk/glossary/new").submit("What would change?", label="quay", definition="A wall.")
    assert "3 articles hold the words in question. In the newest of them:" in page.words
    assert page.texts("#impact .where a") == ["Talk 2"]
    page = page.submit("Look at all of them")

    assert "3 articles hold the words in question." in page.text("#impact .sum")
    assert told(page) == ["+3 articles"]


def test_the_removal_can_look_at_all_articles_too(client, monkeypatch):
    monkeypatch.setattr(impact, "QUICK", 0)
    a_term("quay")
    for number in range(2):
        an_article(title=f"Talk {number}", source=QUAY)

    page = client.get("/desk/glossary/quay/removal")
    assert told(page) == ["−1 article"]

    assert told(page.click("Look at all of them")) == ["−2 articles"]


@pytest.mark.parametrize("address", ["/desk/glossary/nowhere/impact", "/desk/glossary/new/impact"])
def test_the_address_takes_forms_alone(client, address):
    assert client.get(address).status == 405


# the dry run


def counts(found):
    names = ("gained", "lost", "moved", "doubtful", "cleared", "others_gained", "others_lost")
    return {name: getattr(found, name).count for name in names if getattr(found, name).count}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (an_entry("quay"), {"gained": 1}),
        (an_entry("quay", status=TermStatus.DRAFT), {}),
        (an_entry("quay", definition=" "), {}),
        (an_entry("quay", topics=("boats",)), {}),
        (an_entry("quay", language="fr"), {}),
        (an_entry("volcano"), {}),
        (an_entry("crane", sense="bird"), {"doubtful": 2, "others_lost": 1}),
        (an_entry("is tall", "a crane is"), {"gained": 1}),
        (an_entry("for cranes"), {"gained": 1, "moved": 1}),
    ],
)
def test_every_kind_of_change_is_counted(entry, expected):
    a_term("crane", sense="machine")
    an_article(source=QUAY)

    assert counts(impact.of_saving(entry, None, patience=LONG)) == expected


def test_an_entry_that_goes_clears_what_was_ambiguous():
    a_term("crane", sense="machine")
    bird = a_term("crane", sense="bird")
    an_article(source=QUAY)

    assert counts(impact.of_removing(bird, patience=LONG)) == {"cleared": 2, "others_gained": 1}


def test_another_language_gains_what_one_loses():
    term = a_term("quay")
    an_article(source=QUAY)
    an_article(source="## Où ?\n\nAu quay.\n", language="fr")

    assert counts(impact.of_saving(an_entry("quay", language="fr"), term, patience=LONG)) == {"gained": 1, "lost": 1}


def test_choices_in_an_article_hold_in_the_dry_run():
    term = a_term("quay")
    an_article(source=QUAY, choices=(Choice(act=Act.SKIP, term="quay"),))

    found = impact.of_saving(an_entry("quay", "master"), term, patience=LONG)

    assert (found.holding, counts(found)) == (1, {})


def test_only_articles_with_the_words_that_change_are_looked_at():
    term = a_term("quay")
    an_article(source=QUAY)
    an_article(source="## Q?\n\nA quay and a pier.\n")

    found = impact.of_saving(an_entry("quay", "pier"), term, patience=LONG)

    assert (found.holding, found.looked_at) == (1, 1)


def test_what_was_foreseen_comes_true():
    a_term("crane", sense="machine")
    articles = [an_article(source=QUAY) for _ in range(2)]
    entry = an_entry("quay")

    foreseen = impact.of_saving(entry, None, patience=LONG)
    a_term("quay")

    assert follow_glossary() == foreseen.gained.count == len(articles)


def test_it_asks_as_much_for_many_articles_as_for_one(client):
    an_article(source=QUAY)
    fields = {"label": "quay", "definition": "A wall.", "language": "en"}
    with counting() as little:
        client.post("/desk/glossary/new/impact", data=fields)
    for _ in range(7):
        an_article(source=QUAY)

    with counting() as much:
        client.post("/desk/glossary/new/impact", data=fields)

    assert len(much) == len(little) <= 12, much

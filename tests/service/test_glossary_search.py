"""Searching the glossary."""

from __future__ import annotations

import pytest

from blog.glossary import searching
from blog.glossary.models import TermStatus
from tests.factories import a_term


def found(text="", **asked):
    return [term.label for term in searching.search(text, **asked).terms]


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("ENERGETIQUE", ["Précarité énergétique"]),  # case and accents
        ("sci", ["SCIC"]),  # the beginning of a word
        ("cic", []),  # and no middle
        ("société d’intérêt", ["SCIC"]),  # another name, words in any order
        ("oeuvre", ["Œuvre"]),
        ("œuvres", ["Œuvre"]),  # a form
        ("logement", ["Précarité énergétique"]),  # inside a definition
        ("précarité logement", ["Précarité énergétique"]),  # half here, half there
        ("réseau", ["Réseau", "Réseau de chaleur", "Mutualisation"]),  # the very name, names, definitions
        (".*", []),
        ("100%", []),
        ("_", []),
        ("   ", ["Mutualisation", "Œuvre", "Précarité énergétique", "Réseau", "Réseau de chaleur", "SCIC"]),
    ],
)
def test_a_search_finds_names_before_definitions(typed, terms):
    a_term("Mutualisation", language="fr", definition="Un réseau de moyens.")
    a_term("Réseau de chaleur", language="fr")
    a_term("Réseau", language="fr")
    a_term("Œuvre", language="fr")
    a_term("Précarité énergétique", language="fr", definition="Ce que coûte un *logement* froid.")
    a_term("SCIC", "société coopérative d’intérêt collectif", language="fr")

    assert found(typed) == terms


def test_a_label_of_signs_and_a_sense_are_found_too():
    a_term("Bank", definition="Of a river.", sense="river")
    a_term("C++")

    assert found("c++") == ["C++"]
    assert found("bank river") == ["Bank"]


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ({}, ["3D", "Abri", "Berth", "Été"]),
        ({"language": "en"}, ["Berth"]),
        ({"letter": "e"}, ["Été"]),
        ({"letter": "#"}, ["3D"]),
        ({"only_public": True}, ["Berth", "Été"]),
        ({"letter": "b", "language": "fr"}, []),
    ],
)
def test_a_search_keeps_to_what_is_asked(asked, terms):
    a_term("3D", language="fr", definition="")
    a_term("Abri", language="fr", status=TermStatus.DRAFT)
    a_term("Berth")
    a_term("Été", language="fr")

    assert found(**asked) == terms


def test_letters_are_those_that_something_begins_with():
    for label in ("3D", "Été", "eau", "Œuvre"):
        a_term(label, language="fr")
    a_term("Zone", language="fr", definition="")

    assert searching.letters() == {"#", "e", "o", "z"}
    assert searching.letters("eau") == {"e"}
    assert searching.letters(only_public=True, language="fr") == {"#", "e", "o"}


@pytest.mark.parametrize("typed", ["", "ice"])
def test_a_long_list_goes_on_where_it_ended(typed):
    for label in ("ice house", "ice", "Ice cellar", "iceberg"):
        a_term(label)
    a_term("cold", definition="Like ice.")
    seen, after = [], None

    while True:
        stretch = searching.search(typed, after=after, limit=2)
        seen += [term.label for term in stretch.terms]
        after = stretch.goes_on_after
        if after is None:
            break

    assert seen == found(typed)
    assert len(seen) == 5

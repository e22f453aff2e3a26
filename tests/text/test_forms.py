"""A name matches in its singular and its plural, by rule, and in nothing else."""

import pytest

from blog.text.forms import forms_of, is_acronym


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("coopérative", "coopératives"),
        ("canal", "canaux"),
        ("festival", "festivals"),
        ("réseau", "réseaux"),
        ("enjeu", "enjeux"),
        ("tiers-lieu", "tiers-lieux"),
        ("self-service", "self-services"),
        ("arc-en-ciel", "arcs-en-ciel"),
        ("circuit court", "circuits courts"),
        ("fab lab", "fab labs"),
        ("régie de quartier", "régies de quartier"),
        ("projet territorial d’énergie locale", "projets territoriaux d’énergie locale"),
        ("économie sociale et solidaire", "économies sociales et solidaires"),
        ("société à mission", "sociétés à mission"),
        ("coopérative SCIC", "coopératives SCIC"),
        ("circuits courts", "circuit court"),
        ("réseaux", "réseau"),
        ("tiers-lieux", "tiers-lieu"),
        ("coopératives", "coopérative"),
        ("monnaies de quartier", "monnaie de quartier"),
        ("projets territoriaux", "projet territorial"),
    ],
)
def test_french_words_agree_up_to_the_first_preposition(name: str, other: str) -> None:
    assert other in forms_of(name, "fr")


@pytest.mark.parametrize(
    "name", ["cours", "fonds", "mois", "succès", "processus", "prix", "gaz", "parcours", "sans-abri"]
)
def test_a_french_word_that_never_changes_has_one_form(name: str) -> None:
    assert forms_of(name, "fr") == (name,)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("land trust", "land trusts"),
        ("housing cooperative", "housing cooperatives"),
        ("utility", "utilities"),
        ("by-way", "by-ways"),
        ("watch", "watches"),
        ("bus", "buses"),
        ("land trusts", "land trust"),
        ("public utilities", "public utility"),
        ("cooperatives", "cooperative"),
    ],
)
def test_the_last_english_word_changes(name: str, other: str) -> None:
    assert forms_of(name, "en") == (name, other)


@pytest.mark.parametrize("name", ["commons", "news", "glass ceiling SCIC"])
def test_what_may_be_another_word_has_one_form_in_english(name: str) -> None:
    assert forms_of(name, "en") == (name,)


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_an_acronym_has_one_form(language: str) -> None:
    assert forms_of("SCIC", language) == ("SCIC",)


def test_another_language_has_no_rules() -> None:
    assert forms_of("Genossenschaft", "de") == ("Genossenschaft",)


def test_spaces_in_a_name_are_single() -> None:
    assert forms_of("  circuit \u00a0 court ", "fr")[0] == "circuit court"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *(("SCIC", True), ("R2D2", True), ("ÉSS", True), ("A4", False), ("X", False), ("Scic", False)),
        *(("", False), ("ABCDEFGHI", False), ("CO 2", False), ("2024", False)),
    ],
)
def test_an_acronym_is_short_and_in_capitals(name: str, expected: bool) -> None:
    assert is_acronym(name) is expected

"""What counts as a mention of a name: whole words, however they are written (AC4, AC7, AC8)."""

import pytest

from blog.text.glossary import Annotation, annotate
from blog.text.lexicon import Lexicon, Term
from blog.text.prose import Prose


def a_term(label: str, language: str = "fr") -> Term:
    return Term.named(label, key="term", language=language)


def annotated(html: str, *known: Term, language: str = "fr") -> Annotation:
    return annotate([Prose.read(html)], Lexicon(known), language)


def marks(html: str, *known: Term, language: str = "fr") -> list[str]:
    return [use.form for use in annotated(html, *known, language=language).uses]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "La SCIC.",
            "l'SCIC",
            "l’SCIC",
            "d’SCIC",
            "L’SCIC",
            "(SCIC)",
            "« SCIC »",
            "SCIC,",
            "SCIC ?",
            "<b>SCIC</b>",
        ),
        *(
            "qu’SCIC",
            "jusqu’SCIC",
            "lorsqu'SCIC",
            "‘SCIC’",
            "“SCIC”",
            "…SCIC…",
            "SC\u00adIC",
            "une/SCIC",
            "<em>l’</em>SCIC",
        ),
    ],
)
def test_an_acronym_is_found_as_a_whole_word(text: str) -> None:
    assert len(marks(f"<p>{text}</p>", a_term("SCIC"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        *(
            "scic",
            "Scic",
            "SCICs",
            "SCICA",
            "ASCIC",
            "2SCIC",
            "SCIC_1",
            "SCIC-école",
            "pré-SCIC",
            "aujourd’SCIC",
        ),
        *(
            "SCIC’eau",
            "<b>SCIC</b>A",
            "A<em>SCIC</em>",
            "SC<b>IC</b>",
            "https://scic.org/SCIC",
            "SCIC@exemple.org",
        ),
        *("moi@SCIC.org", "www.SCIC.org", "SCIC‑école", "SCIC‐école"),
    ],
)
def test_an_acronym_is_not_found_in_another_word(text: str) -> None:
    assert marks(f"<p>{text}</p>", a_term("SCIC")) == []


@pytest.mark.parametrize(
    "written",
    [
        *(
            "projet d’eau",
            "projet d'eau",
            "PROJET D’EAU",
            "projets d’eau",
            "projet\u00a0d’eau",
            "projet\u202fd’eau",
        ),
        *("projet\nd’eau", "projet  d’eau", "pro\u00adjet d’eau", "proje\u0301t d’eau"),
    ],
)
def test_spaces_apostrophes_case_and_accents_are_alike_and_the_author_s_are_kept(written: str) -> None:
    result = annotated(f"<p>Un {written}.</p>", a_term("Projet d’eau"))

    assert [use.form for use in result.uses] == [written]
    assert f">{written}<button" in result.fragments[0]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("tiers‑lieux", "tiers-lieu"),
        ("œuvre", "Oeuvre"),
        ("OEUVRE", "œuvre"),
        ("Énergie", "énergie"),
        ("Energie", "énergie"),
    ],
)
def test_hyphens_ligatures_and_accents_are_alike(written: str, name: str) -> None:
    assert marks(f"<p>{written}</p>", a_term(name)) == [written]


@pytest.mark.parametrize("possessive", ["cooperative's", "cooperative’s"])
def test_an_english_possessive_is_the_word(possessive: str) -> None:
    assert marks(f"<p>The {possessive} roof</p>", a_term("Cooperative", language="en"), language="en") == [
        "cooperative"
    ]

"""Slugs are plain and never empty."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.text.slugs import LONGEST_SLUG, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("L’eau, bien commun\u202f?", "l-eau-bien-commun"),
        ("Œuvre & cœur", "oeuvre-coeur"),
        ("Straße / Łódź / Øre", "strasse-lodz-ore"),
        ("  --déjà__vu--  ", "deja-vu"),
        ("水", "text"),
        ("", "text"),
    ],
)
def test_accents_are_folded_and_the_rest_is_a_hyphen(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_title_is_cut_between_words() -> None:
    assert slugify("une régie publique", longest=12) == "une-regie"
    assert slugify("une régie publique", longest=9) == "une-regie"
    assert slugify("anticonstitutionnellement", longest=5) == "antic"


@given(st.text())
def test_a_slug_is_always_one(text: str) -> None:
    slug = slugify(text, "article")

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= LONGEST_SLUG

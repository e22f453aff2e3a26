"""Spellings that mean the same are the same when folded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.text.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Économie", "economie"),
        ("e\u0301conomie", "économie"),
        ("cœur", "coeur"),
        ("l’eau", "l'eau"),
        ("tiers‑lieu", "tiers-lieu"),
        ("circuit\u202fcourt", "circuit court"),
        ("circuit\u00a0court", "circuit court"),
        ("co\u00adopé\u200bration", "coopération"),
        ("STRASSE", "straße"),
    ],
)
def test_spellings_are_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("marche", "marcher"), ("a-b", "a–b"), ("ab", "a b")])
def test_other_words_are_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)

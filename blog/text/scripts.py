"""Alphabets: a word that mixes two of them was made to look like another (Unicode TR39, mixed-script detection)."""

from __future__ import annotations

import unicodedata

#: Chinese, Japanese and Korean mix these within a word, with Latin letters too.
_MIXED_BY_CUSTOM = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC"}
_LETTERS = {"Lu", "Ll", "Lt", "Lo"}
_MARKS = {"Mn", "Mc", "Me", "Cf"}


def mixes_alphabets(text: str) -> bool:
    """In one word. A sign of mathematics between letters is not of their alphabet either."""
    word: set[str] = set()
    for character in unicodedata.normalize("NFKC", text):
        category = unicodedata.category(character)
        if category in _LETTERS or _is_sign(character, category):
            word |= {_alphabet(character)} - _MIXED_BY_CUSTOM
        elif category not in _MARKS:
            word = set()
        if len(word) > 1:
            return True
    return False


def _is_sign(character: str, category: str) -> bool:
    return category == "Sm" and not character.isascii()


def _alphabet(character: str) -> str:
    return "SIGN" if unicodedata.category(character) == "Sm" else unicodedata.name(character, "?").split()[0]

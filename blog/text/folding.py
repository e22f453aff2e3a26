"""Text reduced to what counts when two spellings are compared. Never shown to anybody."""

import unicodedata

_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
_APOSTROPHES = "’‘ʼ′＇"
_HYPHENS = "‐‑"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


class _Folding(dict[int, str]):
    """A table for `str.translate` that works out each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def fold(text: str) -> str:
    """Any case, no accents, œ as oe; apostrophes, hyphens and spaces in their plain form."""
    return text.translate(_TABLE)


def _fold_character(character: str) -> str:
    if character in _UNSEEN:
        return ""
    if character in _APOSTROPHES:
        return "'"
    if character in _HYPHENS:
        return "-"
    if character.isspace():
        return " "
    return "".join(_LETTERS.get(part, part) for part in _bare(character).casefold())


def _bare(character: str) -> str:
    """Without its accents. A mark that spaces (the vowels of Indic scripts) is a letter, and stays."""
    parts = unicodedata.normalize("NFD", character)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


_TABLE = _Folding()

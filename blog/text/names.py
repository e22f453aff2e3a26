"""Names as the eye takes them: two that look alike are one here. Never shown to anybody."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Letters by the Latin ones that they look like. Of Greek the capitals count: "Ηolm" is the common trick.
_SHAPES = {
    "аӑ": "a",
    "вьъ": "b",
    "сϲ": "c",
    "ԁ": "d",
    "еєэзҽ": "e",
    "ԍ": "g",
    "нһհ": "h",
    "іїӏ": "i",
    "јϳ": "j",
    "к": "k",
    "м": "m",
    "пոռ": "n",
    "оօө": "o",
    "рԗ": "p",
    "ԛ": "q",
    "гґ": "r",
    "ѕ": "s",
    "т": "t",
    "иսц": "u",
    "ѵѷ": "v",
    "шщѡԝ": "w",
    "х": "x",
    "у": "y",
    "αɑ": "a",
    "β": "b",
    "ε": "e",
    "ζ": "z",
    "η": "h",
    "ιɩ": "i",
    "κ": "k",
    "μ": "m",
    "ν": "n",
    "οσς": "o",
    "ρ": "p",
    "τ": "t",
    "υ": "y",
    "χ": "x",
    "ω": "w",
    "0": "o",
    "1l|¦ǀ": "i",
    "3€": "e",
    "4@": "a",
    "5$": "s",
    "7": "t",
    "8": "b",
    "9": "g",
    "æ": "ae",
    "œ": "oe",
    "þ": "p",
    "ð": "d",
}
_TABLE = {ord(letter): latin for letters, latin in _SHAPES.items() for letter in letters}
#: What a small Greek letter looks like among Latin ones.
_AMONG_LATIN = str.maketrans({"ν": "v", "υ": "u", "η": "n", "μ": "u"})
_LATIN_BY_NAME = re.compile(
    r"(?:LATIN|SYMBOL)(?: (?:SMALL|CAPITAL))? LETTER (?:SMALL CAPITAL |SCRIPT |DOTLESS |LONG )?([A-Z])(?: WITH .*)?"
)
_FILLERS = "\u115f\u1160\u3164\uffa0"
_PAIRS = (("rn", "m"), ("vv", "w"))


@lru_cache(maxsize=4096)
def folded_name(name: str) -> str:
    """Alphabets, digits for letters, accents, case, spaces and what nobody sees are one."""
    folded = "".join(_words(name))
    for pair, letter in _PAIRS:
        folded = folded.replace(pair, letter)
    return folded


def looks_like(name: str, other: str) -> bool:
    """The same to the eye; or it holds the other, if that has more than one word: "Holm, Ida (official)" is like
    "Ida Holm"."""
    mine, theirs = folded_name(name), folded_name(other)
    if not theirs or mine == theirs:
        return bool(theirs)
    words = set(_words(other))
    return len(words) > 1 and (theirs in mine or words <= set(_words(name)))


def is_single(name: str) -> bool:
    """One word at most, as a first name is."""
    return len(_words(name)) < 2


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    seen = "".join(character for character in unicodedata.normalize("NFKD", name) if not _is_unseen(character))
    if re.search("[A-Za-z]", seen):
        seen = seen.translate(_AMONG_LATIN)
    letters = "".join(_latin(character) for character in seen.casefold()).translate(_TABLE)
    spaced = "".join(letter if letter.isalnum() else " " for letter in letters)
    return tuple(spaced.split())


def _is_unseen(character: str) -> bool:
    """Marks on a letter, joiners, direction signs, tags, fillers, variation selectors."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf", "Cc") or character in _FILLERS


def _latin(character: str) -> str:
    """A small capital, a letter in a box or with a stroke is its letter; a digit of any script is that digit."""
    if character.isascii():
        return character
    if character.isdigit():
        return str(unicodedata.digit(character, character))
    found = _LATIN_BY_NAME.fullmatch(_bare_name(character))
    return found[1].lower() if found else character


def _bare_name(character: str) -> str:
    name = unicodedata.name(character, "")
    return re.sub(r"^(?:NEGATIVE|SQUARED|CIRCLED|CROSSED|REGIONAL INDICATOR| )+", "", name)

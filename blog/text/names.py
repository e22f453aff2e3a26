"""Names as the eye takes them: two that look alike are one here. Never shown to anybody."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from blog.text.characters import FILLERS

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
    "∪⋃": "u",
    "∨⋁": "v",
    "℮": "e",
    # Lisu and Cherokee have capitals only; of Coptic the small letters count, which case folding leaves.
    "ꓮᎪⲁ": "a",
    "ꓐᏼⲃ": "b",
    "ꓚᏟⲥ": "c",
    "ꓓᎠ": "d",
    "ꓰᎬⲉ": "e",
    "ꓝ": "f",
    "ꓖᏀᏻ": "g",
    "ꓧᎻᏂⲏ": "h",
    "ꓲᎥⲓ": "i",
    "ꓙᎫ": "j",
    "ꓗᏦⲕ": "k",
    "ꓡᏞ": "i",
    "ꓟᎷⲙ": "m",
    "ꓠⲛ": "n",
    "ꓳⲟ": "o",
    "ꓑᏢⲣ": "p",
    "ꓣᎡᏒ": "r",
    "ꓢᏕᏚ": "s",
    "ꓔᎢⲧ": "t",
    "ꓴ": "u",
    "ꓦᏙ": "v",
    "ꓪᎳᏔ": "w",
    "ꓫⲭ": "x",
    "ꓬᎩⲩ": "y",
    "ꓜᏃⲍ": "z",
}
_TABLE = {ord(letter): latin for letters, latin in _SHAPES.items() for letter in letters}
#: What a small Greek letter looks like among Latin ones.
_AMONG_LATIN = str.maketrans({"ν": "v", "υ": "u", "η": "n", "μ": "u"})
_LATIN_BY_NAME = re.compile(
    r"(?:LATIN|SYMBOL)(?: (?:SMALL|CAPITAL))? LETTER (?:SMALL CAPITAL |SCRIPT |DOTLESS |LONG )?([A-Z])(?: WITH .*)?"
)
_PAIRS = (("rn", "m"), ("vv", "w"))
_TITLES = """docteur doctor dr maitre mademoiselle madame me miss mister mlle mme monsieur mr mrs ms pr prof professeur
    professor sir m"""


@lru_cache(maxsize=4096)
def folded_name(name: str) -> str:
    """Alphabets, digits for letters, accents, case, spaces and what nobody sees are one."""
    folded = "".join(folded_words(name))
    for pair, letter in _PAIRS:
        folded = folded.replace(pair, letter)
    return folded


def looks_like(name: str, other: str) -> bool:
    """The same to the eye; or it holds the other, if that has more than one word: "Holm, Ida (official)" is like
    "Ida Holm", and so are "Mrs Holm" and "I. Holm". Another Holm is not."""
    mine, theirs = folded_name(name), folded_name(other)
    if not theirs or mine == theirs:
        return bool(theirs)
    words = set(folded_words(other))
    return len(words) > 1 and (theirs in mine or words <= set(folded_words(name)) or _addresses(name, other))


def _addresses(name: str, other: str) -> bool:
    """By a title or initials and the surname, in whatever order; what follows a surname may be anything."""
    *given, surname = folded_words(other)
    words = folded_words(name)
    if surname not in words:
        return False
    place = words.index(surname)
    marks = {*folded_words(_TITLES), *(word[0] for word in given)}
    before, after = set(words[:place]), set(words[1:2])
    return bool(before & marks and before <= marks | {*given[1:]}) or (place == 0 and bool(after & marks))


def likenesses(name: str) -> frozenset[str]:
    """Folded names that this one is like: its own, and all that two or more words of it in a row may be."""
    words = folded_words(name)
    rows = (words[start:end] for start in range(len(words)) for end in range(start + 2, len(words) + 1))
    turned = (row[::step] for row in rows for step in (1, -1))
    return frozenset(map(folded_name, (name, *(" ".join(row) for row in turned))))


def is_single(name: str) -> bool:
    """One word at most, as a first name is."""
    return len(folded_words(name)) < 2


@lru_cache(maxsize=4096)
def folded_words(name: str) -> tuple[str, ...]:
    """Pairs that look like one letter are still two."""
    seen = "".join(character for character in unicodedata.normalize("NFKD", name) if not _is_unseen(character))
    if re.search("[A-Za-z]", seen):
        seen = seen.translate(_AMONG_LATIN)
    letters = "".join(_latin(character) for character in seen.casefold()).translate(_TABLE)
    spaced = "".join(letter if letter.isalnum() else " " for letter in letters)
    return tuple(spaced.split())


def _is_unseen(character: str) -> bool:
    """Marks on a letter, joiners, direction signs, tags, fillers, variation selectors."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf", "Cc") or character in FILLERS


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

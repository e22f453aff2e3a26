"""Text cut into words, apostrophes, hyphens, spaces and the rest: what the glossary compares."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from blog.text.folding import fold
from blog.text.typography import OBJECT

_WORD = r"\w [\w\u0300-\u036f\u00ad]*"
_ADDRESS = rf"(?: https?:// | www\. ) [^\s{OBJECT}]+ | [\w.+-]{{1,64}}@[\w.-]+"
_TOKEN = re.compile(
    rf"""
    (?P<ADDRESS> {_ADDRESS} )
  | (?P<WORD> {_WORD} )
  | (?P<APOSTROPHE> ['’ʼ] )
  | (?P<HYPHEN> [-‐‑] )
  | (?P<SPACE> \s+ )
  | (?P<OTHER> . )
    """,
    re.VERBOSE | re.DOTALL,
)
WORD = re.compile(_WORD, re.VERBOSE)
WORD_OR_ADDRESS = re.compile(rf"(?P<ADDRESS> {_ADDRESS} ) | {_WORD}", re.VERBOSE)
_SIGNS = {"APOSTROPHE": "'", "HYPHEN": "-", "SPACE": " "}


class Sort(Enum):
    WORD = auto()
    APOSTROPHE = auto()
    HYPHEN = auto()
    SPACE = auto()
    ADDRESS = auto()
    OTHER = auto()


class TextToken(NamedTuple):
    sort: Sort
    folded: str  # what is compared
    start: int
    end: int


def tokenise(text: str, start: int = 0) -> Iterator[TextToken]:
    """From a position on, where a token begins."""
    for match in _TOKEN.finditer(text, start):
        sort = match.lastgroup or "OTHER"
        folded = _SIGNS.get(sort) or _fold_word(match[0])
        yield TextToken(Sort[sort], folded, match.start(), match.end())


def words(text: str) -> Iterator[re.Match[str]]:
    """The words where they stand; addresses of pages and of people are none."""
    if "@" in text or "://" in text or "www." in text:
        return (match for match in WORD_OR_ADDRESS.finditer(text) if match.lastgroup is None)
    return WORD.finditer(text)


def spoken(text: str) -> tuple[list[re.Match[str]], list[str]]:
    """The words where they stand, and each of them folded."""
    found = list(words(text))
    return found, [_fold_word(word[0]) for word in found]


@lru_cache(maxsize=20_000)
def _fold_word(written: str) -> str:
    """Of the words of a text most have been said before."""
    return fold(written)


def openings(folded: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What a name that stands at each of the words begins with: the word alone, or the word and the next."""
    return ((first, f"{first} {second}") for first, second in pairwise([*folded, ""]))

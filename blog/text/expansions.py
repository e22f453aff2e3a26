"""What an acronym stands for, where the text says so: « Expansion (ACR) » or « ACR (expansion) »."""

import re
from collections.abc import Sequence

from blog.text.folding import fold

LONGEST_EXPANSION = 200
MOST_WORDS = 24
MOST_LETTERS_OF_A_WORD = 3
"""SCOP takes two letters of coopérative."""

_SMALL = frozenset(
    {
        *(
            "a",
            "au",
            "aux",
            "avec",
            "d",
            "dans",
            "de",
            "des",
            "du",
            "en",
            "entre",
            "et",
            "l",
            "la",
            "le",
            "les",
            "leur",
        ),
        *("leurs", "n", "ou", "par", "pour", "qu", "que", "s", "sa", "sans", "ses", "son", "sous", "sur", "un", "une"),
        *("an", "and", "as", "at", "by", "for", "from", "in", "its", "of", "on", "or", "the", "to", "with"),
    }
)
_INTRODUCING = _SMALL | {
    "abbreviated",
    "acronyme",
    "dit",
    "dite",
    "dits",
    "dites",
    "i",
    "e",
    "ie",
    "short",
    "sigle",
    "soit",
}
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*+")
_BEFORE = re.compile(
    r"""
    [\s»”"]*+ \( [\s«“"]*+
    (?: (?: abrégée?s?\ en | dite?s? | sigle | soit | ou | or | the | an? | la | le | les | une? ) \s+ | l['’] )*+ \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CLOSED = re.compile(r"[\s»”\"]*+ (?: [),;:–—] | - \s )", re.X)
_PLAIN_GAP = re.compile(r"[\s'’ʼ&‐‑-]*")
_GAP_IN_A_LONG_NAME = re.compile(r"[\s'’ʼ&,‐‑-]*")
_OPENED = re.compile(r"[\s»”\"]*+ \( (?P<inside> [^()\n]{3,200}+ ) \)", re.X)
_PART_END = re.compile(r"\s* (?: [,;:–—] | \s-\s )", re.X)


def expansion_at(text: str, acronym: str, start: int, end: int) -> str:
    """The words beside the mention from `start` to `end` that give its letters, as they are written; else empty.

    Each word gives one to three of its first letters, accents aside; a little word (de, of) may give none. The first
    and the last give some, and at least two words and half as many as letters do: « essentiel (ESS) » says nothing.
    """
    letters = fold(acronym.replace("&", ""))
    return _before(text, letters, start, end) or _after(text, letters, end)


def _before(text: str, letters: str, start: int, end: int) -> str:
    line = text[max(0, start - LONGEST_EXPANSION) : start].rpartition("\n")[2]
    opening = _BEFORE.search(line, max(0, len(line) - 40))
    if not opening or not _CLOSED.match(text, end):
        return ""
    words = list(_WORD.finditer(line, 0, opening.start()))[-MOST_WORDS:]
    first = _first_of_name(line, words, letters)
    return "" if first is None else _written(line, words[first:])


def _after(text: str, letters: str, end: int) -> str:
    """All that stands in the brackets, or what stands there before a comma; « or » and « short for » may introduce."""
    opened = _OPENED.match(text, end)
    if not opened:
        return ""
    inside = opened["inside"]
    ends = [len(inside), *(part.start() for part in _PART_END.finditer(inside))]
    for part_end in ends[:5]:
        words = list(_WORD.finditer(inside, 0, part_end))[:MOST_WORDS]
        first = _first_of_name(inside, words, letters)
        if first is not None and all(fold(word[0]) in _INTRODUCING for word in words[:first]):
            return _written(inside, words[first:])
    return ""


def _written(line: str, words: Sequence[re.Match[str]]) -> str:
    return " ".join(line[words[0].start() : words[-1].end()].split())


def _first_of_name(line: str, words: Sequence[re.Match[str]], letters: str) -> int | None:
    """The index of the first of the last words that together give the letters."""
    gap = _GAP_IN_A_LONG_NAME if len(letters) > 3 else _PLAIN_GAP
    start = len(words) - 1
    while start > 0 and gap.fullmatch(line, words[start - 1].end(), words[start].start()):
        start -= 1
    if start < 0 or fold(words[-1][0])[:1] not in letters:
        return None
    found = _give([fold(word[0]) for word in words[start:]], letters)
    return None if found is None else start + found


def _give(words: Sequence[str], letters: str) -> int | None:
    failed: set[tuple[int, int, int]] = set()

    def give(last: int, left: int, givers: int) -> int | None:
        """Has the first `left` letters given by the words up to `last`; a little word is passed over if possible."""
        if left == 0:
            is_enough = givers >= max(2, len(letters) / 2) and words[last + 1] not in _SMALL
            return last + 1 if is_enough else None
        if last < 0 or (last, left, givers) in failed:
            return None
        found = None
        if words[last] in _SMALL and givers:
            found = give(last - 1, left, givers)
        for size in range(1, min(left, MOST_LETTERS_OF_A_WORD) + 1):
            if found is None and words[last].startswith(letters[left - size : left]):
                found = give(last - 1, left - size, givers + 1)
        if found is None:
            failed.add((last, left, givers))
        return found

    return give(len(words) - 1, len(letters), 0)

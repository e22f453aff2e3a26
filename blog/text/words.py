"""Text as a reader meets it: the words of some HTML, how many they are, their beginning."""

import hashlib
import re

from blog.text.folding import fold
from blog.text.walking import VOID_TAGS, Kind, characters, walk

WORDS_A_MINUTE = 230

_SILENT_TAGS = frozenset({"button", "script", "style", "template"})
_SPACES_AT_A_BREAK = re.compile(r"[ \t]*\n\s*")


def plain_text(html: str) -> str:
    """One line for each block; buttons say nothing. Characters, not entities: escape before showing."""
    parts: list[str] = []
    silent = 0
    for piece in walk(html):
        if piece.tag in _SILENT_TAGS and piece.tag not in VOID_TAGS:
            silent += 1 if piece.kind is Kind.OPEN else -1
        elif piece.is_boundary:
            parts.append("\n")
        elif piece.kind is Kind.TEXT and silent <= 0:
            parts.append(characters(piece.raw)[0].replace("\n", " "))
    return _SPACES_AT_A_BREAK.sub("\n", "".join(parts)).strip()


def count_words(text: str) -> int:
    """Runs between spaces that hold a letter or a digit, so a lone mark is no word."""
    return sum(1 for run in text.split() if re.search(r"\w", run))


def reading_minutes(words: int) -> int:
    return max(1, round(words / WORDS_A_MINUTE))


def excerpt(text: str, length: int) -> str:
    """The beginning on one line, at most `length` characters, an ellipsis where it was cut at a word."""
    line = " ".join(re.split(r"[ \t\n]+", text.strip()))
    if len(line) <= length:
        return line
    cut = line[: max(length, 1)]
    whole_words = re.match(r"(.*\S)\s", cut, re.DOTALL)
    kept = whole_words[1] if whole_words else cut[:-1]
    return kept.rstrip(" \u00a0\u202f,;:.!?«([–—-") + "…"


def digest(html: str) -> str:
    """The same for the same words, whatever their case, accents, spaces and markup."""
    return hashlib.sha256(" ".join(fold(plain_text(html)).split()).encode()).hexdigest()[:16]

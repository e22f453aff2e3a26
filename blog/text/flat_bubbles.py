"""Bubbles that stand within one line: le moulin Moulin Lieu où l’on écrase le grain du bourg."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blog.text.folding import fold
from blog.text.forms import is_acronym
from blog.text.repeating import LONGEST_TITLE, repeats

MOST_WORDS_OF_A_TITLE = 4
MOST_WORDS = 120
"""Of a definition."""
FEWEST_WORDS = 3
MOST_DOUBTS = 3
"""Doubled words of one line that turned out to be no bubble; after that the line is left alone."""
LONGEST_EQUIVALENT = 3
"""Words of another name with which a definition may begin: Grappes. Lieu où…"""

_WORD = re.compile(r"\w[\w\u0300-\u036f]*+")
_SPACES = re.compile(r"\s+")
_SPACES_BEFORE_STOP = re.compile(r"\s+(?=[.,])")
_STOP = re.compile(r"\s? (?P<mark> [.] ) (?: \s* (?P<other> [,;:.] ) | \s )", re.X)
_OPENING, _CLOSING = "(«[“", ")»]”"
_ABBREVIATED = frozenset({"al", "av", "cf", "env", "etc", "ex", "p", "pp", "vs"})
_SMALL = frozenset(
    {
        *(
            "à",
            "au",
            "aux",
            "avec",
            "chez",
            "comme",
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
        ),
        *("les", "nom", "ou", "par", "pour", "qu", "que", "sous", "sur", "un", "une", "vers", "a", "an", "and", "as"),
        *("at", "between", "by", "for", "from", "in", "into", "named", "near", "of", "on", "or", "the", "to", "under"),
        *("with", "within"),
    }
)


@dataclass(frozen=True, kw_only=True)
class FlatBubble:
    """From `start` to `end` the line is not the author's."""

    label: str
    definition: str
    start: int
    end: int


Words = Sequence[re.Match[str]]


def find_flat_bubbles(line: str) -> Iterator[FlatBubble]:
    """A title that says the word before it once more with a capital (or an acronym twice), then a definition of three
    words at least that begins with a capital, then the sentence again. Where the definition ends must be plain:

    - at a bracket or quotation mark that closes what was opened before it: « (SCIC SCIC Société du bourg) »
    - at a full stop before a small letter or another mark: « Société du bourg. , puis »
    - before the first name that follows a word which leads to none: « Société du bourg Val d’Ombre »; only within
      its first sentence, another name before it (« Grappes. ») not counted.
    """
    words = list(_WORD.finditer(line))
    at, doubts = 1, 0
    while at < len(words) and doubts < MOST_DOUBTS:
        first = _definition_after_title(line, words, at)
        end = _end_of_definition(line, words, first) if first else None
        if first and end is not None:
            yield _bubble(line, words, at, first, end)
            at = bisect_left(words, end, key=lambda word: word.start()) + 1
        else:
            doubts += first is not None
            at += 1


def _bubble(line: str, words: Words, at: int, first: int, end: int) -> FlatBubble:
    return FlatBubble(
        label=line[words[at].start() : words[first - 1].end()],
        definition=_SPACES_BEFORE_STOP.sub("", line[words[first].start() : end].rstrip()),
        start=words[at - 1].end(),
        end=end,
    )


def _definition_after_title(line: str, words: Words, at: int) -> int | None:
    """The index of the definition's first word, where the words at `at` say again those before."""
    if not words[at][0][0].isupper() or not _is_spaced(line, words, at):
        return None
    before = line[max(0, words[at - 1].end() - LONGEST_TITLE) : words[at - 1].end()]
    for size in range(1, min(at, len(words) - at - FEWEST_WORDS, MOST_WORDS_OF_A_TITLE) + 1):
        if _may_say_again(words[at - size][0], words[at][0], size) and _begins(line, words, at + size):
            title = line[words[at].start() : words[at + size - 1].end()]
            if repeats(before, title):
                return at + size
    return None


def _may_say_again(word: str, title: str, size: int) -> bool:
    """A capital where there was none, or an acronym once more."""
    if word[0].islower():
        return fold(word[0]) == fold(title[0])
    return size == 1 and is_acronym(title) and word.startswith(title)


def _begins(line: str, words: Words, at: int) -> bool:
    initial = words[at][0][0]
    return (initial.isupper() or initial.isdigit()) and _is_spaced(line, words, at)


def _is_spaced(line: str, words: Words, at: int) -> bool:
    return bool(_SPACES.fullmatch(line, words[at - 1].end(), words[at].start()))


def _end_of_definition(line: str, words: Words, first: int) -> int | None:
    """The first place where it may end, if it has said enough by then."""
    opened = 0
    is_first_sentence = True
    for at in range(first + 1, min(first + MOST_WORDS, len(words)) + 1):
        before, following = words[at - 1], words[at][0] if at < len(words) else ""
        gap = line[before.end() : words[at].start() if following else len(line)]
        end, opened = _closing(gap, opened)
        if end is None:
            end = _stop_or_name(gap, before[0], following, is_first_sentence)
        if end is not None:
            said = words[first + 1 : at]
            is_enough = at - first >= FEWEST_WORDS and any(word[0][0].islower() for word in said)
            return before.end() + end if is_enough else None
        if at - first > LONGEST_EQUIVALENT and _STOP.match(gap):
            is_first_sentence = False
    return None


def _closing(gap: str, opened: int) -> tuple[int | None, int]:
    """Where something closes that was not opened, and how much is open after the gap."""
    if gap.isspace():
        return None, opened
    for index, sign in enumerate(gap):
        opened += sign in _OPENING
        if sign in _CLOSING:
            if not opened:
                return index, 0
            opened -= 1
    return None, opened


def _stop_or_name(gap: str, before: str, following: str, is_first_sentence: bool) -> int | None:
    if gap.isspace():
        is_name = following[:1].isupper() and following[1:2].islower()
        leads_to_it = before[0].isupper() or fold(before) in _SMALL
        return 0 if is_first_sentence and is_name and not leads_to_it else None
    stop = _STOP.match(gap)
    if not stop or len(before) == 1 or fold(before) in _ABBREVIATED:
        return None
    return stop.end("mark") if stop["other"] or following[:1].islower() else None

"""Words that a reader asks about: what of a selection is meant, and where a text has it."""

import re
import unicodedata
from collections import deque
from collections.abc import Iterator

from blog.text.folding import fold
from blog.text.lexicon import first_word
from blog.text.tokens import Sort, TextToken, tokenise
from blog.text.typography import is_french

_ELIDED = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=\w)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ]s\Z")


def asked_words(typed: str, language: str) -> str:
    """On one line, without what a selection takes along: punctuation around it, the article in l’affouage, the s in
    swale’s."""
    words = _bare(typed)
    if is_french(language):
        return _bare(_ELIDED.sub("", words, count=1) if _ELIDED.match(words) else words)
    return _bare(_POSSESSIVE.sub("", words))


def folded_words(words: str) -> str:
    """What two spellings of the same words have in common."""
    return " ".join(fold(words).split())


def places_of(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the text has these whole words, in whatever case and accents: start and end, in order."""
    wanted = [token.folded for token in tokenise(words) if token.sort is not Sort.ADDRESS]
    if not wanted or first_word(words) not in fold(text):  # most texts are done with here, without being cut
        return
    found: deque[TextToken] = deque(maxlen=len(wanted))
    for token in tokenise(text):
        found.append(token)
        if token.folded == wanted[-1] and [each.folded for each in found] == wanted:
            yield found[0].start, token.end


def _bare(text: str) -> str:
    line = " ".join(text.split())
    first = next((at for at, character in enumerate(line) if not _is_punctuation(character)), len(line))
    last = next((at for at in range(len(line), first, -1) if not _is_punctuation(line[at - 1])), first)
    return line[first:last]


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PZ"

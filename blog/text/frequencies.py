"""How common a word is in a language, by the short lists of the package wordfreq (books, news, films, the web)."""

import math
from collections.abc import Mapping
from functools import cache

UNLISTED = 2.5
"""The lists hold what is said at least once in a million words, which is 3."""


def zipf(word: str, language: str) -> float:
    """The logarithm of how often a word comes in a thousand million: 6 for once in a thousand, 4 for once in a hundred
    thousand. The first question loads a list, about 0.2 seconds."""
    frequency = _frequencies(language).get(word)
    return math.log10(frequency) + 9 if frequency else UNLISTED


@cache
def _frequencies(language: str) -> Mapping[str, float]:
    from wordfreq import get_frequency_dict  # imports much, and only this rule needs it

    return get_frequency_dict(language, wordlist="small")

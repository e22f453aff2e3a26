"""Anchors of turns: readable, unique in an article, and kept while the article is edited."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import count
from operator import or_
from zlib import crc32

from blog.text.folding import fold
from blog.text.interview import Turn
from blog.text.slugs import slugify
from blog.text.words import plain_text

LONGEST_ANCHOR = 48
LEAST_SIMILARITY = 0.4
"""Dice coefficient of the long words: unrelated answers stay near 0.1, a rewritten half near 0.5."""

FINGERPRINT_BITS = 8192
MOST_COMPARISONS = 250_000
"""A limit against absurd documents only: 500 turns, all of them new."""


def assign_anchors(turns: Sequence[Turn], previous: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """One anchor for each turn; a turn that was there before, reworded or moved, has its old one.

    `previous` holds the anchor and the words of each turn of the last version. A new turn never takes
    an anchor of that version, even a free one: a link to it would lead astray.
    """
    kept = _match([turn.words for turn in turns], [words for _, words in previous])
    fresh = _fresh_anchors(taken={anchor for anchor, _ in previous})
    return tuple(previous[kept[index]][0] if index in kept else fresh(_stem(turn)) for index, turn in enumerate(turns))


def _stem(turn: Turn) -> str:
    if turn.question:
        return "q-" + slugify(plain_text(turn.question), "question", LONGEST_ANCHOR)
    return "t-" + slugify(turn.words, "text", LONGEST_ANCHOR)


def _fresh_anchors(taken: set[str]) -> Callable[[str], str]:
    """Gives out each stem once as it is, then with the next number that is free."""
    numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(2))

    def fresh(stem: str) -> str:
        anchor = stem
        while anchor in taken:
            anchor = f"{stem}-{next(numbers[stem])}"
        taken.add(anchor)
        return anchor

    return fresh


def _match(now: Sequence[str], before: Sequence[str]) -> dict[int, int]:
    """From turns of now to turns of before, one to one: the surest matches are made first."""
    matched: dict[int, int] = {}
    for pairs in (_same(fold), _same(_first_line), _similar):
        left_now = [index for index in range(len(now)) if index not in matched]
        left_before = sorted(set(range(len(before))) - set(matched.values()))
        for one, other in pairs([now[index] for index in left_now], [before[index] for index in left_before]):
            matched[left_now[one]] = left_before[other]
    return matched


Pairs = Iterator[tuple[int, int]]


def _same(key: Callable[[str], str]) -> Callable[[Sequence[str], Sequence[str]], Pairs]:
    """Those with the same key, as long as no other turn has it too."""

    def pairs(now: Sequence[str], before: Sequence[str]) -> Pairs:
        found, wanted = _by(key, now), _by(key, before)
        for each in found.keys() & wanted.keys():
            if len(found[each]) == len(wanted[each]) == 1:
                yield found[each][0], wanted[each][0]

    return pairs


def _similar(now: Sequence[str], before: Sequence[str]) -> Pairs:
    """The most similar first, until what is left has too little in common."""
    if len(now) * len(before) > MOST_COMPARISONS:
        return
    words_now, words_before = ([_fingerprint(text) for text in texts] for texts in (now, before))
    likely = sorted(
        (-similarity, one, other)
        for one, mine in enumerate(words_now)
        for other, yours in enumerate(words_before)
        if (similarity := _similarity(mine, yours)) >= LEAST_SIMILARITY
    )
    seen_now: set[int] = set()
    seen_before: set[int] = set()
    for _, one, other in likely:
        if one not in seen_now and other not in seen_before:
            seen_now.add(one)
            seen_before.add(other)
            yield one, other


def _similarity(mine: int, yours: int) -> float:
    return 2 * (mine & yours).bit_count() / max(1, mine.bit_count() + yours.bit_count())


def _fingerprint(text: str) -> int:
    """The set of long words as the bits of a number: hundreds of turns are compared in a moment."""
    words = set(re.findall(r"\w+", fold(text)))
    long_words = {word for word in words if len(word) > 3} or words
    return reduce(or_, (1 << crc32(word.encode()) % FINGERPRINT_BITS for word in long_words), 0)


def _first_line(text: str) -> str:
    return fold(text.partition("\n")[0])


def _by(key: Callable[[str], str], texts: Sequence[str]) -> dict[str, list[int]]:
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        groups[key(text)].append(index)
    return groups

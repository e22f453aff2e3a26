"""Two texts beside each other, paragraph by paragraph, for somebody who has to choose."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")
ELLIPSIS = "…"


@dataclass(frozen=True)
class Row:
    left: str
    right: str

    @property
    def is_same(self) -> bool:
        return self.left == self.right


def beside(left: str, right: str) -> tuple[Row, ...]:
    """Rows in reading order. Of paragraphs that are the same the last before and the first after a change stand
    there, and an ellipsis for the others; an empty side has nothing that corresponds."""
    one, other = (_BETWEEN_PARAGRAPHS.split(text.strip()) for text in (left, right))
    rows: list[Row] = []
    blocks = SequenceMatcher(None, one, other).get_opcodes()
    for tag, start, end, other_start, other_end in blocks:
        if tag == "equal":
            is_first, is_last = start == 0, end == len(one) and other_end == len(other)
            rows.extend(_folded(one[start:end], is_first=is_first, is_last=is_last))
        else:
            pairs = zip_longest(one[start:end], other[other_start:other_end], fillvalue="")
            rows.extend(Row(theirs, ours) for theirs, ours in pairs)
    return tuple(rows)


def _folded(paragraphs: Sequence[str], *, is_first: bool, is_last: bool) -> Iterator[Row]:
    before = [] if is_first else paragraphs[:1]
    after = [] if is_last else paragraphs[len(before) :][-1:]
    kept = [*before, *([ELLIPSIS] if len(paragraphs) > len(before) + len(after) else []), *after]
    return (Row(text, text) for text in kept)

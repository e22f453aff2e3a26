"""Two halves of a sentence joined with the space that its author would have set between them."""

import re
from dataclasses import dataclass
from typing import Self

_BEFORE_HIGH_MARK = re.compile(r"\w([ \u00a0\u202f]?)[;:!?](?=\s|\Z)")
_AFTER_QUOTE = re.compile(r"«([ \u00a0\u202f]?)")
_TIGHT = ")],.…’'”%/"


@dataclass(frozen=True, kw_only=True)
class Spacing:
    """What stands before ; : ! ? and inside « », learnt from the first of each in a text."""

    high_mark: str
    in_quotes: str

    @classmethod
    def of(cls, text: str) -> Self:
        high_mark, quote = _BEFORE_HIGH_MARK.search(text), _AFTER_QUOTE.search(text)
        known = [found[1] for found in (high_mark, quote) if found] or [""]
        return cls(
            high_mark=high_mark[1] if high_mark else known[0],
            in_quotes=quote[1] if quote else known[0],
        )

    def between(self, before: str, after: str) -> str:
        """For two halves without spaces at their ends."""
        first, second = after[:1], after[1:2]
        if first in ";:!?":
            return self.high_mark
        if first == "»":
            return self.in_quotes
        is_suffix = first == "-" and second.isalnum()
        is_quote_end = first == '"' and before.count('"') % 2
        return "" if first in _TIGHT or is_suffix or is_quote_end else " "

"""HTML taken apart into pieces that, joined again, are the same HTML to the byte."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from html import unescape
from html.parser import HTMLParser
from itertools import accumulate, pairwise
from typing import NamedTuple

INLINE_TAGS = frozenset(
    {
        *("a", "abbr", "b", "button", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark"),
        *("q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var"),
    }
)
VOID_TAGS = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})


class Kind(Enum):
    TEXT = auto()
    OPEN = auto()
    CLOSE = auto()
    OTHER = auto()


class Piece(NamedTuple):
    """A tag or a run of text, as it stands in the source."""

    kind: Kind
    raw: str
    tag: str = ""
    classes: frozenset[str] = frozenset()
    tie: str | None = None  # the glossary entry that `data-term` names

    @property
    def is_boundary(self) -> bool:
        """Whether a word ends here: a paragraph or a line break, not an emphasis."""
        return self.kind in (Kind.OPEN, Kind.CLOSE) and self.tag not in INLINE_TAGS


def walk(html: str) -> Iterator[Piece]:
    html = str(html)  # of Markup every slice would be made Markup again, which takes longer than all the rest
    walker = _Walker()
    walker.feed(html)
    walker.close()
    starts = [*walker.starts_in(html), len(html)]
    for (kind, tag, classes, tie), (start, end) in zip(walker.seen, pairwise(starts), strict=True):
        yield Piece(kind=kind, raw=html[start:end], tag=tag, classes=classes, tie=tie)


def characters(raw: str) -> tuple[str, list[int] | range]:
    """The text a reader sees, and for each character (and the end) its offset in the raw HTML text."""
    if "&" not in raw:
        return raw, range(len(raw) + 1)
    text = []
    offsets = []
    for match in re.finditer(r"&#?\w+;|.", raw, re.DOTALL):
        seen = unescape(match[0])
        text.append(seen)
        offsets += [match.start()] * len(seen)
    return "".join(text), [*offsets, len(raw)]


class _Walker(HTMLParser):
    """Notes what it meets and where; the pieces are cut from the source itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[Kind, str, frozenset[str], str | None]] = []
        self._positions: list[tuple[int, int]] = []

    def starts_in(self, html: str) -> list[int]:
        line_starts = list(accumulate((len(line) + 1 for line in html.split("\n")), initial=0))
        return [line_starts[line - 1] + column for line, column in self._positions]

    def handle_data(self, data: str) -> None:
        self._note(Kind.TEXT)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        tie = named["data-term"] or "" if "data-term" in named else None
        self._note(Kind.OPEN, tag, frozenset((named.get("class") or "").split()), tie)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._note(Kind.CLOSE, tag)

    def handle_comment(self, data: str) -> None:
        self._note(Kind.OTHER)

    def handle_decl(self, decl: str) -> None:
        self._note(Kind.OTHER)

    def handle_pi(self, data: str) -> None:
        self._note(Kind.OTHER)

    def unknown_decl(self, data: str) -> None:
        self._note(Kind.OTHER)

    def _note(self, kind: Kind, tag: str = "", classes: frozenset[str] = frozenset(), tie: str | None = None) -> None:
        self.seen.append((kind, tag, classes, tie))
        self._positions.append(self.getpos())

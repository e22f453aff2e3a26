"""The text of some clean HTML as the glossary reads it: one string, and where marks may be set in it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

from markupsafe import Markup

from blog.text.tokens import spoken
from blog.text.typography import OBJECT
from blog.text.walking import VOID_TAGS, Kind, Piece, characters, walk

ZONE_TAGS = frozenset(
    {
        *("a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "kbd", "samp"),
        *("figcaption", "dfn", "abbr"),
    }
)
QUOTATION_TAGS = frozenset({"q", "blockquote"})
ZONE_CLASSES = frozenset({"speaker", "no-gl"})


class Stretch(NamedTuple):
    """One text node: where it stands in the prose and among the pieces."""

    piece: int
    start: int
    end: int
    offsets: Sequence[int]  # of each character, and of the end, in the raw piece
    is_free: bool  # outside every zone
    is_quoted: bool
    tie: str | None  # the entry that the author tied these words to; empty: to none


@dataclass(frozen=True, kw_only=True)
class Mark:
    """HTML to stand before and after some characters of the prose."""

    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Prose:
    text: str
    pieces: Sequence[str]
    stretches: Sequence[Stretch]

    @classmethod
    def read(cls, html: str) -> Self:
        reader = _Reader()
        for piece in walk(html):
            reader.take(piece)
        return cls(text="".join(reader.text), pieces=reader.pieces, stretches=reader.stretches)

    @cached_property
    def spoken(self) -> tuple[list[re.Match[str]], list[str]]:
        """Its words where they stand, and each of them folded."""
        return spoken(self.text)

    @property
    def ties(self) -> Iterator[Stretch]:
        """The words that the author tied to an entry, where a mark may stand."""
        return (stretch for stretch in self.stretches if stretch.tie and stretch.is_free)

    def is_free(self, start: int, end: int, *, in_quotations: bool = False) -> bool:
        """Whether a mark may stand here by itself: within one text node that is tied to nothing, outside every zone."""
        stretch = self._stretch_at(start)
        is_open = stretch.is_free and stretch.tie is None and (in_quotations or not stretch.is_quoted)
        return is_open and stretch.start <= start and end <= stretch.end

    def paragraph_at(self, position: int) -> int:
        """Two positions of one paragraph (or list item, or line of verse) give the same number."""
        return self.text.rfind(OBJECT, 0, position)

    def marked(self, marks: Iterable[Mark]) -> Markup:
        """The HTML with these marks, which come in order and do not overlap; the rest is untouched."""
        pieces = [[piece] for piece in self.pieces]
        used = dict.fromkeys(range(len(pieces)), 0)
        for mark in marks:
            stretch = self._stretch_at(mark.start)
            raw, done = self.pieces[stretch.piece], used[stretch.piece]
            start, end = (stretch.offsets[at - stretch.start] for at in (mark.start, mark.end))
            pieces[stretch.piece][-1:] = [raw[done:start], mark.before, raw[start:end], mark.after, raw[end:]]
            used[stretch.piece] = end
        return Markup("".join(part for parts in pieces for part in parts))  # noqa: S704 - it came as Markup

    def _stretch_at(self, position: int) -> Stretch:
        return self.stretches[bisect_right(self.stretches, position, key=lambda each: each.start) - 1]


class _Reader:
    """Collects the text, knowing at each moment which elements are open."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.pieces: list[str] = []
        self.stretches: list[Stretch] = []
        self._length = 0
        self._open: list[Piece] = []

    def take(self, piece: Piece) -> None:
        if piece.kind is Kind.TEXT:
            self._take_text(piece.raw)
        elif piece.is_boundary:
            self._say(OBJECT)
        if piece.kind is Kind.OPEN and piece.tag not in VOID_TAGS:
            self._open.append(piece)
        elif piece.kind is Kind.CLOSE:
            self._close(piece.tag)
        self.pieces.append(piece.raw)

    def _take_text(self, raw: str) -> None:
        start = self._length
        text, offsets = characters(raw)
        self._say(text)
        self.stretches.append(
            Stretch(
                piece=len(self.pieces),
                start=start,
                end=self._length,
                offsets=offsets,
                is_free=not any(_is_zone(opened) for opened in self._open),
                is_quoted=any(opened.tag in QUOTATION_TAGS for opened in self._open),
                tie=next((opened.tie for opened in reversed(self._open) if opened.tie is not None), None),
            )
        )

    def _close(self, tag: str) -> None:
        if any(opened.tag == tag for opened in self._open):
            while self._open.pop().tag != tag:
                pass

    def _say(self, text: str) -> None:
        self.text.append(text)
        self._length += len(text)


def _is_zone(piece: Piece) -> bool:
    return piece.tag in ZONE_TAGS or not ZONE_CLASSES.isdisjoint(piece.classes)

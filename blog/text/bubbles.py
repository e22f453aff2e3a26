"""Takes glossary bubbles out of a page that holds their text in the middle of its sentences.

Many sites keep a bubble beside its word and hide it by style; whoever copies the text alone gets word, title and
definition in one breath. They are parted again by structure, and where that is in doubt the text stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from blog.text.flat_bubbles import find_flat_bubbles
from blog.text.gluing import Spacing
from blog.text.repeating import LONGEST_TITLE, repeats

MOST_LINES = 3
"""Lines of one definition."""

_STOPS = (".", "!", "?", "…")
_CLOSING = ' \u00a0\u202f\r»”"’)'
_STOP_INSIDE = re.compile(r"[.!?…][»”\"’)]*\s+(?P<next>[^\W\d_])")
_GOES_ON = re.compile(
    r"""
    [)\],.;:!?»”’'%…/]
  | " (?= [\s,.;:!?)] | \Z )
  | [«“"(\[–—-]? \s* (?P<letter> [^\W\d_] )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    label: str
    definition: str


@dataclass(frozen=True, kw_only=True)
class Unbubbled:
    prose: str
    proposals: tuple[Proposal, ...]


def split_bubbles(raw: str) -> Unbubbled:
    """The prose, and the entries that its bubbles propose, in order. Without bubbles the prose is `raw` itself. Linear.

    A bubble of lines: a line stops within a sentence; the next is a title that repeats its last words, in another
    case or number perhaps; then comes the definition; then the sentence goes on, with a mark or a small letter, or
    with a capital where the first line is surely unfinished. A flat bubble: see `find_flat_bubbles`.
    """
    spacing = Spacing.of(raw)
    lines = raw.split("\n")
    prose: list[str] = []
    proposals: list[Proposal] = []
    at = 0
    while at < len(lines):
        parts, after, found = _read_paragraph(lines, at, spacing) if lines[at].strip() else ([lines[at]], at + 1, [])
        prose.append(_joined(parts, spacing))
        proposals += found
        at = after
    return Unbubbled(prose="\n".join(prose), proposals=tuple(proposals))


def _read_paragraph(lines: Sequence[str], at: int, spacing: Spacing) -> tuple[list[str], int, list[Proposal]]:
    """Its parts between the bubbles of lines, where the next one begins, and what its bubbles propose."""
    parts: list[str] = []
    proposals: list[Proposal] = []
    while True:
        part, flat = _without_flat_bubbles(lines[at], spacing)
        parts.append(part)
        proposals += flat
        bubble = _bubble_after(lines, at)
        if not bubble:
            return parts, at + 1, proposals
        parts[-1] = part.rstrip()
        proposal, at = bubble
        proposals.append(proposal)


def _bubble_after(lines: Sequence[str], at: int) -> tuple[Proposal, int] | None:
    """What a bubble behind this line proposes, and the line where the sentence goes on."""
    following = (index for index in range(at + 1, len(lines)) if lines[index].strip())
    first, second = next(following, at), next(following, at)
    title, definition = lines[first].strip(), lines[second].strip()
    if second == at or " " not in definition or not _is_title(title, lines[at]):
        return None
    indexes = [second, *islice(following, MOST_LINES)]
    texts = [lines[index].strip() for index in indexes]
    size = _lines_of_definition(lines[at], title, texts)
    return (Proposal(label=title, definition="\n".join(texts[:size])), indexes[size]) if size else None


def _is_title(title: str, line: str) -> bool:
    return len(title) <= LONGEST_TITLE and not title.endswith((*_STOPS, ":", ";", ",")) and repeats(line, title)


def _lines_of_definition(line: str, title: str, texts: Sequence[str]) -> int:
    """How many of these texts define the title before the next one goes on with the line; 0 when that is in doubt."""
    if not (_begins(title) or _begins(texts[0])):
        return 0
    for size, text in enumerate(texts[1:], 1):
        if _goes_on(text):
            return size
        if not _stops(text):
            break
    is_finished_by_next = len(texts) > 1 and (_stops(texts[1]) or (len(texts) > 2 and _is_title(texts[2], texts[1])))
    return 1 if _is_unfinished(line) and is_finished_by_next and _begins(texts[0]) else 0


def _begins(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit()


def _stops(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(_STOPS)


def _goes_on(text: str) -> bool:
    found = _GOES_ON.match(text)
    return bool(found and (found["letter"] or "a").islower())


def _is_unfinished(line: str) -> bool:
    """A sentence has ended in it and another begun, or something in it is still open: it is no heading or caption."""
    has_open = line.count("(") > line.count(")") or line.count("«") > line.count("»")
    return has_open or any(stop["next"].isupper() for stop in _STOP_INSIDE.finditer(line))


def _without_flat_bubbles(line: str, spacing: Spacing) -> tuple[str, list[Proposal]]:
    parts: list[str] = []
    proposals: list[Proposal] = []
    done = 0
    for bubble in find_flat_bubbles(line):
        parts += _glued(parts, line[done : bubble.start], spacing)
        proposals.append(Proposal(label=bubble.label, definition=bubble.definition))
        done = bubble.end
    return "".join([*parts, *_glued(parts, line[done:], spacing)]), proposals


def _joined(parts: Sequence[str], spacing: Spacing) -> str:
    joined: list[str] = []
    for part in parts:
        joined += _glued(joined, part, spacing)
    return "".join(joined)


def _glued(before: Sequence[str], part: str, spacing: Spacing) -> Iterator[str]:
    """The next part and the space that goes before it."""
    if before:
        part = part.lstrip()
        yield spacing.between(before[-1], part)
    yield part

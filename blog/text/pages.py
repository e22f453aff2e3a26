"""The plain text of somebody's page, a line for each paragraph, written as an article of ours."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST_QUESTION = 400
LONGEST_CAPTION = 300
LONGEST_LINK = 80

_CLOSING = ' \u00a0\u202f»”"’)'
_FINISHED = (".", "!", "?", "…", ":")
_CONTINUATION = re.compile(
    r"""
    (?: continue[rz]? \s+ (?: la \s+ lecture | reading ) | lire \s+ (?: la \s+ suite | plus ) | read \s+ more ) \b .*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_INVITATION = re.compile(
    r"""
    (?: poste[rz] | laisse[rz] | ajoute[rz] | écri(?:re|vez) | leave | post | add | write ) \s+
    (?: un | votre | a | your ) \s+ (?: commentaires? | comments? | reply ) \b .*
  | (?: \d+ \s+ )? (?: commentaires? | comments? ) (?: \s* [:(] .* )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BLOCK_MARK = re.compile(r"\A (?: (?P<number> \d{1,9} ) (?P<mark> [.)] ) (?! \S ) | (?P<sign> [#>+=~-] ) )", re.X)
_PHRASE_MARK = re.compile(r"[\\`*_\[\]<] | & (?= \#? \w{1,31} ; )", re.X)


@dataclass(frozen=True, kw_only=True)
class Page:
    caption: str  # of the lead image; empty when the page does not begin with one
    source: str  # Markdown


def to_markdown(prose: str) -> Page:
    """An interview in the dialect of docs/files.md that says each paragraph in the same words.

    A line that ends with a question mark is a question. A first line that is no sentence is the caption of the picture
    above it. A line such as "Continue reading" is the split; what after it, or at the end, invites to comment is
    left out.
    """
    lines = [line.strip() for line in prose.split("\n") if line.strip()]
    caption = lines.pop(0) if _has_caption(lines) else ""
    return Page(caption=caption, source="\n\n".join(_blocks(lines)) + "\n")


def _has_caption(lines: Sequence[str]) -> bool:
    return len(lines) > 1 and len(lines[0]) <= LONGEST_CAPTION and not lines[0].rstrip(_CLOSING).endswith(_FINISHED)


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    is_split = False
    for index, line in enumerate(lines, 1):
        if _is_link(line, _CONTINUATION):
            if not is_split:
                yield "<!--more-->"
            is_split = True
        elif not ((is_split or index == len(lines)) and _is_link(line, _INVITATION)):
            yield f"## {_escaped(line)}" if _is_question(line) else _escaped(line)


def _is_link(line: str, wording: re.Pattern[str]) -> bool:
    return len(line) <= LONGEST_LINK and wording.fullmatch(line) is not None


def _is_question(line: str) -> bool:
    return len(line) <= LONGEST_QUESTION and line.rstrip(_CLOSING).endswith("?")


def _escaped(line: str) -> str:
    """With backslashes where Markdown would read a mark."""
    return _BLOCK_MARK.sub(r"\g<number>\\\g<mark>\g<sign>", _PHRASE_MARK.sub(r"\\\g<0>", line), count=1)

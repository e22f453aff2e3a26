"""Our rules on top of CommonMark that concern phrases: each takes tokens and a language, gives tokens."""

import re
from collections.abc import Callable, Iterator

from markdown_it.token import Token

from blog.text.sanitise import COMMENT_REL, SPEAKER_CLASS, is_picture_of_ours
from blog.text.typography import OBJECT, colon, typeset_pieces

Rewrite = Callable[[list[Token], str], list[Token]]
"""Takes the phrases of one paragraph and its language, gives them back changed."""

DEEPEST_EMPHASIS = 6

_EMPHASIS = ("em_open", "em_close", "strong_open", "strong_close")
_SPEAKER = re.compile(r"(?P<name>[^\n:]{1,80}?)\s*(?::\n|\n:)\s*(?P<rest>.*)", re.DOTALL)
"""A name of up to 80 characters, the line break standing for the end of the bold letters."""


def drop_empty_text(children: list[Token], language: str) -> list[Token]:
    """Leaves no token that shows nothing, so that the rules below may ask who stands beside whom."""
    return [child for child in children if child.type != "text" or child.content]


def flatten_emphasis(children: list[Token], language: str) -> list[Token]:
    """Emphasis deeper than anybody means shows its asterisks."""
    return list(_flattened(children))


def name_speaker(children: list[Token], language: str) -> list[Token]:
    """Bold letters and a colon (within or after) at the beginning say who speaks."""
    children = drop_empty_text(children, language)
    if [child.type for child in children[:3]] != ["strong_open", "text", "strong_close"]:
        return children
    name, following = children[1].content, children[3:]
    said = following.pop(0).content if following and following[0].type == "text" else ""
    spoken = _SPEAKER.fullmatch(f"{name.strip()}\n{said.lstrip()}")
    if not spoken:
        return children
    return [
        Token("speaker_open", "b", 1, attrs={"class": SPEAKER_CLASS}),
        Token("text", "", 0, content=spoken["name"] + colon(language)),
        Token("speaker_close", "b", -1),
        Token("text", "", 0, content=f" {spoken['rest']}"),
        *following,
    ]


def link_foreign_pictures(children: list[Token], language: str) -> list[Token]:
    """A picture that is not one of ours becomes a link to it, named by its alternative text."""
    return list(_with_linked_pictures(children, keep=is_picture_of_ours))


def link_all_pictures(children: list[Token], language: str) -> list[Token]:
    return list(_with_linked_pictures(children, keep=lambda source: False))


def distrust_links(children: list[Token], language: str) -> list[Token]:
    """Links written by visitors carry no weight of ours."""
    for child in children:
        if child.type == "link_open":
            child.attrSet("rel", COMMENT_REL)
    return children


def typeset_text(children: list[Token], language: str) -> list[Token]:
    """Text, not code and not a bare address; a mark and the word before it may stand in two tokens."""
    for child, text in zip(children, typeset_pieces(list(_as_text(children)), language), strict=True):
        if child.type == "text" and text != OBJECT:
            child.content = text
    return children


def _as_text(children: list[Token]) -> Iterator[str]:
    previous = None
    for child in children:
        is_address = previous is not None and previous.type == "link_open" and previous.info == "auto"
        if child.type == "text" and not is_address:
            yield child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield "\n"
        else:
            yield "" if child.nesting else OBJECT
        previous = child


def _flattened(children: list[Token]) -> Iterator[Token]:
    depth = 0
    for child in children:
        if child.type not in _EMPHASIS:
            yield child
            continue
        depth += child.nesting == 1
        yield child if depth <= DEEPEST_EMPHASIS else Token("text", "", 0, content=child.markup)
        depth -= child.nesting == -1


def _with_linked_pictures(children: list[Token], keep: Callable[[str], bool]) -> Iterator[Token]:
    in_link = False
    for child in children:
        source = str(child.attrGet("src"))
        if child.type in ("link_open", "link_close"):
            in_link = child.nesting == 1
        if child.type != "image" or keep(source):
            yield child
        elif in_link:
            yield Token("text", "", 0, content=child.content)
        else:
            yield Token("link_open", "a", 1, attrs={"href": source})
            yield Token("text", "", 0, content=child.content or source)
            yield Token("link_close", "a", -1)

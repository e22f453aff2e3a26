"""The only door from `str` to `Markup`: what HTML may be, for each kind of text. Wraps bleach."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from bleach.html5lib_shim import Filter, constants, getTreeWalker  # type: ignore[import-untyped]
from bleach.sanitizer import Cleaner  # type: ignore[import-untyped]
from markupsafe import Markup, escape

from blog.text.characters import tidy
from blog.text.links import is_safe_url
from blog.text.words import plain_text

MOST_PASSES = 4
"""Hostile nests may need a second pass to settle; what has not settled by now is shown as plain text."""

COMMENT_REL = "nofollow ugc noopener"
SPEAKER_CLASS = "speaker"

Check = Callable[[str], bool]
"""Whether a value, as a browser would read it, may stay."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Allowed:
    """The tags a text may use, and for each tag the attributes with a check of their value."""

    tags: frozenset[str]
    attributes: Mapping[str, Mapping[str, Check]]

    def accepts(self, tag: str, attribute: str, value: str) -> bool:
        check = self.attributes.get(tag, {}).get(attribute)
        return check is not None and check(unescape(value))


def sanitise(html: str, allowed: Allowed) -> Markup:
    """Markup that holds only what is `allowed`; forbidden tags go, their text stays. Idempotent."""
    cleaner = _cleaners.for_(allowed)
    html = tidy(html)
    for _ in range(MOST_PASSES):
        cleaned: str = cleaner.clean(html)
        if cleaned == html:
            return Markup(cleaned)  # noqa: S704 - this is what makes it safe
        html = cleaned
    return escape(plain_text(html))


def is_picture_of_ours(value: str) -> bool:
    return re.fullmatch(r"/media/[\w./-]+", value, re.ASCII) is not None and ".." not in value


def is_place_of_ours(value: str) -> bool:
    """In an article."""
    return re.fullmatch(r"/articles/[a-z0-9-]+(/full)?#[a-z0-9-]+", value, re.ASCII) is not None


class _Cleaners(threading.local):
    """A bleach cleaner keeps the state of its parser, so each thread has its own."""

    def __init__(self) -> None:
        self._made: dict[Allowed, Cleaner] = {}

    def for_(self, allowed: Allowed) -> Cleaner:
        if allowed not in self._made:
            cleaner = Cleaner(tags=allowed.tags, attributes=allowed.accepts, strip=True, filters=[_PlainCharacters])
            cleaner.walker = _LinearWalker
            self._made[allowed] = cleaner
        return self._made[allowed]


class _LinearWalker(getTreeWalker("etree")):  # type: ignore[misc]
    """bleach's own walker counts all siblings at each step: a page with 40,000 links takes it minutes."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        waiting = _content_in_reverse(self.tree)
        while waiting:
            node = waiting.pop()
            if isinstance(node, dict):
                yield node
            elif isinstance(node, str):
                yield from self.text(node)
            elif isinstance(node.tag, str):  # and not a comment
                yield from self._enter(node, waiting)

    def _enter(self, element: Any, waiting: list[Any]) -> Iterator[dict[str, Any]]:
        """The start of an element now; its content and its end for later."""
        _, namespace, name, attributes, has_children = self.getNodeDetails(element)
        if name in constants.voidElements:
            yield from self.emptyTag(namespace, name, attributes, has_children)
        else:
            yield self.startTag(namespace, name, attributes)
            waiting += [self.endTag(namespace, name), *_content_in_reverse(element)]


def _content_in_reverse(element: Any) -> list[Any]:
    content = [element.text]
    for child in element:
        content += [child, child.tail]
    return [each for each in reversed(content) if each is not None]


class _PlainCharacters(Filter):  # type: ignore[misc]
    """Turns entities into their characters, so that a forbidden one cannot hide in `&#8238;`."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for token in Filter.__iter__(self):
            if token["type"] == "Entity":
                token = {"type": "Characters", "data": tidy(unescape(f"&{token['name']};"))}
            yield token


def _is_text(value: str) -> bool:
    return value == tidy(value)


def _is_number(value: str) -> bool:
    return re.fullmatch(r"[0-9]{1,9}", value) is not None


def _is(expected: str) -> Check:
    return lambda value: value == expected


_cleaners = _Cleaners()

_PHRASES = frozenset({"a", "br", "code", "em", "strong"})
_BLOCKS = frozenset({"blockquote", "li", "ol", "p", "pre", "ul"})
_LINK: Mapping[str, Check] = {"href": is_safe_url, "title": _is_text}
_LIST: Mapping[str, Check] = {"start": _is_number}

INLINE = Allowed(tags=_PHRASES, attributes={"a": _LINK})
DEFINITION = Allowed(tags=_PHRASES | _BLOCKS, attributes={"a": _LINK, "ol": _LIST})
ENTRY = Allowed(tags=DEFINITION.tags | {"h2", "h3", "h4"}, attributes=DEFINITION.attributes)
COMMENT = Allowed(
    tags=_PHRASES | _BLOCKS | {"figcaption", "figure"},
    attributes={
        "a": {**_LINK, "rel": _is(COMMENT_REL)},
        "blockquote": {"cite": is_place_of_ours},
        "ol": _LIST,
    },
)
ARTICLE = Allowed(
    tags=_PHRASES | _BLOCKS | {"b", "h3", "h4", "h5", "h6", "hr", "img", "span"},
    attributes={
        "a": _LINK,
        "b": {"class": _is(SPEAKER_CLASS)},
        "img": {"src": is_picture_of_ours, "alt": _is_text, "title": _is_text},
        "ol": _LIST,
        "span": {"data-term": _is_text},
    },
)

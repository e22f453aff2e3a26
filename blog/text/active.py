"""What would run in somebody's browser if it were HTML. All of it is shown as words anyway; whoever writes it into an
entry hears of it."""

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PERHAPS = re.compile(r"[<&\\]|script:|data:", re.IGNORECASE)
_ELEMENT = re.compile(r"</?(?:script|iframe|object|embed|style|svg)(?![\w-])", re.IGNORECASE)
_TAG = re.compile(r"""<[a-z](?:"[^"]*"|'[^']*'|[^"'<>])*""", re.IGNORECASE)
_HANDLER = re.compile(r"""(?<=[\s"'/])on[a-z]+\s*=""", re.IGNORECASE)
_RUNNING = r"(?:java|vb)script:|data:text/html"
_RUNNING_ADDRESS = re.compile(_RUNNING, re.IGNORECASE)
_MEANT_AS_TARGET = re.compile(rf"(?<=\][(:])<?({_RUNNING})", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\xad\u200b-\u200f\u2060\ufeff]")


def active_content(source: str) -> str:
    """The first of it in a text in Markdown, or nothing: an element that runs or brings in something, an `onclick=` or
    its like inside a tag, a link to `javascript:`. What stands in code or is escaped speaks about it and is none."""
    if not _PERHAPS.search(source):
        return ""
    return next(filter(None, (_in_phrase(token.children or []) for token in _MARKDOWN.parse(source))), "")


def _in_phrase(phrase: list[Token]) -> str:
    text = "".join(_written(phrase))
    found = [*_ELEMENT.finditer(text), *_in_tags(text)]
    first = min(found, key=lambda match: match.start(), default=None)
    return first[0] if first else next(_running(_targets(phrase)), _meant(text))


def _in_tags(text: str) -> Iterator[re.Match[str]]:
    for tag in _TAG.finditer(text):
        for pattern in (_HANDLER, _RUNNING_ADDRESS):
            yield from pattern.finditer(text, tag.start(), tag.end())


def _written(phrase: list[Token]) -> Iterator[str]:
    """Without code, and without the `<` that was written so that it begins no tag."""
    for token in phrase:
        is_escaped = token.type == "text_special" and token.content == "<"
        if token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.children:
            yield from _written(token.children)
        elif token.type != "code_inline":
            yield "&lt;" if is_escaped else token.content


def _targets(phrase: list[Token]) -> Iterator[str]:
    for token in phrase:
        yield from (str(token.attrs[name]) for name in ("href", "src") if name in token.attrs)
        yield from _targets(token.children or [])


def _running(addresses: Iterable[str]) -> Iterator[str]:
    found = (_RUNNING_ADDRESS.match(_UNSEEN.sub("", address)) for address in addresses)
    return (match[0] for match in found if match)


def _meant(text: str) -> str:
    """A target that is none in Markdown, for something stands in it that browsers would pass over."""
    found = _MEANT_AS_TARGET.search(_UNSEEN.sub("", text))
    return found[1] if found else ""


def _plain_markdown() -> MarkdownIt:
    """Reads every address as a link to it, and keeps apart what was escaped."""
    markdown = MarkdownIt("commonmark", {"html": False}).disable(["reference", "text_join"])
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return markdown


_MARKDOWN = _plain_markdown()

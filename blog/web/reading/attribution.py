"""Whose words a definition is and under which licence, as an editor typed it; what of it leads somewhere."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

from blog.text.links import is_safe_url
from blog.text.sanitise import INLINE, sanitise
from blog.text.typography import typeset

_CREATIVE_COMMONS = re.compile(r"CC[- ](BY(?:-NC)?(?:-SA|-ND)?)[- ](\d\.\d)", re.IGNORECASE)
_BEFORE, _AFTER = "([«“‘<", ".,;:!?)]»”’>"


@lru_cache(maxsize=2048)
def linked(text: str, language: str) -> Markup:
    """Plain text whose addresses lead there, as far as the sanitiser lets them."""
    words = (_linked(word) for word in re.split(r"(\s+)", typeset(text, language)))
    return sanitise(str(Markup().join(words)), INLINE)


def licence_address(typed: str) -> str | None:
    """Of a licence that is typed as its address, or that everybody knows."""
    if found := _CREATIVE_COMMONS.fullmatch(typed):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    return typed if _is_address(typed) else None


def shown(address: str) -> str:
    """Without what nobody reads aloud."""
    return address.split("://", 1)[-1].removeprefix("www.").removesuffix("/")


def _linked(word: str) -> Markup:
    rest = word.lstrip(_BEFORE)
    address = rest.rstrip(_AFTER)
    if not _is_address(address):
        return escape(word)
    before, after = word[: len(word) - len(rest)], rest[len(address) :]
    return Markup('{}<a href="{}">{}</a>{}').format(before, address, shown(address), after)


def _is_address(word: str) -> bool:
    return word.startswith(("https://", "http://")) and is_safe_url(word)

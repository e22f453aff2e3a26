"""Words for an address: ASCII letters, digits and single hyphens."""

import re

from blog.text.folding import fold

LONGEST_SLUG = 80
RESERVED = frozenset({"acronyms", "asked", "copied", "files", "ignored", "impact", "new", "preview", "words"})
"""What stands where a slug could: `/desk/articles/new`, `/desk/glossary/asked`. No article or term is called so."""


def slugify(text: str, fallback: str = "text", longest: int = LONGEST_SLUG) -> str:
    """At most `longest` characters, cut between words; `fallback` when no letter survives."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    return _cut(slug, longest) or fallback


def topic_slug(name: str) -> str:
    """Two names of a topic with the same one are the same topic."""
    return slugify(name, fallback="theme")


def _cut(slug: str, longest: int) -> str:
    if len(slug) <= longest:
        return slug
    whole_words = slug[: longest + 1].rpartition("-")[0]
    return whole_words or slug[:longest]

"""What an address may be, what stands behind it, and which words say nothing about it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from blog.text.folding import fold

LONGEST_URL = 2000

_SAFE_URL = re.compile(
    r"""
    https?:// [^/?\#@:\[\]]+ (?: :\d{1,5} )? (?: [/?\#] .* )?   # no user name before the host
  | mailto: [^@?]+ @ [^@?]+ (?: \? .* )?
  | / (?!/) .*
  | \# .*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NEVER_IN_A_URL = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\\<>\"]")
_VAGUE_LABELS = frozenset(
    {
        *("ici", "cliquez ici", "cliquer ici", "par ici", "la", "lien", "ce lien", "suite", "la suite"),
        *("lire", "lire la suite", "lire plus", "lire ici", "en lire plus", "en savoir plus", "voir plus"),
        *("plus", "continuer", "continuer la lecture", "continuer la lecture par ici", "suivant"),
        *("here", "click here", "link", "this link", "more", "read", "read on", "read more", "read here"),
        *("learn more", "see more", "continue", "continue reading", "next"),
    }
)


class LinkKind(StrEnum):
    PAGE = "page"
    PDF = "pdf"


@dataclass(frozen=True, kw_only=True)
class LinkTarget:
    kind: LinkKind
    host: str  # without "www."; empty for an address of this site


def is_safe_url(url: str) -> bool:
    """Whether the address is `http(s)://host…`, `mailto:`, `/path` or `#fragment`, without a trick."""
    return len(url) <= LONGEST_URL and not _NEVER_IN_A_URL.search(url) and bool(_SAFE_URL.fullmatch(url))


def describe_link(url: str) -> LinkTarget:
    try:
        parts = urlsplit(url)
        host, path = parts.hostname or "", parts.path
    except ValueError:
        host, path = "", ""
    kind = LinkKind.PDF if path.lower().endswith(".pdf") else LinkKind.PAGE
    return LinkTarget(kind=kind, host=host.removeprefix("www."))


def is_vague_label(label: str) -> bool:
    """Whether the words say nothing out of their context (WCAG 2.4.9)."""
    return " ".join(re.findall(r"\w+", fold(label))) in _VAGUE_LABELS

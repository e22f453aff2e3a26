"""The acronyms of a text, each with its first sentence and with what the text itself says it stands for."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from blog.text.expansions import expansion_at
from blog.text.forms import is_acronym
from blog.text.sentences import sentence_at
from blog.text.shouting import shouted_words

MOST_TRIED = 50
"""Mentions of one acronym at which an expansion is looked for."""

_WORD = re.compile(
    r"""
    (?i: https?:// | www\. ) \S++ | [\w.+-]{1,64}@[\w.-]++             # an address, to be passed over
  | (?P<acronym>
        [^\W\d_] (?: \. [^\W\d_] )+ (?!\w) \.?                        # S.C.I.C.
      | [^\W\d_]{1,4} (?: & [^\W\d_]{1,4} )+ (?!\w)                   # R&D
      | \w [\w\u0300-\u036f\u00ad]*+
    )
    """,
    re.VERBOSE,
)
_ELISION = re.compile(
    r"(?: ^ | [^\w'’ʼ-] ) (?: [cdjlmnst] | (?: jus | lors | puis | quoi )? qu ) ['’ʼ] \Z", re.X | re.I
)
_APOSTROPHES = ("'", "’", "ʼ")
_HYPHENS = ("-", "‐", "‑")
_DOT_BEFORE, _DOT_AFTER = re.compile(r"\w\.\Z"), re.compile(r"\.\w")
_NO_POSSESSIVE = re.compile(r"['’ʼ] (?! s\b | \W | $ )", re.X)
_ROMAN = re.compile(r"M{0,3} (?: CM | CD | D?C{0,3} ) (?: XC | XL | L?X{0,3} ) (?: IX | IV | V?I{0,3} )", re.X)
_AFTER_NUMBER = re.compile(r"\d\s?\Z")
_UNITS = frozenset(
    {
        *("AM", "CM", "CM2", "EUR", "GB", "GHZ", "GO", "GW", "GWH", "HA", "HZ", "KG", "KM", "KM2", "KO", "KV", "KW"),
        *("KWC", "KWH", "M2", "M3", "MB", "ML", "MM", "MO", "MW", "MWC", "MWH", "PM", "TB", "TO", "TW", "TWH"),
    }
)
_NAME = re.compile(r"\s+ (?= (?P<first> [^\W\d_] ) (?P<second> [^\W\d_] ) )", re.X)


@dataclass(frozen=True, kw_only=True)
class AcronymUse:
    acronym: str  # without dots or the -s of a plural
    count: int
    sentence: str  # the first it stands in
    expansion: str  # as the author wrote it; empty when the text gives none


def find_acronyms(text: str) -> tuple[AcronymUse, ...]:
    """Those of plain text (a line for each block), in the order in which they first appear. Linear.

    An acronym has two to eight capitals and digits, two of them capitals (`forms.is_acronym`); S.C.I.C. is one of
    SCIC, PMEs is one of PME, R&D is one too. It is a word of its own by the rules of the glossary: l’ESS and (ESS)
    count; pré-ESS and what stands in an address do not. None is a Roman numeral (CDI and CV, which could be one,
    are acronyms), a unit after a number (12 KM), the initials of a name (J.K. Orwick) or a word of a passage in
    capitals.
    """
    mentions: dict[str, list[tuple[int, int]]] = {}
    for acronym, start, end in _mentions(text):
        mentions.setdefault(acronym, []).append((start, end))
    return tuple(
        AcronymUse(
            acronym=acronym,
            count=len(found),
            sentence=sentence_at(text, *found[0]),
            expansion=_expansion(text, acronym, found),
        )
        for acronym, found in mentions.items()
    )


def _expansion(text: str, acronym: str, mentions: list[tuple[int, int]]) -> str:
    found = (expansion_at(text, acronym, start, end) for start, end in mentions[:MOST_TRIED])
    return next(filter(None, found), "")


def _mentions(text: str) -> Iterator[tuple[str, int, int]]:
    shouted = shouted_words(text)
    for match in _WORD.finditer(text):
        acronym = _acronym(match["acronym"] or "")
        if acronym and match.start() not in shouted:
            start, end = match.span()
            if _is_whole(text, start, end) and not _is_no_acronym(text, acronym, start, end):
                yield acronym, start, end


def _acronym(word: str) -> str:
    """The word without its dots, or without the -s of a plural; empty when that is no acronym."""
    if not word[:1].isupper() and not word[:1].isdigit():
        return ""
    name = unicodedata.normalize("NFC", word.replace("\u00ad", "").replace(".", ""))
    singular = name.removesuffix("s")
    return singular if is_acronym(singular.replace("&", "")) else ""


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 9) : start], text[end : end + 3]
    if before.endswith(_APOSTROPHES) and before[-2:-1].isalnum() and not _ELISION.search(before):
        return False
    is_part = before.endswith(_HYPHENS) or after.startswith(_HYPHENS)
    is_of_address = _DOT_BEFORE.search(before) or _DOT_AFTER.match(after)
    return not is_part and not is_of_address and not _NO_POSSESSIVE.match(after)


def _is_no_acronym(text: str, acronym: str, start: int, end: int) -> bool:
    unit = acronym.lstrip("0123456789")
    has_number = unit != acronym or _AFTER_NUMBER.search(text[max(0, start - 2) : start])
    is_unit = has_number and unit in _UNITS
    return is_unit or _is_numeral(acronym) or _is_of_a_name(text, acronym, start, end)


def _is_numeral(acronym: str) -> bool:
    """Of those with L, C, D or M only the long ones and those with an X: CDI, CCI and CV are no numbers."""
    if not _ROMAN.fullmatch(acronym):
        return False
    return "X" in acronym or set(acronym) <= set("IV") or len(acronym) > 3


def _is_of_a_name(text: str, acronym: str, start: int, end: int) -> bool:
    """MM. before two gentlemen, or two initials with dots before a name."""
    if acronym == "MM":
        return text[end : end + 1] == "."
    following = _NAME.match(text, end)
    is_initials = len(acronym) == 2 and "." in text[start:end]
    return bool(is_initials and following and following["first"].isupper() and following["second"].islower())

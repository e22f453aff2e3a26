"""The spaces of French typography, set on plain text. Other languages pass through unchanged."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

NARROW = "\u202f"
"""The narrow no-break space, which French sets before a high mark and inside guillemets."""
OBJECT = "\ufffc"
"""Stands for something between words that is no text: code, a picture, a bare address."""

_SPACES = " \u00a0\u2009\u202f"
_SPACE = "[\\x20\u00a0\u2009\u202f]"
_CLOSES = r"(?= $ | [\s!?)\]»”\"’'.,…*] )"

_RULES = re.compile(
    rf"""
    (?P<kept>
        (?: https?:// | ftp:// | www\. | mailto: | tel: ) [^\s«»<>]+
      | (?<!{_SPACE}) {_SPACE}* (?: [:;][-']?[()DPpOo/|] | :[a-z+-][a-z0-9_+-]{{1,30}}: ) (?!\w)  # a smile
      | &\#?\w{{1,30}};                                               # an entity somebody writes about
      | « {_SPACE}* »
    )
  | « {_SPACE}* (?=\S)
  | (?<=\S) {_SPACE}* »
  | (?<=\S) {_SPACE}+ (?!::) [;:!?]++ (?![=/])
  | (?<= [^\W\d_] | [)\]»”"%€…{OBJECT}] ) [;:!?]+ {_CLOSES}
  | (?<= \d ) [;?]+ {_CLOSES}
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=4096, typed=True)  # what is safe HTML is no plain text of the same letters
def typeset(text: str, language: str) -> str:
    """Plain text as French sets it; URLs, times, ratios and smiles stay as they are. Idempotent. Safe HTML
    stays safe HTML: only spaces change."""
    return type(text)(typeset_pieces([text], language)[0])


def typeset_pieces(pieces: Sequence[str], language: str) -> list[str]:
    """The same for one text in several pieces (some bold, say); a space stands with its mark."""
    if not is_french(language):
        return list(pieces)
    characters = list("".join(pieces))
    for match in _RULES.finditer("".join(pieces)):
        if match["kept"] is None:
            _set(characters, match)
    ends = accumulate((len(piece) for piece in pieces), initial=0)
    return ["".join(characters[start:end]) for start, end in pairwise(ends)]


def within_quotes(text: str, language: str) -> str:
    """A text that a sentence puts in quotation marks: its own become those of the second rank."""
    if is_french(language):
        return re.sub(rf"{_SPACE}*»", "”", re.sub(rf"«{_SPACE}*", "“", text))
    return text.translate({ord("“"): "‘", ord("”"): "’"})


def is_french(language: str) -> bool:
    return language.lower().partition("-")[0] == "fr"


def colon(language: str) -> str:
    """The colon with the space that the language sets before it."""
    return f"{NARROW}:" if is_french(language) else ":"


def _set(characters: list[str], match: re.Match[str]) -> None:
    start, end = match.span()
    mark = next(index for index in range(start, end) if characters[index] not in _SPACES)
    for index in range(start, end):
        if characters[index] in _SPACES:
            characters[index] = ""
    if characters[mark] == "«":
        characters[mark] += NARROW
    else:
        characters[mark] = NARROW + characters[mark]

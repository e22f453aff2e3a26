"""What characters a text may hold, whoever typed it; how they are set or shown is decided elsewhere."""

import re
import unicodedata

LONGEST_INVISIBLE_RUN = 8
"""Marks and joiners on one base letter: enough for Hebrew, Vietnamese and emoji flags, not for a flood."""

_LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029]")
_FORBIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\u202a-\u202e\u2066-\u2069"  # directions that would reach into the neighbours' text
    "\ud800-\udfff"  # halves of a pair, which no encoder accepts
    "]"
)
#: Has none of them: among what it lets pass are accented Latin letters, dashes, quotation marks and French spaces.
_PLAIN = re.compile("[\x00-\xac\xae-\u02ff\u2010-\u2027\u202f-\u205f\u20a0-\u20bf]*")
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})
FILLERS = "\u115f\u1160\u3164\uffa0"
"""Hangul letters by category, blank to the eye."""


def tidy(text: str) -> str:
    """Without control characters, direction overrides, lone surrogates and floods of invisible marks."""
    text = _FORBIDDEN.sub("", _LINE_BREAKS.sub("\n", text))
    return text if text.isascii() or _PLAIN.fullmatch(text) else _thin_out(text)


def one_line(text: str) -> str:
    """Tidy, with single spaces for runs of them and for line breaks."""
    return " ".join(tidy(text).split())


def has_letters(text: str) -> bool:
    """Or digits: anything that could be read aloud."""
    return any(character.isalnum() and character not in FILLERS for character in text)


def _thin_out(text: str) -> str:
    kept = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in _INVISIBLE or character in FILLERS else 0
        if run <= LONGEST_INVISIBLE_RUN:
            kept.append(character)
    return "".join(kept)

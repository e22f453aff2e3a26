"""The sentence in which a word stands, to show a mention where it was made."""

import re
from typing import NamedTuple, Self

_TITLES = frozenset(
    {
        *("M", "MM", "Mme", "Mmes", "Mlle", "Mlles", "Me", "Mgr", "Dr", "Drs", "Pr", "St", "Ste", "Mr", "Mrs", "Ms"),
        *("Prof", "Rev", "Hon", "Gen", "Col", "Capt", "Lt", "Sgt", "Mt", "Sr", "Jr", "Inc", "Ltd", "Co", "Corp"),
    }
)
_ABBREVIATIONS = frozenset(
    {
        *("etc", "cf", "p", "pp", "ex", "p.ex", "al", "av", "apr", "env", "bd", "vs", "tél", "réf", "éd", "dép"),
        *("e.g", "i.e", "approx", "dept", "resp"),
    }
)
_BEFORE_NUMBERS = frozenset({"art", "chap", "fig", "n°", "no", "nos", "tel", "vol"})
"""Words of their own in another place: They said no."""

_SPACES = r"\s\u00a0\u202f"
_END = re.compile(
    rf"""
    (?<! [.!?…] ) (?P<marks> [.!?…]++ )
    (?P<closing> (?: [{_SPACES}]? [»”"’)\]] )*+ )
    [{_SPACES}]++ (?= (?P<next> \S ) )
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[\w.°]{1,24}\Z")
_OPENING = '«“"‘([–—-¿¡'


class Quote(NamedTuple):
    """Words in their sentence."""

    before: str
    words: str
    after: str

    @property
    def sentence(self) -> str:
        return self.before + self.words + self.after

    @property
    def at(self) -> int:
        """Where the words begin in the sentence."""
        return len(self.before)

    @classmethod
    def of(cls, sentence: str, words: str, at: int) -> Self:
        return cls(sentence[:at], words, sentence[at + len(words) :])


def sentence_at(text: str, start: int, end: int, longest: int = 300) -> str:
    return quote_at(text, start, end, longest).sentence


def quote_at(text: str, start: int, end: int, longest: int = 300) -> Quote:
    """The sentence around the characters from `start` to `end`, which are always in it whole.

    Of plain text, one line for each block. What is longer than `longest` is cut at words, with an ellipsis where
    something is lost; only a mention that is longer by itself makes more. Looks at no more than `longest` characters
    on either side, whatever the length of the text.
    """
    first, last = _first(text, start, longest), _last(text, end, longest)
    before, words, after = text[first:start].lstrip(), text[start:end], text[end:last].rstrip()
    if last - first <= longest:
        return Quote(before, words, after)
    room = max(0, longest - (end - start) - 2)
    left = min(start - first, max(room // 2, room - (last - end)))
    right = min(last - end, room - left)
    if start - first > left:
        before = "…" + _from_a_word(text[start - left - 1 : start])
    if last - end > right:
        after = _to_a_word(text[end : end + right + 1]) + "…"
    return Quote(before, words, after)


def _first(text: str, start: int, longest: int) -> int:
    """Where the sentence begins, or a place too far to the left."""
    low = max(0, start - longest - 1)
    first = text.rfind("\n", low, start) + 1 or low
    ends = [match.end() for match in _END.finditer(text, first, start + 1) if match.end() <= start and _is_end(match)]
    return ends[-1] if ends else first


def _last(text: str, end: int, longest: int) -> int:
    high = min(len(text), end + longest + 1)
    line_end = text.find("\n", end, high)
    last = high if line_end < 0 else line_end
    return next((match.end("closing") for match in _END.finditer(text, end, last) if _is_end(match)), last)


def _is_end(match: re.Match[str]) -> bool:
    """What follows looks like a beginning, and a full stop does not close an abbreviation, an initial or S.C.I.C.
    A « quotation! » belongs to the sentence it stands in."""
    following = match["next"]
    if not (following.isupper() or following.isdigit() or following in _OPENING):
        return False
    if match["marks"] == ".":
        return not _is_abbreviated(match.string[max(0, match.start() - 24) : match.start()], following)
    return "»" not in match["closing"]


def _is_abbreviated(before: str, following: str) -> bool:
    last = _LAST_WORD.search(before)
    if not last:
        return False
    word, lower = last[0], last[0].lower()
    is_initial = word[-1].isupper() and (len(word) == 1 or word[-2] == ".")
    is_numbered = following.isdigit() and lower in _BEFORE_NUMBERS
    return is_initial or is_numbered or word in _TITLES or lower in _ABBREVIATIONS


def _from_a_word(text: str) -> str:
    found = re.search(r"\s", text)
    return text[found.end() :] if found else ""


def _to_a_word(text: str) -> str:
    kept, space, _ = re.sub(r"\s", " ", text).rpartition(" ")
    return text[: len(kept)].rstrip(" ,;:") if space else ""

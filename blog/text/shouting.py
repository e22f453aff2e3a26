"""Which words stand in capitals only because the whole passage does."""

import re
from collections.abc import Iterator, Sequence

LONGEST_ACRONYM = 8
FEWEST_IN_A_ROW = 3
"""Words in capitals with nothing but spaces between them are a passage."""

_WORD = re.compile(r"\w[\w\u0300-\u036f\u00ad]*+")
_STOP = re.compile(r"[()\[\]{}«»\"“”/|:;–—]")
_PAUSE = re.compile(r"[,.…]")
_EMPHATIC = frozenset(
    {
        *("JAMAIS", "MERCI", "NON", "OUI", "RIEN", "TOUS", "TOUT", "TOUTE", "TOUTES", "TRES", "TRÈS", "TROP"),
        *("ALWAYS", "MUST", "NEVER", "NOT", "ONLY", "PLEASE", "VERY", "YES"),
    }
)
_ORDINARY = _EMPHATIC | {
    *(
        "AU",
        "AUX",
        "AVEC",
        "CE",
        "CES",
        "CET",
        "CETTE",
        "DANS",
        "DE",
        "DES",
        "DU",
        "EN",
        "EST",
        "ET",
        "LA",
        "LE",
        "LES",
    ),
    *(
        "MAIS",
        "NE",
        "NOS",
        "NOTRE",
        "NOUS",
        "OU",
        "OÙ",
        "PAR",
        "PAS",
        "PLUS",
        "POUR",
        "QUE",
        "QUI",
        "SANS",
        "SUR",
        "UN",
    ),
    *("UNE", "VOS", "VOTRE", "VOUS", "ALL", "AND", "ARE", "BY", "FOR", "FROM", "HAVE", "IN", "IS", "NO", "NOW"),
    *("OF", "ON", "OR", "OUR", "THAT", "THE", "THIS", "TO", "WE", "WITH", "YOU", "YOUR"),
}


def shouted_words(text: str) -> frozenset[int]:
    """Where the words of passages typed in capitals begin. Linear.

    Neighbours in capitals on one line are such a passage when one of them is longer than an acronym, a little word
    (the, des) or elsewhere in the text in small letters, or when three follow each other without a comma. So is a
    line without any small letter, unless it lists its words with commas. Alone, only a word like NEVER is shouted.
    """
    small = {word for word in _WORD.findall(text) if word.islower()}
    starts: list[int] = []
    at = 0
    for line in text.split("\n"):
        is_whole_line = line.isupper()
        for row in _rows(line):
            if _is_shouted(line, row, small, is_whole_line=is_whole_line):
                starts += [at + word.start() for word in row]
        at += len(line) + 1
    return frozenset(starts)


Row = Sequence[re.Match[str]]


def _rows(line: str) -> Iterator[Row]:
    """Words in capitals that follow each other, numbers passed over, within one pair of brackets or quotes."""
    row: list[re.Match[str]] = []
    end = 0
    for word in _WORD.finditer(line):
        is_loud = word[0].isupper()
        if row and (_STOP.search(line, end, word.start()) or not (is_loud or word[0].isdigit())):
            yield row
            row = []
        if is_loud:
            row.append(word)
        end = word.end()
    if row:
        yield row


def _is_shouted(line: str, row: Row, small: set[str], *, is_whole_line: bool) -> bool:
    words = [word[0] for word in row if len(word[0]) > 1]
    if len(row) == 1 and not is_whole_line:
        return not _EMPHATIC.isdisjoint(words)
    in_a_row = _longest_run(line, row)
    is_passage = in_a_row > 1 or is_whole_line
    if not _ORDINARY.isdisjoint(words) or (is_passage and any(word.lower() in small for word in words)):
        return True
    has_long = len(words) > 1 and any(len(word) > LONGEST_ACRONYM for word in words)
    return has_long or in_a_row >= FEWEST_IN_A_ROW or (in_a_row > 1 and is_whole_line)


def _longest_run(line: str, row: Row) -> int:
    """How many words follow each other without a comma or a full stop; a letter alone (L’, À) is none."""
    longest = run = 0
    end = row[0].start()
    for word in row:
        run = (0 if _PAUSE.search(line, end, word.start()) else run) + (len(word[0]) > 1)
        longest, end = max(longest, run), word.end()
    return longest

"""Whatever stands around words that are tied to an entry, not one word of the author's is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.interview import read_turns
from blog.text.words import plain_text

SCRAPS = st.sampled_from(["**", "*", "_", "__", "`", " a ", " b", "c ", "[[d|e]]", "[[*f* g|e]]", "[[h|]]", "[i](/j)"])


@settings(max_examples=300, deadline=None)
@given(st.lists(SCRAPS, min_size=1, max_size=12).map("".join))
def test_a_tie_reads_as_its_words_would_without_it(source: str) -> None:
    tied = read_turns(f"x {source} y", "en")

    letters = "".join(character for turn in tied for character in plain_text(turn.html) if character.isalpha())

    assert letters.replace("j", "").replace("e", "") == "".join(
        character for character in f"x{source}y" if character.isalpha() and character not in "ej"
    )

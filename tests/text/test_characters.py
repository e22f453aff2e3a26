"""Characters that disturb the neighbours are gone, those that languages need stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.text.characters import LONGEST_INVISIBLE_RUN, has_letters, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("eau\0 potable", "eau potable"),
        ("un\r\ndeux\rtrois\u2028quatre", "un\ndeux\ntrois\nquatre"),
        ("moitié\ud800 de paire", "moitié de paire"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("\u2066isolé\u2069", "isolé"),
        ("tabulé\tet\nligné", "tabulé\tet\nligné"),
        ("a\x1b[31mrouge", "a[31mrouge"),
    ],
)
def test_what_disturbs_is_removed(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "déjà vu, e\u0301crit en deux signes",
        "שָׁלוֹם",  # Hebrew with its vowels
        "می‌خواهم",  # Persian needs the non-joiner
        "👩‍👩‍👧‍👦 et 🏴󠁧󠁢󠁳󠁣󠁴󠁿",  # a family, the flag of Scotland
        "co\u00adopération",
    ],
)
def test_what_languages_need_stays(text: str) -> None:
    assert tidy(text) == text


@pytest.mark.parametrize("sign", ["\u0301", "\u200b", "\u20dd", "\u0e49", "\u00ad", "\U000e0041", "\u3164"])
def test_a_flood_of_invisible_signs_is_thinned_out(sign: str) -> None:
    assert tidy("a" + sign * 100_000 + "b") == "a" + sign * LONGEST_INVISIBLE_RUN + "b"


INVISIBLE = "\u115f\u1160\u3164\uffa0\u034f\u2800\u180e\u200b\u2060\ufe0f\u17b4\U000e0041\U000e0100\u00ad \t"


@pytest.mark.parametrize("text", [*INVISIBLE, INVISIBLE, INVISIBLE + "…", ""])
def test_what_nobody_sees_is_no_letter(text: str) -> None:
    assert not has_letters(text)
    assert has_letters(text + "한")
    assert has_letters("7" + text)


@given(st.text(alphabet=st.characters(codec=None)))
def test_tidy_text_is_tidy_and_can_be_encoded(text: str) -> None:
    tidied = tidy(text)

    assert tidy(tidied) == tidied
    assert tidied.encode().decode() == tidied

"""French spaces are set where they belong and nowhere else (AC23). `_` stands for U+202F below."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from blog.text.typography import colon, typeset, typeset_pieces


def french(text: str) -> str:
    return typeset(text, "fr").replace("\u202f", "_")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Qui paie ?", "Qui paie_?"),
        ("Qui paie?", "Qui paie_?"),
        ("Qui paie\u00a0?", "Qui paie_?"),
        ("Vraiment?!", "Vraiment_?!"),
        ("Vraiment ?! Oui !!!", "Vraiment_?! Oui_!!!"),
        ("trois choses : l’eau ; le bois ; le vent", "trois choses_: l’eau_; le bois_; le vent"),
        ("une régie: publique", "une régie_: publique"),
        ("« l’eau »", "«_l’eau_»"),
        ("«l’eau», dit-elle", "«_l’eau_», dit-elle"),
        ("« Qui paie ? »", "«_Qui paie_?_»"),
        ("(vraiment?)", "(vraiment_?)"),
        ("« fin »: voilà", "«_fin_»_: voilà"),
        ("En 2019? Oui.", "En 2019_? Oui."),
        ("En 2019 : douze foyers", "En 2019_: douze foyers"),
        ("40 %; puis 60 %", "40 %_; puis 60 %"),
    ],
)
def test_marks_never_stand_alone_on_a_line(typed: str, shown: str) -> None:
    assert french(typed) == shown


@pytest.mark.parametrize(
    "text",
    [
        "rendez-vous à 12:30",
        "un écran 16:9 et un mélange 1:3",
        "https://exemple.org/a?b=c;d=e!f",
        "mailto:lea@exemple.org?subject=Eau",
        "lea@exemple.org",
        "merci :) et à bientôt ;-)",
        "bien vu :+1: et :smile:",
        "std::vector et C:\\dossier",
        "&amp; et &#233; sont des entités",
        "a != b",
        "6! = 720",
        "exemple.org/page?x=1",
    ],
)
def test_what_is_no_prose_stays(text: str) -> None:
    assert typeset(text, "fr") == text


def test_an_address_keeps_its_marks_and_the_sentence_around_it_gets_its_spaces() -> None:
    assert french("Lu sur https://exemple.org/a?b ? Oui !") == "Lu sur https://exemple.org/a?b_? Oui_!"
    assert french("«https://exemple.org/a?b»") == "«_https://exemple.org/a?b_»"


@pytest.mark.parametrize("language", ["en", "de", "", "fro"])
def test_other_languages_pass_through(language: str) -> None:
    text = "Really ? «Yes» : of course !"

    assert typeset(text, language) == text


@pytest.mark.parametrize("language", ["fr", "fr-CA", "FR"])
def test_french_has_regions(language: str) -> None:
    assert typeset("Oui ?", language) == "Oui\u202f?"


def test_a_mark_and_the_word_before_it_may_stand_in_two_pieces() -> None:
    assert typeset_pieces(["«", "l’eau", "»", " ?"], "fr") == ["«\u202f", "l’eau", "\u202f»", "\u202f?"]
    assert typeset_pieces(["l’eau ", "? Oui"], "fr") == ["l’eau", "\u202f? Oui"]


def test_the_colon_has_its_space_in_french_only() -> None:
    assert (colon("fr"), colon("en")) == ("\u202f:", ":")


prose = st.text(alphabet="ab1 \u00a0\u202f\n:;!?«»().,'/@&=-D", max_size=40)


@given(prose)
def test_setting_twice_changes_nothing_more(text: str) -> None:
    once = typeset(text, "fr")

    assert typeset(once, "fr") == once


@given(prose)
def test_only_spaces_change(text: str) -> None:
    assert "".join(typeset(text, "fr").split()) == "".join(text.split())


@given(st.lists(prose, max_size=5))
def test_pieces_are_set_like_the_whole(pieces: list[str]) -> None:
    assert "".join(typeset_pieces(pieces, "fr")) == typeset("".join(pieces), "fr")


@pytest.mark.parametrize("pattern", [" ", " ?", "«", ":", "a?", "« ", "a:", "://", "&a", " :a"])
def test_a_long_text_takes_no_longer_for_being_odd(pattern: str) -> None:
    text = pattern * (200_000 // len(pattern))

    assert "".join(typeset(text, "fr").split()) == "".join(text.split())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_safe_html_stays_so_and_text_is_not_taken_for_it(language: str) -> None:
    safe = typeset(Markup("R&amp;D"), language)

    assert (safe, type(safe), type(typeset("R&amp;D", language))) == ("R&amp;D", Markup, str)

"""What a text says often and people seldom say is proposed for the glossary."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.folding import fold
from blog.text.frequencies import UNLISTED, zipf
from blog.text.jargon import MOST_WORDS, rare_words


def proposed(text: str, language: str = "fr") -> dict[str, int]:
    return {each.word: each.count for each in rare_words(text, language)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Un affouage, puis l’affouage.", {"affouage": 2}),
        ("Un affouage, des affouages.", {"affouage": 2}),
        ("Des régies, une régie, deux régies", {"régie": 3}),
        ("Les canaux du bief, le bief du canal", {"bief": 2}),
        ("Des sociétaires et des sociétaires", {"sociétaires": 2}),
        ("Un tiers-lieu, deux tiers-lieux", {"tiers-lieu": 2}),
        ("La co-construction, qu’une co‑construction", {"co-construction": 2}),
        ("Sa régie intéressée ; la régie intéressée et l’autre", {"régie intéressée": 2}),
        ("La régie intéressée, des régies intéressées, une régie", {"régie intéressée": 2}),
        ("Un circuit court, le circuit court, ce circuit court", {"circuit court": 3}),
        ("La régie paie, la régie intéressée, la régie intéressée, la régie, une régie",
         {"régie intéressée": 2, "régie": 5}),
    ],
)  # fmt: skip
def test_a_word_or_two_that_come_back_and_are_rare_elsewhere(text: str, words: dict[str, int]) -> None:
    assert proposed(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Un seul affouage.",
        "La maison de la commune, la maison, la commune.",
        "Vaussoles et Vaussoles, Bief et Bief, SCIC et SCIC",
        "Aujourd’hui et aujourd’hui, presqu’île et presqu’île",
        "peut-être et peut-être, est-ce et est-ce, celui-ci et celui-ci, eux-mêmes et eux-mêmes",
        "Les jeudis et les jeudis, des toits et des toits",
        "pré-ESS et pré-ESS, affouage2 et affouage2, af_fouage et af_fouage",
        "www.affouage.fr www.affouage.fr affouage@bief.fr affouage@bief.fr",
        "Un circuit court, le circuit court",
        "b c b c b c",
        "",
    ],
)
def test_a_common_word_a_name_and_what_is_no_word_are_not_proposed(text: str) -> None:
    assert proposed(text) == {}


def test_english_has_its_own_list_with_british_spelling() -> None:
    text = "The saltmarsh’s colour, its sluices: no saltmarsh without a sluice, a colour, a programme. The programme’s."

    assert proposed(text, "en-GB") == {"saltmarsh": 2, "sluice": 2}


def test_another_language_proposes_nothing() -> None:
    assert rare_words("Genossenschaft und genossenschaft genossenschaft", "de") == ()


def test_the_more_often_and_the_rarer_come_first() -> None:
    text = "bief, bief, notaire, notaire, affouage, affouage, affouage, notaire"

    assert list(proposed(text)) == ["affouage", "bief", "notaire"]


def test_a_long_text_must_say_a_word_more_often() -> None:
    assert proposed("affouage affouage " + "maison " * 2500) == {}
    assert proposed("affouage, affouage, affouage, " + "maison " * 2500) == {"affouage": 3}


def test_a_word_is_shown_in_its_first_sentence() -> None:
    (word,) = rare_words("Il pleut. L’Écluse ? Une écluse fuit. Deux écluses tiennent.", "fr")

    assert (word.word, word.folded, word.sentence) == ("écluse", "ecluse", "Une écluse fuit.")


def test_a_word_unknown_to_the_list_is_rarer_than_any_it_has() -> None:
    assert zipf("affouageux", "fr") == UNLISTED
    assert UNLISTED < zipf("écluse", "fr") < zipf("maison", "fr") < zipf("de", "fr")


words = st.sampled_from(
    [
        "affouage",
        "affouages",
        "bief",
        "béal",
        "régie",
        "intéressée",
        "tiers-lieu",
        "l’",
        "d’",
        "maison",
        "Bief",
        ".",
        ",",
        "(",
        ")",
        "\n",
        "weir's",
    ]
)
texts = st.one_of(st.lists(words, max_size=40).map(" ".join), st.text(max_size=60), st.text("ab sx’-é\n", max_size=60))


@settings(max_examples=150, deadline=None)
@given(texts, st.sampled_from(["fr", "en"]))
def test_a_proposal_is_of_the_text_and_its_sentence(text: str, language: str) -> None:
    found = rare_words(text, language)

    assert len(found) <= MOST_WORDS
    assert len({each.folded for each in found}) <= len({each.word for each in found}) == len(found)
    for each in found:
        assert each.folded == fold(each.word)
        assert each.word == each.word.lower()
        assert each.count >= 2
        assert len(each.sentence) <= 300


@pytest.mark.parametrize("scrap", ["A", "a", "(", "a ", "abc def ", "l'", "a-", "a'", "é", "a@", "tiers-lieu "])
def test_a_hostile_text_takes_no_longer_than_its_length(scrap: str) -> None:
    text = (scrap * 400_000)[:400_000]
    begun = time.process_time()

    rare_words(text, "fr")

    assert time.process_time() - begun < 3  # a second on an idle machine

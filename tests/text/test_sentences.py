"""A mention is shown in its sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.text.sentences import Quote, quote_at, sentence_at


def around(word: str, text: str, longest: int = 300) -> str:
    start = text.index(word)
    return sentence_at(text, start, start + len(word), longest)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Un moulin. La SCIC tourne. Il pleut.", "La SCIC tourne."),
        ("La SCIC tourne", "La SCIC tourne"),
        ("Un titre\nLa SCIC tourne\nUn autre titre", "La SCIC tourne"),
        ("Qui paie ? La SCIC ! Et après ?", "La SCIC !"),
        ("Qui paie\u202f? La SCIC\u202f! Et après\u202f?", "La SCIC\u202f!"),
        ("Il pleut… La SCIC tourne… Nous aussi.", "La SCIC tourne…"),
        ("Il pleut… et la SCIC tourne.", "Il pleut… et la SCIC tourne."),
        ("Oui. « La SCIC tourne. » Puis rien.", "« La SCIC tourne. »"),
        ("(Il pleut.) La SCIC tourne.", "La SCIC tourne."),
        ("Il pleut. (La SCIC tourne.) Nous aussi.", "(La SCIC tourne.)"),
        ("Rain fell. “The SCIC turns.” We go on.", "“The SCIC turns.”"),
        ("Oui. – La SCIC tourne. – Bien.", "– La SCIC tourne."),
        ("They said no. The SCIC asked me. We said yes.", "The SCIC asked me."),
        ("En 2014. La SCIC tourne. 12 ans après, encore.", "La SCIC tourne."),
    ],
)
def test_a_sentence_ends_before_a_beginning(text: str, sentence: str) -> None:
    assert around("SCIC", text) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "M. Kervella et Mme. Abgrall portent la SCIC.",
        "Le Dr. Roy, Me. Blin, no. 5, fig. 2 et St. Malo, etc. La SCIC les connaît.",
        "La SCIC (cf. Annexe, p. 12, art. 5) le dit.",
        "J. P. Kervella et J.-P. Abgrall ont fondé la SCIC.",
        "La S.C.I.C. Du Moulin, ou SCIC, a 3.5 hectares et 4.2 Millions.",
        "Il a crié « Venez ! » Marie et la SCIC sont venues.",
        "« Qui paie ? » La SCIC n’a pas répondu.",
        "« Venez ! » dit la SCIC.",
        "Prof. Orwick met Mr. Hale, e.g. Monday, i.e. The day the SCIC opened.",
        "Mrs. Hale of Dale Ltd. Orwick joined the SCIC.",
        "Voir exemple.org/a.b?c=D et la SCIC.",
        "Oui ! oui… la SCIC.",
    ],
)
def test_an_abbreviation_an_initial_a_decimal_or_a_quotation_is_no_end(sentence: str) -> None:
    assert around("SCIC", f"Il pleut. {sentence}\nFin.") == sentence


@pytest.mark.parametrize(
    ("text", "longest", "sentence"),
    [
        ("un deux trois SCIC quatre cinq six", 22, "…trois SCIC quatre…"),
        ("SCIC un deux trois quatre", 16, "SCIC un deux…"),
        ("un deux trois quatre SCIC", 16, "…quatre SCIC"),
        ("un, deux, SCIC, trois, quatre", 18, "…deux, SCIC…"),
        ("anticonstitutionnellementSCICanticonstitutionnellement", 20, "…SCIC…"),
        ("SCIC", 2, "SCIC"),
        ("un deux SCIC", 12, "un deux SCIC"),
        ("a SCIC b", 2, "…SCIC…"),
    ],
)
def test_a_long_sentence_is_cut_at_words(text: str, longest: int, sentence: str) -> None:
    assert around("SCIC", text, longest) == sentence


@given(st.text(max_size=80), st.text("abÀ9-", min_size=1, max_size=8), st.text(max_size=80), st.integers(1, 60))
def test_the_mention_is_always_inside_and_the_sentence_short(before: str, word: str, after: str, longest: int) -> None:
    quote = quote_at(before + word + after, len(before), len(before + word), longest)
    sentence = quote.sentence

    assert quote.words == word
    assert Quote.of(sentence, word, quote.at) == quote
    assert len(sentence) <= max(longest, len(word) + 2)


@given(st.text(" .!?…»”)(«A\u202f1a\n", max_size=60))
def test_what_is_not_cut_is_a_piece_of_one_line(text: str) -> None:
    at = len(text) // 2

    sentence = sentence_at(text, at, at, 300)

    assert sentence in text
    assert "\n" not in sentence

"""What of a selection is asked about, and where a text has it."""

import pytest

from blog.text.asking import asked_words, folded_words, places_of


@pytest.mark.parametrize(
    ("typed", "language", "words"),
    [
        ("swale", "en", "swale"),
        ("  tidal \n prism ", "en", "tidal prism"),
        ("“swale”,", "en", "swale"),
        ("swale’s", "en", "swale"),
        ("R&D", "en", "R&D"),
        ("C++", "en", "C++"),
        ("l’affouage", "fr", "affouage"),
        ("« L'ESS ».", "fr", "ESS"),
        ("jusqu’à", "fr", "à"),
        ("aujourd’hui", "fr", "aujourd’hui"),
        ("presqu’île", "fr", "presqu’île"),
        ("d’eau", "en", "d’eau"),  # an elision is French
        ("…", "fr", ""),
        ("", "en", ""),
    ],
)
def test_a_selection_is_freed_of_what_stands_around_its_words(typed, language, words):
    assert asked_words(typed, language) == words


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("prism", "A tidal prism.", ["prism"]),
        ("tidal prism", "Tidal\u00a0Prism, tidal  prism, tidal prisms", ["Tidal\u00a0Prism", "tidal  prism"]),
        ("coeur", "Le cœur du cœur", ["cœur", "cœur"]),
        ("Élan", "un elan, ÉLANS", ["elan"]),
        ("affouage", "l’affouage", ["affouage"]),
        ("set", "asset, SET", ["SET"]),  # whole words
        ("R&D", "the R&D budget", ["R&D"]),
        ("example", "see https://example.org/example", []),  # an address is no word
        ("https://example.org", "see https://example.org", []),
        ("ice", "", []),
    ],
)
def test_a_text_has_whole_words_in_whatever_case_and_accents(words, text, found):
    assert [text[start:end] for start, end in places_of(words, text)] == found


def test_two_spellings_of_the_same_words_fold_alike():
    assert folded_words("Pôle\u00a0Territorial") == folded_words("pole  territorial") == "pole territorial"

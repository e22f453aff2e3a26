"""A word has one alphabet."""

import pytest

from blog.text.scripts import mixes_alphabets


@pytest.mark.parametrize(
    "name",
    [
        "Ꮇaud Holm",  # Cherokee
        "Maud Ꮩidal",
        "ꓟaud",  # Lisu
        "Ⲙaud",  # Coptic
        "Мaud",  # Cyrillic
        "Maud Verchөre",
        "Mauԁ",
        "Αda",  # Greek
        "Ma∪d",
        "∨idal",
        "M\u200ba\u0301ѵ",
        "µTorrent",
    ],
)
def test_a_word_of_two_alphabets_is_found(name):
    assert mixes_alphabets(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ada",
        "Anna-Мария",
        "Юлия Ø",
        "Νίκος",
        "أحمد",
        "דוד",
        "김철수",
        "山田Taro",
        "さくらサクラー",
        "Tomさん",
        "José Łukasz",
        "Œuvre Straße İnci",
        "kānaka ʻōiwi",
        "O’Brien",
        "Marie🌸",
        "Ada + Bo",
        "𝓘𝓭𝓪",
        "Ｉｄａ",
        "Nº 3ª",
        "",
        "\ud800",
    ],
)
def test_other_names_are_left_alone(name):
    assert not mixes_alphabets(name)

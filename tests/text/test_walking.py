"""HTML taken apart is the same HTML when it is put together again."""

from hypothesis import given
from hypothesis import strategies as st

from blog.text.sanitise import ARTICLE, sanitise
from blog.text.walking import Kind, characters, walk

scraps = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b class='speaker x'>",
        "</b>",
        "<br>",
        "<br/>",
        "\n",
        "texte ",
        "&amp;",
        "&lt;",
        "&",
        "é",
        "<a href='/x\n'>",
    ]
)


@given(st.lists(scraps, max_size=20).map("".join))
def test_the_pieces_are_the_source(html: str) -> None:
    assert "".join(piece.raw for piece in walk(html)) == html


@given(st.text())
def test_any_clean_text_comes_back(text: str) -> None:
    html = sanitise(text, ARTICLE)

    assert "".join(piece.raw for piece in walk(html)) == html


def test_a_piece_knows_its_tag_and_its_classes() -> None:
    opened, text, closed = walk('<b class="speaker no-gl">Léa</b>')

    assert (opened.kind, opened.tag, opened.classes) == (Kind.OPEN, "b", {"speaker", "no-gl"})
    assert (text.kind, text.raw) == (Kind.TEXT, "Léa")
    assert (closed.kind, closed.tag) == (Kind.CLOSE, "b")


def test_characters_know_where_they_stand_in_the_source() -> None:
    text, offsets = characters("R&amp;D")

    assert (text, list(offsets)) == ("R&D", [0, 1, 6, 7])

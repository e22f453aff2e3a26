"""Somebody's page becomes an interview in our Markdown, word for word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.interview import read_turns
from blog.text.pages import Page, to_markdown

PAGE = """\
Devant le moulin de Vaussoles, Odile Fabre, meunière
Pourquoi avoir rouvert ce bief, après trente ans ?

La commune avait gardé les droits d’eau.
Nous avons tout curé. Et alors ? On recommence.
Qui paie la « farine » ?
Chacun.
Lire la suite de l’entretien, ici
Laissez un commentaire
3 commentaires
Le moulin se visite le lundi.
"""


def test_a_page_is_an_interview_with_its_caption_apart() -> None:
    page = to_markdown(PAGE)

    assert page.caption == "Devant le moulin de Vaussoles, Odile Fabre, meunière"
    assert page.source == (
        "## Pourquoi avoir rouvert ce bief, après trente ans ?\n\n"
        "La commune avait gardé les droits d’eau.\n\n"
        "Nous avons tout curé. Et alors ? On recommence.\n\n"
        "## Qui paie la « farine » ?\n\n"
        "Chacun.\n\n"
        "<!--more-->\n\n"
        "Le moulin se visite le lundi.\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        *("Continuer la lecture, par ICI", "Continuez la lecture", "Lire la suite", "LIRE LA SUITE…", "Lire plus"),
        *("Continue reading “The weir”", "Read more", "Continue reading →"),
    ],
)
@pytest.mark.parametrize(
    "invitation", ["Postez un commentaire", "Laisser un commentaire", "Leave a comment", "Comments (3)"]
)
def test_a_link_to_the_rest_is_the_split_and_the_invitation_after_it_is_dropped(line: str, invitation: str) -> None:
    assert to_markdown(f"Fin.\n{line}\n{invitation}").source == "Fin.\n\n<!--more-->\n"


@pytest.mark.parametrize(
    ("prose", "source"),
    [
        ("Un.\nLire la suite de son livre nous a pris un an, et nous en relisons encore tout le début.\nDeux.", None),
        ("Un.\nCommentaires\nDeux.", "Un.\n\nCommentaires\n\nDeux.\n"),
        ("Un.\nPost a comment", "Un.\n"),
        ("Un.\nRead more\nDeux.\nRead more\nTrois.", "Un.\n\n<!--more-->\n\nDeux.\n\nTrois.\n"),
        ("“Why?”\nDeux.", "## “Why?”\n\nDeux.\n"),
        ("Qui ? Eux.", "Qui ? Eux.\n"),
        (f"{'mot ' * 100}?", None),
        ("Seul", "Seul\n"),
        ("", "\n"),
    ],
)  # fmt: skip
def test_other_lines_are_paragraphs(prose: str, source: str | None) -> None:
    paragraphs = "\n\n".join(line.strip() for line in prose.split("\n")) + "\n"

    assert to_markdown(prose) == Page(caption="", source=paragraphs if source is None else source)


@pytest.mark.parametrize("first", ["Un été au moulin.", "Pourquoi ?", "Elle a dit : « Oui. »", "mot " * 80])
def test_a_first_sentence_is_no_caption(first: str) -> None:
    assert to_markdown(f"{first}\nSuite.").caption == ""


marks = st.text("ab 1.)(#*_-+=>`~[]<&;!|\\:é\t", min_size=1, max_size=20)


@settings(max_examples=300, deadline=None)
@given(st.lists(marks, max_size=4))
def test_a_reader_meets_each_paragraph_in_the_same_words(lines: list[str]) -> None:
    prose = "\n".join(["Un.", *lines, "Fin."])

    words = "\n".join(turn.words for turn in read_turns(to_markdown(prose).source, "en"))

    assert [line.split() for line in words.split("\n")] == [line.split() for line in prose.split("\n") if line.strip()]

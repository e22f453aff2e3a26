"""A source is read as questions and answers, and its lead ends where a reader would stop."""

import pytest

from blog.text.interview import Turn, read_turns

OPENING = "Rencontre au bord du canal."
WATER = "## Qui gère l’eau ?\n\nUne régie."
WOOD = "## Et le bois ?\n\nUne société.\n\nElle a dix ans."
WIND = "## Et le vent ?\n\nPersonne."


def read(*parts: str) -> tuple[Turn, ...]:
    return read_turns("\n\n".join(parts), "fr")


def shape(turns: tuple[Turn, ...]) -> str:
    """`Q` a question with its answer, `t` text alone; `|` where the lead ends."""
    lead = "".join("Q" if turn.question else "t" for turn in turns if turn.in_lead)
    rest = "".join("Q" if turn.question else "t" for turn in turns if not turn.in_lead)
    return f"{lead}|{rest}"


def test_a_heading_asks_and_what_follows_answers() -> None:
    opening, water, wood = read(OPENING, WATER, WOOD)

    assert (opening.question, opening.html) == (None, "<p>Rencontre au bord du canal.</p>")
    assert (water.question, water.html) == ("Qui gère l’eau\u202f?", "<p>Une régie.</p>")
    assert (wood.question, wood.html) == (
        "Et le bois\u202f?",
        "<p>Une société.</p>\n<p>Elle a dix ans.</p>",
    )


@pytest.mark.parametrize("heading", ["# Qui ?", "## Qui ?", "Qui ?\n=====", "Qui ?\n---"])
def test_every_great_heading_asks(heading: str) -> None:
    (turn,) = read(heading, "Nous.")

    assert turn.question == "Qui\u202f?"


def test_a_lesser_heading_belongs_to_the_answer() -> None:
    (turn,) = read(WATER, "### Le prix", "#### Par foyer", "> # Cité")

    assert turn.html.endswith("<h3>Le prix</h3>\n<h4>Par foyer</h4>\n<blockquote>\n<h3>Cité</h3>\n</blockquote>")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], "|"),
        (["  \n "], "|"),
        ([OPENING], "t|"),
        ([WATER], "Q|"),
        ([OPENING, WATER], "tQ|"),
        ([WATER, WOOD], "Q|Q"),
        ([OPENING, WATER, WOOD, WIND], "tQ|QQ"),
    ],
)
def test_without_a_mark_the_lead_is_the_opening_and_the_first_question(parts: list[str], expected: str) -> None:
    assert shape(read(*parts)) == expected


MORE = "<!--more-->"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([WATER, WOOD, MORE, WIND], "QQ|Q"),  # between two turns
        ([OPENING, MORE, WATER, WOOD], "t|QQ"),
        ([WATER, WOOD, MORE, "Suite.", WIND], "QQ|tQ"),  # inside an answer
        ([WATER, "## Et le bois ?", MORE, "Une société."], "Q|Q"),  # a question keeps its answer
        ([MORE, WATER, WOOD], "Q|Q"),  # an empty lead is none
        (["## Qui ?", MORE, "Nous.", WOOD], "Q|Q"),
        ([MORE, WATER, WOOD, MORE, WIND], "QQ|Q"),
        ([WATER, WOOD, MORE], "QQ|"),  # everything is in the lead
        ([WATER, MORE, WOOD, MORE, WIND], "Q|QQ"),  # the first one counts
        ([MORE], "|"),
    ],
)
def test_the_mark_ends_the_lead(parts: list[str], expected: str) -> None:
    assert shape(read(*parts)) == expected


def test_a_mark_cuts_an_answer_in_two_between_its_paragraphs() -> None:
    lead, rest = read("## Qui ?\n\nNous.\n<!--more-->\nVous aussi.")

    assert (lead.question, lead.html, lead.in_lead) == ("Qui\u202f?", "<p>Nous.</p>", True)
    assert (rest.question, rest.html, rest.in_lead) == (None, "<p>Vous aussi.</p>", False)


@pytest.mark.parametrize("mark", ["<!--more-->", "<!-- more -->", "<!--MORE-->  ", "  <!--more-->"])
def test_the_mark_is_never_seen(mark: str) -> None:
    turns = read(f"> cité\n> {mark}\n\n- liste\n  {mark}", WATER, mark, WOOD, mark)

    assert "more" not in "".join(turn.html for turn in turns).lower()
    assert shape(turns) == "tQ|Q"


@pytest.mark.parametrize(
    "source", ["`<!--more-->`", "    <!--more-->", "```\n<!--more-->\n```", "du texte <!--more-->"]
)
def test_a_mark_that_is_not_alone_is_text(source: str) -> None:
    turns = read(WATER, WOOD, source, WIND)

    assert shape(turns) == "Q|QQ"
    assert "&lt;!--more--&gt;" in turns[1].html


@pytest.mark.parametrize(
    ("language", "source", "shown"),
    [
        ("fr", "**Léa Roy:** oui.", '<p><b class="speaker">Léa Roy\u202f:</b> oui.</p>'),
        ("fr", "**Léa Roy :** oui.", '<p><b class="speaker">Léa Roy\u202f:</b> oui.</p>'),
        ("fr", "**Léa Roy**: oui.", '<p><b class="speaker">Léa Roy\u202f:</b> oui.</p>'),
        ("fr", "**Léa Roy** : *oui*.", '<p><b class="speaker">Léa Roy\u202f:</b> <em>oui</em>.</p>'),
        ("en", "**Ann Lee :** yes.", '<p><b class="speaker">Ann Lee:</b> yes.</p>'),
        ("en", "**Ann Lee** yes: no.", "<p><strong>Ann Lee</strong> yes: no.</p>"),
        ("en", "Then **Ann Lee:** yes.", "<p>Then <strong>Ann Lee:</strong> yes.</p>"),
        ("en", "- **Ann Lee:** yes.", "<ul>\n<li><strong>Ann Lee:</strong> yes.</li>\n</ul>"),
        ("en", "**:** yes.", "<p><strong>:</strong> yes.</p>"),
    ],
)
def test_a_name_that_opens_a_paragraph_speaks(language: str, source: str, shown: str) -> None:
    (turn,) = read_turns(source, language)

    assert turn.html == shown


def test_pictures_of_ours_stay_and_others_become_links() -> None:
    (turn,) = read("![Le canal](/media/canal.jpg) ![Le lac](https://exemple.org/lac.jpg)")

    assert turn.html == (
        '<p><img src="/media/canal.jpg" alt="Le canal"> <a href="https://exemple.org/lac.jpg">Le lac</a></p>'
    )


def test_html_in_the_source_is_text() -> None:
    (turn,) = read("<script>alert(1)</script>\n\nUn <b id=x>mot</b>")

    assert "<script" not in turn.html
    assert "<b" not in turn.html


def test_an_empty_heading_asks_nothing() -> None:
    assert shape(read(OPENING, "##", "Suite.")) == "t|"


def test_the_words_of_a_turn_begin_with_the_question() -> None:
    (turn,) = read("## *Qui* ?\n\nNous.\n\nEt `vous`.")

    assert turn.words == "Qui\u202f?\nNous.\nEt vous."

"""A turn keeps its anchor while it is edited, so links to it and comments on it survive."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from blog.text.anchors import LONGEST_ANCHOR, assign_anchors
from blog.text.interview import Turn

WATER = "La régie relève les compteurs, répare les conduites et fixe le tarif avec les habitants réunis."
WOOD = "La forêt communale chauffe les écoles, et la scierie vend ses planches aux charpentiers voisins."
WIND = "Personne ne voulait des éoliennes, avant que les familles achètent ensemble la première machine."


def a_turn(question: str | None, text: str) -> Turn:
    return Turn(question=Markup(question) if question else None, html=Markup(f"<p>{text}</p>"), in_lead=False)


def first_version() -> list[Turn]:
    return [a_turn("Qui gère l’eau ?", WATER), a_turn("Et le bois ?", WOOD), a_turn("Et le vent ?", WIND)]


def after_editing(now: list[Turn], before: list[Turn]) -> tuple[str, ...]:
    anchors = assign_anchors(before, [])
    return assign_anchors(now, [(anchor, turn.words) for anchor, turn in zip(anchors, before, strict=True)])


def test_an_anchor_says_what_is_asked_or_said() -> None:
    turns = [a_turn(None, "Rencontre au bord du canal."), a_turn("Qui <em>gère</em> l’eau\u202f?", WATER)]

    assert assign_anchors(turns, []) == ("t-rencontre-au-bord-du-canal", "q-qui-gere-l-eau")


def test_a_long_question_is_cut_between_words() -> None:
    (anchor,) = assign_anchors([a_turn("Pourquoi avez-vous choisi de racheter collectivement le moulin ?", WATER)], [])

    assert anchor == "q-pourquoi-avez-vous-choisi-de-racheter"
    assert len(anchor) <= len("q-") + LONGEST_ANCHOR


def test_the_same_question_twice_has_two_anchors() -> None:
    turns = [
        a_turn("Et ensuite ?", WATER),
        a_turn("Et ensuite ?", WOOD),
        a_turn("???", WIND),
        a_turn(None, "!"),
    ]

    assert assign_anchors(turns, []) == ("q-et-ensuite", "q-et-ensuite-2", "q-question", "t-text")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Qui gère l’eau ?", WATER),  # nothing has changed
        ("À qui appartient le réseau ?", WATER),  # another question, the same answer
        ("Qui gère l’eau ?", "Tout autre chose."),  # the same question, another answer
        ("QUI GERE L'EAU ?", WATER.upper()),
        ("Qui s’occupe de l’eau ?", "Aujourd’hui, " + WATER.replace("fixe le tarif", "décide du prix")),
        (None, WATER),  # the heading was lost
    ],
)
def test_a_reworded_turn_keeps_its_anchor(question: str | None, text: str) -> None:
    now = [a_turn(question, text), *first_version()[1:]]

    assert after_editing(now, first_version()) == ("q-qui-gere-l-eau", "q-et-le-bois", "q-et-le-vent")


def test_moved_turns_keep_their_anchors() -> None:
    now = [a_turn("Et le vent, alors ?", WIND), a_turn("Et le bois ?", WOOD), a_turn("L’eau ?", WATER)]

    assert after_editing(now, first_version()) == ("q-et-le-vent", "q-et-le-bois", "q-qui-gere-l-eau")


def test_an_answer_cut_in_two_keeps_its_anchor_with_the_question() -> None:
    water, *others = first_version()
    first, second = WATER.split(", ")
    now = [a_turn("Qui gère l’eau ?", first), a_turn(None, second), *others]

    assert after_editing(now, [water, *others])[:2] == (
        "q-qui-gere-l-eau",
        "t-repare-les-conduites-et-fixe-le-tarif-avec-les",
    )


def test_a_new_turn_never_takes_an_old_anchor() -> None:
    other = a_turn("Et le vent", "Une réponse neuve sur la mer, le sel et les marées.")
    now = [other, *first_version()[:2]]

    assert after_editing(now, first_version()) == ("q-et-le-vent-2", "q-qui-gere-l-eau", "q-et-le-bois")


def test_a_turn_with_a_repeated_question_is_known_by_its_answer() -> None:
    before = [a_turn("Et ensuite ?", WATER), a_turn("Et ensuite ?", WOOD), a_turn("Et ensuite ?", WIND)]
    now = [a_turn("Et ensuite ?", "Déjà, " + WIND), a_turn("Et ensuite ?", WOOD)]

    assert after_editing(now, before) == ("q-et-ensuite-3", "q-et-ensuite-2")


words = st.sampled_from(["eau", "bois", "vent", "régie", "canal", "moulin", "tarif", "forêt", "école", "Et ensuite ?"])
texts = st.lists(words, min_size=1, max_size=12).map(" ".join)
versions = st.lists(st.builds(a_turn, st.one_of(st.none(), texts), texts), max_size=8)


@settings(deadline=None)
@given(versions, versions)
def test_anchors_are_unique_and_saving_again_moves_none(before: list[Turn], now: list[Turn]) -> None:
    anchors = after_editing(now, before)

    assert len(set(anchors)) == len(now)
    assert len(set(after_editing(now, now))) == len(now)


@given(st.permutations(first_version()))
def test_any_order_keeps_the_anchors(now: list[Turn]) -> None:
    expected = dict(zip((turn.words for turn in first_version()), assign_anchors(first_version(), []), strict=True))

    assert after_editing(now, first_version()) == tuple(expected[turn.words] for turn in now)


def test_many_long_turns_are_matched_at_once() -> None:
    before = [a_turn(f"Question {n} ?", " ".join(f"mot{n}x{k}" for k in range(500))) for n in range(300)]
    now = [a_turn(f"Nouvelle question {n} ?", plain) for n, plain in enumerate(turn.html[3:-4] for turn in before)]

    assert after_editing(now, before) == assign_anchors(before, [])

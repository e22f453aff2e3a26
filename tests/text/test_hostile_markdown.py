"""Text made to hurt: it stays small, shallow and quick, however it is nested or repeated."""

from itertools import accumulate
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.interview import read_turns
from blog.text.markdown import render_comment
from blog.text.sanitise import COMMENT, sanitise
from blog.text.walking import VOID_TAGS, Kind, walk

LONGEST_COMMENT = 5_000
LONG_ARTICLE = 50_000
HANG = 20  # seconds, where less than one is usual: a guard against hanging, not a measurement

PATTERNS = [
    *("[", "![", "[![", "]", "[]", "[a](", "[](", "[a](<b", '[a](b "', "[a](/x)", "![a](/x)", "[a][b]", "("),
    *("*", "**", "***a", "*a ", "**a ", "*_", "_a_", "**x**", "*a_b", "a**b_c", "_*a*_ ", "`", "`a", "`a``"),
    *("<", "<a", "<b>", "<!--", "<a@b.c>", "<https://", "</p>", "&", "&#", "&amp;", "&#8238;", "\\", "\"'"),
    *(
        ">",
        "> ",
        "> a\n\n",
        ">\n",
        "> > - ",
        "- ",
        "- a\n",
        "1. ",
        "1)\n",
        "# a\n",
        "## a\n\nb\n\n",
        "a\n=\n",
    ),
    *(
        "a\n",
        "a\n\n",
        "```\n",
        "~~~a\n",
        "    a\n\n",
        "\t",
        " ",
        "[a]: /b\n",
        "<!--more-->\n\na\n\n",
        "www.",
        "a@",
    ),
    *("«", "»", " ?", "a?", "a :", "::", "\u0301", "\u200b", "\u202e", "\0", "\u2028", "🏴\u200d", "\ud800"),
]


def filled(pattern: str, length: int) -> str:
    return (pattern * (length // len(pattern) + 1))[:length]


def depth(html: str) -> int:
    steps = {Kind.OPEN: 1, Kind.CLOSE: -1}
    return max(accumulate((steps.get(each.kind, 0) for each in walk(html) if each.tag not in VOID_TAGS), initial=0))


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_hostile_comment_stays_small_shallow_and_quick(pattern: str) -> None:
    began = perf_counter()

    shown = render_comment(filled(pattern, LONGEST_COMMENT), "fr")

    assert perf_counter() - began < HANG
    assert len(shown) <= 12 * LONGEST_COMMENT
    assert depth(shown) <= 24


@pytest.mark.parametrize("pattern", ["[", "![", "***a", "**x**", "*_", "```\n", "- a\n", "> a\n\n", "# a\n", " ", "« "])
def test_a_hostile_article_does_not_hang(pattern: str) -> None:
    began = perf_counter()

    read_turns(filled(pattern, LONG_ARTICLE), "fr")

    assert perf_counter() - began < HANG


@pytest.mark.parametrize(
    "typed",
    [
        "> " * 40 + "au fond",
        "- " * 40 + "au fond",
        "> - " * 20 + "au fond",
        "".join("  " * level + "- pas\n" for level in range(40)) + "au fond",
        "*a **b " * 20 + "au fond",
        "".join("*_"[level % 2] for level in range(40)) + "au fond" + "".join("_*"[level % 2] for level in range(40)),
        "[" * 40 + "au fond" + "](/a)" * 40,
    ],
)
def test_what_is_nested_too_deep_is_still_there(typed: str) -> None:
    shown = render_comment(typed, "fr")

    assert "au fond" in shown
    assert depth(shown) <= 24


def test_a_long_address_named_thousands_of_times_does_not_blow_up_the_page() -> None:
    source = f"[a]: /{'b' * 1500}\n\n" + "[a]" * 10_000

    (turn,) = read_turns(source, "fr")

    assert len(turn.html) < 2 * len(source)


def test_an_honest_reference_is_a_link() -> None:
    (turn,) = read_turns("Voir [la régie][r].\n\n[r]: https://exemple.org", "fr")

    assert turn.html == '<p>Voir <a href="https://exemple.org">la régie</a>.</p>'


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PATTERNS), max_size=12).map("".join))
def test_any_mixture_is_clean_when_it_is_shown(typed: str) -> None:
    shown = render_comment(typed, "fr")

    assert sanitise(shown, COMMENT) == shown
    assert depth(shown) <= 24

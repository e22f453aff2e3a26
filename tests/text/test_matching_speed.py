"""Annotating takes as many steps as the text asks for, however large the glossary is. `benchmarks/` has the seconds."""

import sys
from collections.abc import Callable

from blog.text.glossary import annotate, words_in
from blog.text.lexicon import Lexicon, Term
from blog.text.prose import Prose

TEXT = "<p>La régie des eaux et la régie de quartier, une régie, la CCPE, et le canal 3.</p>"
NAMES = ["régie", "régie des eaux", "régie de quartier", "CCPE", "canal 3"]


def a_lexicon(others: int) -> Lexicon:
    """Names that the text mentions, and others that begin with the same word."""
    names = [*NAMES, *(f"régie {number}" for number in range(others)), *(f"mot{number}" for number in range(others))]
    return Lexicon([Term.named(name, key=f"k{index}", language="fr") for index, name in enumerate(names)])


def steps(act: Callable[[], object]) -> int:
    """Calls of functions of Python."""
    calls = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(None)
    return calls


def test_annotating_takes_no_more_steps_with_more_entries() -> None:
    prose = Prose.read(TEXT)
    small, large = a_lexicon(others=10), a_lexicon(others=3_000)
    annotate([prose], a_lexicon(others=0), "fr")  # what is remembered between texts

    assert steps(lambda: annotate([prose], large, "fr")) == steps(lambda: annotate([prose], small, "fr"))
    assert len(annotate([prose], large, "fr").uses) == len(NAMES)


def test_annotating_takes_steps_in_proportion_to_the_text() -> None:
    lexicon = a_lexicon(others=100)
    once, ten_times = ([Prose.read(TEXT * times)] for times in (1, 10))
    annotate(once, lexicon, "fr")

    taken = steps(lambda: annotate(ten_times, lexicon, "fr"))

    assert taken <= 10 * steps(lambda: annotate(once, lexicon, "fr"))


def test_a_text_asks_for_its_words_alone_and_two_in_a_row() -> None:
    prose = [Prose.read("<p>L’Eau des <em>villes</em></p>"), Prose.read('<p><span data-term="Quai">là</span></p>')]

    asked = words_in(prose)

    assert {"l", "l eau", "eau", "eau des", "des", "des villes", "villes", "quai", "la"} <= asked
    assert "eau villes" not in asked

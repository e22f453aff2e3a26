"""Whatever the glossary holds goes into a file and comes back the same."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blog.errors import Invalid
from blog.glossary import files, service, standing, writing
from blog.glossary.entry import LANGUAGES, Entry
from blog.glossary.files import Tally
from blog.glossary.models import TermStatus
from tests.factories import all_terms

WORDS = st.sampled_from(
    ["crane", "Crâne", "crane-2", "/crane", "crane (bird)", "a|b", "=1+1", "-", "'@x", "mill", "SCOP"]
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NAMES = WORDS | TEXTS
SENSES = st.sampled_from(["", "", "bird", "device", "a (b)"])
LISTS = st.lists(NAMES, max_size=2).map(tuple)
ENTRIES = st.builds(
    Entry,
    label=NAMES,
    language=st.sampled_from(LANGUAGES),
    aliases=LISTS,
    definition=TEXTS | WORDS,
    text=TEXTS,
    status=st.sampled_from(TermStatus),
    sense=SENSES,
    topics=LISTS,
    origin=NAMES,
    licence=NAMES,
    inflects=st.booleans(),
    is_exact=st.booleans(),
    spares_names=st.booleans(),
    added_forms=LISTS,
    dropped_forms=LISTS,
)


def a_glossary(typed: list[Entry], chance: random.Random) -> None:
    """What of it editors could have typed, with links both ways between entries."""
    clear()
    for entry in typed:
        with suppress(Invalid):
            writing.add(entry)
    addresses = [f"/{term.slug}" for term in all_terms()]
    for term in all_terms():
        others = tuple(chance.sample(addresses, min(2, len(addresses))))
        translation = chance.choice(["", *addresses])
        for linked in ({"see_also": others}, {"translation": translation}):
            with suppress(Invalid):
                writing.revise(term, replace(service.as_entry(term), **linked), seen=term.revision)


def clear() -> None:
    for term in all_terms():
        writing.remove(term)


def stands() -> dict[str, object]:
    """Everything by address, links by the addresses that they lead to."""
    return {
        each.slug: (
            replace(each.entry, translation="", see_also=()),
            each.translation and each.translation.slug,
            {other.slug for other in each.see_also},
        )
        for each in standing.every()
    }


@pytest.mark.parametrize("kind", files.WRITERS)
@settings(max_examples=150, deadline=None)
@given(typed=st.lists(ENTRIES, max_size=6), chance=st.randoms(use_true_random=False))
@example(
    typed=[
        Entry(label="Derrick", aliases=("crane",), language="en"),
        Entry(label="Crane", sense="bird", language="en"),
        Entry(label="Crâne", language="fr"),
    ],
    chance=random.Random(1),
)
def test_a_glossary_survives_a_file(app, tmp_path_factory, kind, typed, chance):
    a_glossary(typed, chance)
    before = stands()
    path = Path(tmp_path_factory.mktemp("round") / f"glossary.{kind}")
    path.write_text(files.give(kind), newline="")

    assert files.take(path) == Tally(new=0, revised=0, unchanged=len(before))
    assert stands() == before
    clear()
    assert files.take(path) == Tally(new=len(before), revised=0, unchanged=0)
    assert stands() == before
    assert path.read_bytes().decode() == files.give(kind)

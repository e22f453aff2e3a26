"""What editors decide: how often, where not, which sense, which mention; and the words that an author ties by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blog.text.forms import forms_for
from blog.text.glossary import Annotation, Marking, Occurrence, Place, annotate
from blog.text.interview import read_turns
from blog.text.lexicon import Lexicon, Term
from blog.text.mentions import Reason, Scope
from blog.text.prose import Prose
from blog.text.slugs import slugify
from blog.text.words import plain_text

QUAY = """\
## What is the quay for?

The quay is for cranes. A quay without a crane is a wall.

> On the quay, said the crane driver.

## And the wall?

The wall holds the quay. No crane stands on it.
"""


def a_term(label: str, *aliases: str, language: str = "en", **more: object) -> Term:
    return replace(Term.named(label, *aliases, key=slugify(label), language=language), **more)


def annotated(source: str, *terms: Term, language: str = "en", **marking: object) -> Annotation:
    fragments = [Prose.read(turn.html) for turn in read_turns(source, language)]
    return annotate(fragments, Lexicon(terms), language, Marking(**marking))  # type: ignore[arg-type]


def marks(source: str, *terms: Term, language: str = "en", **marking: object) -> list[tuple[str, int, int]]:
    """Term, fragment and number of each mark."""
    uses = annotated(source, *terms, language=language, **marking).marks
    return [(use.key, use.place.fragment, use.place.number) for use in uses]


@pytest.mark.parametrize(
    ("occurrence", "expected"),
    [
        (Occurrence.ARTICLE, [("quay", 0, 0), ("crane", 0, 0)]),
        (Occurrence.QUESTION, [("quay", 0, 0), ("crane", 0, 0), ("quay", 1, 0), ("crane", 1, 0)]),
        (
            Occurrence.EVERY,
            [("quay", 0, 0), ("crane", 0, 0), ("quay", 0, 1), ("crane", 0, 1), ("quay", 1, 0), ("crane", 1, 0)],
        ),
        (Occurrence.NEVER, []),
    ],
)
def test_a_term_is_marked_as_often_as_the_article_says(occurrence, expected):
    assert marks(QUAY, a_term("quay"), a_term("crane"), occurrence=occurrence) == expected


def test_of_many_marks_in_a_paragraph_the_first_stay_and_the_others_wait_for_the_next_one():
    assert marks(QUAY, a_term("quay"), a_term("crane"), most=1) == [("quay", 0, 0), ("crane", 1, 0)]


def test_quotations_are_marked_where_the_article_says_so():
    source = "## Who?\n\n> The quay.\n\nA quay.\n"

    assert marks(source, a_term("quay"), scope=Scope(in_quotations=True)) == [("quay", 0, 0)]
    assert (
        annotated(source, a_term("quay")).uses[0].start
        > annotated(source, a_term("quay"), scope=Scope(in_quotations=True)).uses[0].start
    )


def test_a_term_is_skipped_where_the_article_says_so():
    assert marks(QUAY, a_term("quay"), a_term("crane"), scope=Scope(skipped=frozenset({"quay"}))) == [("crane", 0, 0)]


def test_another_mention_is_made_the_first():
    result = annotated(QUAY, a_term("quay"), first={"quay": Place(fragment=0, number=1)})

    assert [(use.place, use.reason) for use in result.marks] == [(Place(fragment=0, number=1), Reason.FIRST)]


def test_every_mention_is_listed_whether_it_bears_a_mark_or_not():
    result = annotated(QUAY, a_term("quay"), first={"quay": Place(fragment=1)})

    places = [(use.place.fragment, use.place.number, use.reason) for use in result.mentions]
    assert places == [(0, 0, Reason.LABEL), (0, 1, Reason.LABEL), (1, 0, Reason.FIRST)]


def test_a_chosen_first_mention_that_is_no_longer_there_is_forgotten():
    assert marks(QUAY, a_term("quay"), first={"quay": Place(fragment=7)}) == [("quay", 0, 0)]


def test_each_other_question_repeats_the_mark_quietly_and_without_an_anchor():
    result = annotated(QUAY, a_term("quay"))

    assert [(use.place.fragment, use.is_quiet) for use in result.uses] == [(0, False), (1, True)]
    assert '<span class="gl gl-again">quay<button' in result.fragments[1]
    assert "".join(result.fragments).count('id="gl-quay"') == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Le responsable de France Cluster parle.", []),
        ("Le Cluster Morvan et un cluster.", ["cluster"]),
        ("Cluster Morvan a dix ans.", []),
        ("Clusters et pôles se parlent.", ["Clusters"]),
        ("Oui. « Cluster » est un mot anglais.", ["Cluster"]),
        ("**Ana Roy :** Clusters, toujours.", ["Clusters"]),
        ("Un CLUSTER.", []),
    ],
)
def test_a_capital_may_be_a_proper_name(text, found):
    cluster = a_term("Cluster", language="fr", spares_names=True)

    assert [use.form for use in annotated(f"## Q ?\n\n{text}\n", cluster, language="fr").uses] == found


def test_an_exact_term_counts_in_its_own_letters_only():
    forms = forms_for("Relais", (), "fr", is_exact=True)
    term = Term(key="relais", label="Relais", language="fr", forms=forms)

    assert [use.form for use in annotated("## Q ?\n\nLe relais du Relais.\n", term, language="fr").uses] == ["Relais"]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ({}, ["pôle local", "PL", "pôles locaux"]),
        ({"inflects": False}, ["pôle local", "PL"]),
        ({"dropped": ["pôles locaux"]}, ["pôle local", "PL"]),
        ({"dropped": ["pôle local"]}, ["pôle local", "PL", "pôles locaux"]),  # the label stays
        ({"added": ["PLs", "pôles locaux"]}, ["pôle local", "PL", "PLs", "pôles locaux"]),
    ],
)
def test_forms_are_made_by_rule_and_changed_by_hand(made, expected):
    forms = forms_for("pôle local", ["PL"], "fr", **made)

    assert [form.text for form in forms] == expected
    assert {form.text for form in forms if form.is_exact} == {"PL", "PLs"} & set(expected)


def test_a_term_for_a_topic_is_marked_in_articles_about_it_alone():
    term = a_term("quay", topics=frozenset({"harbours"}))

    assert marks(QUAY, term) == []
    assert marks(QUAY, term, scope=Scope(topics=frozenset({"harbours", "money"}))) == [("quay", 0, 0)]


def test_a_sense_for_the_article_s_topic_goes_before_one_for_any():
    general, special = a_term("quay"), a_term("Wharf", "quay", topics=frozenset({"harbours"}))

    assert marks(QUAY, general, special) == [("quay", 0, 0)]
    assert marks(QUAY, general, special, scope=Scope(topics=frozenset({"harbours"}))) == [("wharf", 0, 0)]


def test_a_sense_is_chosen_for_an_article():
    result = annotated(QUAY, a_term("quay"), a_term("Wharf", "quay"), scope=Scope(senses=frozenset({"wharf"})))

    assert [(use.key, use.reason) for use in result.marks] == [("wharf", Reason.SENSE)]
    assert result.doubts == ()


@pytest.mark.parametrize(
    ("scope", "others"),
    [
        (Scope(senses=frozenset({"wharf"})), ("quay",)),
        (Scope(skipped=frozenset({"quay"})), ("quay",)),
        (Scope(skipped=frozenset({"quay"}), senses=frozenset({"wharf"})), ("quay",)),
    ],
)
def test_a_mention_says_which_other_entries_could_be_meant(scope, others):
    result = annotated(QUAY, a_term("quay"), a_term("Wharf", "quay"), scope=scope)

    assert {(use.key, use.others) for use in result.mentions} == {("wharf", others)}


def test_skipping_one_of_two_senses_leaves_the_other():
    assert marks(QUAY, a_term("quay"), a_term("Wharf", "quay"), scope=Scope(skipped=frozenset({"quay"}))) == [
        ("wharf", 0, 0)
    ]


TIED = "## Q?\n\nA quay. The [[stone edge|quay]] of it, and the [[quay|]] at Orwick.\n"


def test_words_are_tied_to_an_entry_and_bear_its_one_mark():
    result = annotated(TIED, a_term("quay"))

    assert [(use.form, use.reason) for use in result.marks] == [("stone edge", Reason.TIED)]
    assert [plain_text(each) for each in result.fragments] == ["A quay. The stone edge of it, and the quay at Orwick."]


def test_words_tied_to_nothing_are_left_alone():
    source = "## Q?\n\nThe [[quay|]] at Orwick has a quay.\n"

    (use,) = annotated(source, a_term("quay")).marks

    assert use.start > source.index("Orwick") - len("## Q?\n\n[[|]]")


def test_a_passage_is_left_alone_with_all_that_is_in_it():
    source = "## Q?\n\n[[The quay, *the old quay*\nand its quay,|]] not that quay.\n"

    (use,) = annotated(source, a_term("quay")).marks

    assert use.start > len("The quay, the old quay and its quay, not")
    assert "<em>the old quay</em>" in read_turns(source, "en")[0].html


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("**Ana:** The [[edge|quay]] and the rest.", "Ana: The edge and the rest."),
        ("*Ana* the [[edge|quay]] end.", "Ana the edge end."),
        ("A **bold [[edge|quay]]** end.", "A bold edge end."),
        ("A **bold** and [[edge|quay]] end.", "A bold and edge end."),
        ("A [[*soft* edge|quay]] and *more* [[quay|]] here.", "A soft edge and more quay here."),
        ("- The **one**\n- the [[edge|quay]] *and* [[quays]]", "The one\nthe edge and quays"),
        ("[a](https://a.example) *b* [[edge|quay]] `c` **d**", "a b edge c d"),
    ],
)
def test_a_tie_takes_no_word_from_what_stands_around_it(source, words):
    (turn,) = read_turns(f"## Q?\n\n{source}\n", "en")

    assert plain_text(turn.html) == words
    assert plain_text(annotated(f"## Q?\n\n{source}\n", a_term("quay")).fragments[0]) == words


@pytest.mark.parametrize("name", ["quay", "Quay", "quays", "wharf", "Q.", "q"])
def test_a_tie_names_an_entry_by_any_of_its_names(name):
    result = annotated(f"## Q?\n\nThe [[edge|{name}]].\n", a_term("quay", "wharf", "Q."))

    assert [use.key for use in result.uses] == (["quay"] if name != "q" else [])
    assert result.lost == (() if name != "q" else ("q",))


def test_a_tie_alone_names_the_entry_by_the_words():
    assert [use.form for use in annotated("## Q?\n\nThe [[quays]].\n", a_term("quay")).uses] == ["quays"]


def test_a_tie_to_a_name_of_several_entries_waits_for_a_choice():
    result = annotated("## Q?\n\nThe [[edge|quay]].\n", a_term("quay"), a_term("Wharf", "quay"))

    assert result.uses == ()
    assert [doubt.form for doubt in result.doubts] == ["edge"]


@pytest.mark.parametrize("source", ["`[[quay]]`", "[[quay]](https://a.example)", "[[a](https://a.example)]", "[[]]"])
def test_what_only_looks_like_a_tie_is_none(source):
    assert "data-term" not in read_turns(f"## Q?\n\n{source}\n", "en")[0].html


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("« Pôle territorial » (PT), le PT", ["Pôle territorial", "PT"]),
        ("Pôle territorial (« PT »)", ["Pôle territorial"]),
        ("PT (pôle territorial)", ["PT"]),
        ("pôle territorial (le PT)", ["pôle territorial", "PT"]),
        ("pôle territorial (PT et autres)", ["pôle territorial", "PT"]),
    ],
)
def test_an_expansion_and_its_acronym_are_one_mention(text, found):
    term = a_term("PT", "pôle territorial", language="fr")

    result = annotated(f"## Q ?\n\n{text}\n", term, language="fr", occurrence=Occurrence.EVERY)

    assert [use.form for use in result.uses] == found

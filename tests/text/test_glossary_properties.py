"""What is true of every annotation, whatever the text and the glossary."""

import random
from collections import Counter
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from blog.text.glossary import Annotation, Marking, Occurrence, Place, annotate
from blog.text.lexicon import Lexicon, Term
from blog.text.mentions import Scope
from blog.text.prose import QUOTATION_TAGS, ZONE_CLASSES, ZONE_TAGS, Prose
from blog.text.sanitise import ARTICLE, sanitise
from blog.text.walking import VOID_TAGS, Kind, walk
from blog.text.words import plain_text

LABELS = [
    "SCIC",
    "Régie",
    "Circuit court",
    "Court",
    "Tiers-lieu",
    "Projet d’eau",
    "Eau",
    "Canal de l’eau",
    "R&D",
]

scraps = st.sampled_from(
    [
        *("scic", "SCIC", "régies", "regie", "circuits courts", "circuit", "court", "tiers-lieux", "tiers"),
        *(
            "projet d’eau",
            "l'eau",
            "eau",
            "canaux de l’eau",
            "R&amp;D",
            "&lt;eau&gt;",
            "&quot;",
            "www.eau.fr",
        ),
        *("[[court|régie]]", "[[eau|]]", "[[SCIC]]"),
        *(" ", " ", "\n", "\u00a0", "-", "’", ". ", "(", ")", "\u00ad", "e\u0301au"),
        *("<p>", "</p>", "<b>", "</b>", "<em>", "</em>", '<a href="/x">', "</a>", "<br>", "<h3>", "</h3>"),
        *(
            "<blockquote>",
            "</blockquote>",
            "<code>",
            "</code>",
            '<b class="speaker">',
            "<ul><li>",
            "</li></ul>",
        ),
    ]
)
TIES = {
    "[[court|régie]]": '<span data-term="régie">court</span>',
    "[[eau|]]": '<span data-term="">eau</span>',
    "[[SCIC]]": '<span data-term="SCIC">SCIC</span>',
}
fragments = st.lists(scraps, max_size=25).map(
    lambda parts: sanitise("".join(TIES.get(part, part) for part in parts), ARTICLE)
)
articles = st.lists(fragments, max_size=3)
glossaries = st.lists(st.sampled_from(LABELS), unique=True, max_size=len(LABELS)).map(
    lambda labels: [Term.named(label, key=f"k{LABELS.index(label)}", language="fr") for label in labels]
)
KEYS = [f"k{number}" for number in range(len(LABELS))]
some_keys = st.frozensets(st.sampled_from(KEYS), max_size=3)
markings = st.builds(
    Marking,
    occurrence=st.sampled_from(Occurrence),
    most=st.integers(0, 2),
    scope=st.builds(Scope, skipped=some_keys, senses=some_keys, in_quotations=st.booleans()),
    first=st.dictionaries(
        st.sampled_from(KEYS), st.builds(Place, fragment=st.integers(0, 3), number=st.integers(0, 2)), max_size=3
    ),
)
widely = settings(max_examples=120, deadline=None)


@widely
@given(articles, glossaries)
def test_the_text_is_the_author_s(article: list[Markup], terms: list[Term]) -> None:
    result = annotated(article, terms)

    assert [plain_text(each) for each in result.fragments] == [plain_text(each) for each in article]


@widely
@given(articles, glossaries)
def test_taking_the_marks_out_gives_the_fragments_back(article: list[Markup], terms: list[Term]) -> None:
    result = annotated(article, terms)

    assert ["".join(without_marks(each)) for each in result.fragments] == article


@widely
@given(articles, glossaries)
def test_a_term_has_one_mark_and_at_most_one_quiet_one_a_fragment(article: list[Markup], terms: list[Term]) -> None:
    result = annotated(article, terms)

    whole = "".join(result.fragments)
    assert all(times == 1 for times in Counter(use.key for use in result.marks).values())
    assert all(times == 1 for times in Counter((use.key, use.place.fragment) for use in result.uses).values())
    assert all(whole.count(f'id="gl-{use.key}"') == 1 for use in result.uses)
    assert whole.count("<button") == len(result.uses)


@widely
@given(articles, glossaries, markings)
def test_whatever_editors_decide_the_text_is_the_author_s(
    article: list[Markup], terms: list[Term], marking: Marking
) -> None:
    result = annotated(article, terms, marking)

    assert ["".join(without_marks(each)) for each in result.fragments] == article
    assert not {use.key for use in result.uses} & marking.scope.skipped
    for fragment in result.fragments:
        assert_marks_stand_free(fragment, quotations=marking.scope.in_quotations)


@widely
@given(articles, glossaries, markings)
def test_what_was_marked_is_marked_alike_again(article: list[Markup], terms: list[Term], marking: Marking) -> None:
    first = annotated(article, terms, marking)

    unmarked = [Markup("".join(without_marks(each))) for each in first.fragments]

    assert annotated(unmarked, terms, marking) == first


@widely
@given(articles, glossaries)
def test_marks_are_never_nested_and_never_in_a_zone(article: list[Markup], terms: list[Term]) -> None:
    for fragment in annotated(article, terms).fragments:
        assert_marks_stand_free(fragment)


@widely
@given(articles, glossaries, st.randoms())
def test_the_order_of_terms_means_nothing(article: list[Markup], terms: list[Term], by: random.Random) -> None:
    shuffled = by.sample(terms, len(terms))

    assert annotated(article, shuffled) == annotated(article, terms)


@widely
@given(articles, st.sampled_from(["fr", "en"]))
def test_without_terms_nothing_changes(article: list[Markup], language: str) -> None:
    result = annotate([Prose.read(each) for each in article], Lexicon([]), language)

    assert (list(result.fragments), result.uses) == (article, ())


@widely
@given(articles, glossaries)
def test_the_lead_alone_has_the_marks_it_has_in_the_whole(article: list[Markup], terms: list[Term]) -> None:
    assume(not any("data-term" in fragment for fragment in article[1:]))  # a tie there would bear the mark

    lead = annotated(article[:1], terms)

    assert annotated(article, terms).fragments[:1] == lead.fragments


def annotated(article: list[Markup], terms: list[Term], marking: Marking | None = None) -> Annotation:
    return annotate([Prose.read(each) for each in article], Lexicon(terms), "fr", marking)


def without_marks(html: str) -> list[str]:
    """The pieces that were there before: no button, no span but a tie."""
    kept, ties = [], []
    for piece in walk(html):
        if piece.tag == "span":
            is_tie = piece.tie is not None if piece.kind is Kind.OPEN else ties.pop()
            if piece.kind is Kind.OPEN:
                ties.append(is_tie)
            if is_tie:
                kept.append(piece.raw)
        elif piece.tag != "button":
            kept.append(piece.raw)
    return kept


def assert_marks_stand_free(html: str, *, quotations: bool = False) -> None:
    zones = ZONE_TAGS if quotations else ZONE_TAGS | QUOTATION_TAGS
    opened: list[str] = []
    for before, piece in pairwise([None, *walk(html)]):
        if piece and piece.kind is Kind.OPEN and piece.tag not in VOID_TAGS:
            if "gl" in piece.classes:
                inside_tie = "tie" in opened
                assert (ZONE_TAGS if inside_tie else zones).isdisjoint(opened)
                assert "span" not in opened
            if piece.tag == "button":
                assert before is not None
                assert before.kind is Kind.TEXT
                assert opened[-1] == "span"
            opened.append("code" if piece.classes & ZONE_CLASSES else "tie" if piece.tie is not None else piece.tag)
        elif piece and piece.kind is Kind.CLOSE:
            opened.pop()

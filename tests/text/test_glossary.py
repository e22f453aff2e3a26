"""The first mention of each term is marked, as an author and a reader expect (AC1-AC11, AC13)."""

from dataclasses import replace

import pytest

from blog.text.glossary import Annotation, annotate
from blog.text.interview import read_turns
from blog.text.lexicon import Lexicon, Term
from blog.text.prose import Prose
from blog.text.slugs import slugify
from blog.text.words import plain_text

SOURCE = """
## Les coopératives et les régies, « SCIC » ou non, changent-elles la gestion de l’eau ?

**Léa Roy :** Dans la vallée, trois régies sont nées en dix ans, souvent à côté d’une « Societe cooperative
d’interet collectif » (SCIC) comme celle du moulin. Les communautés citoyennes de partage d’énergie (CCPE)
sont venues ensuite.

La régie Val d’Ombre et la SCIC du moulin se parlent. À Paris, Régie Bleue est une marque.

Le partage, chez nous, se décide à la mairie.

## La SCIC partage-t-elle ?

Le partage, la régie, la CCPE : tout cela est lent.
"""


def terms(*, aliases: bool = True) -> list[Term]:
    names = {
        "SCIC": ["Société coopérative d’intérêt collectif"],
        "Partage": [],
        "CCPE": ["communauté citoyenne de partage d’énergie"],
        "Régie": ["service public direct"],
    }
    return [a_term(label, *(others if aliases else [])) for label, others in names.items()]


def a_term(label: str, *others: str, language: str = "fr") -> Term:
    return Term.named(label, *others, key=slugify(label), language=language)


def marks(html: str, *known: Term, language: str = "fr") -> list[str]:
    """The words marked in a piece of HTML."""
    return [use.form for use in annotated(html, *known, language=language).uses]


def annotated(html: str, *known: Term, language: str = "fr") -> Annotation:
    return annotate([Prose.read(html)], Lexicon(known), language)


def interview(known: list[Term]) -> list[tuple[str, str, int]]:
    fragments = [Prose.read(turn.html) for turn in read_turns(SOURCE, "fr")]
    return [(use.key, use.form, use.place.fragment) for use in annotate(fragments, Lexicon(known), "fr").marks]


def test_an_interview_is_marked_once_for_each_term_at_its_first_form() -> None:
    assert interview(terms()) == [
        ("regie", "régies", 0),
        ("scic", "Societe cooperative\nd’interet collectif", 0),
        ("ccpe", "communautés citoyennes de partage d’énergie", 0),
        ("partage", "partage", 0),
    ]


def test_without_aliases_the_acronyms_are_marked_and_the_inner_word_too() -> None:
    assert interview(terms(aliases=False)) == [
        ("regie", "régies", 0),
        ("scic", "SCIC", 0),
        ("partage", "partage", 0),
        ("ccpe", "CCPE", 0),
    ]


def test_the_mark_is_the_word_and_an_empty_button() -> None:
    (fragment,) = annotated("<p>Une régie (SCIC).</p>", *terms()).fragments

    assert fragment == (
        '<p>Une <span class="gl">régie<button type="button" id="gl-regie" popovertarget="g-regie" '
        'aria-label="Définition\u202f: Régie"></button></span> ('
        '<span class="gl">SCIC<button type="button" id="gl-scic" popovertarget="g-scic" '
        'aria-label="Définition\u202f: SCIC"></button></span>).</p>'
    )


def test_words_with_a_space_may_wrap_and_english_has_its_own_label() -> None:
    (fragment,) = annotated("<p>A land trust.</p>", a_term("Land trust", language="en"), language="en").fragments

    assert '<span class="gl gl-long">land trust<button type="button" id="gl-land-trust"' in fragment
    assert 'aria-label="Definition: Land trust"' in fragment


def test_a_hyphen_does_not_make_a_word_long() -> None:
    (fragment,) = annotated("<p>Un tiers-lieu.</p>", a_term("Tiers-lieu")).fragments

    assert '<span class="gl">tiers-lieu<button' in fragment


def test_a_label_is_escaped() -> None:
    term = replace(Term.named("R&D", key="r-d", language="fr"), label='R&D "<b>"')
    (fragment,) = annotated("<p>La R&amp;D &lt;ici&gt;.</p>", term).fragments

    assert 'aria-label="Définition\u202f: R&amp;D &#34;&lt;b&gt;&#34;"' in fragment
    assert fragment.startswith('<p>La <span class="gl">R&amp;D<button')
    assert plain_text(fragment) == "La R&D <ici>."


@pytest.mark.parametrize(
    "zone",
    [
        *(
            '<a href="/x">{}</a>',
            "<h3>{}</h3>",
            "<h6>{}</h6>",
            "<code>{}</code>",
            "<pre><code>{}</code></pre>",
        ),
        *(
            "<kbd>{}</kbd>",
            "<samp>{}</samp>",
            "<figcaption>{}</figcaption>",
            "<dfn>{}</dfn>",
            "<abbr>{}</abbr>",
        ),
        *(
            "<q>{}</q>",
            "<blockquote><p>{}</p></blockquote>",
            '<b class="speaker">{}</b>',
            "<button>{}</button>",
        ),
        *('<span class="x no-gl">{}</span>', '<a href="/x"><em>{}</em><br></a>', "<q><q>x</q>{}</q>"),
    ],
)
def test_a_zone_gets_no_mark_and_uses_none_up(zone: str) -> None:
    kept_out = zone.format("régie")

    (fragment,) = annotated(f"<div>{kept_out}<p>Une régie</p></div>", a_term("Régie")).fragments

    assert fragment.startswith(f'<div>{kept_out}<p>Une <span class="gl"')


def test_a_match_lies_in_one_text_node() -> None:
    known = a_term("Projet d’eau"), a_term("Eau")

    assert marks("<p>un projet d’<em>eau</em></p>", *known) == ["eau"]
    assert marks("<p>projet</p><p>d’eau</p>", *known) == ["eau"]
    assert marks("<p>www.exemple.org</p><p>eau</p>", *known) == ["eau"]


def test_the_longest_name_wins_even_where_it_is_not_marked_again() -> None:
    known = a_term("CCPE", "communauté de partage"), a_term("Partage")

    assert marks("<p>communauté de partage, communauté de partage, partage</p>", *known) == [
        "communauté de partage",
        "partage",
    ]


def test_an_expansion_and_its_acronym_are_one_mark() -> None:
    known = a_term("CCPE", "communauté de partage")

    assert marks("<p>une communauté de partage (CCPE), la CCPE</p>", known) == ["communauté de partage"]
    assert marks("<p>la CCPE, ou communauté de partage</p>", known) == ["CCPE"]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Dû", "Je viens du nord.", []),
        ("Dû", "Le loyer est dû. DU 3 MARS.", ["dû"]),
        ("Pêche", "C’est un péché, pas une pêche.", ["pêche"]),
        ("Écluse", "Ecluse fermée, ÉCLUSE ouverte.", ["Ecluse"]),
        ("Ecluse", "Une écluse.", ["écluse"]),
        ("écluse", "Une ecluse.", []),
        ("Écluse à sas", "Une ecluse a sas.", ["ecluse a sas"]),
        ("Œillère", "Sans oeillère.", ["oeillère"]),
        ("A", "Elle a mis la lettre à part, puis A.", ["A"]),
    ],
)
def test_an_accent_may_be_missing_on_a_capital_and_in_a_long_name_but_tells_words_apart(name, text, found) -> None:
    assert marks(f"<p>{text}</p>", a_term(name)) == found


def test_words_that_two_terms_explain_have_no_mark_until_somebody_chooses() -> None:
    first, second = a_term("Régie"), Term.named("Autre", "régies", key="other", language="fr")

    for known in ((first, second), (second, first)):
        result = annotated("<p>Des régies, une régie</p>", *known)

        assert [(use.key, use.form) for use in result.uses] == [("regie", "régie")]
        assert [(doubt.form, doubt.keys) for doubt in result.doubts] == [("régies", ("other", "regie"))]


def test_an_acronym_goes_before_a_word_of_the_same_letters() -> None:
    word, acronym = a_term("Sel"), Term.named("SEL", key="exchange", language="fr")

    uses = annotated("<p>Le SEL et le sel</p>", word, acronym).uses

    assert [(use.key, use.form) for use in uses] == [("exchange", "SEL"), ("sel", "sel")]


def test_the_first_mention_is_counted_over_all_fragments() -> None:
    fragments = [Prose.read("<p>Une régie</p>"), Prose.read("<p>La SCIC, la régie</p>")]

    result = annotate(fragments, Lexicon(terms()), "fr")

    assert [(use.key, use.place.fragment) for use in result.marks] == [("regie", 0), ("scic", 1)]
    assert len(result.fragments) == 2


def test_a_name_without_a_word_matches_nothing() -> None:
    assert marks("<p>? ! …</p>", a_term("?"), Term.named("", " ", key="x", language="fr")) == []

"""Terms, and the articles that follow them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from blog.articles import annotating, listing
from blog.database import db
from blog.errors import Invalid
from blog.glossary import service as glossary
from blog.glossary import writing
from blog.glossary.entry import Entry
from blog.glossary.models import GlossaryChange, GlossaryTerm
from blog.text.glossary import words_in
from blog.text.prose import Prose
from tests.counting import counting
from tests.factories import a_term, all_terms, an_article, fresh


def marks(article):
    return [(use.term.label, use.form) for use in fresh(article).uses if not use.is_quiet]


def test_an_article_is_marked_when_it_is_saved():
    a_term("ice house")

    article = an_article()

    assert marks(article) == [("ice house", "ice house")]
    assert 'popovertarget="g-ice-house"' in article.turns[0].marked
    assert "popovertarget" not in article.turns[0].html


def test_articles_follow_a_term_that_comes_changes_and_goes():
    article, other = an_article(), an_article(source="## Why?\n\nBecause of the tide.\n")
    source, html = article.source, article.turns[0].html

    term = a_term("Eiskeller", "ice house")
    assert annotating.follow_glossary() == 1
    assert marks(article) == [("Eiskeller", "ice house")]

    writing.revise(term, Entry(label="bicycle", definition="Two wheels.", language="en"), seen=1)
    assert annotating.follow_glossary() == 1
    assert marks(article) == [("bicycle", "bicycle")]

    writing.remove(term)
    assert annotating.follow_glossary() == 1
    assert marks(article) == []
    assert (fresh(article).source, article.turns[0].html, article.turns[0].marked) == (source, html, html)
    assert marks(other) == []


def test_a_term_without_a_definition_marks_nothing_until_it_has_one():
    article = an_article()
    term = a_term("ice house", definition="  ")
    annotating.follow_glossary()
    assert marks(article) == []

    writing.revise(term, Entry(label="ice house", definition="A cold room.", language="en"), seen=1)
    annotating.follow_glossary()

    assert marks(article) == [("ice house", "ice house")]


def test_a_reworded_definition_touches_no_article():
    an_article()
    term = a_term("ice house")
    annotating.follow_glossary()

    writing.revise(term, Entry(label="ice house", definition="Colder than the rest.", language="en"), seen=1)

    assert db.session.scalars(select(GlossaryChange)).all() == []


def test_a_change_of_very_many_names_is_followed():
    article = an_article()
    db.session.add(GlossaryChange(language="en", forms=[f"word{number}" for number in range(2000)]))
    a_term("ice house")

    annotating.follow_glossary()

    assert marks(article) == [("ice house", "ice house")]
    assert db.session.scalars(select(GlossaryChange)).all() == []


def test_a_term_of_another_language_marks_nothing_here():
    article = an_article()

    a_term("ice house", language="fr")
    annotating.follow_glossary()

    assert marks(article) == []


def test_plurals_whose_first_word_changes_are_found_too():
    article = an_article(language="fr", source="## Et ?\n\nDeux canaux latéraux gelés.\n")

    a_term("canal latéral", language="fr")
    annotating.follow_glossary()

    assert marks(article) == [("canal latéral", "canaux latéraux")]


def test_a_text_loads_the_forms_whose_first_two_words_it_has():
    for label in ("ice house", "ice", "ice cream van", "house"):
        a_term(label)
    prose = [Prose.read("<p>Ice in the ice house.</p>")]

    with counting() as asked:
        terms = glossary.terms_with("en", words_in(prose))

    assert [term.label for term in terms] == ["ice house", "ice", "house"]
    assert len(asked) == 1


def test_articles_that_use_a_term_are_listed_with_their_words():
    term = a_term("bicycle")
    article = an_article()
    an_article(published=False)

    [mention] = listing.using(term).found

    assert (mention.slug, mention.quote.words, mention.in_lead) == (article.slug, "bicycle", False)


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"label": ""}, "label"),
        ({"label": "?!"}, "label"),
        ({"label": "x" * 201}, "label"),
        ({"label": "mill", "aliases": ("…",)}, "aliases"),
        ({"label": "mill", "language": "xx"}, "language"),
        ({"label": "mill", "definition": "x" * 5001}, "definition"),
        ({"label": "Ice House"}, "label"),
        ({"label": "mill", "aliases": ("glacière",)}, "aliases"),
    ],
)
def test_a_bad_entry_is_refused_at_its_field(entry, field):
    a_term("ice house", "Glaciere")

    with pytest.raises(Invalid) as refusal:
        writing.add(Entry(**{"language": "en", "definition": "x", **entry}))

    assert refusal.value.field == field
    db.session.rollback()
    assert len(all_terms()) == 1


def test_a_term_that_two_editors_add_at_once_is_there_once(app):
    def add(number):
        with app.app_context():
            try:
                return a_term("ice house", definition=f"Number {number}.").slug
            except Invalid as refusal:
                return refusal.field

    with ThreadPoolExecutor(8) as pool:
        outcomes = sorted(pool.map(add, range(8)))

    assert outcomes == ["ice-house", *["label"] * 7]


def test_the_same_label_in_two_languages_has_two_addresses():
    slugs = [a_term("cluster", language=language).slug for language in ("fr", "en")]

    assert slugs == ["cluster", "cluster-en"]


def test_no_term_stands_where_the_desk_has_a_page_of_its_own():
    assert a_term("New").slug == "new-en"


def test_a_term_keeps_its_aliases_when_it_is_saved_unchanged():
    term = a_term("SCOP", "société coopérative", "coopérative ouvrière", language="fr")

    writing.revise(term, glossary.as_entry(term), seen=1)

    assert fresh(term).names == ("SCOP", "société coopérative", "coopérative ouvrière")


@pytest.mark.parametrize("field", ["definition", "text"])
def test_a_script_is_refused_and_nothing_is_stored(field):
    term = a_term("weir")

    with pytest.raises(Invalid, match="“<script” would run something") as new:
        a_term("ice house", **{field: "Cold. <script>alert(1)</script>"})
    with pytest.raises(Invalid, match="“javascript:” would run something") as revised:
        writing.revise(term, replace(glossary.as_entry(term), **{field: "[x](javascript:alert(1))"}), seen=1)

    assert (new.value.field, revised.value.field) == (field, field)
    assert [(each.label, each.revision) for each in db.session.scalars(select(GlossaryTerm))] == [("weir", 1)]


def test_tags_in_a_definition_are_words():
    term = a_term(definition="<b>Cold</b> `<script>alert(1)</script>`")

    assert "<p>&lt;b&gt;Cold" in term.definition_html
    assert "<script" not in term.definition_html


def test_a_version_names_what_an_entry_leads_to_so_that_it_is_found_again():
    a_term("crane (bird)")
    device = a_term("crane", sense="bird")  # with the same title
    term = a_term("quay", see_also=("/crane",))

    writing.revise(term, replace(glossary.as_entry(term), definition="Another."), seen=1)
    writing.restore(term, 1, seen=2)

    assert device.slug == "crane"
    assert [glossary.entry_at(term, number).see_also for number in (1, 2, 3)] == [("/crane",)] * 3
    assert glossary.as_entry(term).see_also == ("/crane",)


def test_a_version_names_a_translation_so_that_it_is_found_again():
    a_term("grue (oiseau)", language="fr")
    a_term("grue", sense="oiseau", language="fr")

    term = a_term("crane", translation="/grue")

    assert glossary.entry_at(term, 1).translation == "/grue"

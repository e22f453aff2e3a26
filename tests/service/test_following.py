"""Articles follow the glossary a batch at a time; meanwhile others go on writing."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import event, select

from benchmarks import written
from blog.articles import annotating, previewing, writing
from blog.articles.manuscript import Manuscript
from blog.articles.models import Article
from blog.database import db
from blog.glossary import service as glossary
from blog.glossary import writing as entries
from blog.glossary.models import GlossaryChange
from tests.counting import counting
from tests.factories import a_term, an_article, fresh


def marks(article):
    return [(use.term.label, use.form) for use in fresh(article).uses if not use.is_quiet]


def test_only_the_articles_that_change_are_written():
    article, withdrawn = an_article(), an_article(withdrawn=True)
    a_term("bicycle")
    annotating.follow_glossary()
    for number in range(3):
        an_article(source=f"## Why {number}?\n\nThe house, a bicycle and no ice.\n")
    a_term("ice house")

    with written.noting() as so_far:
        differing = annotating.follow_glossary()

        assert so_far() == {article.id, withdrawn.id}
    assert differing == 2


def test_statements_grow_with_the_batches_and_not_with_the_articles(monkeypatch):
    def asked_for(number, label):
        for _ in range(number):
            an_article(source=f"## Why?\n\nThe {label}, the mast and the keel.\n\n## How?\n\nThe {label} is new.\n")
        a_term(label)
        with counting() as asked:
            assert annotating.follow_glossary() == number
        return len(asked)

    monkeypatch.setattr(annotating, "AT_ONCE", 6)
    a_term("mast")
    a_term("keel", sense="boat")
    a_term("keel", sense="house")

    one, six, twelve = asked_for(1, "rudder"), asked_for(6, "anchor"), asked_for(12, "tiller")

    assert six == one
    assert twelve - six < 20


def test_what_is_annotated_again_is_what_a_save_would_store():
    a_term("keel", sense="boat")
    a_term("keel", sense="house")
    source = "## Why?\n\nThe mast, the keel.<!--more-->\n\n> A quoted mast.\n\n## How?\n\nThe mast & the tie.\n"
    followed = an_article(source=source)
    a_term("mast")
    annotating.follow_glossary()
    saved = an_article(source=source)

    assert stored(followed) == stored(saved)
    assert stored(saved)[1:] != ([], [])


def stored(article):
    uses = [(use.term_id, use.form, use.sentence, use.at, use.position, use.number) for use in fresh(article).uses]
    doubts = [(doubt.term_id, doubt.form, doubt.sentence, doubt.at) for doubt in article.doubts]
    return [turn.marked for turn in article.turns], uses, doubts


def test_a_term_that_goes_between_two_batches_is_marked_in_neither(app, monkeypatch):
    monkeypatch.setattr(annotating, "AT_ONCE", 1)
    articles = [an_article(), an_article()]
    a_term("ice house")

    def remove():
        with app.app_context():
            entries.remove(glossary.by_slug("ice-house"))

    def elsewhere(_session):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(remove).result()

    event.listen(db.session, "after_commit", elsewhere, once=True)
    annotating.follow_glossary()
    annotating.follow_glossary()

    assert [marks(article) for article in articles] == [[], []]


def test_a_save_in_the_midst_of_it_is_not_undone(app, monkeypatch):
    article = an_article(source="## Why?\n\nThe ice house stood empty.\n")
    a_term("ice house")
    rewrite = annotating.rewrite

    def save():
        with app.app_context():
            found = db.session.get_one(Article, article.id)
            manuscript = replace(Manuscript.of(found), source="## Why?\n\nIt rained on the old ice house.\n")
            writing.revise(found, manuscript, by=None, seen=1)

    def rewrite_late(*found):
        saving.append(pool.submit(save))
        with suppress(NotYet):
            saving[0].result(timeout=0.2)
        return rewrite(*found)

    saving = []
    monkeypatch.setattr(annotating, "rewrite", rewrite_late)
    with ThreadPoolExecutor(1) as pool:
        annotating.follow_glossary()
        saving[0].result()

    [use] = fresh(article).uses
    assert use.sentence == "It rained on the old ice house."
    assert "It rained" in article.turns[0].marked


def test_killed_in_the_middle_it_begins_again(monkeypatch):
    monkeypatch.setattr(annotating, "AT_ONCE", 1)
    articles = [an_article(), an_article()]
    a_term("ice house")
    annotate_again = annotating._annotate_again
    left = [1]

    def killed(*of):
        if not left.pop():
            raise KeyboardInterrupt
        left.append(0)
        return annotate_again(*of)

    monkeypatch.setattr(annotating, "_annotate_again", killed)
    with pytest.raises(KeyboardInterrupt):
        annotating.follow_glossary()
    db.session.rollback()
    progress = glossary.progress()

    assert (progress.followed, progress.articles) == (1, 2)
    monkeypatch.setattr(annotating, "_annotate_again", annotate_again)
    assert annotating.follow_glossary() == 1
    assert [marks(article) for article in articles] == [[("ice house", "ice house")]] * 2
    assert db.session.scalars(select(GlossaryChange)).all() == []


def test_an_article_whose_language_changes_meanwhile_keeps_the_marks_of_its_save(monkeypatch):
    article = an_article(source="## Why?\n\nThe ice house.\n")
    a_term("ice house", language="fr")
    a_term("ice house")
    touching = annotating.touching

    def touched(language, forms):
        found = touching(language, forms)
        if language == "en":
            manuscript = replace(Manuscript.of(article), language="fr")
            writing.revise(article, manuscript, by=None, seen=1)
        return found

    monkeypatch.setattr(annotating, "touching", touched)
    annotating.follow_glossary()

    assert [use.term.language for use in fresh(article).uses] == ["fr"]


def test_a_preview_leaves_out_a_term_that_is_removed_meanwhile(app, monkeypatch):
    a_term("ice house")
    a_term("bicycle")
    of = annotating.glossary.by_slugs

    def remove():
        with app.app_context():
            entries.remove(glossary.by_slug("ice-house"))

    def terms(slugs):
        monkeypatch.setattr(annotating.glossary, "by_slugs", of)
        db.session.rollback()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(remove).result()
        return of(slugs)

    monkeypatch.setattr(annotating.glossary, "by_slugs", terms)
    source = "## Why?\n\nThe ice house and a bicycle.\n"
    glossed = previewing.preview(Manuscript(title="Out at sea", language="en", source=source))

    assert [use.term.label for use in glossed.article.uses] == ["bicycle"]
    assert "ice-house" not in glossed.article.turns[0].marked

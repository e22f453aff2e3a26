"""Marks in comments: made when they are written, and kept up with the glossary."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from benchmarks import written
from blog.articles import annotating, writing
from blog.articles.choices import Act, Choice
from blog.articles.manuscript import Manuscript
from blog.articles.models import Continuation
from blog.comments import marking
from blog.comments import service as comments
from blog.comments.findings import ArticleChange, CommentUse, CommentWord
from blog.comments.models import Comment, CommentStatus
from blog.comments.standing import settle
from blog.comments.submission import Submission
from blog.comments.writing import write
from blog.database import db
from blog.glossary import service as glossary
from blog.glossary import writing as entries
from blog.glossary.entry import Entry
from blog.glossary.models import GlossaryChange
from tests.counting import counting
from tests.factories import a_comment, a_term, an_article, fresh

MARK = (
    '<span class="gl">quay<button type="button" popovertarget="g-quay" aria-label="Definition: quay"></button></span>'
)


def uses(comment):
    return [(use.term.label, use.form) for use in fresh(comment).uses]


def number_of(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_a_comment_is_marked_when_it_is_posted():
    a_term("quay")

    comment = fresh(a_comment(source="The quay, our *quay*."))

    assert comment.marked == f"<p>The {MARK}, our <em>quay</em>.</p>"
    assert comment.html == "<p>The quay, our <em>quay</em>.</p>"
    assert uses(comment) == [("quay", "quay")]


def test_at_most_three_terms_are_marked_those_that_come_first():
    for label in ("keel", "mast", "oar", "quay"):
        a_term(label)

    comment = a_comment(source="Quays and masts, quays and oars, and keels.")

    assert uses(comment) == [("quay", "Quays"), ("mast", "masts"), ("oar", "oars")]


def test_quotations_links_and_code_bear_no_mark_and_use_none_up():
    a_term("quay")

    comment = a_comment(source="> the quay\n\n[a quay](https://a.example) `quay`\n\nOn the quay.")

    assert fresh(comment).marked.endswith(f"<p>On the {MARK}.</p>")
    assert fresh(comment).marked.count("<button") == 1


def test_a_mark_has_no_anchor_since_the_article_may_have_it():
    a_term("quay")
    article = an_article(source="## Why?\n\nThe quay.\n")

    assert 'id="gl-quay"' in article.turns[0].marked
    assert 'id="gl-quay"' not in a_comment(article, source="The quay.").marked


def test_what_the_editors_decided_about_the_article_holds_for_its_comments():
    a_term("crane", sense="bird")
    machine = a_term("crane", sense="machine")
    a_term("quay")
    article = an_article(choices=(f"sense {machine.slug}", "skip quay"))
    other = an_article()

    assert [use.term.sense for use in a_comment(article, source="A crane on the quay.").uses] == ["machine"]
    assert uses(a_comment(other, source="A crane on the quay.")) == [("quay", "quay")]


def test_a_term_for_a_topic_marks_comments_under_articles_about_it():
    a_term("quay", topics=("Harbours",))

    assert uses(a_comment(an_article(topics=("Harbours",)), source="The quay.")) == [("quay", "quay")]
    assert uses(a_comment(an_article(), source="The quay.")) == []


def test_a_draft_has_marks_and_stores_nothing():
    a_term("quay")
    article = an_article()

    draft = comments.draft(article, Submission(name="Ada", source="The quay."))
    db.session.rollback()

    assert draft.marked == f"<p>The {MARK}.</p>"
    assert [use.form for use in draft.uses] == ["quay"]
    assert (number_of(Comment), number_of(CommentUse), number_of(CommentWord)) == (0, 0, 0)


def test_a_comment_that_is_written_anew_has_the_marks_of_its_new_words():
    a_term("quay")
    a_term("mast")
    comment = a_comment(source="The quay.")

    write(comment, "The mast.")
    db.session.commit()

    assert uses(comment) == [("mast", "mast")]
    assert set(db.session.scalars(select(CommentWord.word))) == {"the", "mast"}


@pytest.mark.parametrize("status", [CommentStatus.WITHDRAWN, CommentStatus.ERASED])
def test_of_a_comment_that_will_not_be_seen_again_no_mark_and_no_word_is_kept(status):
    a_term("quay")
    comment = a_comment(source="The quay.", status=CommentStatus.APPROVED)

    settle(comment, status)
    db.session.commit()
    a_term("the quay")
    annotating.follow_glossary()

    assert fresh(comment).marked == comment.html
    assert (number_of(CommentUse), number_of(CommentWord)) == (0, 0)


@pytest.mark.parametrize("status", [CommentStatus.HELD, CommentStatus.REJECTED, CommentStatus.SPAM])
def test_what_may_yet_become_public_follows_the_glossary(status):
    comment = a_comment(source="The quay.", status=status)
    a_term("quay")

    annotating.follow_glossary()

    assert uses(comment) == [("quay", "quay")]


def test_a_new_term_is_marked_in_the_comments_that_have_it_and_no_other_is_written():
    article = an_article()
    touched = [a_comment(article, source=f"Number {number}: the QUAY walls.") for number in range(3)]
    for source in ("Only a quay.", "Only walls.", "Nothing of it."):
        a_comment(article, source=source)
    a_term("quay wall")

    with written.noting(written.COMMENTS) as so_far:
        annotating.follow_glossary()

        assert so_far() == {comment.id for comment in touched}
    assert [uses(comment) for comment in touched] == [[("quay wall", "QUAY walls")]] * 3
    assert number_of(GlossaryChange) == 0


def test_a_comment_that_does_not_differ_is_not_written():
    a_term("quay")
    a_comment(source="The quay and the mast of the quay.")
    entries.revise(glossary.by_slug("quay"), Entry(label="quay", language="en", definition="New."), by=None, seen=1)
    a_term("mast of a ship")

    with written.noting(written.COMMENTS) as so_far:
        annotating.follow_glossary()

        assert so_far() == set()


def test_a_term_that_goes_takes_its_marks_along_and_lets_a_fourth_in():
    for label in ("keel", "mast", "oar", "quay"):
        a_term(label)
    comment = a_comment(source="Keel, mast, oar, quay.")

    entries.remove(glossary.by_slug("mast"))
    annotating.follow_glossary()

    assert uses(comment) == [("keel", "Keel"), ("oar", "oar"), ("quay", "quay")]
    assert "g-mast" not in fresh(comment).marked


def test_comments_in_another_language_stay_as_they_are():
    comment = a_comment(an_article(language="fr"), source="Le quay.")
    a_term("quay")

    annotating.follow_glossary()

    assert uses(comment) == []


def test_statements_grow_with_the_batches_and_not_with_the_comments(monkeypatch):
    monkeypatch.setattr(marking, "AT_ONCE", 6)
    article = an_article()

    def asked_for(number, label):
        for _ in range(number):
            a_comment(article, source=f"A {label}, the only {label}.")
        a_term(label)
        with counting() as asked:
            annotating.follow_glossary()
        return len(asked)

    one, six, twelve = asked_for(1, "rudder"), asked_for(6, "anchor"), asked_for(12, "tiller")

    assert six == one
    assert twelve - six < 15


def test_a_change_stays_until_the_comments_have_followed_too(monkeypatch):
    monkeypatch.setattr(marking, "AT_ONCE", 1)
    article = an_article()
    posted = [a_comment(article, source="The quay.") for _ in range(3)]
    a_term("quay")
    again, done = marking._mark_again, []

    def killed(*given):
        if done:
            raise KeyboardInterrupt
        done.append(given)
        return again(*given)

    monkeypatch.setattr(marking, "_mark_again", killed)
    with pytest.raises(KeyboardInterrupt):
        annotating.follow_glossary()
    db.session.rollback()
    assert [bool(uses(comment)) for comment in posted] == [True, False, False]
    assert number_of(GlossaryChange) == 1

    monkeypatch.setattr(marking, "_mark_again", again)
    with written.noting(written.COMMENTS) as so_far:
        annotating.follow_glossary()

        assert so_far() == {comment.id for comment in posted[1:]}
    assert [bool(uses(comment)) for comment in posted] == [True, True, True]
    assert number_of(GlossaryChange) == 0


def test_when_forms_are_many_all_comments_of_the_language_are_looked_at(monkeypatch):
    monkeypatch.setattr(annotating, "MOST_FORMS", 0)
    here, there = a_comment(source="The quay."), a_comment(source="Another.")
    gone = a_comment(source="The quay.", status=CommentStatus.WITHDRAWN)

    assert marking.touching("en", ["quay"]) == [here.id, there.id]
    assert gone.id not in marking.touching("en", ["quay"])


def revise(article, **changes):
    writing.revise(article, replace(Manuscript.of(article), **changes), by=None, seen=article.revision)


@pytest.mark.parametrize(
    ("changes", "marked"),
    [
        ({"choices": (Choice(act=Act.SKIP, term="quay"),)}, []),
        ({"choices": (Choice(act=Act.SENSE, term="crane-en"),)}, ["crane", "quay"]),
        ({"topics": ("Tides",)}, ["ebb", "quay"]),
    ],
)
def test_what_editors_choose_of_an_article_its_comments_follow_and_no_other(changes, marked):
    for sense in ("bird", "machine"):
        a_term("crane", sense=sense)
    a_term("quay")
    a_term("ebb", topics=("Tides",))
    article, other = an_article(), an_article()
    gone = a_comment(article, source="The quay.", status=CommentStatus.WITHDRAWN)
    followed, stays = [a_comment(each, source="At ebb a crane, a quay.") for each in (article, other)]

    revise(article, **changes)
    with written.noting(written.COMMENTS) as so_far:
        assert marking.follow_articles() == 1

        assert so_far() == {followed.id}
    assert [label for label, _form in uses(followed)] == marked
    assert uses(stays) == [("quay", "quay")]
    assert fresh(gone).marked == gone.html
    assert number_of(ArticleChange) == 0


def test_other_changes_of_an_article_leave_its_comments_alone():
    article = an_article()
    a_comment(article)

    revise(article, title="Another")

    assert number_of(ArticleChange) == 0


RAIN = "## Why?\n\nIt rained in again.\n\n## Who?\n\nFour of us.\n"
LINK = '<a href="/articles/ice#q-why">'


@pytest.mark.parametrize(
    "source",
    [
        RAIN.replace("rained in again", "kept dry"),
        "## Who?\n\nFour of us.\n",  # the turn is gone, and what the link led to
    ],
)
@pytest.mark.parametrize("status", [CommentStatus.APPROVED, CommentStatus.HELD])
def test_a_quotation_whose_words_are_gone_loses_its_link_and_keeps_its_words(source, status):
    a_term("quay")
    article = an_article(source=RAIN, slug="ice")
    quoting = a_comment(article, source="> It rained in again.\n\nOn the quay too.", status=status)
    a_comment(article, source="The quay.")
    assert LINK in quoting.html
    assert LINK in quoting.marked

    revise(article, source=source)
    with written.noting(written.COMMENTS) as so_far:
        assert marking.follow_articles() == 1

        assert so_far() == {quoting.id}
    assert "<figure" not in fresh(quoting).marked
    assert "<blockquote>\n<p>It rained in again.</p>\n</blockquote>" in quoting.html.replace("><", ">\n<")
    assert uses(quoting) == [("quay", "quay")]
    assert number_of(ArticleChange) == 0
    revise(article, source=RAIN)
    marking.follow_articles()
    assert "<figure" in fresh(quoting).marked


def test_a_quotation_follows_what_it_quotes_to_another_page():
    article = an_article(source=RAIN, slug="ice")
    quoting = a_comment(article, source="> Four of us came.\n")
    revise(article, source=RAIN.replace("Four of us.", "Four of us came.").replace("## Who", "<!-- more -->\n\n## Who"))
    marking.follow_articles()
    assert "/articles/ice#q-who" in fresh(quoting).html

    revise(article, continuation=Continuation.PAGE)
    marking.follow_articles()

    assert "/articles/ice/full#q-who" in fresh(quoting).html


def test_a_choice_stays_pending_until_all_comments_have_followed(monkeypatch):
    monkeypatch.setattr(marking, "AT_ONCE", 1)
    a_term("quay")
    article = an_article()
    posted = [a_comment(article, source="The quay.") for _ in range(2)]
    revise(article, choices=(Choice(act=Act.SKIP, term="quay"),))
    again = marking._mark_again
    monkeypatch.setattr(
        marking, "_mark_again", lambda ids, language: 1 / 0 if posted[1].id in ids else again(ids, language)
    )

    with pytest.raises(ZeroDivisionError):
        marking.follow_articles()
    db.session.rollback()
    assert number_of(ArticleChange) == 1
    monkeypatch.setattr(marking, "_mark_again", again)
    marking.follow_articles()

    assert [uses(comment) for comment in posted] == [[], []]
    assert number_of(ArticleChange) == 0


def test_a_quotation_leads_to_its_turn_and_prefers_the_one_that_the_comment_is_on():
    article = an_article(source="## One?\n\nIt rained in again.\n\n## Two?\n\nIt rained in again.\n", slug="ice")
    one, two = (turn.anchor for turn in article.turns)

    assert f'cite="/articles/ice#{one}"' in a_comment(article, source="> It rained in").html
    assert f'cite="/articles/ice#{two}"' in a_comment(article, source="> It rained in", anchor=two).html


@pytest.mark.parametrize(
    ("continuation", "address"),
    [
        (Continuation.HERE, "/articles/ice#q-two"),
        (Continuation.PAGE, "/articles/ice/full#q-two"),
        (Continuation.LINK, None),  # what stands elsewhere is not ours to vouch for
    ],
)
def test_a_quotation_of_the_rest_leads_to_where_it_is_read(continuation, address):
    url = "https://other.example/rest" if continuation is Continuation.LINK else ""
    source = "## One?\n\nAll dry.\n\n<!--more-->\n\n## Two?\n\nIt rained in again.\n"
    article = an_article(source=source, slug="ice", continuation=continuation, continuation_url=url)

    html = a_comment(article, source="> It rained in again.").html

    assert (f'href="{address}"' in html) is bool(address)
    assert ("<figure>" in html) is bool(address)

"""How conversations look where only a browser can say it: quotation marks, acts in a narrow window."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from blog.articles import writing
from blog.articles.manuscript import Manuscript
from blog.comments.models import CommentStatus
from blog.database import db
from tests.browser.conftest import findings, scrolls_sideways
from tests.factories import a_comment, an_article

APPROVED = CommentStatus.APPROVED
ACTS = """() => [...document.querySelectorAll('.comment footer')].map(footer =>
    [...footer.querySelectorAll('a, button')].filter(act => act.checkVisibility({visibilityProperty: true}))
        .map(act => act.getBoundingClientRect()).map(({top, width, height}) => [top, width, height]))"""

PLACES = "footer => [...footer.querySelectorAll('a, [data-hide]')].map(act => [act.offsetLeft, act.offsetTop])"


def a_thread(language):
    """As deep as one is shown, each comment useful to many."""
    article = an_article(slug="ice", language=language)
    parent = None
    for _depth in range(3):
        parent = a_comment(article, status=APPROVED, parent=parent)
        parent.useful = 120
    db.session.commit()


@pytest.mark.parametrize(("language", "marks"), [("fr", '"«\u202f" "\u202f»" "“" "”"'), ("en", "auto")])
def test_the_words_before_stand_in_the_quotation_marks_of_their_language(visit, language, marks):
    article = an_article(slug="ice", language=language)
    a_comment(article, status=APPROVED, anchor=article.turns[0].anchor)
    other = replace(Manuscript.of(article), source="## How did the harbour come to have a workshop?\n\nIt did.")
    writing.revise(article, other, by=None, seen=article.revision)
    db.session.rollback()  # what has only been read must not hold a lock against the server

    page = visit().goto("/articles/ice")

    assert page.locator(".reworded q").evaluate("q => getComputedStyle(q).quotes") == marks


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_can_be_done_with_a_comment_takes_two_lines_of_a_telephone(visit, language, scripts):
    a_thread(language)

    page = visit(width=360, touch=True, scripts=scripts).goto("/articles/ice")

    if scripts:
        expect(page.locator("[data-hide]").last).to_be_visible()
    for acts in (every := page.evaluate(ACTS)):
        assert len(acts) == (4 if scripts else 3)
        assert len({top for top, _width, _height in acts}) == 2
        assert min(size for _top, *sizes in acts for size in sizes) >= 24
    assert len(every) == 3
    assert not scrolls_sideways(page)


def test_what_a_vote_answers_moves_no_act(visit):
    a_thread("fr")
    window = visit(width=360)
    page = window.goto("/articles/ice")
    acts = page.locator(".comment footer").first
    before = acts.evaluate(PLACES)

    acts.locator("button.useful").click()

    expect(acts.get_by_role("status")).not_to_be_empty()
    assert acts.evaluate(PLACES) == before
    assert findings(page) == []
    assert window.complaints == []

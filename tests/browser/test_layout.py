"""How conversations look where only a browser can say it: quotation marks, acts in a narrow window, paper."""

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


def test_on_paper_a_form_is_what_was_typed_in_it(visit):
    an_article(slug="ice")
    db.session.rollback()
    page = visit().goto("/articles/ice/comments/new")
    page.get_by_label("Your comment").last.fill("We had one too.\n" * 90)
    page.emulate_media(media="print")

    words = page.locator("textarea")
    assert words.evaluate("words => words.scrollHeight - words.clientHeight") <= 1
    expect(page.get_by_label("Name")).to_be_visible()
    assert not any(each.is_visible() for each in page.locator("button, summary, .hint, .draft").all())

    page.emulate_media(media="screen")
    page.get_by_label("Name").fill("Mia")
    page.get_by_role("button", name="Preview").click()
    page.emulate_media(media="print")
    expect(page.locator(".as-it-will-look")).to_be_visible()
    assert not any(each.is_visible() for each in page.locator("textarea, button").all())


def test_on_paper_the_page_of_a_comment_says_how_it_stands(visit):
    key = a_comment(an_article(slug="ice")).key
    db.session.rollback()
    page = visit().goto(f"/comments/{key}")

    page.emulate_media(media="print")

    expect(page.locator(".state")).to_contain_text("It waits")
    expect(page.locator(".typed")).to_be_visible()
    assert not any(each.is_visible() for each in page.locator("button, a.button, summary").all())


def test_on_paper_an_article_is_without_its_form(visit):
    a_comment(an_article(slug="ice"), status=APPROVED)
    db.session.rollback()
    page = visit().goto("/articles/ice")

    page.emulate_media(media="print")

    expect(page.locator(".turn").first).to_be_visible()
    expect(page.locator("#write")).to_be_hidden()

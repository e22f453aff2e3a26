"""The words of comments in a browser: cards, a selected word, a quotation's link, text that would disturb others."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from blog.comments.models import CommentStatus
from blog.database import db
from tests.browser.conftest import NARROWEST, findings, scrolls_sideways
from tests.factories import a_comment, a_term, an_article

SELECT = """([selector, words]) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node.data.includes(words)) last = node;
  const at = last.data.indexOf(words);
  last.parentElement.scrollIntoView({block: "center"});
  getSelection().setBaseAndExtent(last, at, last, at + words.length);
}"""
DISTURBING = (
    "W" * 4_000,
    ("a" + "\u0301" * 8) * 300,
    "שלום (abc) ويقول",
    ">" * 4_000 + " a",
    "`" + "W" * 900 + "`",
    "a " + "\ufdfd" * 300,  # a sentence in one letter
)


@pytest.fixture
def article():
    a_term("oar", definition="It moves a boat.")
    a_term("quay wall", definition="Where boats lie.")
    return an_article(slug="ice", source="## Why?\n\nThe quay wall stood in the rain.\n" + "\nMore of it.\n" * 40)


def said(article, source):
    comment_id = a_comment(article, status=CommentStatus.APPROVED, source=source).id
    db.session.rollback()  # what has only been read must not hold a lock against the server
    return comment_id


@pytest.mark.parametrize("scripts", [True, False])
def test_a_mark_in_a_comment_opens_the_one_definition_there_is(visit, article, scripts):
    first, second = said(article, "An oar at the quay wall."), said(article, "Another oar.")
    window = visit(scripts=scripts)
    page = window.goto("/articles/ice")

    for comment, label, words in (
        (first, "oar", "It moves a boat."),
        (second, "oar", "It moves a boat."),
        (first, "quay wall", "Where boats lie."),
    ):
        page.locator(f"#comment-{comment}").get_by_role("button", name=f"Definition: {label}").click()
        expect(page.locator("[popover]:popover-open")).to_contain_text(words)
        page.keyboard.press("Escape")
        expect(page.locator("[popover]:popover-open")).to_have_count(0)

    assert window.complaints == []


@pytest.mark.parametrize("width", [NARROWEST, 1280])
def test_a_page_whose_comments_have_words_and_quotations_is_accessible(visit, article, width):
    said(article, "> The quay wall stood in the rain.\n\nAn oar.\n\n```\n" + "W" * 900 + "\n```")
    page = visit(width=width).goto("/articles/ice")

    assert findings(page) == []
    assert not scrolls_sideways(page)


def test_a_quotation_leads_to_its_answer_without_leaving_the_page(visit, article):
    said(article, "> The quay wall stood in the rain.")
    page = visit().goto("/articles/ice")

    page.get_by_role("link", name="from the answer to “Why?”").click()

    expect(page).to_have_url(re.compile("/articles/ice#q-why$"))
    expect(page.locator("h2.question")).to_be_in_viewport()


def test_a_selected_word_of_a_comment_can_be_asked_about(visit, article):
    comment = said(article, "It was all baggywrinkle and oars.")
    window = visit()
    page = window.goto("/articles/ice")

    page.evaluate(SELECT, [f"#comment-{comment} .said", "baggywrinkle"])
    page.get_by_role("button", name="What does this mean?").click()

    expect(page).to_have_url(re.compile(rf"/articles/ice/asks/new\?word=baggywrinkle&comment={comment}$"))
    expect(page.locator("mark")).to_have_text("baggywrinkle")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("mark")).to_have_text("baggywrinkle")
    assert window.complaints == []


def test_a_selected_word_that_is_explained_opens_its_card(visit, article):
    comment = said(article, "It was *all* oars, an oar for each.")
    page = visit().goto("/articles/ice")

    page.evaluate(SELECT, [f"#comment-{comment} .said", "oars"])
    page.get_by_role("button", name="What does this mean?").click()

    expect(page.locator("[popover]:popover-open")).to_contain_text("It moves a boat.")


def test_the_text_of_one_comment_disturbs_no_other(visit, article):
    """Long words, towers of marks, another direction, deep quotations: each stays in its own place."""
    ids = [said(article, source) for source in DISTURBING]
    page = visit(width=NARROWEST).goto("/articles/ice")

    assert not scrolls_sideways(page)
    for comment in ids:
        place = page.locator(f"#comment-{comment} .said")
        assert place.evaluate("(element) => getComputedStyle(element).overflow") == "clip"
        assert place.evaluate("(element) => element.getBoundingClientRect().right <= innerWidth")
    line = page.locator(f"#comment-{ids[2]} .by")
    assert line.evaluate("(element) => getComputedStyle(element).direction") == "ltr"

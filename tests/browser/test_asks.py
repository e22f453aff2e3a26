""" "What does this mean?": a word that is selected by mouse, key or touch, and the same without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from blog.asks.models import Ask, AskStatus
from blog.database import db
from tests.browser.conftest import NARROWEST, findings, scrolls_sideways
from tests.factories import a_term, a_user, an_article, an_ask

PROSE = """\
## What is a swale, and who digs it?

A ditch that drinks: the swale takes what the gutters bring, and the infiltration basin the rest of it, all winter.

## And the slipway?

The slipway is of oak. Under the slipway runs the culvert that nobody remembers digging by hand in the first place.
"""
SELECT = """([selector, words]) => {
  const element = document.querySelector(selector), walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node.data.includes(words)) last = node;
  const at = last.data.lastIndexOf(words);
  getSelection().setBaseAndExtent(last, at, last, at + words.length);
}"""


@pytest.fixture
def article():
    a_term("slipway", definition="A slope.")
    return an_article(slug="rain", title="Rain", source=PROSE)


def button(page):
    return page.get_by_role("button", name="What does this mean?")


def select(page, words, within="#main .turn:nth-of-type(1)"):
    page.evaluate(SELECT, [within, words])


def double_click(page, words):
    """On a word, as a mouse does."""
    box = page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            node.parentElement.scrollIntoView({block: "center"});
            const box = range.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
          }
        }""",
        words,
    )
    page.mouse.dblclick(*box)


def test_a_double_click_and_a_press_lead_to_the_form_and_on(visit, article):
    window, anchor = visit(), article.turns[0].anchor
    db.session.rollback()
    page = window.goto("/articles/rain")

    double_click(page, "gutters")
    button(page).click()
    expect(page).to_have_url(re.compile(rf"/articles/rain/asks/new\?word=gutters&turn={anchor}$"))
    expect(page.get_by_label("Word or words")).to_have_value("gutters")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send").click()

    expect(page).to_have_url(re.compile("/asks/[A-Za-z0-9_-]{22,}$"))
    expect(page.locator("mark")).to_have_text("gutters")
    assert findings(page) == []
    assert window.complaints == []


def test_without_scripts_the_link_leads_to_the_same(visit, article):
    page = visit(scripts=False, width=NARROWEST).goto("/articles/rain")

    page.get_by_role("link", name="A word you do not know? Ask what it means.").click()
    page.get_by_label("Word or words").fill("culvert")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("blockquote mark")).to_have_text("culvert")
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("status")).to_contain_text("It waits for a moderator.")
    assert not scrolls_sideways(page)
    assert db.session.query(Ask).one().word == "culvert"


def test_by_keyboard_the_button_is_the_next_stop_and_the_focus_is_not_taken(visit, article):
    page = visit().goto("/articles/rain")
    select(page, "infiltration basin")
    expect(button(page)).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")
    assert page.evaluate("getSelection().toString()") == "infiltration basin"

    page.keyboard.press("Tab")
    expect(button(page)).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "infiltration basin"
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"word=infiltration\+basin"))


def test_tab_goes_on_from_the_button_and_shift_tab_is_left_alone(visit, article):
    page = visit().goto("/articles/rain")
    select(page, "gutters")
    expect(button(page)).to_be_visible()

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.talk a, a, button:not(.ask-here)')")


def test_esc_and_a_click_elsewhere_put_it_away(visit, article):
    page = visit().goto("/articles/rain")

    select(page, "gutters")
    expect(button(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(button(page)).to_be_hidden()

    select(page, "winter")
    expect(button(page)).to_be_visible()
    page.mouse.click(5, 300)
    expect(button(page)).to_be_hidden()


@pytest.mark.parametrize(
    ("words", "is_offered"),
    [
        ("gutters", True),
        ("what the gutters bring, and", True),
        ("takes what the gutters bring, and", False),  # six words
        (": ", False),
    ],
)
def test_one_to_five_words_are_offered_an_explanation(visit, article, words, is_offered):
    page = visit().goto("/articles/rain")

    select(page, words)
    page.wait_for_timeout(600)

    assert button(page).is_visible() is is_offered


@pytest.mark.parametrize(("selector", "words"), [("h1", "Rain"), ("#comments", "Comments"), (".gloss", "slope")])
def test_only_the_authors_prose_is_offered_one(visit, article, selector, words):
    page = visit().goto("/articles/rain")

    select(page, words, selector)
    page.wait_for_timeout(600)

    assert button(page).is_hidden()


@pytest.mark.parametrize("within", [".gl:has(#gl-slipway)", "#main .turn:nth-of-type(2)"], ids=["mark", "mention"])
@pytest.mark.parametrize("keys", [True, False], ids=["by key", "by mouse"])
def test_what_is_explained_on_the_page_opens_there(visit, article, within, keys):
    """At its mark, and at another mention, which bears none."""
    page = visit().goto("/articles/rain")
    select(page, "slipway", within)
    expect(button(page)).to_be_visible()

    if keys:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    else:
        button(page).click()

    card = page.locator("#g-slipway")
    assert card.evaluate("card => card.matches(':popover-open')")
    expect(card).to_be_in_viewport()
    assert page.url.endswith("/articles/rain")
    page.keyboard.press("Escape")
    assert not card.evaluate("card => card.matches(':popover-open')")


@pytest.mark.parametrize("width", [NARROWEST, 768])
@pytest.mark.parametrize("words", ["A ditch", "all winter"])
def test_on_touch_screens_it_leaves_the_handles_free_and_stays_in_the_window(visit, article, width, words):
    page = visit(width=width, touch=True).goto("/articles/rain")
    page.touchscreen.tap(5, 300)
    select(page, words)
    expect(button(page)).to_be_visible()

    box = button(page).bounding_box()
    chosen = page.evaluate("JSON.parse(JSON.stringify(getSelection().getRangeAt(0).getBoundingClientRect()))")

    assert box["y"] >= chosen["bottom"] + 44 or box["y"] + box["height"] <= chosen["top"] - 44
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert not scrolls_sideways(page)


def test_a_tap_on_it_leads_to_the_form(visit, article):
    page = visit(width=360, touch=True).goto("/articles/rain")
    select(page, "gutters")

    button(page).tap()

    expect(page).to_have_url(re.compile("word=gutters"))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_with_the_button_shown_axe_finds_nothing_and_the_text_stays_in_place(visit, article, dark):
    watched = visit(width=NARROWEST, dark=dark)
    page = watched.goto("/articles/rain")
    before = page.locator(".turn").last.bounding_box()

    select(page, "gutters")
    expect(button(page)).to_be_visible()

    assert findings(page) == []
    assert page.locator(".turn").last.bounding_box() == before
    assert watched.complaints == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_word_is_passed_on_and_declined_by_keyboard_alone(visit, article, scripts):
    an_ask(article, word="culvert")
    room, desk = visit(user=a_user("moderator"), scripts=scripts), visit(user=a_user("editor"), scripts=scripts)

    page = room.goto("/moderation/asks")
    press_until(page, "button.yes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("editors’ list")
    page = desk.goto("/desk/glossary/asked")
    press_until(page, "summary")
    page.keyboard.press("Enter")
    press_until(page, "textarea")
    page.keyboard.type("It is a pipe.")
    press_until(page, "button.no")
    page.keyboard.press("Enter")

    expect(page.locator("p.told")).to_contain_text("declined")
    assert db.session.query(Ask).one().status is AskStatus.DECLINED


def press_until(page, selector):
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"the Tab key never comes to {selector}")


@pytest.mark.parametrize("address", ["/moderation/asks", "/moderation/asks/decided", "/desk/glossary/asked"])
def test_rooms_fit_a_narrow_screen_and_axe_finds_nothing(visit, article, address):
    words = "what the gutters bring, and the infiltration basin the rest of it, all winter"
    for status in AskStatus:
        an_ask(article, word=words, status=status)
    page = visit(width=NARROWEST, user=a_user("admin")).goto(address)
    for summary in page.locator("details > summary").all():
        summary.click()

    assert not scrolls_sideways(page)
    assert findings(page) == []

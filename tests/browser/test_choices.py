"""What readers choose about marks: none at all, or definitions for a pointer that rests on a word."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROWEST, findings, scrolls_sideways
from tests.factories import a_term, an_article

SOURCE = "## What was there?\n\nAn ice house by the slipway, and a winch.\n\n## And now?\n\nA workshop.\n"
REFUSE_STORAGE = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
)
PAUSE = 300  # milliseconds, as in hover.js
MOVED = """() => new Promise((tell) => new PerformanceObserver((list) => tell(list.getEntries().length))
    .observe({type: "layout-shift", buffered: true}) ?? setTimeout(() => tell(0), 500))"""


@pytest.fixture(autouse=True)
def articles():
    a_term("ice house", definition="A room kept cold. [More](https://example.org/)")
    a_term("slipway", definition="Where boats come up.")
    a_term("winch", definition="A drum, a rope and a handle.")
    an_article(slug="ice", source=SOURCE)
    an_article(slug="other", source=SOURCE)


def switch(page, name="Marks in the text"):
    return page.get_by_role("switch", name=name, exact=True)


def hovering(watched):
    """A page whose reader wants definitions on hover."""
    page = watched.goto("/articles/ice#gloss-h")
    with page.expect_response("**/hover.js"):
        switch(page, "Definitions on hover").click()
    return page


def card(page, slug="slipway"):
    return page.locator(f"#g-{slug}:popover-open")


def rest_on(page, slug="slipway"):
    page.mouse.move(5, 5)
    page.locator(f".gl:has([popovertarget=g-{slug}])").hover()


def test_marks_are_switched_off_on_every_article_and_on_again(visit):
    page = visit().goto("/articles/ice")
    page.get_by_role("link", name="3 words explained").click()

    switch(page).click()

    expect(switch(page)).to_have_attribute("aria-checked", "false")
    page.goto(page.url.replace("ice#gloss-h", "other"))
    assert not any(button.is_visible() for button in page.locator(".gl > button").all())
    assert underline(page) == "none"
    switch(page).click()
    page.goto(page.url.replace("other", "ice"))
    expect(switch(page)).to_have_attribute("aria-checked", "true")
    assert page.locator(".gl > button").first.is_visible()
    assert underline(page).startswith("underline")


def test_marks_that_are_off_move_nothing_when_they_go(visit):
    page = visit().goto("/articles/ice")
    switch(page).click()

    page.reload()

    assert page.evaluate(MOVED) == 0
    assert page.context.cookies() == []


def test_marks_that_are_off_take_no_key_and_no_click(visit):
    page = visit().goto("/articles/ice")
    switch(page).press("Space")

    page.locator(".gl-long").click()

    assert page.locator(":popover-open").count() == 0
    assert page.get_by_role("button", name="Definition: slipway").count() == 0
    page.goto(page.url + "#gl-slipway")
    expect(page.locator("#gl-slipway")).to_be_in_viewport()


def test_two_windows_agree(visit):
    page = visit().goto("/articles/ice")
    other = page.context.new_page()
    other.goto(page.url.replace("ice", "other"))

    switch(page).click()

    expect(switch(other)).to_have_attribute("aria-checked", "false")


def test_where_storage_is_refused_the_choice_holds_for_the_page(visit):
    watched = visit()
    watched.page.add_init_script(REFUSE_STORAGE)
    page = watched.goto("/articles/ice")

    switch(page).click()

    assert not page.locator(".gl > button").first.is_visible()
    assert watched.complaints == []


def test_without_scripts_there_is_no_switch_and_the_list_is_a_link_away(visit):
    page = visit(scripts=False).goto("/articles/ice")

    page.get_by_role("link", name="3 words explained").click()

    expect(page.get_by_role("heading", name="Glossary of this interview")).to_be_in_viewport()
    assert page.get_by_role("switch").count() == 0


def test_on_paper_the_list_stays_when_marks_are_off(visit):
    page = visit().goto("/articles/ice")
    switch(page).click()

    page.emulate_media(media="print")

    assert all(definition.is_visible() for definition in page.locator(".gloss dd > p:first-child").all())
    assert not page.locator(".switches").is_visible()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [NARROWEST, 1280])
def test_with_marks_off_axe_finds_nothing(visit, width, dark):
    watched = visit(width=width, dark=dark)
    page = watched.goto("/articles/ice")
    assert findings(page) == []

    switch(page).click()

    assert findings(page) == []
    assert not scrolls_sideways(page)
    assert watched.complaints == []


def test_nothing_opens_by_itself_unless_it_was_chosen(visit):
    page = visit().goto("/articles/ice")

    rest_on(page)
    page.wait_for_timeout(2 * PAUSE)

    assert page.locator(":popover-open").count() == 0


def test_a_definition_shows_after_a_pause_and_stays_while_it_is_pointed_at(visit):
    page = hovering(visit())
    rest_on(page)
    assert not card(page).is_visible()
    expect(card(page)).to_be_visible()

    card(page).hover()
    page.wait_for_timeout(2 * PAUSE)

    assert card(page).is_visible()
    assert page.evaluate("document.activeElement.matches('[data-choice]')"), "the focus stays where it was"


def test_it_hides_after_a_pause_when_the_pointer_has_left_both(visit):
    page = hovering(visit())
    rest_on(page)
    expect(card(page)).to_be_visible()

    page.mouse.move(5, 5)

    assert card(page).is_visible()
    expect(card(page)).to_have_count(0)


def test_it_is_remembered_and_follows_the_pointer_to_another_word(visit):
    page = hovering(visit())
    page.reload()
    rest_on(page)
    expect(card(page)).to_be_visible()

    rest_on(page, "ice-house")

    expect(card(page, "ice-house")).to_be_visible()
    assert page.locator(":popover-open").count() == 1


def test_esc_closes_it_and_it_stays_closed_while_the_pointer_rests(visit):
    page = hovering(visit())
    rest_on(page)
    expect(card(page)).to_be_visible()

    page.keyboard.press("Escape")
    page.wait_for_timeout(2 * PAUSE)

    assert page.locator(":popover-open").count() == 0


@pytest.mark.parametrize("slug", ["slipway", "ice-house"])  # one word, and several
def test_a_click_keeps_it_open_and_another_closes_it(visit, slug):
    page = hovering(visit())
    rest_on(page, slug)
    expect(card(page, slug)).to_be_visible()

    page.mouse.down()
    page.mouse.up()
    page.mouse.move(5, 5)
    page.wait_for_timeout(2 * PAUSE)

    assert card(page, slug).is_visible()
    page.locator(f"[popovertarget=g-{slug}]").click()
    assert page.locator(":popover-open").count() == 0


def test_what_is_read_with_the_keyboard_does_not_go_away(visit):
    page = hovering(visit())
    rest_on(page, "ice-house")
    expect(card(page, "ice-house")).to_be_visible()
    page.locator("#g-ice-house a").first.focus()

    page.mouse.move(5, 5)
    page.wait_for_timeout(2 * PAUSE)

    assert card(page, "ice-house").is_visible()


def test_fingers_are_not_offered_what_they_cannot_do(visit):
    watched = visit(touch=True, width=360)
    watched.page.add_init_script("localStorage.setItem('hover', 'on')")
    page = watched.goto("/articles/ice")

    page.locator(".gl:has(#gl-slipway)").tap()
    assert card(page).is_visible()
    page.touchscreen.tap(300, 100)

    expect(page.locator(":popover-open")).to_have_count(0)
    assert switch(page).is_visible()
    assert switch(page, "Definitions on hover").count() == 0


def test_with_a_definition_on_hover_axe_finds_nothing(visit):
    watched = visit(dark=True)
    page = hovering(watched)
    rest_on(page)
    expect(card(page)).to_be_visible()

    assert findings(page) == []
    assert watched.complaints == []


def underline(page):
    return page.locator(".gl").first.evaluate("mark => getComputedStyle(mark).textDecorationLine")

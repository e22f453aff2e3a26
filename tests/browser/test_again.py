"""A word explained under an earlier question: marked anew, and quietly, for those whom a link brought past that one."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NARROWEST, findings, scrolls_sideways
from tests.factories import a_term, an_article

SOURCE = """\
## What was there?

An ice house, by the slipway.

## And now?

The ice house is a workshop, and the slipway a garden.
"""


@pytest.fixture(autouse=True)
def article():
    a_term("ice house", definition="A room kept cold.")
    a_term("slipway", definition="Where boats come up.")
    return an_article(slug="ice", source=SOURCE)


def again(page, key="slipway"):
    return page.locator(f".gl-again > [popovertarget=g-{key}]")


def test_who_reads_from_the_top_sees_no_second_mark(visit):
    page = visit().goto("/articles/ice")

    page.locator(".gl-again.gl-long").click()

    assert page.locator(":popover-open").count() == 0
    assert not again(page).is_visible()
    assert page.get_by_role("button", name="Definition: slipway").count() == 1
    assert line_under(page.locator(".gl-again").first) == "none"


@pytest.mark.parametrize("scripts", [True, False])
def test_who_comes_by_a_link_to_the_question_can_open_it_there(visit, scripts):
    page = visit(scripts=scripts).goto("/articles/ice#q-and-now")

    again(page).click()

    card = page.locator("#g-slipway:popover-open").bounding_box()
    word = again(page).bounding_box()
    assert 0 <= card["y"] - (word["y"] + word["height"]) < 20, "it opens under the word that was used"
    assert line_under(page.locator(".gl-again").first).startswith("underline")


def test_from_the_list_the_way_back_leads_to_the_first(visit):
    page = visit().goto("/articles/ice#q-and-now")

    page.get_by_role("link", name="Back to the text: slipway").click()

    assert page.url.endswith("#gl-slipway")
    assert page.locator("#gl-slipway").count() == 1
    assert not again(page).is_visible()


def test_another_mention_of_an_open_word_brings_its_card_there(visit):
    page = visit(scripts=False).goto("/articles/ice#q-and-now")
    page.locator("#gl-slipway").press("Enter")

    again(page).press("Enter")
    again(page).press("Enter")

    card = page.locator("#g-slipway:popover-open").bounding_box()
    assert card["y"] > again(page).bounding_box()["y"]


def test_with_marks_off_a_link_to_the_question_marks_nothing(visit):
    watched = visit()
    watched.page.add_init_script("localStorage.setItem('marks', 'off')")

    page = watched.goto("/articles/ice#q-and-now")

    assert not again(page).is_visible()
    assert line_under(page.locator(".gl-again").first) == "none"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [NARROWEST, 1280])
def test_axe_finds_nothing_there(visit, width, dark):
    watched = visit(width=width, dark=dark)
    page = watched.goto("/articles/ice#q-and-now")
    assert findings(page) == []

    again(page, "ice-house").press("Enter")

    assert findings(page) == []
    assert not scrolls_sideways(page)
    assert watched.complaints == []


def line_under(mark):
    return mark.evaluate("mark => getComputedStyle(mark).textDecorationLine")

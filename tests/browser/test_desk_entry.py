"""An entry's page at the desk: what scripts add, what is there without them, how it looks."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from blog.glossary import service as glossary
from blog.glossary import writing
from blog.glossary.entry import Entry
from tests.browser.conftest import NARROWEST, findings, scrolls_sideways
from tests.factories import a_term, a_user


@pytest.fixture
def editor():
    return a_user("editor")


def chip(page, text):
    return page.get_by_role("group", name="Found in texts as").get_by_role("checkbox", name=text, exact=True)


def untick(chip):
    """Where the buttons that stay at the lower edge of the window do not cover it."""
    chip.evaluate("chip => chip.scrollIntoView({block: 'center'})")
    chip.uncheck(force=True)


def forms_of(slug):
    return [form.text for form in glossary.by_slug(slug).forms]


def test_the_chips_and_the_card_follow_what_is_typed(visit, editor):
    desk = visit(user=editor)
    page = desk.goto("/desk/glossary/new")

    page.get_by_label("Term").fill("SCIC")
    page.get_by_label("Other names").fill("co-op of many")
    page.get_by_role("textbox", name="Definition").fill("A *company*.")

    expect(chip(page, "co-ops of many").or_(chip(page, "co-op of manies"))).to_be_checked()
    expect(chip(page, "SCICs")).not_to_be_checked()
    expect(page.locator(".card em")).to_have_text("company")
    assert desk.complaints == []


def test_what_is_unticked_stays_so_while_typing_goes_on(visit, editor):
    a_term("ice house")
    page = visit(user=editor).goto("/desk/glossary/ice-house")

    untick(chip(page, "ice houses"))
    page.get_by_label("Other names").fill("cold store")
    expect(chip(page, "cold stores")).to_be_checked()

    expect(chip(page, "ice houses")).not_to_be_checked()
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator("p.told")).to_contain_text("is saved")
    assert forms_of("ice-house") == ["ice house", "cold store", "cold stores"]


def test_a_form_is_added_by_the_enter_key_and_nothing_is_saved_yet(visit, editor):
    a_term("ice house")
    desk = visit(user=editor)
    page = desk.goto("/desk/glossary/ice-house")

    page.get_by_label("Another form").fill("house of ice")
    page.get_by_label("Another form").press("Enter")

    expect(chip(page, "house of ice")).to_be_checked()
    expect(page.get_by_label("Another form")).to_have_value("")
    expect(page.get_by_label("Another form")).to_be_focused()
    assert forms_of("ice-house") == ["ice house", "ice houses"]
    assert desk.complaints == []


def test_chips_are_ticked_by_keyboard_and_keep_the_focus(visit, editor):
    a_term("SCIC")
    page = visit(user=editor).goto("/desk/glossary/scic")

    chip(page, "SCICs").focus()
    with page.expect_response("**/preview?only"):
        page.keyboard.press("Space")

    expect(chip(page, "SCICs")).to_be_checked()
    expect(chip(page, "SCICs")).to_be_focused()


def test_with_scripts_off_the_preview_and_the_save_show_the_chips(visit, editor):
    page = visit(user=editor, scripts=False).goto("/desk/glossary/new")

    page.get_by_label("Term").fill("SCIC")
    page.get_by_label("Other names").fill("ice house")
    page.get_by_label("Another form").fill("house of ice")
    page.get_by_role("button", name="Preview").click()
    chip(page, "SCICs").check(force=True)
    untick(chip(page, "ice houses"))
    expect(chip(page, "house of ice")).to_be_checked()
    page.get_by_role("button", name="Save draft").click()

    expect(page.locator("p.told")).to_contain_text("is saved as a draft")
    assert set(forms_of("scic")) == {"SCIC", "SCICs", "ice house", "house of ice"}


def test_two_texts_of_an_entry_are_for_everybody(visit, editor):
    term = a_term("ice house")
    for window in (visit(user=editor, width=NARROWEST), visit(user=editor, dark=True)):
        page = window.goto("/desk/glossary/ice-house")
        writing.revise(term, Entry(label="ice house", definition="Theirs.", language="en"), seen=term.revision)
        page.get_by_role("textbox", name="Definition").fill("Mine.")
        page.get_by_role("button", name="Save changes").click()

        expect(page.get_by_role("alert")).to_contain_text("Theirs.")
        assert findings(page) == []
        assert not scrolls_sideways(page)

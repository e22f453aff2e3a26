"""What scripts add at the desk: a preview that follows, and a question before unsaved words are left."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from blog.glossary import writing
from blog.glossary.entry import Entry
from tests.browser.conftest import NARROWEST, findings, scrolls_sideways
from tests.factories import a_term, a_user, an_article


@pytest.fixture
def editor():
    return a_user("editor")


def a_photo():
    stream = BytesIO()
    Image.new("RGB", (700, 400), "navy").save(stream, "JPEG")
    return {"name": "shed.jpg", "mimeType": "image/jpeg", "buffer": stream.getvalue()}


def test_the_preview_follows_what_is_typed(visit, editor):
    a_term("slipway", definition="A slope into the *water*.")
    desk = visit(user=editor)
    page = desk.goto("/desk/articles/new")

    page.get_by_label("Title").fill("The boat shed")
    page.get_by_role("textbox", name="Text", exact=True).fill("## Where?\n\nBy the slipway.")

    expect(page.locator("#preview .title")).to_have_text("The boat shed")
    page.locator("#gl-slipway").click()
    expect(page.locator("#g-slipway")).to_contain_text("A slope into the water.")
    assert desk.complaints == []


def test_a_chosen_picture_is_shown_and_kept_while_writing_goes_on(visit, editor):
    desk = visit(user=editor)
    page = desk.goto("/desk/articles/new")

    page.get_by_label("Choose a picture").set_input_files(a_photo())
    expect(page.locator("#preview img")).to_be_visible()
    page.get_by_label("Title").fill("The boat shed")
    expect(page.locator("#preview .title")).to_have_text("The boat shed")

    expect(page.locator("#preview img")).to_be_visible()
    assert len(page.locator("#kept_picture").input_value()) == 64


def test_unsaved_words_are_not_left_unasked(visit, editor):
    an_article(title="The boat shed")
    desk = visit(user=editor)
    page = desk.goto("/desk/articles/the-boat-shed")

    page.get_by_label("Title").fill("The old boat shed")
    page.get_by_role("link", name="Articles").click()

    expect(page.get_by_label("Title")).to_have_value("The old boat shed")
    assert [complaint[:6] for complaint in desk.complaints] == ["dialog"]

    desk.complaints.clear()
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("status")).to_have_text("Saved.")
    page.get_by_role("link", name="Articles").click()
    expect(page).to_have_title("Articles · Entretien")
    assert desk.complaints == []


@pytest.mark.parametrize(
    "path",
    [
        "/desk/",
        "/desk/articles/new",
        "/desk/articles/the-boat-shed",
        "/desk/articles/the-boat-shed/withdrawal",
        "/desk/articles/the-boat-shed/publication",
        "/desk/glossary",
        "/desk/glossary?q=ice&show=used&letter=i",
        "/desk/glossary/new",
        "/desk/glossary/ice-house",
        "/desk/glossary/ice-house/history",
        "/desk/glossary/ice-house/history/1",
        "/desk/glossary/ice-house/history/1?against=today",
        "/desk/glossary/ice-house/removal",
        "/desk/pictures",
    ],
)
def test_every_page_of_the_desk_is_for_everybody(visit, editor, path):
    writing.revise(a_term("ice house"), Entry(label="ice house", definition="Cold.", language="en"), seen=1)
    a_term("an uncommonly long term without any definition at all", definition="")
    an_article(title="The boat shed")
    narrow, dark = visit(user=editor, width=NARROWEST), visit(user=editor, dark=True)

    for window in (narrow, dark):
        assert findings(window.goto(path)) == []
        assert window.complaints == []
    assert not scrolls_sideways(narrow.page)

"""The main job, end to end: written and published at the desk, read, commented, let in by a moderator, seen."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import findings
from tests.factories import PASSWORD, a_term, a_user

TEXT = """\
## Who asked for a tide mill?

Nobody. The miller's cooperative wanted a roof, and the sluice came with it.

<!--more-->

## And then?

**Ida Holm:** Then the neighbours brought grain, and the sluice had to work.
"""


@pytest.fixture
def staff():
    a_term("sluice", definition="A gate that lets water *through*.")
    a_user("editor", email="ed@example.org", password=PASSWORD)
    a_user("moderator", email="mo@example.org", password=PASSWORD)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_desk_to_the_comment_on_the_page(visit, staff, scripts):
    desk, reader, room = (visit(scripts=scripts) for _ in range(3))

    write_and_publish(desk)
    address = read_on(reader)
    comment(reader, scripts)
    anonymous = visit(scripts=scripts).goto(address)
    assert "my grandmother's mill" not in anonymous.content()
    let_in(room)

    anonymous.reload()
    expect(anonymous.locator(".comment")).to_contain_text("my grandmother's mill")
    reader.page.reload()
    expect(reader.page.get_by_role("main")).to_contain_text("published")
    assert [*desk.complaints, *reader.complaints, *room.complaints] == []


def sign_in(watched, path, email):
    page = watched.goto(path)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile(f"{path}$"))
    return page


def write_and_publish(desk):
    page = sign_in(desk, "/desk/articles/new", "ed@example.org")
    page.get_by_label("Title").fill("The mill that nobody asked for")
    page.get_by_label("Standfirst").fill("Two wheels, one cat.")
    page.get_by_role("textbox", name="Text", exact=True).fill(TEXT)
    page.get_by_label("Name").first.fill("Ida Holm")
    page.get_by_label("Language", exact=True).select_option("en")
    page.get_by_label("Choose a picture").set_input_files(
        {"name": "mill.png", "mimeType": "image/png", "buffer": a_picture()}
    )
    page.get_by_label("What it shows").fill("A mill")
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(page.locator("#preview .gl:has(#gl-sluice)")).to_have_text("sluice")
    expect(page.get_by_label("Title")).to_have_value("The mill that nobody asked for")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_role("status")).to_contain_text("ublished")


def read_on(reader):
    page = reader.goto("/")
    expect(page.locator("[popovertarget]")).to_have_count(0)
    page.get_by_role("link", name=re.compile("Continue reading.*The mill that nobody asked for")).click()
    expect(page).to_have_url(re.compile("/articles/the-mill-that-nobody-asked-for#more$"))
    assert page.locator("figure img").evaluate("picture => picture.complete && picture.naturalWidth > 0")
    page.locator("#gl-sluice").click()
    expect(page.locator("#g-sluice")).to_contain_text("lets water through")
    page.keyboard.press("Escape")
    return "/articles/the-mill-that-nobody-asked-for"


def comment(reader, scripts):
    page = reader.page
    page.get_by_label("Your comment").fill("This is *my grandmother's mill*, with another roof.")
    page.get_by_label("Name").fill("Ada")
    if scripts:
        page.get_by_role("button", name="Send", exact=True).click()
    else:
        page.get_by_role("button", name="Preview", exact=True).click()
        expect(page.locator("em")).to_have_text("my grandmother's mill")
        page.get_by_role("button", name="Send", exact=True).click()
    expect(page).to_have_url(re.compile("/comments/[A-Za-z0-9_-]{22,}#state$"))
    if scripts:  # axe is one
        assert findings(page) == []


def let_in(room):
    page = sign_in(room, "/moderation/", "mo@example.org")
    expect(page.locator("main")).to_contain_text("Ada")
    page.get_by_role("button", name=re.compile("^Approve")).click()
    expect(page.get_by_role("status")).to_contain_text("Ada")


def a_picture():
    kept = io.BytesIO()
    Image.new("RGB", (1400, 900), "#8a6f4d").save(kept, "PNG")
    return kept.getvalue()

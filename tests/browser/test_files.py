"""The glossary's files and copied pages in a browser, with scripts off: looked at first, then taken in."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from blog.glossary import service as glossary
from tests.browser.conftest import NARROWEST, findings, scrolls_sideways
from tests.factories import a_term, a_user
from tests.screens.test_desk_copied import COPIED

CSV = """\
term,aliases,definition,language
slipway,boat ramp,"A slope, paved.",en
quay,,A wall.,en
"""


@pytest.fixture
def editor():
    return a_user("editor")


def a_file(text: str) -> dict[str, object]:
    return {"name": "words.csv", "mimeType": "text/csv", "buffer": text.encode()}


def looks_right(watched) -> None:
    assert findings(watched.page) == []
    assert not scrolls_sideways(watched.page)
    assert watched.complaints == []


@pytest.mark.parametrize("width", [NARROWEST, 1280])
def test_a_file_is_looked_at_and_taken_in(visit, editor, width):
    a_term("slipway", definition="A slope.")
    desk = visit(user=editor, width=width)
    page = desk.goto("/desk/glossary/files")
    looks_right(desk)

    page.get_by_label("Choose a file").set_input_files(a_file(CSV))
    page.get_by_role("button", name="Show what it would change").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(["Line 2 slipway revised", "Line 3 quay new"])
    looks_right(desk)
    page.get_by_role("button", name="Take it in").click()

    expect(page.get_by_text("1 new, 1 revised, 0 unchanged.")).to_be_visible()
    assert glossary.by_slug("slipway").definition_source == "A slope, paved."


def test_faults_are_shown_where_the_page_begins(visit, editor):
    desk = visit(user=editor, width=NARROWEST)
    page = desk.goto("/desk/glossary/files")

    page.get_by_label("Or paste its text").fill(CSV + "quay,,Again.,en\n,,,en\n")
    page.get_by_role("button", name="Show what it would change").click()

    expect(page.get_by_role("alert")).to_contain_text("Line 4: “quay” stands on line 3 already")
    expect(page.get_by_role("button", name="Take it in")).to_have_count(0)
    looks_right(desk)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_copied_page_becomes_drafts(visit, editor, scripts):
    a_term("Régie", language="fr")
    desk = visit(user=editor, scripts=scripts, width=1280 if scripts else NARROWEST)
    page = desk.goto("/desk/articles/copied")

    page.get_by_label("Text of the page").fill(COPIED)
    page.get_by_label("Language").select_option("fr")
    page.get_by_role("button", name="Take it apart").click()
    expect(page.get_by_role("checkbox").nth(0)).to_be_checked()
    expect(page.get_by_role("checkbox").nth(1)).not_to_be_checked()
    if scripts:
        looks_right(desk)
    page.get_by_role("button", name="Save the drafts").click()

    expect(page.get_by_text("1 draft entry is in the glossary.")).to_be_visible()
    assert desk.complaints == []

"""Marks at the desk: why they stand, what an entry would change, how far articles have followed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from blog.articles import impact
from blog.database import db
from blog.glossary.models import GlossaryChange
from tests.browser.conftest import NARROWEST, findings, scrolls_sideways
from tests.factories import a_term, a_user, an_article, fresh

QUAY = "## What is it for?\n\nThe quay is for cranes. A quay is a wall.\n\n## Who?\n\nThe quay master, on a quay.\n"
ADDRESS = "/desk/articles/out-at-sea"


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    monkeypatch.setattr(impact, "QUICK", 60.0)


@pytest.fixture
def editor():
    return a_user("editor")


@pytest.fixture
def article(editor):
    a_term("quay")
    a_term("crane", sense="bird")
    a_term("crane", sense="machine")
    return an_article(title="Out at sea", source=QUAY)


def stored(article):
    found = fresh(article)
    as_stored = found.choices, found.standfirst
    db.session.rollback()  # what a test has only read must not hold a lock against the server
    return as_stored


@pytest.mark.parametrize("scripts", [True, False])
def test_a_button_chooses_and_saving_stores_what_was_chosen_and_typed(visit, editor, article, scripts):
    desk = visit(user=editor, scripts=scripts)
    page = desk.goto(ADDRESS)

    page.get_by_label("Standfirst").fill("Where boats lie.")
    page.get_by_role("button", name="“cranes” is: crane (machine)").click()
    expect(page.locator("#why .chosen li")).to_have_count(1)
    page.get_by_role("button", name="Skip here: quay").click()

    expect(page.locator("#why .chosen li")).to_have_count(2)
    expect(page.locator("#preview .gl")).to_have_count(1)
    expect(page.get_by_label("Standfirst")).to_have_value("Where boats lie.")
    assert stored(article) == ([], "")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("status")).to_have_text("Saved.")
    assert stored(article) == (["sense crane-en", "skip quay"], "Where boats lie.")
    assert desk.complaints == []


def test_with_scripts_the_page_stays_and_what_was_open_too(visit, editor, article):
    desk = visit(user=editor)
    page = desk.goto(ADDRESS)
    page.evaluate("window.stays = true")
    page.locator("#why-marks > summary").click()
    page.locator("#why-quay > summary").click()

    page.locator("#why-quay button").last.press("Enter")

    expect(page.locator("#why .chosen")).to_contain_text("at mention 2")
    expect(page.locator("#why-quay[open]")).to_have_count(1)
    assert page.evaluate("window.stays && document.querySelector('#preview').contains(document.activeElement)")
    page.locator(".back a").click()
    expect(page).to_have_url(f"{desk.site}{ADDRESS}")
    assert [complaint[:6] for complaint in desk.complaints] == ["dialog"]


def test_a_choice_and_typing_do_not_lose_one_another(visit, editor, article):
    desk = visit(user=editor)
    page = desk.goto(ADDRESS)

    page.locator("#why-marks > summary").click()
    page.get_by_label("Title").fill("Out at the quay")
    page.get_by_role("button", name="Skip here: quay").click()

    expect(page.locator("#preview .title")).to_have_text("Out at the quay")
    expect(page.locator("#why .chosen li")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#why .chosen li")).to_have_count(0)
    expect(page.locator("#preview .gl")).to_have_count(2)
    assert desk.complaints == []


@pytest.mark.parametrize("scripts", [True, False])
def test_what_would_change_is_told_and_the_words_are_kept(visit, editor, article, scripts):
    desk = visit(user=editor, scripts=scripts)
    page = desk.goto("/desk/glossary/new")

    page.get_by_label("Term", exact=True).fill("quay master")
    page.get_by_label("Definition", exact=True).fill("A job.")
    page.get_by_role("button", name="What would change?").click()

    expect(page.locator("#impact")).to_contain_text("+1 article")
    expect(page.locator("#impact mark")).to_have_text("quay master")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.locator(".told").first).to_contain_text("“quay master” is saved.")
    assert desk.complaints == []


def test_articles_follow_before_the_editor_s_eyes(visit, editor):
    change = GlossaryChange(language="en", forms=["quay"], articles=1000, followed=120)
    db.session.add(change)
    db.session.commit()
    desk = visit(user=editor)
    page = desk.goto("/desk/glossary")
    line = page.get_by_role("status")
    expect(line).to_contain_text("Articles follow: 120 of 1,000")

    change.followed = 500
    db.session.commit()
    expect(line).to_contain_text("Articles follow: 500 of 1,000")
    db.session.delete(change)
    db.session.commit()

    expect(line).to_have_text("All articles are up to date.")
    assert desk.complaints == []


@pytest.mark.parametrize(("width", "dark"), [(NARROWEST, False), (1280, True)])
def test_every_page_about_marks_is_for_everybody(visit, editor, article, width, dark):
    db.session.add(GlossaryChange(language="en", forms=["volcano"], articles=1000, followed=120))
    db.session.commit()
    desk = visit(user=editor, width=width, dark=dark)
    page = desk.page

    for path in ("/desk/?doubts=", "/desk/glossary/quay/uses", "/desk/glossary/crane/uses?doubts=", ADDRESS):
        desk.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        assert findings(page) == [], path
        assert not scrolls_sideways(page), path
    desk.goto("/desk/glossary/quay")
    page.get_by_label("Term", exact=True).fill("quay master")
    page.get_by_role("button", name="What would change?").click()
    expect(page.locator("#impact .tally")).to_be_visible()
    assert findings(page) == []
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator(".told").first).to_be_visible()
    desk.goto(ADDRESS)
    page.locator("#why-marks > summary").click()
    page.get_by_role("button", name="Skip here: quay").click()
    expect(page.locator("#why .chosen")).to_be_visible()
    assert findings(page) == []

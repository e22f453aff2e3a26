"""The pictures of docs/glossary.md: each is a page as an editor has it, taken once what it is to show is on it.

`PICTURES=1 .venv/bin/python -m pytest tests/browser/test_glossary_pictures.py` draws them anew.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from blog.articles import impact
from blog.articles.annotating import follow_glossary
from blog.glossary import service as glossary
from blog.glossary import writing
from blog.glossary.entry import Entry
from blog.glossary.models import TermStatus
from tests.factories import a_term, a_user, an_article

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
LARGEST = 150_000  # bytes
COLOURS = 64
EDGE = 8  # CSS pixels around what is shown

HARBOUR = """\
## What is the basin for?

The sluice holds the water of the basin at low tide. We are a CBS (community benefit society), so the cranes \
belong to whoever mends them.

## Who decides?

The members do. The CBS has forty of them, and the sluice a rota. A grant from the DCMS paid for the second sluice.
"""
FERRY = """\
## Why a ferry?

The bridge is seven miles away. The CBS bought the ferry in 2019; its mooring lies below the sluice.
"""
FILE = """\
term,aliases,definition,language
sluice,,A gate that lets the water of a basin in and out.,en
mooring,,Where a boat is made fast.,en
"""


@pytest.fixture(autouse=True)
def _content(monkeypatch):
    monkeypatch.setattr(impact, "QUICK", 60.0)
    a_term("sluice", "lock gate", definition="A gate that holds back water.")
    a_term("crane", sense="machine", definition="A machine that lifts.")
    a_term("crane", sense="bird", definition="A tall grey bird.")
    an_article(title="The basin belongs to us", slug="basin", source=HARBOUR)
    an_article(title="Seven miles to the bridge", slug="ferry", source=FERRY)
    follow_glossary()


@pytest.fixture
def page(visit):
    return visit(user=a_user("editor", name="Maren Lund"), width=1180).page


@pytest.fixture
def keep(tmp_path):
    """Keeps a part of the page as a picture of few colours."""

    def keep(page, name, first, last=None):
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        page.evaluate("document.querySelectorAll('.bench').forEach(bar => { bar.style.position = 'static' })")
        page.screenshot(
            path=(shot := tmp_path / name), full_page=True, animations="disabled", clip=_around(first, last)
        )
        small = BytesIO()
        Image.open(shot).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
        kept = (PICTURES if os.environ.get("PICTURES") else tmp_path) / name
        kept.write_bytes(small.getvalue())
        assert 5_000 < kept.stat().st_size < LARGEST

    return keep


def test_an_entry_with_its_chips(page, site, keep):
    page.goto(f"{site}/desk/glossary/new?language=en")
    page.get_by_label("Term").fill("CBS")
    page.get_by_label("Other names").fill("community benefit society")
    page.get_by_role("textbox", name="Definition").fill("A co-operative that works for *everybody* in a place.")
    page.get_by_text("How it is found in texts").click()
    expect(page.locator(".card em")).to_have_text("everybody")
    expect(page.locator(".forms")).to_contain_text("societies")

    keep(page, "glossary-entry.png", page.locator("h1"), page.locator(".editor"))


def test_what_would_change(page, site, keep):
    a_term("CBS", "community benefit society", definition="A co-operative for everybody.", status=TermStatus.DRAFT)
    page.goto(f"{site}/desk/glossary/cbs")
    page.get_by_role("button", name="What would change?").click()

    expect(page.locator("#impact .tally")).to_contain_text("+2")
    keep(page, "glossary-impact.png", page.locator("#impact"))


def test_why_marks_stand(page, site, keep):
    page.goto(f"{site}/desk/articles/basin")
    page.locator("#why-marks > summary").click()
    page.locator("#why-sluice > summary").click()

    keep(page, "glossary-why.png", page.locator("#why"))


def test_what_the_glossary_lacks(page, site, keep):
    page.goto(f"{site}/desk/glossary/acronyms?language=en")

    keep(page, "glossary-acronyms.png", page.locator("h1"), page.locator(".lacking"))


def test_two_editors_at_once(page, site, keep):
    page.goto(f"{site}/desk/glossary/sluice")
    theirs = Entry(label="sluice", aliases=("lock gate",), definition="A gate between two waters.", language="en")
    writing.revise(glossary.by_slug("sluice"), theirs, seen=1)
    page.get_by_role("textbox", name="Definition").fill("A gate that holds back water, or lets it go.")
    page.get_by_role("button", name="Save changes").click()

    expect(page.get_by_role("alert")).to_contain_text("between two waters")
    keep(page, "glossary-two-editors.png", page.get_by_role("alert"))


def test_what_a_file_would_change(page, site, keep):
    page.goto(f"{site}/desk/glossary/files")
    page.get_by_label("Or paste its text").fill(FILE)
    page.get_by_role("button", name="Show what it would change").click()

    keep(page, "glossary-file.png", page.locator("h1"), page.locator(".plan"))


def _around(first, last):
    boxes = [each.bounding_box() for each in (first, last or first)]
    left, top = (min(box[side] for box in boxes) - EDGE for side in ("x", "y"))
    right = max(box["x"] + box["width"] for box in boxes) + EDGE
    bottom = max(box["y"] + box["height"] for box in boxes) + EDGE
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}

"""What a page shows late, a picture, a script's button, what the device has kept, moves nothing that is there."""

from __future__ import annotations

import json
import time

import pytest

from blog import demo
from blog.comments.models import Comment
from blog.database import db

SLUG = "compter-les-congelateurs"
INTERVIEW = f"/articles/{SLUG}"
PLACES = ("h1", "#gloss-h", "#comments", "#write")  # of the interview, where its reader is when the scripts come
READ = """place => {
  window.moved = [];
  const told = ({ node }) => (node?.outerHTML ?? node?.textContent ?? "").slice(0, 80);
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) moved.push(`${value.toFixed(4)} ${sources.map(told)}`);
  }).observe({ type: "layout-shift", buffered: true });
  const go = () => {
    const found = document.querySelector(place);
    if (found) found.scrollIntoView(); else requestAnimationFrame(go);
  };
  requestAnimationFrame(go);
}"""
KEEP = "kept => { for (const [name, value] of Object.entries(kept)) localStorage[name] ??= JSON.stringify(value); }"


@pytest.fixture(autouse=True)
def shown(instance):
    demo.load(instance)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("path", "place"), [("/", "h1"), ("/glossary", "h1"), *((INTERVIEW, place) for place in PLACES)]
)
def test_at_the_first_visit(visit, width, path, place):
    assert moved(visit(width=width), path, place) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("place", PLACES)
def test_for_whom_the_device_has_kept_much(visit, width, place):
    """All comments are new, all found useful, and a long draft waits."""
    watched = visit(width=width)
    watched.page.add_init_script(f"({KEEP})({json.dumps(kept())})")

    assert moved(watched, INTERVIEW, place) == []
    assert watched.page.locator(".comment .new").count() == watched.page.locator(".comment").count()
    assert watched.page.get_by_role("textbox", name="Votre commentaire").input_value()
    assert watched.page.get_by_role("button", name="Utile", pressed=True).count()


@pytest.mark.parametrize("width", [360, 1280])
def test_where_marks_are_off(visit, width):
    """From the second page on, to which the browser brings the script itself."""
    watched = visit(width=width)
    watched.page.add_init_script("localStorage.marks = 'off'")
    watched.goto(INTERVIEW)

    assert moved(watched, INTERVIEW, ".turn:nth-child(2)", keeps=True) == []
    assert watched.page.locator(":root[data-marks=off]").count() == 1


def kept():
    comments = db.session.scalars(db.select(Comment.id).join(Comment.article).filter_by(slug=SLUG)).all()
    db.session.rollback()
    return {
        "visits": {SLUG: "2020-01-01T00:00:00+00:00"},
        f"draft {SLUG}  ": {"text": "Ce que j’en dis.\n\n" * 12, "name": "Ada", "key": None},
        "useful": [f"{INTERVIEW}/comments/{comment}/useful" for comment in comments],
    }


def moved(watched, path, place, *, keeps=False):
    """What moved without anybody's doing where the reader was; all scripts come after the page has been painted, or
    from what the browser keeps."""
    page = watched.page
    page.add_init_script(f"({READ})({json.dumps(place)})")
    if not keeps:
        page.route("**/scripts-*/*", lambda route: (time.sleep(0.1), route.continue_()))
    watched.goto(path)
    page.wait_for_load_state("networkidle")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))")
    return page.evaluate("moved")

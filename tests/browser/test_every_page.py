"""The demo's pages as people meet them: axe finds nothing, nothing scrolls sideways, nothing complains."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from blog import demo
from blog.accounts import service as accounts
from blog.asks.models import Ask
from blog.comments.models import Comment, CommentStatus
from blog.database import db
from tests.browser.conftest import NARROWEST, findings, scrolls_sideways

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
INTERVIEW = "/articles/compter-les-congelateurs"
PUBLIC = (
    "/",
    "/topics/energie",
    INTERVIEW,
    f"{INTERVIEW}/comments/new",
    f"{INTERVIEW}/asks/new",
    f"{INTERVIEW}/asks/new?word=SCIC",
    f"{INTERVIEW}/asks/new?word=wattm%C3%A8tres",
    "/articles/the-sea-came-in-on-a-tuesday",
    "/articles/the-sea-came-in-on-a-tuesday/full",
    "/articles/atelier-de-la-gare",
    "/articles/atelier-de-la-gare?only=unanswered",
    "/articles/atelier-de-la-gare/comments/new",
    "/glossary",
    "/glossary?q=marais",
    "/glossary?language=en",
    "/glossary/scic",
    "/glossary/scic/articles",
    "/glossary/lot",
    "/glossary/saltmarsh",
    "/account/sign-in",
    "/account/reset",
)
WORKING = (
    "/desk/",
    "/desk/articles/new",
    "/desk/articles/compter-les-congelateurs",
    "/desk/articles/compter-les-congelateurs/withdrawal",
    "/desk/articles/atelier-de-la-gare/conversation?only=unanswered",
    "/desk/articles/atelier-de-la-gare/invitations",
    "/desk/glossary",
    "/desk/articles/copied",
    "/desk/glossary/files",
    "/desk/glossary/new",
    "/desk/glossary/asked",
    "/desk/glossary/scic",
    "/desk/glossary/scic/history",
    "/desk/glossary/scic/history/1",
    "/desk/glossary/scic/removal",
    "/desk/pictures",
    "/moderation/",
    "/moderation/spam",
    "/moderation/decided",
    "/moderation/asks",
    "/moderation/asks/decided",
    "/account/",
    "/account/password",
)


@pytest.fixture
def admin(app, instance):
    demo.load(instance)
    return accounts.by_email("admin@example.org")


@pytest.mark.parametrize(("width", "dark"), [(NARROWEST, False), (1280, True)])
def test_no_page_has_a_fault(visit, admin, width, dark):
    stranger, insider = visit(width=width, dark=dark), visit(width=width, dark=dark, user=admin)

    faults = [
        *faults_of(stranger, [*PUBLIC, *private_pages()]),
        *faults_of(insider, [*WORKING, *case_pages()]),
    ]

    assert faults == []


def test_pictures_for_the_readme(visit, admin, tmp_path):
    """`PICTURES=1 make test` draws them anew where the README shows them."""
    page = visit(width=1180).goto(INTERVIEW)
    page.locator(".gl button").nth(1).scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.querySelector('.turn').getBoundingClientRect().top + scrollY - 60)")
    page.locator(".gl button").nth(1).click()
    assert page.locator(":popover-open").is_visible()

    kept = (PICTURES if os.environ.get("PICTURES") else tmp_path) / "article.png"
    kept.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=kept)

    assert kept.stat().st_size > 50_000


def private_pages():
    waiting, refused = (a_key(status) for status in (CommentStatus.HELD, CommentStatus.REJECTED))
    asks = db.session.scalars(db.select(Ask.key)).all()
    db.session.rollback()
    return [f"/comments/{waiting}", f"/comments/{refused}", *(f"/asks/{key}" for key in asks)]


def a_key(status):
    key = db.session.scalar(db.select(Comment.key).filter_by(status=status).limit(1))
    db.session.rollback()
    return key


def case_pages():
    number = db.session.scalar(db.select(Comment.id).filter_by(status=CommentStatus.REJECTED))
    db.session.rollback()
    return [f"/moderation/comments/{number}"]


def faults_of(watched, paths):
    for path in paths:
        page = watched.goto(path)
        yield from (f"{path}: {finding}" for finding in findings(page))
        if scrolls_sideways(page):
            yield f"{path}: scrolls sideways"
    yield from watched.complaints

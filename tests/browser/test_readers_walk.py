"""The reader's walk, on a narrow screen and by keyboard alone: a comment on an answer, its wait, other words, a reply,
a comment taken back, the address of a comment on the third page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from blog.comments import service as comments
from blog.comments.models import Comment, CommentStatus
from blog.comments.standing import settle
from blog.database import db
from blog.web.limits import limiter
from tests.browser.conftest import NARROWEST, findings, scrolls_sideways
from tests.factories import a_comment, an_article, many_comments

OWN = re.compile("/comments/[A-Za-z0-9_-]{22,}")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_reader_walks_through_the_conversation(visit, monkeypatch, scripts):
    monkeypatch.setattr(limiter, "enabled", False)
    article = an_article(slug="quay")
    many_comments(article, 250)
    oldest = db.session.query(Comment).order_by(Comment.id).first().id
    db.session.rollback()
    watched = visit(scripts=scripts, width=NARROWEST)
    page = watched.goto("/articles/quay")

    press(page.get_by_role("link", name="Comment on this answer").first)
    write(page, scripts, "On the *first* answer.")
    expect(page.get_by_role("status").first).to_contain_text("It waits for a moderator.")
    calm(page, scripts)

    press(page.get_by_role("link", name="Rewrite my comment"))
    page.get_by_role("textbox", name="Your comment").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Better words.")
    press(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_role("main")).to_contain_text("Better words.")
    calm(page, scripts)
    mine = page.url

    publish(comments.by_key(OWN.search(mine)[0].rpartition("/")[2]))
    page.reload()
    expect(page.get_by_role("status").first).to_contain_text("It is published.")
    press(page.get_by_role("link", name="See it under the article"))
    expect(page.locator(".comment:target")).to_contain_text("Better words.")

    press(page.locator(".comment:target").get_by_role("link", name="Reply to"))
    write(page, scripts, "And one thing more.")
    press(page.get_by_text("Withdraw my comment…"))
    press(page.get_by_role("button", name="Withdraw my comment"))
    expect(page.get_by_role("status").first).to_contain_text("You have taken it back.")
    calm(page, scripts)

    page.goto(f"{watched.site}/articles/quay/comments/{oldest}")
    expect(page.locator(f"#comment-{oldest}")).to_be_visible()
    calm(page, scripts)
    press(page.get_by_role("link", name="Back to the first comments"))
    press(page.get_by_role("link", name="Oldest first"))
    expect(page.locator(f"#comment-{oldest}")).to_be_visible()
    assert watched.complaints == []


@pytest.mark.parametrize("name", ["X" * Comment.LONGEST_NAME, "W\u0301" * 30], ids=["letters", "accents"])
def test_the_longest_name_breaks_and_pushes_nothing_aside(visit, name):
    article = an_article(slug="quay")
    a_comment(article, status=CommentStatus.APPROVED, name=name)
    db.session.rollback()
    page = visit(width=NARROWEST).goto("/articles/quay")

    assert not scrolls_sideways(page)
    page.get_by_role("textbox", name="Your comment").fill("We had one too.")
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("button", name="Preview").click()

    expect(page.locator(".as-it-will-look")).to_be_visible()
    assert not scrolls_sideways(page)
    page.go_back()
    page.get_by_role("button", name="Hide", exact=False).first.click()
    page.locator(".hidden-people summary").click()

    assert not scrolls_sideways(page)


def press(target):
    target.focus()
    target.press("Enter")


def write(page, scripts, words):
    page.get_by_role("textbox", name="Your comment").focus()
    page.keyboard.type(words)
    page.get_by_role("textbox", name="Name").focus()
    page.keyboard.type("Ada")
    if not scripts:
        press(page.get_by_role("button", name="Preview", exact=True))
    press(page.get_by_role("button", name="Send", exact=True))
    expect(page).to_have_url(OWN)


def publish(comment):
    settle(comment, CommentStatus.APPROVED)
    db.session.commit()


def calm(page, scripts):
    assert not scrolls_sideways(page)
    if scripts:  # axe is one
        assert findings(page) == []

"""Finding a comment useful, without scripts: a link, a private page, a button."""

from __future__ import annotations

import pytest

from blog.accounts.models import Role
from blog.comments.counted import UsefulVote
from blog.comments.house import ConversationSettings
from blog.comments.models import CommentStatus
from blog.database import db
from tests.factories import a_comment, a_user, an_article, fresh
from tests.pages import Visitor
from tests.routes import enter
from tests.screens.test_reading_rewriting import post


@pytest.fixture
def comment():
    return a_comment(an_article(slug="ice"), status=CommentStatus.APPROVED)


def address(comment):
    return f"/articles/ice/comments/{comment.id}/useful"


def test_a_link_at_the_comment_leads_to_the_button(client, comment):
    page = client.get("/articles/ice").click("Useful")
    said = page.submit("I find it useful").follow()

    assert page.headers["Cache-Control"] == "no-store"
    assert said.text("[data-said]") == "You find it useful."
    assert "1 person finds it useful." in said.text(".state")
    assert client.get("/articles/ice").text(".useful [data-number]") == "1"
    assert fresh(comment).useful == 1


def test_a_vote_is_taken_back(client, comment):
    said = client.get(address(comment)).submit("I find it useful").follow()

    back = said.submit("Take it back").follow()

    assert "Nobody has said so yet." in back.text(".state")
    assert fresh(comment).useful == 0
    assert db.session.query(UsefulVote).count() == 0


def test_pressed_twice_it_counts_once(client, comment):
    page = client.get(address(comment))

    assert [page.submit("I find it useful").status for _ in range(3)] == [303] * 3
    assert fresh(comment).useful == 1


def test_two_devices_are_two_votes_and_an_account_is_one_on_every_device(app, comment):
    user = a_user()
    for visitor in (Visitor(app), Visitor(app), enter(app, user), enter(app, user)):
        page = visitor.get(address(comment))
        if page.all("button.button:not(.quiet)"):
            page.submit("I find it useful")

    assert fresh(comment).useful == 3


def test_one_network_gives_a_comment_a_few_votes_a_day(app, client, comment):
    other = a_comment(comment.article, status=CommentStatus.APPROVED)
    pages = [Visitor(app).get(address(comment)).submit("I find it useful") for _ in range(7)]

    assert [page.status for page in pages] == [303] * 5 + [429] * 2
    assert pages[-1].text("[data-said]") == "Enough votes for this comment came from your network today."
    assert fresh(comment).useful == 5
    elsewhere = Visitor(app)
    elsewhere.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    assert elsewhere.get(address(comment)).submit("I find it useful").status == 303
    assert client.get(address(other)).submit("I find it useful").status == 303


def test_a_browser_that_has_no_cookie_yet_is_asked_once_more(client, comment):
    page = client.post(address(comment))

    assert page.status == 422
    assert fresh(comment).useful == 0
    page.submit("I find it useful")
    assert fresh(comment).useful == 1


def test_nobody_votes_for_what_was_sent_from_their_device(client, comment):
    post(client, comment.article, text="Mine.")
    own = db.session.query(type(comment)).filter_by(source="Mine.").one()
    own.status = CommentStatus.APPROVED
    db.session.commit()

    page = client.get(address(own))

    assert "It is yours" in page.text(".state")
    assert not page.all("form")
    assert client.post(address(own)).status == 403
    assert fresh(own).useful == 0


@pytest.mark.parametrize("status", [each for each in CommentStatus if each is not CommentStatus.APPROVED])
def test_what_is_not_public_has_no_such_page(client, comment, status):
    client.get(address(comment))
    comment.status = status
    db.session.commit()

    assert [client.get(address(comment)).status, client.post(address(comment)).status] == [404, 404]
    assert client.post(f"{address(comment)}/withdrawal").status == 404
    assert db.session.query(UsefulVote).count() == 0


def test_a_site_without_votes_shows_none(client, comment):
    a_comment(comment.article, status=CommentStatus.APPROVED)
    db.session.add(ConversationSettings(has_votes=False))
    db.session.commit()

    page = client.get("/articles/ice")

    assert not page.all(".useful")
    assert page.texts(".orders a") == ["Newest first", "Oldest first"]
    assert client.get("/articles/ice?order=useful").texts(".orders [aria-current]") == ["Newest first"]
    assert "votes.js" not in page.response.text
    assert client.get(address(comment)).status == client.post(address(comment)).status == 404


def test_the_public_page_has_no_button_and_no_token(client, comment):
    page = client.get("/articles/ice")

    assert not page.all("#comments .comment form")
    assert "csrf" not in page.response.text


def test_the_count_is_the_same_for_everybody_and_of_what_is_public(app, client, comment):
    a_comment(comment.article)

    answers = [enter(app, user).get("/articles/ice/comments/count") for user in (None, a_user(Role.ADMIN))]

    told = {"number": 1, "newest": "/articles/ice/comments/newest"}
    assert [answer.json for answer in answers] == [told] * 2
    assert client.get("/articles/ice/comments/count?turn=q-gone&side=rest").json == told
    assert answers[0].headers["ETag"] == answers[1].headers["ETag"]
    assert "public" in answers[0].headers["Cache-Control"]
    again = client.get("/articles/ice/comments/count", headers={"If-None-Match": answers[0].headers["ETag"]})
    assert again.status == 304

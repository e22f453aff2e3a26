"""A vote and an ask are read for first and written in the end, as a comment is (`test_posting.py`)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from blog.articles import publishing
from blog.articles.models import Article
from blog.asks import service as asks
from blog.asks.models import Ask
from blog.comments import useful
from blog.comments.counted import UsefulVote
from blog.comments.house import ConversationSettings
from blog.comments.models import Comment, CommentStatus
from blog.comments.recounting import wrong_counts
from blog.comments.standing import settle
from blog.comments.useful import Voter
from blog.database import db
from blog.web.reading.device import Device
from tests.counting import listening
from tests.factories import a_comment, a_term, an_article, fresh
from tests.meanwhile import meanwhile

VOTE = "/articles/ice/comments/1/useful"


@pytest.fixture(autouse=True)
def comment():
    return a_comment(an_article(slug="ice"), status=CommentStatus.APPROVED, source="An oar by the slipway.")


def the_comment():
    return db.session.scalars(select(Comment)).one()


def the_asks():
    db.session.rollback()
    return db.session.scalars(select(Ask)).all()


def hide():
    settle(the_comment(), CommentStatus.REJECTED)
    db.session.commit()


def without_votes():
    db.session.add(ConversationSettings(has_votes=False))
    db.session.commit()


def withdraw():
    publishing.withdraw(db.session.scalars(select(Article)).one())


@pytest.fixture
def voter(client):
    """Has been on the page, and has its cookie."""
    client.get(VOTE)
    return client


def device_of(app, visitor):
    with app.test_request_context(
        headers={"Cookie": f"entretien_device={visitor.get_cookie('entretien_device').value}"}
    ):
        return Device.here().id


def ask(client, **typed):
    values = {"word": "ice house", "key": Ask.new_key(), "csrf_token": client.token(), **typed}
    return client.post("/articles/ice/asks", data=values, with_token=False)


def test_a_vote_asks_little_while_nobody_else_can_write(voter):
    asked = []
    for address in (VOTE, VOTE, f"{VOTE}/withdrawal"):
        with listening() as heard:
            assert voter.post(address).status == 303
        asked.append(len(heard.under_lock))

    if db.engine.dialect.name == "sqlite":
        assert asked == [5, 0, 4]  # who has voted already keeps nobody waiting


@pytest.mark.parametrize("act", [hide, without_votes])
@pytest.mark.parametrize("address", [VOTE, f"{VOTE}/withdrawal"])
def test_what_takes_no_votes_from_this_moment_gets_none(app, voter, comment, address, act):
    with meanwhile(app, act) as done:
        assert voter.post(address).status == 404

    assert done
    assert fresh(comment).useful == 0
    assert db.session.query(UsefulVote).count() == 0


def test_votes_at_this_moment_are_all_counted(app, voter, comment):
    def others():
        for device in ("one", "two"):
            useful.vote(the_comment(), Voter(device=device))

    with meanwhile(app, others) as done:
        assert voter.post(VOTE).status == 303

    assert done
    assert fresh(comment).useful == 3
    assert wrong_counts() == []


def test_who_votes_at_this_moment_in_another_window_has_one_vote(app, voter, comment):
    here = device_of(app, voter)
    with meanwhile(app, lambda: useful.vote(the_comment(), Voter(device=here))) as done:
        assert voter.post(VOTE).status == 303

    assert done
    assert fresh(comment).useful == 1
    with meanwhile(app, lambda: useful.take_back(the_comment(), Voter(device=here))):
        assert voter.post(f"{VOTE}/withdrawal").status == 303
    assert fresh(comment).useful == 0
    assert wrong_counts() == []


def test_an_ask_is_stored_while_nobody_waits_for_its_reading(client):
    with listening() as heard:
        assert ask(client).status == 303

    assert len(heard.under_lock) <= 2, heard.under_lock
    assert len(the_asks()) == 1


@pytest.mark.parametrize(
    ("act", "typed", "status"),
    [
        (withdraw, {}, 410),
        (hide, {"word": "oar", "comment": 1}, 404),
        (lambda: a_term("ice house"), {}, 200),  # the answer is on the page
    ],
)
def test_what_nobody_can_ask_from_this_moment_is_not_asked(app, client, act, typed, status):
    with meanwhile(app, act) as done:
        assert ask(client, **typed).status == status

    assert done
    assert the_asks() == []


def test_the_same_form_at_this_moment_is_one_ask(app, client):
    key = Ask.new_key()

    def send_it_too():
        return asks.post(db.session.scalars(select(Article)).one(), key=key, word="ice house").key

    with meanwhile(app, send_it_too) as done:
        page = ask(client, key=key)

    assert done == [key]
    assert (page.status, page.location) == (303, f"/asks/{key}")
    assert len(the_asks()) == 1


def test_what_changes_nothing_of_it_disturbs_no_ask(app, client):
    with meanwhile(app, lambda: a_comment(db.session.scalars(select(Article)).one())) as done:
        assert ask(client).status == 303

    assert done
    assert len(the_asks()) == 1

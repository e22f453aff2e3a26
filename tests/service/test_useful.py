"""Votes: one a person, counted by the database."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from blog.accounts.models import Address
from blog.comments import useful
from blog.comments.counted import UsefulVote
from blog.comments.house import ConversationSettings
from blog.comments.models import Comment, CommentStatus
from blog.comments.recounting import wrong_counts
from blog.comments.speakers import Speaker
from blog.comments.useful import Voter
from blog.database import db
from blog.errors import Missing, NotAllowed
from tests.factories import a_comment, a_user, fresh

APPROVED = CommentStatus.APPROVED


def test_a_vote_counts_once_and_can_be_taken_back():
    comment, voter = a_comment(status=APPROVED), Voter(device="one")

    useful.vote(comment, voter)
    useful.vote(comment, voter)
    assert useful.has_voted(comment, voter)
    assert fresh(comment).useful == 1
    assert wrong_counts() == []

    useful.take_back(comment, voter)
    useful.take_back(comment, voter)
    assert not useful.has_voted(comment, voter)
    assert fresh(comment).useful == 0
    assert wrong_counts() == []


def test_a_person_who_signs_in_has_voted_already():
    comment, user = a_comment(status=APPROVED), a_user()
    address = Address(email="bo@example.org")
    db.session.add(address)
    db.session.commit()
    useful.vote(comment, Voter(device="one"))

    useful.vote(comment, Voter(by=Speaker(user=user, address=address), device="one"))
    useful.vote(comment, Voter(by=Speaker(user=user), device="two"))
    useful.vote(comment, Voter(by=Speaker(user=user, address=address), device="three"))

    assert fresh(comment).useful == 2  # the device before, and the account


@pytest.mark.parametrize("status", [status for status in CommentStatus if status is not APPROVED])
def test_nobody_votes_for_what_is_not_public(status):
    comment = a_comment(status=status)

    for act in (useful.vote, useful.take_back):
        with pytest.raises(Missing):
            act(comment, Voter(device="one"))

    assert fresh(comment).useful == 0
    assert wrong_counts() == []


def test_nobody_votes_for_their_own():
    comment, user = a_comment(status=APPROVED), a_user()
    comment.user_id = user.id
    db.session.commit()

    for voter in (Voter(by=Speaker(keys=(comment.key,)), device="one"), Voter(by=Speaker(user=user), device="two")):
        with pytest.raises(NotAllowed):
            useful.vote(comment, voter)

    assert fresh(comment).useful == 0


def test_a_site_can_do_without_votes():
    comment, voter = a_comment(status=APPROVED), Voter(device="one")
    assert useful.are_on()
    db.session.add(ConversationSettings(has_votes=False))
    db.session.commit()

    assert not useful.are_on()
    with pytest.raises(Missing):
        useful.vote(comment, voter)


def test_votes_from_ten_threads_are_all_counted_and_none_twice(app):
    id = a_comment(status=APPROVED).id
    db.session.rollback()

    def vote(number):
        with app.app_context():
            comment = db.session.get_one(Comment, id)
            useful.vote(comment, Voter(device=str(number % 20)))
            if number % 4 == 3:
                useful.take_back(comment, Voter(device=str(number % 20)))

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(vote, range(60)))

    comment = db.session.get_one(Comment, id)
    assert comment.useful >= 15
    assert wrong_counts() == []


def test_killed_between_the_vote_and_its_count_neither_is_there(monkeypatch):
    comment = a_comment(status=APPROVED)
    monkeypatch.setattr(useful, "_count", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        useful.vote(comment, Voter(device="one"))

    assert fresh(comment).useful == 0
    assert wrong_counts() == []


def test_after_ten_thousand_votes_one_more_is_quick():
    comment = a_comment(status=APPROVED)
    rows = [{"comment_id": comment.id, "voter": f"device {number}"} for number in range(10_000)]
    db.session.execute(db.insert(UsefulVote), rows)
    comment.useful = 10_000
    db.session.commit()

    began = time.monotonic()
    useful.vote(comment, Voter(device="one more"))

    assert time.monotonic() - began < 0.2
    assert fresh(comment).useful == 10_001
    assert wrong_counts() == []

"""How a new comment is received: by the article's commenting, and by who speaks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from blog.accounts.models import Address, Role
from blog.articles import publishing
from blog.articles.models import Article, Commenting
from blog.comments import service as comments
from blog.comments.models import Badge, Comment, CommentStatus, Hold, Invitation
from blog.comments.reception import is_known, is_staff
from blog.comments.speakers import GUEST, Speaker
from blog.comments.standing import counts
from blog.comments.submission import Submission
from blog.database import db, utcnow
from blog.errors import Conflict, NotAllowed
from tests.factories import a_user, an_article, fresh

HELD, APPROVED = CommentStatus.HELD, CommentStatus.APPROVED
NOW = utcnow()


def an_address(email="ada@example.org"):
    address = Address(email=email)
    db.session.add(address)
    db.session.commit()
    return address


def an_invitation(article):
    who = {"badge": Badge.INTERVIEWEE, "name": "Ida Holm", "email": "ida@example.org", "vouched_by": "Maren"}
    row = Invitation(article=article, token_digest="x", ends_at=utcnow() + timedelta(days=1), **who)
    db.session.add(row)
    db.session.commit()
    return row


def say(article, by=GUEST, **more):
    return comments.post(article, Submission(name="Ada", source="Yes.", **more), by=by)


@pytest.mark.parametrize(
    ("commenting", "status", "holds"),
    [
        (Commenting.SITE, HELD, []),
        (Commenting.BEFORE, HELD, []),
        (Commenting.KNOWN, HELD, [Hold.UNKNOWN_AUTHOR.value]),
        (Commenting.AFTER, APPROVED, []),
    ],
)
def test_a_guest_is_received_as_the_article_says(commenting, status, holds):
    comment = fresh(say(an_article(commenting=commenting)))

    assert (comment.status, comment.holds) == (status, holds)


def test_what_appears_at_once_is_counted_at_once():
    article = an_article(commenting=Commenting.AFTER)

    comment = say(article, anchor=article.turns[0].anchor)

    assert fresh(comment).published_at is not None
    assert [(count.anchor, count.number) for count in counts(article)] == [(article.turns[0].anchor, 1)]


def test_a_guest_posts_nothing_where_only_members_do():
    with pytest.raises(NotAllowed):
        say(an_article(commenting=Commenting.MEMBERS))

    assert db.session.query(Comment).count() == 0


def test_a_member_is_read_before():
    comment = say(an_article(commenting=Commenting.MEMBERS), Speaker(user=a_user()))

    assert (comment.status, comment.holds) == (HELD, [])


@pytest.mark.parametrize("who", ["account", "address"])
def test_a_known_author_appears_at_once_under_any_article(who):
    speaker = Speaker(user=a_user()) if who == "account" else Speaker(address=an_address())
    say(an_article(commenting=Commenting.AFTER), speaker)

    comment = say(an_article(commenting=Commenting.KNOWN), speaker)

    assert (comment.status, comment.holds) == (APPROVED, [])


@pytest.mark.parametrize("status", [status for status in CommentStatus if status is not APPROVED])
def test_only_what_is_public_makes_somebody_known(status):
    speaker = Speaker(user=a_user())
    earlier = say(an_article(), speaker)
    earlier.status = status
    db.session.commit()

    assert not is_known(speaker)
    assert say(an_article(commenting=Commenting.KNOWN), speaker).status is HELD


def test_another_persons_comment_makes_nobody_known():
    say(an_article(commenting=Commenting.AFTER), Speaker(user=a_user()))
    say(an_article(commenting=Commenting.AFTER))

    assert not is_known(Speaker(user=a_user()))
    assert not is_known(Speaker(address=an_address()))
    assert not is_known(GUEST)


def test_whom_editors_invited_is_known():
    article = an_article(commenting=Commenting.KNOWN)

    assert say(article, Speaker(invitation=an_invitation(article))).status is APPROVED


@pytest.mark.parametrize("role", Role.STAFF)
@pytest.mark.parametrize("commenting", [Commenting.BEFORE, Commenting.MEMBERS, Commenting.KNOWN])
def test_staff_appear_at_once(role, commenting):
    speaker = Speaker(user=a_user(role))

    assert is_staff(speaker)
    assert say(an_article(commenting=commenting), speaker).status is APPROVED


def test_an_article_that_was_closed_while_somebody_wrote_takes_nothing():
    article = an_article()
    article.commenting = Commenting.CLOSED
    db.session.commit()

    with pytest.raises(Conflict):
        say(article)


@pytest.mark.parametrize(
    "times",
    [
        {"comments_from": NOW + timedelta(hours=1)},
        {"comments_until": NOW - timedelta(minutes=1)},
    ],
)
def test_nothing_is_taken_before_it_opens_or_after_it_closes(times):
    with pytest.raises(Conflict):
        say(an_article(**times))


def test_an_article_that_comes_back_keeps_its_first_day():
    article = an_article(at=NOW - timedelta(days=30))
    publishing.withdraw(article)
    with pytest.raises(Conflict):
        say(article)

    publishing.publish(article)

    assert say(db.session.get_one(Article, article.id)).status is HELD

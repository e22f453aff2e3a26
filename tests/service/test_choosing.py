"""Pinned threads and featured comments."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from blog.accounts.models import Role, User
from blog.comments import service as comments
from blog.comments import threads
from blog.comments.models import Comment, CommentStatus
from blog.comments.submission import Submission
from blog.comments.views import View
from blog.database import db
from blog.errors import Conflict, NotAllowed
from blog.moderation import service as moderation
from blog.moderation.choosing import MOST_PINNED, Choice, choose
from blog.moderation.grounds import Ground
from blog.moderation.models import Verdict
from tests.factories import a_comment, an_article, fresh

APPROVED = CommentStatus.APPROVED


def the_pinned():
    return db.session.scalars(select(Comment.id).filter_by(pinned=True).order_by(Comment.id)).all()


def editor(role=Role.EDITOR):
    """Somebody whom no row keeps."""
    return User(name="Maren Lund", roles=[Role(name=role)])


@pytest.mark.parametrize("role", Role.ALL)
def test_editors_moderators_and_admins_choose_and_readers_do_not(role):
    comment = a_comment(status=APPROVED)

    if role == Role.READER:
        with pytest.raises(NotAllowed):
            choose(comment, Choice.PIN, by=editor(role))
    else:
        choose(comment, Choice.PIN, by=editor(role))

    assert fresh(comment).pinned is (role != Role.READER)


def test_a_pinned_thread_stands_first_whole():
    article = an_article()
    first = a_comment(article, status=APPROVED)
    reply = a_comment(article, status=APPROVED, parent=first)
    other = a_comment(article, status=APPROVED)

    choose(first, Choice.PIN, by=editor())
    later = a_comment(article, status=APPROVED, parent=reply)

    assert the_pinned() == [first.id, reply.id, later.id]
    assert [comment.id for comment in threads.page(article, View()).comments] == [
        comment.id for comment in (first, reply, later, other)
    ]
    choose(first, Choice.UNPIN, by=editor())
    assert the_pinned() == []


def test_featuring_marks_one_comment():
    comment = a_comment(status=APPROVED)

    choose(comment, Choice.FEATURE, by=editor())
    assert fresh(comment).is_featured
    choose(comment, Choice.UNFEATURE, by=editor())
    assert not fresh(comment).is_featured


def test_no_more_than_three_threads_are_pinned():
    article = an_article()
    pinned = [a_comment(article, status=APPROVED) for _ in range(MOST_PINNED)]
    for comment in pinned:
        choose(comment, Choice.PIN, by=editor())
    fourth = a_comment(article, status=APPROVED)

    with pytest.raises(Conflict, match="unpin one"):
        choose(fourth, Choice.PIN, by=editor())
    choose(pinned[0], Choice.PIN, by=editor())
    choose(a_comment(status=APPROVED), Choice.PIN, by=editor())
    choose(pinned[0], Choice.UNPIN, by=editor())
    choose(fourth, Choice.PIN, by=editor())

    assert fresh(fourth).pinned


def test_from_ten_threads_still_three_are_pinned(app):
    article = an_article()
    ids = [a_comment(article, status=APPROVED).id for _ in range(10)]
    db.session.rollback()

    def pin(id):
        with app.app_context():
            try:
                choose(db.session.get_one(Comment, id), Choice.PIN, by=editor())
            except Conflict:
                return False
            return True

    with ThreadPoolExecutor(10) as pool:
        pinned = list(pool.map(pin, ids))

    assert pinned.count(True) == len(the_pinned()) == MOST_PINNED


def test_answers_that_come_while_a_thread_is_pinned_belong_to_it(app):
    article = an_article()
    article_id, root_id = article.id, a_comment(article, status=APPROVED).id
    db.session.rollback()

    def act(number):
        with app.app_context():
            if number == 4:
                choose(db.session.get_one(Comment, root_id), Choice.PIN, by=editor())
            else:
                here = db.session.get_one(comments.Article, article_id)
                comments.post(here, Submission(name="Ada", source="Yes.", parent_id=root_id))

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(act, range(10)))

    assert len(the_pinned()) == 10


@pytest.mark.parametrize("choice", [Choice.PIN, Choice.FEATURE])
@pytest.mark.parametrize("status", [status for status in CommentStatus if status is not APPROVED])
def test_only_what_is_public_is_chosen(status, choice):
    comment = a_comment(status=status)

    with pytest.raises(Conflict, match="on the page"):
        choose(comment, choice, by=editor())

    assert the_pinned() == []


def test_a_reply_is_not_pinned_by_itself():
    first = a_comment(status=APPROVED)
    reply = a_comment(first.article, status=APPROVED, parent=first)

    with pytest.raises(Conflict, match="as a whole"):
        choose(reply, Choice.PIN, by=editor())


def test_what_is_taken_down_is_no_longer_chosen():
    first = a_comment(status=APPROVED)
    reply = a_comment(first.article, status=APPROVED, parent=first)
    for choice in (Choice.PIN, Choice.FEATURE):
        choose(first, choice, by=editor())
    choose(reply, Choice.FEATURE, by=editor())

    seen = {"seen_revision": first.revision, "seen_status": first.status}
    moderation.decide(first, Verdict.REJECT, by=None, ground=Ground.OFF_TOPIC, **seen)

    assert the_pinned() == []
    assert not fresh(first).is_featured
    assert fresh(reply).is_featured


def test_taken_down_answered_and_pinned_at_once_nobody_waits_for_ever(app):
    article = an_article()
    root = a_comment(article, status=APPROVED)
    ids = [root.id, *(a_comment(article, status=APPROVED, parent=root).id for _ in range(5))]
    db.session.rollback()

    def act(id):
        with app.app_context():
            comment = db.session.get_one(Comment, id)
            try:
                choose(comment, Choice.PIN if id == ids[0] else Choice.FEATURE, by=editor())
                comments.withdraw(comment)
            except Conflict:
                db.session.rollback()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(act, ids * 3))

    assert the_pinned() == []
    assert all(each.status is CommentStatus.WITHDRAWN for each in db.session.scalars(select(Comment)))

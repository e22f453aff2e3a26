"""Counts never drift: whatever happens to comments, what is counted is what is there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from blog.accounts.models import Role
from blog.articles.models import Article
from blog.comments import service as comments
from blog.comments import standing
from blog.comments.counted import CommentCount, UsefulVote
from blog.comments.models import Badge, Comment, CommentStatus
from blog.comments.recounting import recount, wrong_counts
from blog.comments.speakers import GUEST, Speaker
from blog.comments.standing import settle
from blog.database import db
from tests.factories import a_comment, a_user, an_article, fresh

APPROVED = CommentStatus.APPROVED
SPLIT = "## Why?\n\nIce.\n\n<!-- more -->\n\n## Who?\n\nFour.\n"

posting = st.tuples(st.just("post"), st.integers(0, 2), st.tuples(st.booleans(), st.booleans()))
settling = st.tuples(st.just("settle"), st.integers(0, 30), st.sampled_from(CommentStatus))


def check(article):
    assert wrong_counts() == []
    for comment in db.session.scalars(select(Comment).filter_by(article_id=article.id)):
        assert (comment.published_at is not None) >= comment.is_visible


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(posting | settling, min_size=1, max_size=30))
def test_counts_are_what_a_recount_says_after_any_acts(app, acts):
    article, staff = an_article(source=SPLIT), Speaker(user=a_user(Role.EDITOR))
    for act, number, what in acts:
        there = db.session.scalars(select(Comment).filter_by(article_id=article.id).order_by(Comment.id)).all()
        if act == "settle":
            if there:
                settle(there[number % len(there)], what)
                db.session.commit()
            continue
        public = [comment for comment in there if comment.is_visible]
        anchor = [None, *(turn.anchor for turn in article.turns)][number]
        is_reply, has_badge = what
        parent = public[-1] if is_reply and public else None
        a_comment(article, status=APPROVED, anchor=anchor, parent=parent, by=staff if has_badge else GUEST)

    check(article)


def test_a_decision_taken_twice_counts_once(app):
    comment = a_comment(status=APPROVED)

    settle(comment, APPROVED)
    db.session.commit()

    assert [count.number for count in standing.counts(comment.article)] == [1]


def test_many_who_decide_at_once_leave_the_counts_right(app):
    article = an_article()
    root = a_comment(article, status=APPROVED)
    ids = [a_comment(article, parent=root).id for _each in range(12)]
    db.session.execute(update(Comment).where(Comment.id.in_(ids)).values(badge=Badge.EXPERT))
    db.session.commit()
    article_id = article.id
    db.session.rollback()

    def approve(comment_id):
        with app.app_context():
            comment = db.session.get_one(Comment, comment_id)
            db.session.refresh(comment, with_for_update={"of": Comment})
            settle(comment, APPROVED)
            db.session.commit()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(approve, ids))

    check(db.session.get_one(Article, article_id))
    thread = db.session.get_one(Comment, root.id, populate_existing=True)
    assert (thread.replies, thread.answer_id) == (12, min(ids))


def test_the_first_public_reply_that_bears_a_badge_is_the_answer(app):
    article, staff = an_article(), Speaker(user=a_user(Role.EDITOR))
    question = a_comment(article, status=APPROVED)
    a_comment(article, status=APPROVED, parent=question)
    assert fresh(question).answer_id is None

    first = a_comment(article, status=APPROVED, parent=question, by=staff)
    second = a_comment(article, status=APPROVED, parent=first, by=staff)
    assert fresh(question).answer_id == first.id

    comments.withdraw(first)
    assert fresh(question).answer_id == second.id
    comments.withdraw(second)
    assert fresh(question).answer_id is None


def test_whoever_bears_a_badge_does_not_answer_themself(app):
    remark = a_comment(status=APPROVED, by=Speaker(user=a_user(Role.EDITOR)))

    assert fresh(remark).answer_id is None


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_who_replied_last_does_not_matter_when_comments_go(app, order):
    article = an_article()
    root = a_comment(article, status=APPROVED)
    both = [root, a_comment(article, status=APPROVED, parent=root)]

    for index in order:
        comments.withdraw(both[index])

    check(article)
    assert [count.number for count in standing.counts(article)] == [0]


def test_wrong_counts_are_found_and_set_right(app):
    article = an_article()
    comment = a_comment(article, status=APPROVED)
    third = a_comment(article, status=APPROVED, parent=a_comment(article, status=APPROVED, parent=comment))
    beside = a_comment(article, status=APPROVED, parent=third)
    a_comment(article, status=APPROVED, anchor=article.turns[1].anchor)
    db.session.add(UsefulVote(comment_id=comment.id, voter="device one"))
    db.session.execute(update(Comment).filter_by(id=comment.id).values(replies=7, answer_id=third.id))
    db.session.execute(update(CommentCount).filter_by(anchor="").values(number=0))
    db.session.execute(delete(CommentCount).where(CommentCount.anchor != ""))
    db.session.add(CommentCount(article_id=article.id, anchor="gone", of_rest=False, number=2))
    db.session.commit()
    here = (article.id, "", False)

    found = recount()

    assert set(found) == {
        ("comments", here, 0, 4),
        ("comments", (article.id, article.turns[1].anchor, True), 0, 1),
        ("comments", (article.id, "gone", False), 2, 0),
        ("replies", (comment.id,), 7, 3),
        ("useful", (comment.id,), 0, 1),
        ("answer_id", (comment.id,), third.id, 0),
    }
    assert wrong_counts() == []
    assert (fresh(comment).replies, comment.useful, comment.answer_id) == (3, 1, None)
    assert (fresh(third).replies, fresh(beside).replies) == (1, 0)
    assert sorted(count.number for count in standing.counts(article)) == [0, 1, 4]

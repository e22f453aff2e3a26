"""Posting, who sees what, and threads."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from blog.articles import publishing
from blog.articles.models import Commenting
from blog.comments import service as comments
from blog.comments import threads
from blog.comments.models import Comment, CommentStatus
from blog.comments.submission import Submission
from blog.comments.views import View
from blog.database import db
from blog.errors import Conflict, Invalid, Missing
from tests.factories import a_comment, an_article, fresh


def test_a_comment_waits_unseen():
    article = an_article()

    comment = a_comment(article)

    assert comment.status is CommentStatus.HELD
    assert threads.page(article, View()).comments == []


@pytest.mark.parametrize("status", list(CommentStatus))
def test_only_what_is_approved_is_shown(status):
    comment = a_comment(status=status)

    shown = [shown.id for shown in threads.page(comment.article, View()).comments]
    assert shown == ([comment.id] if status is CommentStatus.APPROVED else [])


def test_the_same_key_twice_is_one_comment():
    article = an_article()
    key = Comment.new_key()

    first = comments.post(article, Submission(key=key, name="Ada", source="Once."))
    second = comments.post(article, Submission(key=key, name="Ada", source="Twice?"))

    assert first is second
    assert second.source == "Once."


def test_the_same_key_from_ten_threads_is_one_comment(app):
    article_id, key = an_article().id, Comment.new_key()
    db.session.rollback()

    def post(number):
        with app.app_context():
            article = db.session.get(type(an_article_row), article_id)
            return comments.post(article, Submission(key=key, name="Ada", source=f"Try {number}")).id

    an_article_row = db.session.get_one(comments.Article, article_id)
    db.session.rollback()
    with ThreadPoolExecutor(10) as pool:
        ids = set(pool.map(post, range(10)))

    assert len(ids) == 1
    assert db.session.scalar(select(func.count()).select_from(Comment)) == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\u200b \u202e"}, "name"),
        ({"name": "…"}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"email": "nobody"}, "email"),
        ({"email": "a@b.org\r\nBcc: c@d.org"}, "email"),
        ({"source": " \x00 "}, "text"),
        ({"source": "x" * 5001}, "text"),
        ({"key": "short"}, "key"),
        ({"key": "../" * 10}, "key"),
    ],
)
def test_bad_values_are_refused_at_their_field(given, field):
    with pytest.raises(Invalid) as refusal:
        comments.post(an_article(), Submission(**{"name": "Ada", "source": "Yes.", **given}))

    assert refusal.value.field == field


def test_what_could_disturb_the_neighbours_is_taken_out():
    comment = fresh(a_comment(name="A\u202eda\x00", source="Yes\x00 \u202eno\ud800" + "e" + "\u0301" * 4000))

    assert comment.name == "Ada"
    assert "\u202e" not in comment.html
    assert comment.html.count("\u0301") < 20


def test_a_closed_article_takes_no_comment():
    withdrawn = an_article()
    publishing.withdraw(withdrawn)

    for article in (an_article(commenting=Commenting.CLOSED), an_article(published=False), withdrawn):
        with pytest.raises(Conflict):
            a_comment(article)


def test_nobody_answers_a_comment_that_is_not_public():
    held = a_comment()

    with pytest.raises(Missing):
        a_comment(held.article, parent=held)


def test_nobody_answers_a_comment_of_another_article():
    with pytest.raises(Missing):
        a_comment(an_article(), parent=a_comment(status=CommentStatus.APPROVED))


def test_an_invented_turn_is_left_out():
    article = an_article()

    assert a_comment(article, anchor="q-nowhere").anchor is None
    assert a_comment(article, anchor=article.turns[0].anchor).turn is article.turns[0]


def test_threads_newest_first_answers_oldest_first_three_deep():
    article = an_article()

    def shown(name, parent=None):
        return a_comment(article, name=name, parent=parent, status=CommentStatus.APPROVED)

    first = shown("first")
    answer = shown("answer", first)
    deeper = shown("deeper", answer)
    shown("deepest", deeper)
    shown("second answer", first)
    shown("last")

    def names(found):
        return [(thread.comment.name, names(thread.replies)) for thread in found]

    assert names(threads.page(article, View()).threads) == [
        ("last", []),
        ("first", [("answer", [("deeper", []), ("deepest", [])]), ("second answer", [])]),
    ]


def test_an_author_takes_a_comment_back_once():
    comment = a_comment(status=CommentStatus.APPROVED)

    comments.withdraw(comment)

    assert fresh(comment).status is CommentStatus.WITHDRAWN
    with pytest.raises(Conflict):
        comments.withdraw(comment)

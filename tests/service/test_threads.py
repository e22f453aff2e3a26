"""Threads under an article: their order, their pages, and where a comment stands on them."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from blog.comments import threads
from blog.comments.models import Comment, CommentStatus
from blog.comments.standing import settle
from blog.comments.views import Order, Position, View
from blog.database import db
from tests.factories import a_comment, an_article, fresh, many_comments

APPROVED = CommentStatus.APPROVED


@pytest.fixture
def article(app):
    return an_article(slug="quay")


def names(article, view=View()):  # noqa: B008 - frozen
    return [comment.name for comment in threads.page(article, view).comments]


def all_pages(article, view):
    pages = [threads.page(article, view)]
    while pages[-1].goes_on_after:
        pages.append(threads.page(article, view, after=pages[-1].goes_on_after))
    return pages


def test_new_threads_come_first_and_their_replies_in_the_order_they_came(article):
    old = a_comment(article, status=APPROVED, name="old")
    a_comment(article, status=APPROVED, name="new")
    a_comment(article, status=APPROVED, name="first reply", parent=old)
    a_comment(article, status=APPROVED, name="second reply", parent=old)

    assert names(article) == ["new", "old", "first reply", "second reply"]
    assert names(article, View(order=Order.OLDEST)) == ["old", "first reply", "second reply", "new"]


def test_what_was_found_useful_comes_first_when_asked_for(article):
    for name, useful in (("little", 1), ("most", 3), ("none", 0)):
        a_comment(article, status=APPROVED, name=name).useful = useful
    db.session.commit()

    assert names(article, View(order=Order.USEFUL)) == ["most", "little", "none"]


@pytest.mark.parametrize("order", Order)
def test_a_pinned_thread_stands_above_all_others_with_its_replies(article, order):
    pinned = a_comment(article, status=APPROVED, name="pinned")
    pinned.pinned = True
    a_comment(article, status=APPROVED, name="new")
    a_comment(article, status=APPROVED, name="reply", parent=pinned)

    assert names(article, View(order=order)) == ["pinned", "reply", "new"]


def test_replies_are_nested_three_levels_deep_and_then_stand_side_by_side(article):
    comment = a_comment(article, status=APPROVED)
    chain = [comment]
    for _each in range(4):
        chain.append(a_comment(article, status=APPROVED, parent=chain[-1]))

    (thread,) = threads.page(article, View()).threads

    assert [comment.depth for comment in chain] == [1, 2, 3, 3, 3]
    deepest = thread.replies[0].replies
    assert [each.comment.id for each in deepest] == [comment.id for comment in chain[2:]]
    assert deepest[-1].comment.parent_id == chain[3].id


def test_a_comment_that_was_answered_beside_it_keeps_its_place_too(article):
    chain = [a_comment(article, status=APPROVED, name="0")]
    for number in range(1, 5):
        chain.append(a_comment(article, status=APPROVED, name=str(number), parent=chain[-1]))

    settle(chain[2], CommentStatus.WITHDRAWN)
    db.session.commit()
    assert names(article) == ["0", "1", "", "3", "4"]
    settle(chain[3], CommentStatus.REJECTED)
    db.session.commit()

    assert names(article) == ["0", "1", "", "4"]


def test_a_comment_others_replied_to_keeps_its_place_without_a_word(article):
    gone = a_comment(article, status=APPROVED, name="gone")
    reply = a_comment(article, status=APPROVED, name="reply", parent=gone)
    settle(gone, CommentStatus.WITHDRAWN)
    db.session.commit()

    (place, answer) = threads.page(article, View()).comments
    assert (place.id, place.name, place.marked, place.html, place.quote) == (gone.id, "", "", "", "")
    assert (answer.name, answer.parent_id, answer.parent_name) == ("reply", gone.id, "")
    settle(reply, CommentStatus.REJECTED)
    db.session.commit()
    assert names(article) == []


def test_under_the_lead_nothing_tells_of_the_rest(app):
    article = an_article(source="## Why?\n\nIce.\n\n<!-- more -->\n\n## Who?\n\nFour.\n")
    lead, rest = article.turns
    a_comment(article, status=APPROVED, name="lead", anchor=lead.anchor)
    a_comment(article, status=APPROVED, name="rest", anchor=rest.anchor)
    a_comment(article, status=APPROVED, name="all")

    assert names(article, View(without_rest=True)) == ["all", "lead"]
    assert names(article, View(anchor=rest.anchor)) == ["rest"]


@pytest.mark.parametrize("order", Order)
def test_pages_show_every_comment_once_in_one_order(article, order):
    many_comments(article, 350)

    shown = [comment.id for page in all_pages(article, View(order=order)) for comment in page.comments]

    assert len(shown) == len(set(shown)) == 350
    assert shown == [comment.id for comment in _in_one(article, View(order=order))]


def _in_one(article, view):
    return db.session.scalars(threads._ordered(threads._shown(article, view), view.order)).all()


@pytest.mark.parametrize("order", Order)
def test_comments_that_arrive_meanwhile_shift_nothing(article, order):
    many_comments(article, 250)
    view = View(order=order)
    first, second, *_rest = all_pages(article, view)
    expected = [comment.id for comment in second.comments]

    root = db.session.scalars(select(Comment).filter_by(parent_id=None).order_by(Comment.id)).first()
    newcomers = {a_comment(article, status=APPROVED).id, a_comment(article, status=APPROVED, parent=root).id}
    again = threads.page(article, view, after=first.goes_on_after)

    assert [comment.id for comment in again.comments if comment.id not in newcomers][:99] == expected[:99]


def test_votes_that_come_meanwhile_repeat_nothing(article):
    many_comments(article, 250)
    view = View(order=Order.USEFUL)
    first, second, *_rest = all_pages(article, view)
    expected = [comment.id for comment in second.comments]

    db.session.get_one(Comment, first.comments[-1].root_id).useful += 1
    db.session.commit()

    assert [comment.id for comment in threads.page(article, view, after=first.goes_on_after).comments] == expected


@pytest.mark.parametrize("order", Order)
def test_a_page_goes_on_though_its_last_comment_is_gone(article, order):
    many_comments(article, 150)
    first, second = all_pages(article, View(order=order))
    expected = [comment.id for comment in second.comments]

    settle(db.session.get_one(Comment, first.comments[-1].id), CommentStatus.WITHDRAWN)
    db.session.commit()

    again = threads.page(article, View(order=order), after=Position.read(str(first.goes_on_after)))
    assert [comment.id for comment in again.comments] == expected


@pytest.mark.parametrize("text", ["1.0.7", "0.3.7", "0.12.7.0000000009", "0.0.7.9.9999999999"])
def test_a_position_is_read_as_it_was_written(text):
    assert str(Position.read(text)) == text.replace("0000000009", "9")


@pytest.mark.parametrize(
    "text", ["x", "7", "0.7", "2.0.7", "0.0.7.8.9.10", "0.0.-7", "0.0.٧", "0.0.7\n", "0.0.12345678901"]
)
def test_what_is_no_position_is_refused(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        Position.read(text)


def test_every_comment_stands_on_the_page_its_address_leads_to(article):
    many_comments(article, 250)

    for comment in db.session.scalars(select(Comment).order_by(Comment.id)).all()[::17]:
        page = threads.page(article, View(), after=threads.page_of(comment))
        assert comment.id in [shown.id for shown in page.comments]


def test_a_thread_that_goes_on_on_the_next_page_says_what_it_stands_in(article):
    root = a_comment(article, status=APPROVED, name="root")
    inner = a_comment(article, status=APPROVED, name="inner", parent=root)
    for _each in range(threads.LENGTH):
        a_comment(article, status=APPROVED, parent=inner)

    first, second = all_pages(article, View())

    (thread,) = second.threads
    assert (thread.comment.id, thread.is_repeated) == (root.id, True)
    assert (thread.replies[0].comment.id, thread.replies[0].is_repeated) == (inner.id, True)
    assert [each.is_repeated for each in thread.replies[0].replies] == [False, False]
    assert len(first.comments) == threads.LENGTH


def test_a_comment_keeps_the_words_it_spoke_of(article):
    turn = article.turns[0]
    comment = fresh(a_comment(article, anchor=turn.anchor))

    assert comment.turn is not None
    assert comment.quote
    assert comment.turn_digest == turn.digest

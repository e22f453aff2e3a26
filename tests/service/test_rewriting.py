"""An author's second thoughts: until when, what waits again, and what is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from blog.accounts.models import Address, Role
from blog.comments import rewriting, threads
from blog.comments.models import Comment, CommentRevision, CommentStatus, Hold
from blog.comments.recounting import wrong_counts
from blog.comments.standing import counts
from blog.comments.trust import is_trusted
from blog.comments.views import View
from blog.database import db, utcnow
from blog.errors import Conflict, Invalid
from blog.moderation import service as moderation
from blog.moderation.models import Verdict
from tests.factories import a_comment, a_user, an_article, fresh

APPROVED, HELD = CommentStatus.APPROVED, CommentStatus.HELD


def rewrite(comment, source="On second thoughts."):
    rewriting.rewrite(comment, source=source, seen_revision=comment.revision, seen_status=comment.status)


def published(comment, *, minutes_ago):
    comment.published_at = utcnow() - timedelta(minutes=minutes_ago)
    db.session.commit()
    return comment


def by(comment, **who):
    for name, value in who.items():
        setattr(comment, name, value)
    db.session.commit()
    return comment


def an_address():
    address = Address(email="bo@example.org")
    db.session.add(address)
    db.session.commit()
    return address


def test_what_waits_can_be_rewritten_at_any_time():
    comment = a_comment(source="First.", at=utcnow() - timedelta(days=9))

    rewrite(comment)

    assert (fresh(comment).source, comment.status) == ("On second thoughts.", HELD)
    assert "second thoughts" in comment.marked
    assert comment.rewritten_at


def test_what_was_public_waits_again_and_says_why():
    comment = a_comment(status=APPROVED)

    rewrite(comment)

    assert fresh(comment).status is HELD
    assert comment.holds == [Hold.REWRITTEN.value]
    assert "rewritten" in comment.reasons[0].sentence
    assert {count.number for count in counts(comment.article)} == {0}


@pytest.mark.parametrize(("minutes", "is_taken"), [(0, True), (14, True), (16, False)])
def test_what_is_public_can_be_rewritten_for_a_quarter_of_an_hour(minutes, is_taken):
    comment = published(a_comment(status=APPROVED, source="First."), minutes_ago=minutes)

    if is_taken:
        rewrite(comment)
    else:
        with pytest.raises(Conflict, match="15 minutes"):
            rewrite(comment)

    assert (fresh(comment).source != "First.") is is_taken


@pytest.mark.parametrize("status", [status for status in CommentStatus if status not in (APPROVED, HELD)])
def test_what_was_refused_or_taken_back_is_not_rewritten(status):
    comment = a_comment(status=status)

    with pytest.raises(Conflict):
        rewrite(comment)

    assert fresh(comment).revisions == []


def test_all_words_before_are_kept():
    comment = a_comment(source="First.")
    rewrite(comment, "Second.")
    moderation.decide(comment, Verdict.APPROVE, by=None, seen_revision=comment.revision, seen_status=HELD)
    rewrite(comment, "Third.")
    rewrite(comment, "Fourth.")

    assert [(each.number, each.source, each.status) for each in fresh(comment).revisions] == [
        (1, "First.", HELD),
        (2, "Second.", APPROVED),
        (3, "Third.", HELD),
    ]
    assert comment.before.source == "Second."


def test_the_same_words_are_no_change():
    comment = a_comment(status=APPROVED, source="First.")

    rewrite(comment, " First.\n")

    assert fresh(comment).is_visible
    assert comment.revisions == []


@pytest.mark.parametrize("source", ["", " … ", "x" * 5_001])
def test_a_rewritten_comment_keeps_the_rules_of_a_new_one(source):
    with pytest.raises(Invalid):
        rewrite(a_comment(), source)


def test_what_could_disturb_the_neighbours_is_taken_out_of_a_rewriting_too():
    comment = a_comment()

    rewrite(comment, "<script>x</script> Yes\x00 \u202eno\ud800" + "e" + "\u0301" * 4000)

    assert "<script" not in fresh(comment).html
    assert "\u202e" not in comment.html
    assert comment.html.count("\u0301") < 20


def test_a_stale_form_changes_nothing():
    comment = a_comment(source="First.")
    seen = {"seen_revision": comment.revision, "seen_status": comment.status}
    rewriting.rewrite(comment, source="Second.", **seen)

    with pytest.raises(Conflict, match="elsewhere") as conflict:
        rewriting.rewrite(comment, source="Third.", **seen)

    assert conflict.value.current.source == "Second."
    assert fresh(comment).source == "Second."


def test_a_decision_meanwhile_is_told_before_the_comment_waits_again():
    comment = a_comment()
    seen = {"seen_revision": comment.revision, "seen_status": comment.status}
    moderation.decide(comment, Verdict.APPROVE, by=None, **seen)

    with pytest.raises(Conflict, match="decided"):
        rewriting.rewrite(comment, source="Third.", **seen)

    assert fresh(comment).is_visible


def test_a_moderator_decides_about_the_words_that_stand():
    comment = a_comment()
    seen = {"seen_revision": comment.revision, "seen_status": comment.status}
    rewrite(comment)

    with pytest.raises(Conflict):
        moderation.decide(comment, Verdict.APPROVE, by=None, **seen)


def test_others_answers_stay_while_it_is_read_again():
    comment = a_comment(status=APPROVED)
    a_comment(comment.article, status=APPROVED, parent=comment)

    rewrite(comment)

    assert fresh(comment).replies == 1
    assert sum(count.number for count in counts(comment.article)) == 1
    assert wrong_counts() == []


@pytest.mark.parametrize("known", ["account", "address"])
def test_a_known_author_with_an_earlier_public_comment_is_trusted(known):
    article = an_article()
    who = {"user_id": a_user().id} if known == "account" else {"address_id": an_address().id}
    first, second = (by(a_comment(article, status=APPROVED), **who) for _ in range(2))
    assert not is_trusted(first)
    assert is_trusted(second)

    rewrite(second)

    assert fresh(second).is_visible
    (newest, _older) = threads.page(article, View()).comments
    assert newest.public_change == second.rewritten_at
    assert [each.source for each in second.revisions] == ["We had one too, by the slipway."]


def test_a_name_or_a_refused_comment_earns_no_trust():
    article, user = an_article(), a_user()
    a_comment(article, status=APPROVED, name="Ada")
    by(a_comment(article, status=CommentStatus.REJECTED), user_id=user.id)

    assert not is_trusted(a_comment(article, status=APPROVED, name="Ada"))
    assert not is_trusted(by(a_comment(article, status=APPROVED), user_id=user.id))


@pytest.mark.parametrize(
    ("role", "active", "trusted"),
    [(Role.EDITOR, True, True), (Role.MODERATOR, True, True), (Role.EDITOR, False, False), (Role.READER, True, False)],
)
def test_staff_is_trusted_while_the_account_is_open(role, active, trusted):
    assert is_trusted(by(a_comment(), user_id=a_user(role, active=active).id)) is trusted


def test_how_it_would_look_is_kept_nowhere():
    comment = a_comment(source="First.")

    draft = rewriting.rewritten(comment, "*Second.*")
    db.session.commit()

    assert "<em>" in draft.html
    assert db.session.scalars(select(Comment.source)).all() == ["First."]


def test_ten_at_once_are_one_change(app):
    comment = a_comment(status=APPROVED, source="First.")
    id, seen = comment.id, {"seen_revision": comment.revision, "seen_status": comment.status}
    db.session.rollback()

    def try_it(number):
        with app.app_context():
            try:
                rewriting.rewrite(db.session.get_one(Comment, id), source=f"Try {number}.", **seen)
            except Conflict:
                return False
            return True

    with ThreadPoolExecutor(10) as pool:
        taken = list(pool.map(try_it, range(10)))

    assert taken.count(True) == 1
    assert db.session.scalars(select(CommentRevision.source)).all() == ["First."]


def test_killed_before_the_commit_nothing_has_changed(monkeypatch):
    comment = a_comment(status=APPROVED, source="First.")
    monkeypatch.setattr(db.session, "commit", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        rewrite(comment)

    assert (fresh(comment).source, comment.status, comment.revisions) == ("First.", APPROVED, [])
    assert sum(count.number for count in counts(comment.article)) == 1
    assert wrong_counts() == []

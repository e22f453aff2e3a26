"""Decisions: what they need, what they change, and that they stay."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DatabaseError

from blog.comments import service as comments
from blog.comments.models import Comment, CommentStatus
from blog.database import db
from blog.errors import Conflict, Invalid, Missing
from blog.moderation import service as moderation
from blog.moderation.grounds import Ground
from blog.moderation.models import Decision, Verdict
from tests.factories import a_comment, a_user, fresh


def decide(comment, verdict=Verdict.APPROVE, *, by=None, **given):
    seen = {"seen_revision": comment.revision, "seen_status": comment.status}
    return moderation.decide(comment, verdict, by=by, **{**seen, **given})


def decisions():
    return db.session.query(Decision).order_by(Decision.id).all()


@pytest.mark.parametrize(
    ("verdict", "ground", "status"),
    [
        (Verdict.APPROVE, None, CommentStatus.APPROVED),
        (Verdict.REJECT, Ground.HATEFUL, CommentStatus.REJECTED),
        (Verdict.SPAM, None, CommentStatus.SPAM),
    ],
)
@pytest.mark.parametrize(
    "before", [CommentStatus.HELD, CommentStatus.APPROVED, CommentStatus.REJECTED, CommentStatus.SPAM]
)
def test_a_decision_gives_the_comment_its_state(before, verdict, ground, status):
    comment, moderator = a_comment(status=before), a_user("moderator")

    decision = decide(comment, verdict, by=moderator, ground=ground)

    assert fresh(comment).status is status
    assert (decision.status_before, decision.made_by) == (before, moderator)


def test_a_rejection_needs_a_ground():
    comment = a_comment()

    with pytest.raises(Invalid) as refusal:
        decide(comment, Verdict.REJECT)

    assert refusal.value.field == "ground"
    assert fresh(comment).is_held


def test_the_database_refuses_a_rejection_without_ground():
    comment = a_comment()
    db.session.add(
        Decision(comment=comment, verdict=Verdict.REJECT, revision="x", status_before=CommentStatus.HELD, note="")
    )

    with pytest.raises(DatabaseError):
        db.session.commit()
    db.session.rollback()


def test_a_ground_stands_with_rejections_alone():
    assert decide(a_comment(), Verdict.APPROVE, ground=Ground.HATEFUL).ground is None


def test_a_note_is_tidied():
    assert decide(a_comment(), Verdict.SPAM, note=" Bought\x00 words\r\n ").note == "Bought words"


@pytest.mark.parametrize(
    "stale", [{"seen_revision": "0123456789abcdef"}, {"seen_status": CommentStatus.APPROVED}, {"seen_revision": ""}]
)
def test_what_the_moderator_saw_must_still_stand(stale):
    comment = a_comment()

    with pytest.raises(Conflict) as refusal:
        decide(comment, **stale)

    assert refusal.value.current == comment
    assert fresh(comment).is_held
    assert decisions() == []


@pytest.mark.parametrize("status", [CommentStatus.WITHDRAWN, CommentStatus.ERASED])
def test_what_its_author_took_back_is_not_decided(status):
    with pytest.raises(Conflict):
        decide(a_comment(status=status))


def test_an_undo_is_another_row():
    comment = a_comment()

    decide(comment, Verdict.SPAM)
    decide(comment, Verdict.APPROVE)

    assert [(d.status_before, d.verdict) for d in moderation.decisions_about(comment)] == [
        (CommentStatus.HELD, Verdict.SPAM),
        (CommentStatus.SPAM, Verdict.APPROVE),
    ]


def test_a_comment_that_is_not_there_is_missing():
    with pytest.raises(Missing):
        moderation.comment_by_id(1)


@pytest.mark.parametrize(
    "change",
    [
        update(Decision).values(note="It was never so."),
        update(Decision).values(made_by_id=None),
        delete(Decision),
        text("UPDATE decisions SET verdict = 'approve'"),
        text("DELETE FROM decisions"),
    ],
)
def test_decisions_stay_as_they_were_made(change):
    decide(a_comment(), Verdict.SPAM, note="Bought words.", by=a_user("moderator"))

    with pytest.raises(DatabaseError):
        db.session.execute(change)
    db.session.rollback()

    assert [(d.verdict, d.note) for d in decisions()] == [(Verdict.SPAM, "Bought words.")]


def test_of_two_who_decide_at_once_one_is_told_that_it_has_changed(app):
    comment_id = a_comment().id
    db.session.rollback()
    both_have_seen = Barrier(2, timeout=10)

    def decide_as(verdict):
        with app.app_context():
            comment = db.session.get_one(Comment, comment_id)
            seen = {"seen_revision": comment.revision, "seen_status": comment.status}
            db.session.rollback()
            both_have_seen.wait()
            try:
                return moderation.decide(comment, verdict, by=None, **seen).verdict
            except Conflict as refusal:
                return refusal

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(decide_as, (Verdict.APPROVE, Verdict.SPAM)))

    conflicts = [answer for answer in answers if isinstance(answer, Conflict)]
    won = next(answer for answer in answers if isinstance(answer, Verdict))
    assert len(conflicts) == 1
    assert [decision.verdict for decision in decisions()] == [won]
    assert db.session.get_one(Comment, comment_id).status is won.status


def test_a_comment_withdrawn_while_it_is_decided_is_one_or_the_other(app):
    comment_id = a_comment().id
    db.session.rollback()
    both_have_seen = Barrier(2, timeout=10)

    def act(deciding):
        with app.app_context():
            comment = db.session.get_one(Comment, comment_id)
            seen = {"seen_revision": comment.revision, "seen_status": comment.status}
            db.session.rollback()
            both_have_seen.wait()
            try:
                moderation.decide(comment, Verdict.SPAM, by=None, **seen) if deciding else comments.withdraw(comment)
            except Conflict as refusal:
                return refusal
            return None

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(act, (True, False)))

    status = db.session.get_one(Comment, comment_id).status
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    assert (status is CommentStatus.SPAM) == (len(decisions()) == 1)

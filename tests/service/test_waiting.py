"""The place in the queue, and how long it usually takes."""

from __future__ import annotations

from datetime import timedelta

from blog.comments.models import CommentStatus, Hold
from blog.database import db, utcnow
from blog.moderation import service as moderation
from blog.moderation import waiting
from blog.moderation.models import Verdict
from tests.counting import counting
from tests.factories import a_comment, an_article


def decided_after(minutes):
    comment = a_comment(at=utcnow() - timedelta(minutes=minutes))
    seen = {"seen_revision": comment.revision, "seen_status": comment.status}
    return moderation.decide(comment, Verdict.APPROVE, by=None, **seen)


def test_the_place_counts_those_that_wait_longer_in_one_query():
    article, now = an_article(), utcnow()
    third, first, second = (a_comment(article, at=now - timedelta(hours=hours)) for hours in (1, 3, 2))
    public = a_comment(article, status=CommentStatus.APPROVED)

    with counting() as asked:
        places = [waiting.place_of(comment) for comment in (first, second, third)]

    assert [(place.number, place.of) for place in places] == [(1, 3), (2, 3), (3, 3)]
    assert len(asked) <= 3 + 3  # each reads its comment, which a commit has expired, and counts once
    assert waiting.place_of(public).number == 0


def test_comments_of_the_same_moment_have_places_of_their_own():
    article, now = an_article(), utcnow()
    both = [a_comment(article, at=now) for _ in range(2)]

    assert [waiting.place_of(comment).number for comment in both] == [1, 2]


def test_the_usual_wait_is_the_median_of_recent_decisions():
    for minutes in (10, 20, 30, 600):
        decided_after(minutes)
    assert waiting.usual_wait() is None

    decided_after(25)

    assert timedelta(minutes=25) <= waiting.usual_wait() < timedelta(minutes=26)


def test_a_changed_decision_says_nothing_of_waiting():
    for _ in range(waiting.ENOUGH - 1):
        decided_after(10)
    comment = a_comment(status=CommentStatus.SPAM, at=utcnow() - timedelta(days=9))
    seen = {"seen_revision": comment.revision, "seen_status": comment.status}
    moderation.decide(comment, Verdict.APPROVE, by=None, **seen)

    assert waiting.usual_wait() is None


def test_every_hold_has_a_sentence_for_the_author():
    comment = a_comment()
    assert comment.reasons == []
    comment.holds = [hold.value for hold in Hold]
    db.session.commit()

    assert len({reason.sentence for reason in comment.reasons}) == len(Hold)

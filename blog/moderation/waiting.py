"""What somebody whose comment waits may know of the queue: their place in it, and how long it usually takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from sqlalchemy import func, select, tuple_

from blog.comments.models import Comment, CommentStatus
from blog.database import db
from blog.moderation.models import Decision

ENOUGH = 5  # decisions to speak of what is usual
RECENT = 50


@dataclass(frozen=True)
class Place:
    number: int
    of: int


def place_of(comment: Comment) -> Place:
    """Among all comments that wait, the oldest first. Of one that does not wait, the number is 0."""
    before = tuple_(Comment.posted_at, Comment.id) <= (comment.posted_at, comment.id)
    query = select(func.count().filter(before), func.count()).where(Comment.status == CommentStatus.HELD)
    number, of = db.session.execute(query).one()
    return Place(number if comment.is_held else 0, of)


def usual_wait() -> timedelta | None:
    """The median of recent decisions, from posting to deciding. None when they are too few to say."""
    query = select(Comment.posted_at, Decision.made_at).join_from(Decision, Comment)
    query = query.where(Decision.status_before == CommentStatus.HELD, Comment.rewritten_at.is_(None))
    found = db.session.execute(query.order_by(Decision.id.desc()).limit(RECENT))
    waits = [(decided - posted).total_seconds() for posted, decided in found]
    return timedelta(seconds=median(waits)) if len(waits) >= ENOUGH else None

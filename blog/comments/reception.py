"""How a new comment is received: whether it waits, and why."""

from __future__ import annotations

from collections.abc import Sequence

from blog.comments.models import Comment, CommentStatus, Hold
from blog.comments.protected_names import look_alikes
from blog.comments.speakers import Speaker


def receive(comment: Comment, by: Speaker) -> CommentStatus:
    """What it is when it has just been posted; why it waits is written into the comment."""
    comment.holds = [hold.value for hold in _holds(comment, by)]
    return CommentStatus.HELD


def _holds(comment: Comment, by: Speaker) -> Sequence[Hold]:
    return look_alikes(comment, by)

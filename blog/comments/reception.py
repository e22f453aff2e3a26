"""How a new comment is received: whether it waits, and why."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists, false, or_, select

from blog.articles.models import Commenting
from blog.comments.models import Comment, CommentStatus, Hold
from blog.comments.openness import openness
from blog.comments.protected_names import look_alikes
from blog.comments.speakers import Speaker
from blog.database import db

AT_ONCE = (Commenting.KNOWN, Commenting.AFTER)


def receive(comment: Comment, by: Speaker) -> CommentStatus:
    """What it is when it has just been posted, as the article's commenting says; why it waits is written into the
    comment. Staff never wait for themselves; members wait as everybody does before publication."""
    mode = openness(comment.article).mode
    holds = [*_holds(comment, by)]
    if mode is Commenting.KNOWN and not is_known(by):
        holds.append(Hold.UNKNOWN_AUTHOR)
    comment.holds = [hold.value for hold in holds]
    at_once = mode in AT_ONCE or is_staff(by)
    return CommentStatus.APPROVED if at_once and not holds else CommentStatus.HELD


def is_known(speaker: Speaker) -> bool:
    """Whether something of theirs is public, here or under another article. Whom editors invited is known by that."""
    if speaker.is_vouched_for:
        return True
    theirs = Comment.user_id == speaker.user.id if speaker.user else false()
    if speaker.address:
        theirs = or_(theirs, Comment.address_id == speaker.address.id)
    return bool(db.session.scalar(select(exists().where(theirs, Comment.status == CommentStatus.APPROVED))))


def is_staff(speaker: Speaker) -> bool:
    return speaker.user is not None and speaker.user.is_staff


def _holds(comment: Comment, by: Speaker) -> Sequence[Hold]:
    return look_alikes(comment, by)

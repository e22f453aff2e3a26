"""How a new comment is received: whether it waits, and why."""

from __future__ import annotations

from sqlalchemy import exists, false, or_, select

from blog.articles.models import Commenting
from blog.comments.house import House
from blog.comments.models import Comment, CommentStatus, Hold
from blog.comments.openness import openness_at
from blog.comments.protected_names import look_alikes
from blog.comments.speakers import Speaker
from blog.database import db, utcnow

AT_ONCE = (Commenting.KNOWN, Commenting.AFTER)


def receive(comment: Comment, by: Speaker, house: House) -> None:
    """Gives a draft the status that the article's commenting says, and why it waits. Staff never wait for themselves;
    members wait as everybody does before publication."""
    mode = openness_at(utcnow(), comment.article, house.settings).mode
    holds = look_alikes(comment, by)
    if mode is Commenting.KNOWN and not is_known(by):
        holds.append(Hold.UNKNOWN_AUTHOR)
    comment.holds = [hold.value for hold in holds]
    at_once = mode in AT_ONCE or is_staff(by)
    comment.status = CommentStatus.APPROVED if at_once and not holds else CommentStatus.HELD


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

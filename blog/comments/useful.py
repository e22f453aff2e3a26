"""Votes for a comment that somebody found useful: one a person, and none against."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select, update

from blog.comments.counted import UsefulVote
from blog.comments.house import ConversationSettings
from blog.comments.models import Comment
from blog.comments.speakers import GUEST, Speaker
from blog.database import db
from blog.errors import Missing, NotAllowed
from blog.reading_first import writing


@dataclass(frozen=True, kw_only=True)
class Voter:
    """Somebody at a device."""

    by: Speaker = GUEST
    device: str

    @property
    def names(self) -> tuple[str, ...]:
        """Under which a vote of theirs may stand; a new one stands under the first."""
        user, address = self.by.user, self.by.address
        known = (f"user {user.id}" if user else "", f"address {address.id}" if address else "")
        return (*filter(None, known), f"device {self.device}")


def are_on() -> bool:
    """On this site."""
    return db.session.scalar(select(ConversationSettings.has_votes)) is not False


def has_voted(comment: Comment, voter: Voter) -> bool:
    votes = select(UsefulVote).where(UsefulVote.comment_id == comment.id, UsefulVote.voter.in_(voter.names))
    return db.session.scalar(votes.limit(1)) is not None


def vote(comment: Comment, voter: Voter) -> None:
    """However often: it counts once. Raises Missing where there are no votes, NotAllowed for one's own comment."""
    with writing():
        _hold_public(comment)
        if voter.by.wrote(comment):
            raise NotAllowed(_("Nobody votes for a comment of their own."))
        if not has_voted(comment, voter):
            db.session.add(UsefulVote(comment_id=comment.id, voter=voter.names[0]))
            _count(comment, 1)


def take_back(comment: Comment, voter: Voter) -> None:
    """However often. Raises Missing where there are no votes."""
    gone = delete(UsefulVote).where(UsefulVote.comment_id == comment.id, UsefulVote.voter.in_(voter.names))
    with writing():
        _hold_public(comment)
        if number := db.session.execute(gone).rowcount:  # type: ignore[attr-defined]
            _count(comment, -number)


def _hold_public(comment: Comment) -> None:
    """Votes for one comment are counted one after the other; whether it may have any is asked again."""
    db.session.refresh(comment, with_for_update={"of": Comment, "key_share": True})
    if not (comment.is_visible and are_on()):
        raise Missing(_("There is nothing to vote for at this address."))


def _count(comment: Comment, step: int) -> None:
    counting = update(Comment).where(Comment.id == comment.id).values(useful=Comment.useful + step)
    db.session.execute(counting, execution_options={"synchronize_session": "fetch"})

"""Moderators' decisions (what they look through is in `queues.py`)."""

from __future__ import annotations

from collections.abc import Sequence

from blinker import Signal
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from blog.accounts.models import User
from blog.comments.models import Comment, CommentStatus
from blog.comments.standing import hold, settle
from blog.database import db
from blog.errors import Conflict, Invalid, Missing
from blog.moderation.grounds import Ground
from blog.moderation.models import Decision, Verdict
from blog.moderation.queues import with_context
from blog.text.characters import tidy

#: Sent with the Decision inside its transaction: whoever tells people about it writes to the outbox there.
decided = Signal()


def comment_by_id(comment_id: int) -> Comment:
    """With what a moderator sees beside it. Raises Missing."""
    comment = db.session.scalar(with_context(select(Comment)).filter_by(id=comment_id))
    if comment is None:
        raise Missing(_("There is no such comment."))
    return comment


def decisions_about(comment: Comment) -> Sequence[Decision]:
    """Oldest first."""
    query = select(Decision).filter_by(comment_id=comment.id).options(selectinload(Decision.made_by))
    return db.session.scalars(query.order_by(Decision.id)).all()


def decide(
    comment: Comment,
    verdict: Verdict,
    *,
    by: User | None,
    seen_revision: str,
    seen_status: CommentStatus,
    ground: Ground | None = None,
    note: str = "",
) -> Decision:
    """A statement of reasons (DSA Art. 17). What the moderator saw must still stand: else Conflict, with the comment
    as it is now. Raises Invalid when a rejection has no ground."""
    if verdict is Verdict.REJECT and ground is None:
        raise Invalid(_("Choose the rule that this comment breaks."), "ground")
    if len(note) > Decision.LONGEST_NOTE:
        raise Invalid(_("A note has at most %(most)s characters.", most=Decision.LONGEST_NOTE), "note")
    hold(comment)
    if stale := _what_changed(comment, seen_revision, seen_status):
        db.session.rollback()
        raise Conflict(stale, current=comment)
    decision = Decision(
        comment=comment,
        verdict=verdict,
        ground=ground if verdict is Verdict.REJECT else None,
        note=tidy(note).strip(),
        revision=seen_revision,
        status_before=comment.status,
        made_by=by,
    )
    db.session.add(decision)
    settle(comment, verdict.status)
    decided.send(decision)
    db.session.commit()
    return decision


def _what_changed(comment: Comment, seen_revision: str, seen_status: CommentStatus) -> object:
    if comment.revision != seen_revision or comment.status is not seen_status:
        return _("This comment has changed since you opened it.")
    return _("Its author has taken this comment back.") if comment.is_taken_back else None

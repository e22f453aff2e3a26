"""A decision: append-only, held to it by triggers in the database."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.accounts.models import User
from blog.comments.models import Comment, CommentStatus
from blog.database import Model, utcnow
from blog.moderation.grounds import Ground

__all__ = ["Decision", "Ground", "Verdict"]


class Verdict(enum.Enum):
    APPROVE = "approve"
    REJECT = "reject"
    SPAM = "spam"

    @property
    def status(self) -> CommentStatus:
        return {
            Verdict.APPROVE: CommentStatus.APPROVED,
            Verdict.REJECT: CommentStatus.REJECTED,
            Verdict.SPAM: CommentStatus.SPAM,
        }[self]


class Decision(Model):
    __tablename__ = "decisions"
    __table_args__ = (CheckConstraint("verdict <> 'reject' OR ground IS NOT NULL", name="rejection_has_ground"),)

    LONGEST_NOTE = 1_000  # characters

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), index=True)
    verdict: Mapped[Verdict]
    ground: Mapped[Ground | None]
    note: Mapped[str] = mapped_column(default="")
    revision: Mapped[str]  # of the comment, as the moderator saw it
    status_before: Mapped[CommentStatus]
    made_at: Mapped[datetime] = mapped_column(default=utcnow)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    comment: Mapped[Comment] = relationship()
    made_by: Mapped[User | None] = relationship()

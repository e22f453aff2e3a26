"""What is counted of comments: how many there are, who found them useful, and when somebody spoke last."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Model, utcnow


class CommentCount(Model):
    """How many public comments an article has on each turn (`anchor`, empty: on none) and side of the split."""

    __tablename__ = "comment_counts"
    __table_args__ = (CheckConstraint("number >= 0", name="number_is_counted"),)

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    anchor: Mapped[str] = mapped_column(primary_key=True)
    of_rest: Mapped[bool] = mapped_column(primary_key=True)
    number: Mapped[int]


class UsefulVote(Model):
    """One person found a comment useful. `voter` names the account, the confirmed address or the device."""

    __tablename__ = "useful_votes"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True)
    voter: Mapped[str] = mapped_column(primary_key=True)
    voted_at: Mapped[datetime] = mapped_column(default=utcnow)


class LastPost(Model):
    """When somebody last commented under an article in slow mode. `person` names the account, the confirmed
    address, the device or, by a digest, the network; all of it is forgotten within a day."""

    __tablename__ = "last_posts"
    __table_args__ = (Index("ix_last_posts_posted_at", "posted_at"),)

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    posted_at: Mapped[datetime]

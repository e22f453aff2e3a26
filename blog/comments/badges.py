"""The badge that a comment may bear, and the invitation that gives one to somebody from outside the house."""

from __future__ import annotations

import enum
import hashlib
import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.articles.models import Article
from blog.database import Model, utcnow


class Badge(enum.Enum):
    """Who speaks, as the server knows it: no visitor can claim one."""

    EDITOR = "editor"
    AUTHOR = "author"
    INTERVIEWEE = "interviewee"
    INTERVIEWER = "interviewer"
    EXPERT = "expert"  # of no part in the text, but invited to answer


INVITED = (Badge.INTERVIEWEE, Badge.INTERVIEWER, Badge.EXPERT)


class Invitation(Model):
    """Lets one person reply under one article with a badge, until it ends or is revoked. An editor vouches."""

    __tablename__ = "invitations"
    __table_args__ = (CheckConstraint("badge NOT IN ('editor', 'author')", name="badge_is_invited"),)

    LONGEST_LIFE = 90  # days
    USUAL_LIFE = 14

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    token_digest: Mapped[str] = mapped_column(unique=True)  # the token itself is in the mail alone
    badge: Mapped[Badge]
    name: Mapped[str]
    email: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(default=utcnow)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    vouched_by: Mapped[str]  # the name of the editor, as readers see it
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    article: Mapped[Article] = relationship()

    @staticmethod
    def new_token() -> str:
        return secrets.token_urlsafe(32)

    @staticmethod
    def digest_of(token: str) -> str:
        return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and utcnow() < self.ends_at

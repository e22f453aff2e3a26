"""An ask and its states."""

from __future__ import annotations

import enum
import re
import secrets
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.accounts.models import User
from blog.articles.models import Article
from blog.asks.grounds import AskGround
from blog.comments.models import Comment
from blog.database import Model, utcnow
from blog.glossary.models import GlossaryTerm
from blog.text.sentences import Quote


class AskStatus(enum.Enum):
    HELD = "held"
    ACCEPTED = "accepted"  # on the editors' list
    REJECTED = "rejected"  # by a moderator
    SPAM = "spam"
    DECLINED = "declined"  # by an editor
    ANSWERED = "answered"


class Ask(Model):
    """A word that somebody wants explained. The words and the sentence are the article's own, or a comment's: what a
    visitor typed is looked up there, and nothing of it is kept but the address."""

    __tablename__ = "asks"
    __table_args__ = (
        Index("ix_asks_queue", "status", "asked_at", "id"),
        Index("ix_asks_words", "status", "language", "folded"),
        CheckConstraint("status <> 'rejected' OR ground IS NOT NULL", name="rejection_has_ground"),
    )

    LONGEST = 100  # characters that are asked about
    LONGEST_REASON = 1_000
    KEY = re.compile(r"[A-Za-z0-9_-]{22,64}")
    VERDICTS = (AskStatus.ACCEPTED, AskStatus.REJECTED, AskStatus.SPAM)  # a moderator's
    TURNED_DOWN = (AskStatus.REJECTED, AskStatus.SPAM)
    SECOND_THOUGHTS = timedelta(days=30)  # so long the address of what was turned down is kept

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Made with the form, known to the asker alone: the same form sent twice is one ask, and the private address.
    key: Mapped[str] = mapped_column(unique=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    language: Mapped[str]  # the article's
    word: Mapped[str]  # as the article writes it
    folded: Mapped[str]
    sentence: Mapped[str]  # around it
    at: Mapped[int]  # where in the sentence the word begins
    anchor: Mapped[str | None]  # of the turn it stands in, or its comment speaks of
    #: In which it stands, if not in the article.
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id", ondelete="SET NULL"), index=True)
    email: Mapped[str | None]  # until its owner has been told, or nobody will tell them any more
    status: Mapped[AskStatus] = mapped_column(default=AskStatus.HELD)
    asked_at: Mapped[datetime] = mapped_column(default=utcnow)

    ground: Mapped[AskGround | None]
    reason: Mapped[str] = mapped_column(default="")  # an editor's, for declining
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    answered_at: Mapped[datetime | None]
    term_id: Mapped[int | None] = mapped_column(ForeignKey("glossary_terms.id", ondelete="SET NULL"), index=True)

    article: Mapped[Article] = relationship()
    comment: Mapped[Comment | None] = relationship()
    decided_by: Mapped[User | None] = relationship()
    term: Mapped[GlossaryTerm | None] = relationship()

    @staticmethod
    def new_key() -> str:
        return secrets.token_urlsafe(24)

    @property
    def quote(self) -> Quote:
        """Of a comment that is no longer public only the word stands."""
        if self.comment and not self.comment.is_visible:
            return Quote.of(self.word, self.word, 0)
        return Quote.of(self.sentence, self.word, self.at)

    @property
    def is_held(self) -> bool:
        return self.status is AskStatus.HELD

    @property
    def answer(self) -> GlossaryTerm | None:
        """The entry that explains it, as long as the public may read that."""
        is_told = self.status is AskStatus.ANSWERED and self.term is not None and self.term.is_marked
        return self.term if is_told else None

    def decide(self, status: AskStatus, *, by: User | None, ground: AskGround | None = None, reason: str = "") -> None:
        """The row says who decided last, and why."""
        self.status, self.ground, self.reason = status, ground, reason
        self.decided_by, self.decided_at = by, utcnow()

    def reopen(self) -> None:
        self.status, self.ground = AskStatus.HELD, None
        self.decided_by, self.decided_at = None, None

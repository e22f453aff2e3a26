"""A comment and its states, and the rows that are kept beside it."""

from __future__ import annotations

import enum
import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from blog.accounts.models import User
from blog.articles.models import Article, Turn
from blog.comments.badges import Badge as Badge
from blog.comments.badges import Invitation as Invitation
from blog.comments.findings import CommentUse
from blog.comments.holds import Hold as Hold
from blog.database import Model, utcnow
from blog.text.markdown import render_comment
from blog.text.names import folded_name
from blog.text.quoting import Passage


class CommentStatus(enum.Enum):
    HELD = "held"
    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"

    @property
    def is_visible(self) -> bool:
        return self is CommentStatus.APPROVED

    @property
    def is_held(self) -> bool:
        return self is CommentStatus.HELD

    @property
    def is_taken_back(self) -> bool:
        return self in (CommentStatus.WITHDRAWN, CommentStatus.ERASED)


class Comment(Model):
    __tablename__ = "comments"
    __table_args__ = (
        Index("ix_comments_newest", "article_id", "pinned", "root_id", "path"),
        Index("ix_comments_oldest", "article_id", "pinned", "path"),
        Index("ix_comments_queue", "status", "posted_at", "id"),
        Index("ix_comments_names", "article_id", "folded_name"),
        CheckConstraint("replies >= 0", name="replies_are_counted"),
        CheckConstraint("useful >= 0", name="useful_is_counted"),
    )

    MAX_LENGTH = 5_000  # characters of source
    LONGEST_NAME = 80
    LONGEST_QUOTE = 200
    DEEPEST = 3  # levels that are shown one inside the other; deeper replies stand beside the last
    KEY = re.compile(r"[A-Za-z0-9_-]{22,64}")
    WITHDRAWABLE = (CommentStatus.HELD, CommentStatus.APPROVED)
    REWRITABLE_FOR = timedelta(minutes=15)  # once it is public; while it is held, always
    STEP = 10  # digits of a level of `path`

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Made with the form, known to the author alone: the same form sent twice is one comment, and the private address.
    key: Mapped[str] = mapped_column(unique=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id", ondelete="SET NULL"), index=True)
    #: Of the comment that begins the thread; its own when it is that. Empty for a moment only, until it has an id.
    root_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"), index=True)
    #: The ids of the comments it is shown in, at most DEEPEST - 1 of them, and its own, STEP digits each.
    path: Mapped[str] = mapped_column(default="")
    pinned: Mapped[bool] = mapped_column(default=False)  # the whole thread: true of every comment in it
    is_featured: Mapped[bool] = mapped_column(default=False)
    replies: Mapped[int] = mapped_column(
        default=0
    )  # public comments that are shown inside it, at any depth, or answer it
    useful: Mapped[int] = mapped_column(default=0)  # persons who found it so
    #: Of the comment that begins a thread: the first public reply in it by somebody who bears a badge.
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id", ondelete="SET NULL"), index=True)

    anchor: Mapped[str | None]  # of the turn it speaks of
    quote: Mapped[str] = mapped_column(default="")  # how that turn began when it was commented on
    turn_digest: Mapped[str] = mapped_column(default="")  # of its words then
    of_rest: Mapped[bool] = mapped_column(default=False)  # about what stands behind "continue reading"

    status: Mapped[CommentStatus] = mapped_column(default=CommentStatus.HELD)
    holds: Mapped[list[str]] = mapped_column(default=list)  # values of Hold
    name: Mapped[str]
    folded_name: Mapped[str] = mapped_column(default="")  # with look-alike letters as one; see text/names.py
    person: Mapped[str] = mapped_column(default=lambda: Comment.new_person())  # whose, under this article and name
    email: Mapped[str | None]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    address_id: Mapped[int | None] = mapped_column(ForeignKey("addresses.id", ondelete="SET NULL"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id", ondelete="SET NULL"), index=True)
    badge: Mapped[Badge | None]
    rules_version: Mapped[int | None]  # of the house rules that stood at the form

    source: Mapped[str]
    html: Mapped[Markup]  # without marks
    marked: Mapped[Markup]  # the same with the glossary's marks
    posted_at: Mapped[datetime] = mapped_column(default=utcnow)
    published_at: Mapped[datetime | None]  # first
    rewritten_at: Mapped[datetime | None]  # last

    article: Mapped[Article] = relationship()
    parent: Mapped[Comment | None] = relationship(remote_side=[id], foreign_keys=[parent_id])
    user: Mapped[User | None] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    uses: Mapped[list[CommentUse]] = relationship(order_by="CommentUse.position", cascade="all, delete-orphan")
    revisions: Mapped[list[CommentRevision]] = relationship(
        order_by="CommentRevision.number", cascade="all, delete-orphan"
    )

    @staticmethod
    def new_key() -> str:
        return secrets.token_urlsafe(24)

    @staticmethod
    def new_person() -> str:
        return secrets.token_urlsafe(5)

    @validates("name")
    def _fold(self, _column: str, name: str) -> str:
        """However a name comes in, its folded form comes with it."""
        self.folded_name = folded_name(name)
        return name

    @property
    def is_visible(self) -> bool:
        return self.status.is_visible

    @property
    def is_held(self) -> bool:
        return self.status.is_held

    @property
    def is_withdrawable(self) -> bool:
        return self.status in self.WITHDRAWABLE

    def is_rewritable(self, at: datetime) -> bool:
        if self.is_visible and self.published_at is not None:
            return at < self.published_at + self.REWRITABLE_FOR
        return self.is_held

    @property
    def is_renamable(self) -> bool:
        """A guest typed the name; readers have not seen it yet."""
        return self.is_held and self.published_at is None and not self.user_id and not self.invitation_id

    @property
    def before(self) -> CommentRevision | None:
        """What to compare its words with: those that were public last, else those before."""
        public = [revision for revision in self.revisions if revision.status is CommentStatus.APPROVED]
        return next(reversed(public or self.revisions), None)

    @property
    def is_taken_back(self) -> bool:
        return self.status.is_taken_back

    @property
    def is_root(self) -> bool:
        return self.root_id == self.id

    @property
    def is_verified(self) -> bool:
        """The person behind the name has an account, a confirmed address or an invitation."""
        return bool(self.user_id or self.address_id or self.invitation_id)

    @property
    def parent_name(self) -> str:
        """Of whom it answers, as long as that comment is public."""
        return self.parent.name if self.parent and self.parent.is_visible else ""

    @property
    def vouched_by(self) -> str:
        """The editor who invited them to speak, if one did."""
        return self.invitation.vouched_by if self.invitation else ""

    @property
    def reasons(self) -> list[Hold]:
        """Why it waits, when others like it do not."""
        return [Hold(hold) for hold in self.holds] if self.is_held else []

    @property
    def within(self) -> list[int]:
        """The ids of the comments it is shown in, the outermost first."""
        return ids_of(self.path)[:-1]

    @property
    def depth(self) -> int:
        return len(self.path) // self.STEP

    @property
    def revision(self) -> str:
        """Names the words a moderator saw."""
        return hashlib.sha256(f"{self.name}\0{self.source}".encode()).hexdigest()[:16]

    @property
    def turn(self) -> Turn | None:
        return self.article.turn_at(self.anchor)

    def write(self, source: str, passages: Iterable[Passage] = ()) -> None:
        """`passages` are what it may quote. It has no marks yet: see `writing.py`."""
        self.source = source
        self.html = self.marked = render_comment(source, self.article.language, passages)

    def speak_of(self, turn: Turn) -> None:
        """The comment keeps the words it speaks of."""
        self.anchor, self.turn_digest = turn.anchor, turn.digest
        self.quote, self.of_rest = turn.opening(self.LONGEST_QUOTE), not turn.in_lead

    def find_place(self, parent: Comment | None) -> None:
        """Once it has an id: inside `parent`, or beside it when that is as deep as comments are shown."""
        above = parent.path[: self.STEP * (self.DEEPEST - 1)] if parent else ""
        self.path = f"{above}{self.id:0{self.STEP}d}"
        self.root_id = parent.root_id if parent else self.id
        self.pinned = parent.pinned if parent else False


def ids_of(path: str) -> list[int]:
    """Of the comments a comment is shown in, the outermost first, and its own."""
    return [int(path[at : at + Comment.STEP]) for at in range(0, len(path), Comment.STEP)]


class CommentRevision(Model):
    """The words of a comment before its author rewrote them."""

    __tablename__ = "comment_revisions"
    __table_args__ = (UniqueConstraint("comment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str]
    source: Mapped[str]
    html: Mapped[Markup]
    status: Mapped[CommentStatus]  # in which these words were replaced
    replaced_at: Mapped[datetime] = mapped_column(default=utcnow)

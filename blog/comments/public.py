"""A comment as readers know it: a value of what may be public, read as a row, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from blog.comments.findings import CommentUse
from blog.comments.models import Badge, Comment, CommentStatus, Invitation, ids_of
from blog.database import db
from blog.glossary.models import IS_PUBLIC, GlossaryTerm, what_explains

_Parent = aliased(Comment)


class _Row(NamedTuple):
    """Has the names of `Comment`. Of a comment whose place alone is kept there are no words."""

    id: int
    root_id: int
    parent_id: int | None
    path: str
    status: CommentStatus
    pinned: bool
    is_featured: bool
    useful: int
    answer_id: int | None  # the first reply of somebody who bears a badge, when it begins a thread
    posted_at: datetime
    published_at: datetime | None
    rewritten_at: datetime | None
    anchor: str | None
    turn_digest: str
    badge: Badge | None
    is_verified: bool
    name: str
    person: str
    quote: str
    html: Markup
    marked: Markup
    vouched_by: str
    parent_name: str  # none, when it is not public any more


class PublicComment(_Row):
    __slots__ = ()

    @classmethod
    def of(cls, row: Row[Any]) -> PublicComment:
        """A row of `public_comments`."""
        return cls._make(row[: len(cls._fields)])

    @property
    def is_visible(self) -> bool:
        return self.status.is_visible

    @property
    def is_root(self) -> bool:
        return self.root_id == self.id

    @property
    def is_question(self) -> bool:
        """Where readers ask: whoever bears a badge answers."""
        return self.is_root and self.badge is None

    @property
    def within(self) -> list[int]:
        return ids_of(self.path)[:-1]

    @property
    def public_change(self) -> datetime | None:
        """When its words were last rewritten after readers could see them."""
        was_public = self.rewritten_at and self.published_at and self.rewritten_at > self.published_at
        return self.rewritten_at if was_public else None


def public_comments(*more: ColumnElement[Any]) -> Select[Any]:
    """Rows that begin with what makes a `PublicComment`; which ones, and in what order, is for the caller to say."""
    query = select(*(_COLUMNS[name].label(name) for name in _Row._fields), *more).select_from(Comment)
    query = query.outerjoin(_Parent, and_(_Parent.id == Comment.parent_id, _Parent.status == CommentStatus.APPROVED))
    return query.outerjoin(Invitation, Invitation.id == Comment.invitation_id)


def explained(comments: Sequence[PublicComment], *, besides: Set[int] = frozenset()) -> list[GlossaryTerm]:
    """What the comments mark, each once, in their order; `besides` are ids of terms."""
    place = {comment.id: number for number, comment in enumerate(comments) if comment.is_visible}
    found = db.session.execute(_terms_of(), {"comments": list(place), "besides": list(besides)}).all()
    found = sorted(found, key=lambda row: (place[row[0].comment_id], row[0].position))
    return list(dict.fromkeys(term for _use, term in found))


@cache
def _terms_of() -> Select[CommentUse, GlossaryTerm]:
    query = select(CommentUse, GlossaryTerm).join(CommentUse.term).options(*what_explains())
    of_these = CommentUse.comment_id.in_(bindparam("comments", expanding=True))
    return query.where(of_these, IS_PUBLIC, CommentUse.term_id.not_in(bindparam("besides", expanding=True)))


def _if_public(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return type_coerce(case((Comment.status == CommentStatus.APPROVED, column), else_=""), column.type)


_COLUMNS: dict[str, ColumnElement[Any]] = {
    **{name: getattr(Comment, name) for name in _Row._fields if name in Comment.__table__.c},
    **{name: _if_public(Comment.__table__.c[name]) for name in ("name", "person", "quote", "html", "marked")},
    "is_verified": or_(
        *(Comment.__table__.c[name].is_not(None) for name in ("user_id", "address_id", "invitation_id"))
    ),
    "vouched_by": func.coalesce(Invitation.vouched_by, ""),
    "parent_name": func.coalesce(_Parent.name, ""),
}

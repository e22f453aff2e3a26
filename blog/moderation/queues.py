"""What moderators look through: comments that wait, what was taken for spam, and what has been decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import Select, exists, func, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from blog.articles.models import Article
from blog.asks.models import Ask, AskStatus
from blog.comments.models import Comment, CommentStatus
from blog.database import db
from blog.moderation.models import Decision

LENGTH = 50

Item = TypeVar("Item", Comment, Decision)


@dataclass(frozen=True)
class Stretch(Generic[Item]):
    """Some of a long list, and the id after which it goes on."""

    items: Sequence[Item]
    goes_on_after: int | None


@dataclass(frozen=True)
class Counts:
    held: int
    spam: int
    decided: int
    asks: int
    oldest: datetime | None  # when the comment that waits longest was posted


def held(*, after: int = 0) -> Stretch[Comment]:
    """Oldest first, with article, turns and the comment each one answers."""
    query = with_context(select(Comment)).filter_by(status=CommentStatus.HELD)
    if last := db.session.get(Comment, after):
        query = query.where(tuple_(Comment.posted_at, Comment.id) > (last.posted_at, last.id))
    return _stretch(query.order_by(Comment.posted_at, Comment.id))


def appeared(*, after: int = 0) -> Stretch[Comment]:
    """Public though nobody has decided on it, newest first: where comments appear at once, they are read here."""
    decided = exists().where(Decision.comment_id == Comment.id)
    query = with_context(select(Comment)).filter_by(status=CommentStatus.APPROVED).where(~decided)
    if after:
        query = query.where(Comment.id < after)
    return _stretch(query.order_by(Comment.id.desc()))


def spam(*, after: int = 0) -> Stretch[Comment]:
    """Newest first: what was put there wrongly is looked for while it is fresh."""
    query = with_context(select(Comment)).filter_by(status=CommentStatus.SPAM)
    if last := db.session.get(Comment, after):
        query = query.where(tuple_(Comment.posted_at, Comment.id) < (last.posted_at, last.id))
    return _stretch(query.order_by(Comment.posted_at.desc(), Comment.id.desc()))


def decided(*, after: int = 0) -> Stretch[Decision]:
    """Newest first."""
    query = select(Decision).options(
        joinedload(Decision.made_by), joinedload(Decision.comment).joinedload(Comment.article)
    )
    if after:
        query = query.where(Decision.id < after)
    return _stretch(query.order_by(Decision.id.desc()))


def counts() -> Counts:
    query = select(Comment.status, func.count(), func.min(Comment.posted_at)).group_by(Comment.status)
    query = query.where(Comment.status.in_((CommentStatus.HELD, CommentStatus.SPAM)))
    found = {status: (number, oldest) for status, number, oldest in db.session.execute(query)}
    return Counts(
        held=found.get(CommentStatus.HELD, (0, None))[0],
        spam=found.get(CommentStatus.SPAM, (0, None))[0],
        decided=db.session.scalar(select(func.count()).select_from(Decision)) or 0,
        asks=db.session.scalar(select(func.count()).select_from(Ask).filter_by(status=AskStatus.HELD)) or 0,
        oldest=found.get(CommentStatus.HELD, (0, None))[1],
    )


def next_held(comment: Comment) -> int | None:
    """The id of the comment that waits behind this one."""
    query = select(Comment.id).filter_by(status=CommentStatus.HELD)
    query = query.where(tuple_(Comment.posted_at, Comment.id) > (comment.posted_at, comment.id))
    return db.session.scalar(query.order_by(Comment.posted_at, Comment.id).limit(1))


def with_context(query: Select[Comment]) -> Select[Comment]:
    article = joinedload(Comment.article).selectinload(Article.turns)
    return query.options(article, joinedload(Comment.parent), selectinload(Comment.revisions))


def _stretch(query: Select[Item]) -> Stretch[Item]:
    found = db.session.scalars(query.limit(LENGTH + 1)).all()
    return Stretch(found[:LENGTH], found[LENGTH - 1].id if len(found) > LENGTH else None)

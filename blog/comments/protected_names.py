"""Whose names nobody else can speak under: staff's, those of the people of the article, and verified readers'."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from blog.accounts.models import Role, User
from blog.comments.models import Comment, CommentStatus, Hold
from blog.comments.speakers import Speaker
from blog.database import db
from blog.text.names import looks_like

NAME_HOLDS = (Hold.NAME_OF_STAFF, Hold.NAME_OF_PERSON, Hold.NAME_OF_READER)


def look_alikes(comment: Comment, by: Speaker) -> list[Hold]:
    """Why a moderator looks at the name first: one reason is enough. Nobody is held for their own, nor are those for
    whom the house vouches: staff, and whoever an editor invited."""
    if by.is_vouched_for:
        return []
    if any(looks_like(comment.name, name) for name in _names_of_staff()):
        return [Hold.NAME_OF_STAFF]
    if any(looks_like(comment.name, person.name) for person in comment.article.people):
        return [Hold.NAME_OF_PERSON]
    return [Hold.NAME_OF_READER] if _is_of_another_reader(comment, by) else []


def _names_of_staff() -> Sequence[str]:
    query = select(User.name).where(User.active, User.roles.any(Role.name.in_(Role.STAFF)))
    return db.session.scalars(query).all()


def _is_of_another_reader(comment: Comment, by: Speaker) -> bool:
    """A verified person speaks publicly under this article with a name like it. What is not public protects no name:
    a refusal would tell of it."""
    query = select(Comment.id).where(
        Comment.article_id == comment.article.id,
        Comment.folded_name == comment.folded_name,
        Comment.status == CommentStatus.APPROVED,
        or_(Comment.user_id.is_not(None), Comment.address_id.is_not(None), Comment.invitation_id.is_not(None)),
    )
    if by.email:
        query = query.where(func.lower(Comment.email).is_distinct_from(by.email.lower()))
    return db.session.scalar(query.limit(1)) is not None

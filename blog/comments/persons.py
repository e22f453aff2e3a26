"""Which comments under an article are one person's, so that a reader can hide that person and no other of the name."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select

from blog.comments.models import Comment
from blog.comments.speakers import Speaker
from blog.database import db


def person_of(comment: Comment, by: Speaker) -> str:
    """The sign of what they wrote here before under the same name, else a new one. It is random and public, and so it
    must tell no more than the name does: another article or another name is another sign."""
    if not (theirs := _signed_by(by)):
        return Comment.new_person()
    query = select(Comment.person).where(
        Comment.article_id == comment.article.id,
        Comment.folded_name == comment.folded_name,
        Comment.id != comment.id,
        or_(*theirs),
    )
    return db.session.scalar(query.order_by(Comment.id).limit(1)) or Comment.new_person()


def _signed_by(by: Speaker) -> list[ColumnElement[bool]]:
    """A guest is who wrote from the same device, unless an account or a confirmed address did."""
    if not by.is_verified:
        unknown = and_(Comment.user_id.is_(None), Comment.address_id.is_(None), Comment.invitation_id.is_(None))
        return [and_(Comment.key.in_(by.keys), unknown)] if by.keys else []
    pairs = ((Comment.user_id, by.user), (Comment.address_id, by.address), (Comment.invitation_id, by.invitation))
    return [column == who.id for column, who in pairs if who]

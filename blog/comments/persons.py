"""Which comments under an article are one person's, so that a reader can hide that person and no other of the name."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select

from blog.comments.models import Comment
from blog.comments.speakers import Speaker
from blog.database import db

SIGNED = (Comment.user_id, Comment.address_id, Comment.invitation_id)


def person_of(comment: Comment, by: Speaker) -> str:
    """The sign of what they wrote here before under the same name, else a new one. It is random and public, and so it
    must tell no more than the name does: another article or another name is another sign."""
    asked = _signs(by)
    if not any(asked.values()):
        return Comment.new_person()
    here = {"article_id": comment.article.id, "name": comment.folded_name, "comment_id": comment.id or 0}
    return db.session.scalar(_earlier(), here | asked) or Comment.new_person()


def _signs(by: Speaker) -> dict[str, Any]:
    """A guest is who wrote from the same device, unless an account or a confirmed address did."""
    known = {"user_id": by.user, "address_id": by.address, "invitation_id": by.invitation}
    keys = [] if by.is_verified else list(by.keys)
    return {"keys": keys, **{column: who.id if who else None for column, who in known.items()}}


@cache
def _earlier() -> Select[str]:
    of_nobody = [column.is_(None) for column in SIGNED]
    return (
        select(Comment.person)
        .where(
            Comment.article_id == bindparam("article_id"),
            Comment.folded_name == bindparam("name"),
            Comment.id != bindparam("comment_id"),
            or_(
                and_(Comment.key.in_(bindparam("keys", expanding=True)), *of_nobody),
                *(column == bindparam(column.key) for column in SIGNED),
            ),
        )
        .order_by(Comment.id)
        .limit(1)
    )

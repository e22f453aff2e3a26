"""A draft becomes a row, with its place in its thread."""

from __future__ import annotations

from blog.comments.marking import index
from blog.comments.models import Comment
from blog.comments.persons import person_of
from blog.comments.speakers import GUEST, Speaker
from blog.comments.standing import count_in
from blog.database import db, utcnow


def store(comment: Comment, by: Speaker = GUEST) -> None:
    """With the sign of its person; it counts if it is public. Nothing is committed."""
    comment.person = person_of(comment, by)
    comment.id, now = _next_id(), utcnow()
    comment.find_place(comment.parent)
    comment.posted_at = comment.posted_at or now
    comment.published_at = now if comment.is_visible else None
    db.session.add(comment)
    db.session.flush()
    index(comment)
    if comment.is_visible:
        count_in(comment)


def _next_id() -> int:
    """For its place, which names it, so that it is written once. On SQLite, which would take the same, whoever stores
    holds the lock, and nobody else draws it."""
    if db.session.get_bind().dialect.name == "sqlite":
        return int(db.session.connection().exec_driver_sql("SELECT max(id) FROM comments").scalar() or 0) + 1
    return int(db.session.connection().exec_driver_sql("SELECT nextval('comments_id_seq')").scalar_one())

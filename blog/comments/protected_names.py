"""Whose names nobody else can speak under: staff's, those of the people of the article, and of who spoke here first."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)

from blog.accounts.models import Role, User
from blog.articles.models import Person
from blog.comments.models import Comment, CommentStatus, Hold, Invitation
from blog.comments.speakers import Speaker
from blog.database import db, rows_of
from blog.text.claims import claims_a_part
from blog.text.names import is_single, likenesses, looks_like
from blog.text.scripts import mixes_alphabets

NAME_HOLDS = (
    Hold.NAME_OF_STAFF,
    Hold.NAME_OF_PERSON,
    Hold.NAME_CLAIMS,
    Hold.NAME_OF_READER,
    Hold.NAME_MIXES_ALPHABETS,
)


class Site:
    """Its own name is nobody's either."""

    name = ""

    def init_app(self, app: Any) -> None:
        self.name = app.config["SITE_NAME"]


site = Site()


def look_alikes(comment: Comment, by: Speaker) -> list[Hold]:
    """Why a moderator looks at the name first: one reason is enough. Nobody is held for their own, nor are those for
    whom the house vouches: staff, and whoever an editor invited."""
    if by.is_vouched_for:
        return []
    protected = rows_of(_protected(), article_id=comment.article.id)
    alike = {hold for name, hold in protected if looks_like(comment.name, name)}
    for hold in (Hold.NAME_OF_STAFF, Hold.NAME_OF_PERSON):
        if hold.value in alike:
            return [hold]
    if claims_a_part(comment.name, site.name):
        return [Hold.NAME_CLAIMS]
    if _is_of_another_reader(comment, by):
        return [Hold.NAME_OF_READER]
    return [Hold.NAME_MIXES_ALPHABETS] if mixes_alphabets(comment.name) else []


def look_again(comment: Comment, by: Speaker) -> bool:
    """The name, or who bears it, is another than before. Says whether that brought a reason to wait."""
    before, names = comment.holds, {name.value for name in NAME_HOLDS}
    found = [name.value for name in look_alikes(comment, by)]
    comment.holds = [*(each for each in before if each not in names), *found]
    return not {*found} <= {*before}


@cache
def _protected() -> CompoundSelect[Any]:
    """Names that are not everybody's under the article `article_id`, and why. Built once, for it is asked often."""
    staff = select(User.name, literal(Hold.NAME_OF_STAFF.value))
    staff = staff.where(User.active, User.roles.any(Role.name.in_(Role.STAFF)))
    people = select(Person.name, literal(Hold.NAME_OF_PERSON.value))
    people = people.where(Person.article_id == bindparam("article_id"))
    invited = select(Invitation.name, literal(Hold.NAME_OF_PERSON.value))
    invited = invited.where(Invitation.article_id == bindparam("article_id"), Invitation.revoked_at.is_(None))
    return union_all(staff, people, invited)


def _is_of_another_reader(comment: Comment, by: Speaker) -> bool:
    """Under this article a name is whose comment was public first. Guests share a single word, for most have a first
    name only; whoever a moderator has let through with a name, and we know, is not held for it again."""
    bearer = _bearer(comment, by)
    if bearer is None or bearer.id == comment.id or by.wrote(bearer):
        return False
    return bearer.is_verified or by.is_verified or not is_single(comment.name)


def _bearer(comment: Comment, by: Speaker) -> Comment | None:
    """Of the name, or, if we know them, of one that it adds words to. What is not public protects no name: a refusal
    would tell of it."""
    asked = {
        "article_id": comment.article.id,
        "comment_id": comment.id or 0,
        "name": comment.folded_name,
        "alike": list(likenesses(comment.name)),
        "user_id": by.user and by.user.id,
        "email": by.email and by.email.lower(),
    }
    return db.session.scalar(_bearing(), asked)


@cache
def _bearing() -> Select[Comment]:
    """Somebody is let through with an account or a confirmed address, not only from the same device."""
    same_address = and_(_is_known(), func.lower(Comment.email) == bindparam("email"))
    let_through = and_(
        Comment.folded_name == bindparam("name"),
        Comment.id != bindparam("comment_id"),
        func.coalesce(or_(Comment.user_id == bindparam("user_id"), same_address), false()),
    )
    query = select(Comment).where(
        Comment.article_id == bindparam("article_id"),
        Comment.folded_name.in_(bindparam("alike", expanding=True)),
        or_(Comment.folded_name == bindparam("name"), _is_known()),
        Comment.status == CommentStatus.APPROVED,
    )
    return query.order_by(let_through.desc(), Comment.published_at, Comment.id).limit(1)


def _is_known() -> ColumnElement[bool]:
    """As `Comment.is_verified`."""
    return or_(Comment.user_id.is_not(None), Comment.address_id.is_not(None), Comment.invitation_id.is_not(None))

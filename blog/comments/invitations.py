"""The reply of somebody whom an editor invited: a link that is good under one article, until it ends or is revoked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from blinker import Signal
from flask_babel import lazy_gettext as _
from sqlalchemy import func, or_, select

from blog.accounts.models import User
from blog.articles.models import Article
from blog.comments.badges import INVITED, Badge, Invitation
from blog.comments.models import Comment, CommentStatus
from blog.comments.openness import openness
from blog.comments.service import must_be_open
from blog.database import db, rows_of, utcnow
from blog.errors import Conflict, Gone, Invalid, Missing
from blog.mail import checked_address
from blog.text.characters import has_letters, one_line

#: Sent with the Invitation and its `token`, inside the transaction: whoever mails it writes to the outbox there.
invited: Final = Signal()


def invite(article: Article, *, badge: Badge, name: str, email: str, days: int, by: User) -> Invitation:
    """The link goes out by mail; nobody else learns it, the editor neither. Raises Conflict when the article takes no
    comments, Invalid when a value breaks a rule."""
    must_be_open(openness(article))
    token = Invitation.new_token()
    invitation = Invitation(
        article=article,
        token_digest=Invitation.digest_of(token),
        badge=_checked_badge(badge),
        name=_checked_name(name),
        email=checked_address(email),
        made_by_id=by.id,
        vouched_by=by.name,
        ends_at=utcnow() + timedelta(days=_checked_days(days)),
    )
    db.session.add(invitation)
    db.session.flush()
    invited.send(invitation, token=token)
    db.session.commit()
    return invitation


def revoke(invitation: Invitation) -> None:
    """What was said through it stays. Raises Conflict when it is no longer open."""
    db.session.refresh(invitation, with_for_update={"of": Invitation})
    if not invitation.is_open:
        db.session.rollback()
        raise Conflict(_("This invitation has ended already."), current=invitation)
    invitation.revoked_at = utcnow()
    db.session.commit()


def of_article(article: Article) -> Sequence[Invitation]:
    """Newest first."""
    query = select(Invitation).filter_by(article_id=article.id).order_by(Invitation.id.desc())
    return db.session.scalars(query).all()


def waiting_replies(invitation: Invitation) -> Mapping[int, str]:
    """Keys of what was written through it and is not decided yet, by the id of the comment that begins the thread."""
    query = select(Comment.root_id, Comment.key).filter_by(invitation_id=invitation.id, status=CommentStatus.HELD)
    return {row.root_id: row.key for row in rows_of(query.order_by(Comment.id))}


def by_id(article: Article, invitation_id: int) -> Invitation:
    """Raises Missing, for one of another article too."""
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.article_id != article.id:
        raise Missing(_("There is no such invitation."))
    return invitation


def by_token(token: str, *, under: Article | None = None) -> Invitation:
    """Raises Missing, under another article too; Gone with a sentence when it has ended or was revoked."""
    invitation = db.session.scalar(select(Invitation).filter_by(token_digest=Invitation.digest_of(token)))
    if invitation is None or (under and invitation.article_id != under.id):
        raise Missing(_("This link is not one of ours. Look whether all of it was copied."))
    if invitation.revoked_at:
        raise Gone(_("The editors have revoked this invitation. Write to them if you would like to reply."))
    if not invitation.is_open:
        raise Gone(_("This invitation has run out. Write to the editors if you would like to reply."))
    return invitation


def open_for(article: Article, *, token: str = "", email: str = "") -> Invitation | None:
    """The open invitation under this article that the token opens, or that was sent to this confirmed address."""
    whose = [Invitation.token_digest == Invitation.digest_of(token)] if token else []
    whose += [func.lower(Invitation.email) == email.lower()] if email else []
    if not whose:
        return None
    query = select(Invitation).where(Invitation.article_id == article.id, or_(*whose))
    query = query.where(Invitation.revoked_at.is_(None), Invitation.ends_at > utcnow())
    return db.session.scalar(query.order_by(Invitation.id.desc()).limit(1))


def _checked_badge(badge: Badge) -> Badge:
    if badge not in INVITED:
        raise Invalid(_("An author signs in at the desk instead."), "badge")
    return badge


def _checked_name(name: str) -> str:
    name = one_line(name)
    if not has_letters(name):
        raise Invalid(_("Whom do you invite? Give the name that readers will see."), "name")
    if len(name) > Comment.LONGEST_NAME:
        raise Invalid(_("A name has at most %(most)s characters.", most=Comment.LONGEST_NAME), "name")
    return name


def _checked_days(days: int) -> int:
    if not 1 <= days <= Invitation.LONGEST_LIFE:
        raise Invalid(_("An invitation is good for 1 to %(most)s days.", most=Invitation.LONGEST_LIFE), "days")
    return days

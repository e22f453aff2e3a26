"""Guests whose e-mail address is confirmed: the site knows them again, without an account."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Final

from blinker import Signal
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from blog.accounts.models import Address
from blog.comments.models import Comment, CommentStatus
from blog.comments.protected_names import look_again
from blog.comments.speakers import Speaker
from blog.comments.standing import hold, settle
from blog.database import db, one_transaction, utcnow
from blog.errors import Conflict, Gone
from blog.mail import check_mailbox

#: Sent with the comment and a link's `token`, inside a transaction: whoever mails it writes to the outbox there.
link_wanted: Final = Signal()


def send_link(comment: Comment, token: str) -> None:
    """To the address that the comment was sent with. Raises Conflict when it was sent without one, or by an account;
    TooMany when that address has had enough mails."""
    if not is_confirmable(comment):
        raise Conflict(_("There is no address to confirm with this comment."))
    check_mailbox(str(comment.email))
    link_wanted.send(comment, token=token)
    db.session.commit()


def is_confirmable(comment: Comment) -> bool:
    """Also when it is confirmed: that way another device learns who its owner is."""
    return bool(comment.email and not comment.user_id and not comment.invitation_id and not comment.is_taken_back)


def state_of(comment: Comment) -> str:
    """What a link is good for: it changes as soon as the address is confirmed by any link, and none is good twice."""
    address = _address_of(comment)
    stamp = address.confirmed_at.isoformat() if address else ""
    return hashlib.sha256(f"{comment.id}\0{comment.email}\0{stamp}".encode()).hexdigest()[:32]


def comment_of(comment_id: int, seen_state: str) -> Comment:
    """What a link confirms. Raises Gone when it has been used, or there is nothing to confirm any more."""
    comment = db.session.get(Comment, comment_id)
    if comment is None or not is_confirmable(comment) or state_of(comment) != seen_state:
        raise used()
    return comment


def confirm(comment_id: int, seen_state: str, *, keys: Collection[str] = ()) -> Comment:
    """It is its owner's from now on, and the name protected. `keys` are of comments from the same device. Raises what
    `comment_of` raises."""
    with one_transaction(used):
        hold(comment_of(comment_id, seen_state))
        comment = comment_of(comment_id, seen_state)
        address = _address_of(comment) or Address(email=str(comment.email).lower())
        address.confirmed_at = utcnow()
        db.session.add(address)
        db.session.flush()
        comment.address_id = address.id
        _look_again(comment, Speaker(address=address, keys=keys))
    return comment


def by_email(email: str) -> Address | None:
    return db.session.scalar(select(Address).filter_by(email=email))


def last_name(address: Address) -> str:
    """That its owner used. Empty when no comment of theirs is left."""
    query = select(Comment.name).filter_by(address_id=address.id).order_by(Comment.id.desc())
    return db.session.scalar(query.limit(1)) or ""


def usual_name(by: Speaker) -> str:
    """What the house knows somebody by, or else what they typed last; empty for a guest."""
    return by.name or (last_name(by.address) if by.address else "")


def used() -> Gone:
    return Gone(_("This link has been used, or has run out. Ask for a new one on the page of your comment."))


def _address_of(comment: Comment) -> Address | None:
    return by_email(str(comment.email).lower())


def _look_again(comment: Comment, by: Speaker) -> None:
    """A name that was held because it is somebody's may now be its owner's. The sign that we know somebody must not
    help them to the name of a guest who was here first: what is public waits for it, if nobody has looked yet."""
    if look_again(comment, by) and comment.is_visible:
        settle(comment, CommentStatus.HELD)

"""An author's second thoughts. The words before are kept."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import lazy_gettext as _

from blog.accounts.models import Address
from blog.comments.models import Comment, CommentRevision, CommentStatus, Hold
from blog.comments.persons import person_of
from blog.comments.protected_names import look_again
from blog.comments.speakers import Speaker
from blog.comments.standing import hold, settle
from blog.comments.submission import checked_name, checked_source
from blog.comments.trust import is_trusted
from blog.comments.writing import write
from blog.database import db, utcnow
from blog.errors import Conflict, Invalid
from blog.glossary import service as glossary


def rewrite(
    comment: Comment,
    *,
    source: str,
    name: str = "",
    keys: Collection[str] = (),
    seen_revision: str,
    seen_status: CommentStatus,
) -> None:
    """What was public waits again, unless its author is trusted. The same words change nothing, so that a form sent
    twice is one change. A guest's comment gets the name too while it is held, if one is given; `keys` are of comments
    from the same device.

    Raises Conflict, with the comment as it is now, when its author saw another or it can no longer be rewritten;
    Invalid when the words break a rule.
    """
    source, name = checked_source(source), checked_name(name) if name else comment.name
    glossary.hold_still()
    hold(comment)
    name = name if comment.is_renamable else comment.name
    if (comment.source, comment.name) == (source, name):
        db.session.rollback()
        return
    if refusal := _refusal(comment, seen_revision, seen_status):
        db.session.rollback()
        raise Conflict(refusal, current=comment)
    _keep_words(comment)
    try:
        write(comment, source)
    except Invalid:
        db.session.rollback()
        raise
    comment.rewritten_at = utcnow()
    _rename(comment, name, keys)
    if comment.is_visible and not is_trusted(comment):
        comment.holds = [Hold.REWRITTEN.value]
        settle(comment, CommentStatus.HELD)
    db.session.commit()


def rewritten(comment: Comment, source: str, name: str = "") -> Comment:
    """How it would look, kept nowhere. Raises Invalid."""
    is_renamed = name and comment.is_renamable
    draft = Comment(article=comment.article, name=checked_name(name) if is_renamed else comment.name)
    write(draft, checked_source(source))
    return draft


def check_rewritable(comment: Comment) -> None:
    """Raises Conflict."""
    if not comment.is_rewritable(utcnow()):
        raise Conflict(_too_late(comment), current=comment)


def _refusal(comment: Comment, seen_revision: str, seen_status: CommentStatus) -> object:
    if not comment.is_rewritable(utcnow()):
        return _too_late(comment)
    if comment.revision != seen_revision:
        return _("This comment was rewritten elsewhere after you opened it. Nothing of yours is lost: it stands below.")
    if comment.status is not seen_status:
        return _("A moderator has decided about your comment meanwhile. Your new words are not sent yet.")
    return None


def _too_late(comment: Comment) -> object:
    if comment.is_visible:
        minutes = int(Comment.REWRITABLE_FOR.total_seconds() // 60)
        return _("A published comment can be rewritten for %(minutes)s minutes; they are over.", minutes=minutes)
    return _("This comment can no longer be rewritten.")


def _rename(comment: Comment, name: str, keys: Collection[str]) -> None:
    if name != comment.name:
        comment.name = name
        address = db.session.get(Address, comment.address_id) if comment.address_id else None
        by = Speaker(address=address, keys=keys)
        look_again(comment, by)
        comment.person = person_of(comment, by)


def _keep_words(comment: Comment) -> None:
    comment.revisions.append(
        CommentRevision(
            number=len(comment.revisions) + 1,
            name=comment.name,
            source=comment.source,
            html=comment.html,
            status=comment.status,
        )
    )

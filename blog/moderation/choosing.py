"""What stands first, and what stands out, in a conversation: a few pinned threads, and featured comments."""

from __future__ import annotations

import enum

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select, update

from blog.accounts.models import Role, User
from blog.articles.models import Article
from blog.comments.models import Comment
from blog.comments.standing import hold
from blog.database import db
from blog.errors import Conflict, NotAllowed

MOST_PINNED = 3  # threads of an article
CHOOSERS = (Role.EDITOR, Role.MODERATOR)


class Choice(enum.Enum):
    PIN = "pin"
    UNPIN = "unpin"
    FEATURE = "feature"
    UNFEATURE = "unfeature"


def choose(comment: Comment, choice: Choice, *, by: User) -> None:
    """A pinned thread stands first, whole. Choosing twice is choosing once. Raises Conflict when the comment is not
    public, begins no thread, or as many are pinned as there may be; NotAllowed for whoever is none of CHOOSERS."""
    if not by.may_act_as(*CHOOSERS):
        raise NotAllowed(_("Only editors and moderators choose what stands first."))
    _hold_article(comment)
    hold(comment)
    if refusal := _refusal(comment, choice):
        db.session.rollback()
        raise Conflict(refusal, current=comment)
    if choice in (Choice.PIN, Choice.UNPIN):
        thread = update(Comment).filter_by(root_id=comment.id).values(pinned=choice is Choice.PIN)
        db.session.execute(thread, execution_options={"synchronize_session": "fetch"})
    else:
        comment.is_featured = choice is Choice.FEATURE
    db.session.commit()


def number_pinned(article_id: int) -> int:
    pinned = select(func.count()).select_from(Comment).filter_by(article_id=article_id, pinned=True)
    return db.session.scalar(pinned.where(Comment.id == Comment.root_id)) or 0


def _hold_article(comment: Comment) -> None:
    """Nobody pins another of its threads, or answers in one, until the transaction ends."""
    db.session.execute(select(Article.id).filter_by(id=comment.article_id).with_for_update())


def _refusal(comment: Comment, choice: Choice) -> object:
    if not comment.is_visible:
        return _("Only what is on the page can be pinned or chosen.")
    if choice is Choice.PIN and not comment.is_root:
        return _("A thread is pinned as a whole, by the comment that begins it.")
    if choice is Choice.PIN and not comment.pinned and number_pinned(comment.article_id) >= MOST_PINNED:
        return _("%(most)s threads are pinned under this article already: unpin one of them first.", most=MOST_PINNED)
    return None

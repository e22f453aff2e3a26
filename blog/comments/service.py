"""What readers do with comments. What is shown of them is in `threads.py`."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from blog.articles import service as articles
from blog.articles.models import Article, Turn
from blog.comments import housekeeping
from blog.comments.house import House
from blog.comments.models import Comment, CommentStatus
from blog.comments.openness import Openness, openness_at
from blog.comments.pace import take_turns
from blog.comments.reception import receive
from blog.comments.speakers import GUEST, Speaker
from blog.comments.standing import hold, hold_article, settle
from blog.comments.storing import store
from blog.comments.submission import Submission
from blog.comments.writing import write
from blog.database import db, utcnow
from blog.errors import Conflict, Invalid, Missing, NotAllowed, Refusal
from blog.reading_first import check, writing

LISTED = 100  # of one's own comments on a page


def post(
    article: Article,
    typed: Submission,
    *,
    by: Speaker = GUEST,
    device: str = "",
    network: str = "",
    house: House | None = None,
    seen: int | None = None,
) -> Comment:
    """It is received as the article's commenting says. The same key twice is the same comment: the first stands.

    In slow mode guests are told apart by `device`, which they bring from then on, and who brings none yet by `network`.
    `seen` is the number under which article and house were read (`reading_first.seen`): raises Moved when it stands no
    longer. Raises Conflict when the article takes no comments, NotAllowed when it takes none of a guest's, Invalid when
    a value breaks a rule.
    """
    house = house or housekeeping.house()
    try:
        ready = _received(article, typed, by, house) if seen is not None else None
        with writing():
            hold_article(article)
            check(seen)
            comment = ready or _received(article, typed, by, house)
            _take_turn(comment, by.people(device, network), house)
            store(comment, by)
    except (Refusal, IntegrityError):  # the same form may have come in before, or at the same moment
        db.session.rollback()
        if posted := db.session.scalar(select(Comment).filter_by(key=typed.key)):
            return posted
        raise
    return comment


def draft(article: Article, typed: Submission, *, by: Speaker = GUEST, house: House | None = None) -> Comment:
    """The comment as it would be posted, kept nowhere. Raises what `post` raises."""
    house = house or housekeeping.house()
    check_open(openness_at(utcnow(), article, house.settings), by)
    parent = answered_on(article, typed.parent_id) if typed.parent_id else None
    typed = typed.checked(by)
    comment = Comment(
        article=article,
        key=typed.key,
        status=CommentStatus.HELD,
        name=typed.name,
        email=typed.email or None,
        parent=parent,
        of_rest=parent.of_rest if parent else typed.of_rest,
        rules_version=_checked_rules(typed.rules_version, house),
    )
    by.sign(comment)
    turn = articles.turn_at(article, parent.anchor if parent else typed.anchor)
    _check_seen(turn, typed.seen_turn)
    if turn is not None:
        comment.speak_of(turn)
    write(comment, typed.source)
    return comment


def by_key(key: str) -> Comment:
    """For its author alone. Raises Missing."""
    comment = db.session.scalar(select(Comment).filter_by(key=key).options(joinedload(Comment.article)))
    if comment is None:
        raise Missing(_("There is no comment at this address."))
    return comment


def sent_by(speaker: Speaker, *, before: int | None = None) -> Sequence[Comment]:
    """For them alone: from their device, and from any under their account or confirmed address; an address that was
    only typed may be anybody's. The newest first, of those older than the comment `before`; one more than `LISTED`
    says that there are others."""
    theirs: ColumnElement[bool] = Comment.key.in_(speaker.keys)
    if speaker.user:
        theirs = or_(theirs, Comment.user_id == speaker.user.id)
    if speaker.address:
        theirs = or_(theirs, Comment.address_id == speaker.address.id)
    query = select(Comment).where(theirs).options(joinedload(Comment.article))
    if before is not None:
        query = query.where(Comment.id < before)
    return db.session.scalars(query.order_by(Comment.id.desc()).limit(LISTED + 1)).all()


def visible_on(article: Article, comment_id: int) -> Comment:
    """Raises Missing for a comment that is not public, or stands elsewhere."""
    comment = db.session.get(Comment, comment_id)
    if comment is None or comment.article_id != article.id or not comment.is_visible:
        raise Missing(_("There is no comment at this address."))
    return comment


def answered_on(article: Article, comment_id: int) -> Comment:
    """What somebody replies to. Raises Missing as `visible_on` does."""
    try:
        return visible_on(article, comment_id)
    except Missing:
        raise Missing(_("The comment that you reply to is not public any more.")) from None


def withdraw(comment: Comment) -> None:
    """By its author, for good. Raises Conflict when it is not held nor public any more."""
    hold(comment)
    if not comment.is_withdrawable:
        db.session.rollback()
        raise Conflict(_("This comment can no longer be withdrawn."), current=comment)
    settle(comment, CommentStatus.WITHDRAWN)
    db.session.commit()


def check_open(here: Openness, by: Speaker) -> None:
    """Raises Conflict when no comment can be posted here now, NotAllowed when this speaker can post none."""
    if not must_be_open(here).lets_in(by):
        raise NotAllowed(_("Only members comment under this article: sign in first."))


def must_be_open(here: Openness) -> Openness:
    """Raises Conflict when it is not."""
    if not here.is_open:
        raise Conflict(_("Comments are closed under this article."))
    return here


def _received(article: Article, typed: Submission, by: Speaker, house: House) -> Comment:
    comment = draft(article, typed, by=by, house=house)
    receive(comment, by, house)
    return comment


def _take_turn(comment: Comment, people: Sequence[str], house: House) -> None:
    """The time is looked at again: somebody else may have held the lock for long."""
    here = must_be_open(openness_at(utcnow(), comment.article, house.settings))
    take_turns(comment.article, people, here.slow_mode)
    if comment.rules_version:
        housekeeping.keep_rules(house.rules)


def _check_seen(turn: Turn | None, seen: str) -> None:
    """Raises Invalid when its writer may have read other words than those that the comment would speak of."""
    if not seen or (turn and turn.digest == seen):
        return
    if turn:
        sentence = _("This answer has been reworded since you began. Please read it, then send once more.")
    else:
        sentence = _("This answer has been taken out of the text since you began. Your comment would be on all of it.")
    raise Invalid(sentence, "seen_turn")


def _checked_rules(version: int | None, house: House) -> int | None:
    if version is not None and version != house.rules.version:
        raise Invalid(
            _("The house rules have changed since you began. Please read them, then send once more."), "rules"
        )
    return version

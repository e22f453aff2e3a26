"""What readers do with comments. What is shown of them is in `threads.py`."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from blog.articles.models import Article
from blog.comments import pace
from blog.comments.housekeeping import house, keep_rules, rules
from blog.comments.marking import index
from blog.comments.models import Comment, CommentStatus
from blog.comments.openness import Openness, openness
from blog.comments.persons import person_of
from blog.comments.reception import receive
from blog.comments.speakers import GUEST, Speaker
from blog.comments.standing import hold, settle
from blog.comments.writing import wordless, write
from blog.database import db
from blog.errors import Conflict, Invalid, Missing, NotAllowed
from blog.glossary import service as glossary
from blog.mail import checked_address
from blog.text.characters import has_letters, one_line, tidy


def post(
    article: Article,
    *,
    key: str,
    name: str,
    email: str = "",
    source: str,
    anchor: str | None = None,
    parent_id: int | None = None,
    of_rest: bool = False,
    rules_version: int | None = None,
    by: Speaker = GUEST,
    device: str = "",
    network: str = "",
) -> Comment:
    """It is received as the article's commenting says. The same key twice is the same comment: the first stands.

    In slow mode guests are told apart by `device`, which they bring from then on, and who brings none yet by `network`.
    Raises Conflict when the article takes no comments, NotAllowed when it takes none of a guest's, Invalid when a value
    breaks a rule.
    """
    if posted := _posted(key):
        return posted
    glossary.hold_still()
    comment = draft(
        article,
        key=key,
        name=name,
        email=email,
        source=source,
        anchor=anchor,
        parent_id=parent_id,
        of_rest=of_rest,
        rules_version=rules_version,
        by=by,
    )
    try:
        _take_turn(article, by, device, network)
        _take_in(comment, by)
    except (Invalid, IntegrityError):  # the same form may have come in at the same moment
        db.session.rollback()
        if posted := _posted(key):
            return posted
        raise
    return comment


def draft(
    article: Article,
    *,
    key: str,
    name: str,
    email: str = "",
    source: str,
    anchor: str | None = None,
    parent_id: int | None = None,
    of_rest: bool = False,
    rules_version: int | None = None,
    by: Speaker = GUEST,
) -> Comment:
    """The comment as it would be posted, kept nowhere. `rules_version` is that of the house rules that stood at the
    form; none, when no form of ours was filled in. Raises what `post` raises."""
    check_open(article, by)
    parent = visible_on(article, parent_id) if parent_id else None
    comment = Comment(
        article=article,
        key=_checked_key(key),
        name=checked_name(by.name or name),
        email=_checked_email(by.email or email),
        parent=parent,
        of_rest=parent.of_rest if parent else of_rest,
        rules_version=_checked_rules(rules_version),
    )
    by.sign(comment)
    turn = article.turn_at(parent.anchor if parent else anchor)
    if turn is not None:
        comment.speak_of(turn)
    write(comment, checked_source(source))
    return comment


def store(comment: Comment, by: Speaker = GUEST) -> None:
    """A draft gets its place in its thread, and the sign of its person. Nothing is committed."""
    comment.person = person_of(comment, by)
    db.session.add(comment)
    db.session.flush()
    if comment.parent:  # from now on nobody pins a thread of this article; what somebody pinned before counts
        db.session.refresh(comment.parent, ["pinned"])
    comment.find_place(comment.parent)
    index(comment)


def by_key(key: str) -> Comment:
    """For its author alone. Raises Missing."""
    comment = db.session.scalar(select(Comment).filter_by(key=key).options(joinedload(Comment.article)))
    if comment is None:
        raise Missing(_("There is no comment at this address."))
    return comment


def by_keys(keys: Sequence[str]) -> Sequence[Comment]:
    """For their author alone, the newest first."""
    query = select(Comment).where(Comment.key.in_(keys)).options(joinedload(Comment.article))
    return db.session.scalars(query.order_by(Comment.id.desc())).all()


def visible_on(article: Article, comment_id: int) -> Comment:
    """Raises Missing for a comment that is not public, or stands elsewhere."""
    comment = db.session.get(Comment, comment_id)
    if comment is None or comment.article_id != article.id or not comment.is_visible:
        raise Missing(_("There is no comment at this address."))
    return comment


def withdraw(comment: Comment) -> None:
    """By its author, for good. Raises Conflict when it is not held nor public any more."""
    hold(comment)
    if not comment.is_withdrawable:
        db.session.rollback()
        raise Conflict(_("This comment can no longer be withdrawn."), current=comment)
    settle(comment, CommentStatus.WITHDRAWN)
    db.session.commit()


def check_open(article: Article, by: Speaker) -> None:
    """Raises Conflict when no comment can be posted here now, NotAllowed when this speaker can post none."""
    if not must_be_open(openness(article)).lets_in(by):
        raise NotAllowed(_("Only members comment under this article: sign in first."))


def must_be_open(here: Openness) -> Openness:
    """Raises Conflict when it is not."""
    if not here.is_open:
        raise Conflict(_("Comments are closed under this article."))
    return here


def _posted(key: str) -> Comment | None:
    return db.session.scalar(select(Comment).filter_by(key=key))


def _take_turn(article: Article, by: Speaker, device: str, network: str) -> None:
    """Staff, and whom editors invited, need not wait."""
    seconds = openness(article).slow_mode
    guest = [f"{kind} {code}" for kind, code in (("device", device), ("network", network)) if code]
    people = [f"user {by.user.id}"] if by.user else [f"address {by.address.id}"] if by.address else guest
    for person in people if seconds and not by.is_vouched_for else ():
        pace.take_turn(article, person, seconds)


def _take_in(comment: Comment, by: Speaker) -> None:
    if comment.rules_version:
        keep_rules(rules(comment.rules_version))
    store(comment, by)
    settle(comment, receive(comment, by))
    db.session.commit()


def _checked_rules(version: int | None) -> int | None:
    if version is not None and version != house().rules.version:
        raise Invalid(
            _("The house rules have changed since you began. Please read them, then send once more."), "rules"
        )
    return version


def checked_source(source: str) -> str:
    """Raises Invalid."""
    source = tidy(source).strip()
    if not has_letters(source):
        raise wordless()
    if len(source) > Comment.MAX_LENGTH:
        raise Invalid(_("A comment has at most %(most)s characters.", most=Comment.MAX_LENGTH), "text")
    return source


def checked_name(name: str) -> str:
    """Raises Invalid."""
    name = one_line(name)
    if not has_letters(name):
        raise Invalid(_("Please give a name, or a pen name."), "name")
    if len(name) > Comment.LONGEST_NAME:
        raise Invalid(_("A name has at most %(most)s characters.", most=Comment.LONGEST_NAME), "name")
    return name


def _checked_key(key: str) -> str:
    if not Comment.KEY.fullmatch(key):
        raise Invalid(_("This form is out of date; please send it once more."), "key")
    return key


def _checked_email(email: str) -> str | None:
    return checked_address(email) if email.strip() else None

"""Things a test needs, made by the services. Defaults are inside: a test says only what matters to it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any, TypeVar, cast

from sqlalchemy import Table, insert, inspect, select, update

from blog.accounts import service as accounts
from blog.accounts.models import Address, Role, User
from blog.articles import publishing, writing
from blog.articles.manuscript import Manuscript, PersonLine
from blog.articles.models import Article, Part
from blog.asks import service as asks
from blog.asks.grounds import AskGround
from blog.asks.models import Ask, AskStatus
from blog.comments import invitations
from blog.comments import service as comments
from blog.comments.counted import CommentCount
from blog.comments.models import Badge, Comment, CommentStatus, Invitation
from blog.comments.speakers import GUEST, Speaker
from blog.comments.standing import settle
from blog.comments.submission import Submission
from blog.database import db, utcnow
from blog.glossary import writing as glossary
from blog.glossary.entry import Entry
from blog.glossary.models import GlossaryTerm
from blog.mail import OutboxMail

PASSWORD = "a quiet harbour at low tide"
SOURCE = """\
## How did the harbour come to have a workshop?

The old ice house stood empty, and the rain came in. We asked for the key and never gave it back.

## Who comes?

Whoever has a boat, a bicycle or an afternoon.
"""
_numbers = count(1)
Row = TypeVar("Row")


def an_article(
    *,
    published: bool = True,
    withdrawn: bool = False,
    at: datetime | None = None,
    by: User | None = None,
    **fields: Any,
) -> Article:
    """Published, in English, two questions. `fields` are those of a Manuscript; `at` is the time of publication."""
    number = next(_numbers)
    people = (PersonLine(part=Part.INTERVIEWEE, name="Ida Holm", role="boat builder"),)
    given = {"title": f"The workshop in the ice house {number}", "language": "en", "source": SOURCE, "people": people}
    article = writing.create(Manuscript(**{**given, **fields}), by=by)
    if published or withdrawn:
        article.publish(at=at or utcnow())
        db.session.commit()
    if withdrawn:
        publishing.withdraw(article)
    return article


def a_term(
    label: str = "ice house",
    *aliases: str,
    definition: str = "A room kept cold.",
    language: str = "en",
    by: User | None = None,
    **fields: Any,
) -> GlossaryTerm:
    """Published. `fields` are those of an Entry."""
    entry = Entry(label=label, aliases=aliases, definition=definition, language=language, **fields)
    return glossary.add(entry, by=by)


def all_terms() -> Sequence[GlossaryTerm]:
    """A to Z, drafts too."""
    return db.session.scalars(select(GlossaryTerm).order_by(GlossaryTerm.folded_label, GlossaryTerm.id)).all()


def a_comment(
    article: Article | None = None,
    *,
    status: CommentStatus = CommentStatus.HELD,
    source: str = "We had one too, by the slipway.",
    name: str = "Ada",
    email: str = "",
    anchor: str | None = None,
    parent: Comment | None = None,
    at: datetime | None = None,
    by: Speaker = GUEST,
) -> Comment:
    """Held, under an article of its own. `at` is the time it was posted."""
    comment = comments.post(
        article or an_article(),
        Submission(source=source, name=name, email=email, anchor=anchor, parent_id=parent.id if parent else None),
        by=by,
    )
    settle(comment, status)
    comment.posted_at = at or comment.posted_at
    db.session.commit()
    return comment


def many_comments(article: Article, number: int) -> None:
    """Public, written as rows: threads of five, of which the last stands in the one before."""
    table = cast(Table, Comment.__table__)
    model = a_comment(article, status=CommentStatus.APPROVED)
    same = {column.name: getattr(model, column.name) for column in table.columns if column.name not in ("id", "key")}
    own = [{"key": Comment.new_key(), "person": Comment.new_person()} for _each in range(number - 1)]
    rows = [{**same, **each, "name": f"Reader {index}"} for index, each in enumerate(own)]
    ids = [model.id, *sorted(db.session.scalars(insert(table).returning(table.c.id), rows))]
    there = select(Comment).where(Comment.article_id == article.id, Comment.id >= model.id).order_by(Comment.id)
    for position, comment in enumerate(db.session.scalars(there)):
        thread, inside = ids[position // 5 * 5], position % 5
        above = {0: [], 4: [thread, ids[position - 1]]}.get(inside, [thread])
        comment.parent_id, comment.root_id = (above[-1] if above else None), thread
        comment.path = "".join(f"{each:0{Comment.STEP}d}" for each in (*above, ids[position]))
        comment.replies = {0: min(4, number - position - 1), 3: min(1, number - position - 1)}.get(inside, 0)
    db.session.execute(update(CommentCount).filter_by(article_id=article.id).values(number=number))
    db.session.commit()


def an_ask(
    article: Article | None = None,
    *,
    word: str = "ice house",
    email: str = "",
    status: AskStatus = AskStatus.HELD,
    at: datetime | None = None,
) -> Ask:
    """Held, about a word of an article of its own. `at` is the time it was asked."""
    ask = asks.draft(article or an_article(), key=Ask.new_key(), word=word, email=email)
    if status is not AskStatus.HELD:
        ground = AskGround.EVERYDAY if status is AskStatus.REJECTED else None
        ask.decide(status, by=None, ground=ground, reason="Not here." if status is AskStatus.DECLINED else "")
    ask.asked_at = at or utcnow()
    db.session.add(ask)
    db.session.commit()
    return ask


def an_invitation(
    article: Article | None = None,
    *,
    name: str = "Ida Holm",
    email: str = "ida.holm@example.org",
    badge: Badge = Badge.INTERVIEWEE,
    days: int = 14,
    by: User | None = None,
) -> tuple[Invitation, str]:
    """And the token, which its mail alone has. For the interviewee of an article of its own."""
    editor = by or a_user(Role.EDITOR, name="Maren Lund")
    invitation = invitations.invite(article or an_article(), badge=badge, name=name, email=email, days=days, by=editor)
    mail = db.session.scalars(select(OutboxMail).order_by(OutboxMail.id.desc()).limit(1)).one()
    return invitation, mail.text.partition("/invitations/")[2].split()[0]


def an_address(email: str = "ada@example.org") -> Address:
    """Confirmed."""
    address = Address(email=email)
    db.session.add(address)
    db.session.commit()
    return address


def a_user(
    *roles: str, email: str | None = None, name: str = "Maren Lund", password: str | None = None, active: bool = True
) -> User:
    """A reader, or somebody with these roles. Has a password only when one is given: making it takes a while."""
    address = email or f"user{next(_numbers)}@example.org"
    if password is not None:
        user = accounts.add(address, name=name, roles=roles, password=password)
        user.active = active
    else:
        user = User(email=address, name=name, fs_uniquifier=uuid.uuid4().hex, confirmed_at=utcnow(), active=active)
        user.roles = [_role(role) for role in roles or (Role.READER,)]
        db.session.add(user)
    db.session.commit()
    return user


def fresh(row: Row) -> Row:
    """The row as the database has it: what nobody committed is gone."""
    identity = inspect(row).identity
    db.session.rollback()
    return db.session.get_one(type(row), identity, populate_existing=True)


def _role(name: str) -> Role:
    return db.session.scalar(select(Role).filter_by(name=name)) or Role(name=name)

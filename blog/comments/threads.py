"""What readers see: the threads under an article, a page at a time, and the one condition for what is shown."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import aliased, defer, joinedload, selectinload

from blog.articles.models import Article
from blog.comments.counted import CommentCount
from blog.comments.findings import CommentUse
from blog.comments.models import Comment, CommentStatus, Invitation
from blog.database import db
from blog.glossary.models import GlossaryTerm

LENGTH = 100  # comments on a page

#: A comment that is public, or one whose place is kept because others replied to it: of that, no word is shown.
SHOWN = or_(Comment.status == CommentStatus.APPROVED, Comment.replies > 0)
WITH = (
    selectinload(Comment.uses).joinedload(CommentUse.term).lazyload(GlossaryTerm.aliases),
    joinedload(Comment.parent).load_only(Comment.name, Comment.status),
    joinedload(Comment.invitation).load_only(Invitation.vouched_by),
    defer(Comment.source),
    defer(Comment.html),
    defer(Comment.holds),
)
_Root = aliased(Comment)


class Order(enum.Enum):
    """Of threads; replies are oldest first in each."""

    NEWEST = "newest"
    OLDEST = "oldest"
    USEFUL = "useful"


@dataclass(frozen=True)
class Thread:
    """A comment and what was answered to it. One that is only `repeated` stands on the page before."""

    comment: Comment
    replies: list[Thread] = field(default_factory=list)
    is_repeated: bool = False


@dataclass(frozen=True, kw_only=True)
class View:
    """Which comments, in which order: on one turn (`anchor`), or without those that would tell of the rest."""

    order: Order = Order.NEWEST
    anchor: str = ""
    without_rest: bool = False


@dataclass(frozen=True)
class Position:
    """A place in the order of threads, whatever becomes of the comment that stood there. `votes` are those that its
    thread had then, where the order counts them."""

    pinned: bool
    votes: int
    path: str

    FORM = re.compile(rf"([01])\.(\d{{1,9}})((?:\.\d{{1,{Comment.STEP}}}){{1,{Comment.DEEPEST}}})")

    @classmethod
    def of(cls, comment: Comment, order: Order) -> Position:
        votes = db.session.get_one(Comment, comment.root_id).useful if order is Order.USEFUL else 0
        return cls(comment.pinned, votes, comment.path)

    @classmethod
    def read(cls, text: str) -> Position:
        """As an address has it. Raises ValueError."""
        found = cls.FORM.fullmatch(text)
        if found is None or not text.isascii():
            raise ValueError(text)
        pinned, votes, ids = found.groups()
        return cls(pinned == "1", int(votes), "".join(id.zfill(Comment.STEP) for id in ids[1:].split(".")))

    def __str__(self) -> str:
        ids = [int(self.path[at : at + Comment.STEP]) for at in range(0, len(self.path), Comment.STEP)]
        return ".".join(map(str, (int(self.pinned), self.votes, *ids)))

    @property
    def root_id(self) -> int:
        return int(self.path[: Comment.STEP])


@dataclass(frozen=True, kw_only=True)
class Page:
    threads: Sequence[Thread]
    comments: Sequence[Comment]
    goes_on_after: Position | None  # that of its last comment, when there are more
    is_first: bool


def number(article: Article, view: View, counts: Iterable[CommentCount]) -> int:
    """Of the public comments that the pages of the view show, `counts` being those of the article."""
    if view.anchor:
        return sum(count.number for count in counts if count.anchor == view.anchor)
    of_rest = {turn.anchor: not turn.in_lead for turn in article.turns}
    return sum(count.number for count in counts if not (view.without_rest and of_rest.get(count.anchor, count.of_rest)))


def page(article: Article, view: View, *, after: Position | None = None) -> Page:
    """The comments that follow `after`: comments and votes that come meanwhile, or go, shift nothing."""
    query = _shown(article, view)
    if after:
        query = query.where(_follows(after, view.order))
    ids = _ordered(query, view.order).with_only_columns(Comment.id, maintain_column_froms=True).limit(LENGTH + 1)
    of_page = _joined(select(Comment).where(Comment.id.in_(ids)), view.order).options(*WITH)
    found = db.session.scalars(_ordered(of_page, view.order)).all()
    shown = found[:LENGTH]
    return Page(
        threads=nested(shown, _repeated(shown)),
        comments=shown,
        goes_on_after=Position.of(shown[-1], view.order) if len(found) > LENGTH else None,
        is_first=after is None,
    )


def page_of(comment: Comment, view: View) -> Position | None:
    """What to give `page` as `after`, so that it shows the comment."""
    before = _shown(comment.article, view).where(_precedes(Position.of(comment, view.order), view.order))
    number = db.session.scalar(before.with_only_columns(func.count(), maintain_column_froms=True)) or 0
    if number < LENGTH:
        return None
    last = _ordered(before, view.order).offset(number // LENGTH * LENGTH - 1).limit(1)
    return Position.of(db.session.scalars(last).one(), view.order)


def nested(comments: Sequence[Comment], repeated: Sequence[Comment] = ()) -> list[Thread]:
    """Threads of comments that stand in the order of a page; `repeated` are those that the first ones stand in."""
    placed = {comment.id: Thread(comment, is_repeated=True) for comment in repeated}
    placed |= {comment.id: Thread(comment) for comment in comments}
    roots: list[Thread] = []
    for thread in placed.values():
        above = next((placed[id] for id in reversed(thread.comment.within) if id in placed), None)
        (above.replies if above else roots).append(thread)
    return roots


def _shown(article: Article, view: View) -> Select[Comment]:
    query = select(Comment).where(Comment.article_id == article.id, SHOWN)
    if view.anchor:
        query = query.where(Comment.anchor == view.anchor)
    if view.without_rest:
        query = query.where(_about_the_lead(article))
    return _joined(query, view.order)


def _joined(query: Select[Comment], order: Order) -> Select[Comment]:
    return query.join(_Root, _Root.id == Comment.root_id) if order is Order.USEFUL else query


def _about_the_lead(article: Article) -> ColumnElement[bool]:
    """What was said on a turn that is gone stays on its side."""
    lead = [turn.anchor for turn in article.lead]
    every = [turn.anchor for turn in article.turns]
    on_none = or_(Comment.anchor.is_(None), Comment.anchor.not_in(every))
    return or_(Comment.anchor.in_(lead), and_(on_none, Comment.of_rest.is_(False)))


def _ordered(query: Select[Comment], order: Order) -> Select[Comment]:
    return query.order_by(
        *{
            Order.NEWEST: (Comment.pinned.desc(), Comment.root_id.desc(), Comment.path),
            Order.OLDEST: (Comment.pinned.desc(), Comment.path),
            Order.USEFUL: (Comment.pinned.desc(), _Root.useful.desc(), Comment.root_id.desc(), Comment.path),
        }[order]
    )


def _follows(last: Position, order: Order) -> ColumnElement[bool]:
    later = Comment.path > last.path
    if order is not Order.OLDEST:
        later = or_(Comment.root_id < last.root_id, and_(Comment.root_id == last.root_id, later))
    if order is Order.USEFUL:
        later = or_(_Root.useful < last.votes, and_(_Root.useful == last.votes, later))
    same = Comment.pinned.is_(last.pinned)
    return or_(and_(Comment.pinned.is_(False), true() if last.pinned else false()), and_(same, later))


def _precedes(position: Position, order: Order) -> ColumnElement[bool]:
    earlier = Comment.path < position.path
    if order is not Order.OLDEST:
        earlier = or_(Comment.root_id > position.root_id, and_(Comment.root_id == position.root_id, earlier))
    if order is Order.USEFUL:
        earlier = or_(_Root.useful > position.votes, and_(_Root.useful == position.votes, earlier))
    same = Comment.pinned.is_(position.pinned)
    return or_(and_(Comment.pinned.is_(True), false() if position.pinned else true()), and_(same, earlier))


def _repeated(shown: Sequence[Comment]) -> Sequence[Comment]:
    """The comments that the first one of a page stands in, the outermost first."""
    within = shown[0].within if shown else []
    if not within:
        return []
    return db.session.scalars(select(Comment).where(Comment.id.in_(within), SHOWN).order_by(Comment.path)).all()

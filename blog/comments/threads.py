"""What readers see: the threads under an article, a page at a time, and the one condition for what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from blog.articles.models import Article
from blog.comments.counted import CommentCount
from blog.comments.models import Comment, CommentStatus
from blog.comments.public import PublicComment, public_comments
from blog.comments.views import USUAL, Only, Order, Position, View
from blog.database import db, rows_of

LENGTH = 100  # comments on a page

#: A comment that is public, or one whose place is kept because others replied to it: of that, no word is shown.
SHOWN = or_(Comment.status == CommentStatus.APPROVED, Comment.replies > 0)
_Root = aliased(Comment)


@dataclass(frozen=True)
class Thread:
    """A comment and what was answered to it. One that is only `repeated` stands on the page before."""

    comment: PublicComment
    replies: list[Thread] = field(default_factory=list)
    is_repeated: bool = False


@dataclass(frozen=True, kw_only=True)
class Page:
    threads: Sequence[Thread]
    comments: Sequence[PublicComment]
    goes_on_after: Position | None  # that of its last comment, when there are more
    is_first: bool


def number(article: Article, view: View, counts: Iterable[CommentCount]) -> int:
    """Of the public comments that the pages of the view show, answered or not, `counts` being those of the article."""
    if view.anchor:
        return sum(count.number for count in counts if count.anchor == view.anchor)
    of_rest = {turn.anchor: not turn.in_lead for turn in article.turns}
    return sum(count.number for count in counts if not (view.without_rest and of_rest.get(count.anchor, count.of_rest)))


def page(article: Article, view: View, *, after: Position | None = None) -> Page:
    """The comments that follow `after`: comments and votes that come meanwhile, or go, shift nothing."""
    rows = rows_of(_rows(article, view, after))
    new = [row for row in rows if row.follows]
    comments = [PublicComment.of(row) for row in new[:LENGTH]]
    within = comments[0].within if comments else ()
    repeated = [PublicComment.of(row) for row in rows if not row.follows and row.id in within]
    last = new[LENGTH - 1] if len(new) > LENGTH else None
    return Page(
        threads=nested(comments, repeated),
        comments=comments,
        goes_on_after=Position(last.pinned, last.votes, last.path) if last else None,
        is_first=after is None,
    )


def newest(article: Article, view: View) -> Comment | None:
    """Of the public comments that the pages of the view show, the one that was published last."""
    public = _shown(article, view).where(Comment.status == CommentStatus.APPROVED)
    return db.session.scalar(public.order_by(Comment.published_at.desc(), Comment.id.desc()).limit(1))


def page_of(comment: Comment, view: View = USUAL) -> Position | None:
    """What to give `page` as `after`, so that it shows the comment; the view has the usual order."""
    order = view.order
    place = Position(comment.pinned, 0, comment.path)
    before = _shown(comment.article, view).where(_precedes(place))
    number = db.session.scalar(before.with_only_columns(func.count())) or 0
    if number < LENGTH:
        return None
    last = _ordered(before, order).offset(number // LENGTH * LENGTH - 1).limit(1)
    pinned, path = db.session.execute(last.with_only_columns(Comment.pinned, Comment.path)).one()
    return Position(pinned, 0, path)


def nested(comments: Sequence[PublicComment], repeated: Sequence[PublicComment] = ()) -> list[Thread]:
    """Threads of comments that stand in the order of a page; `repeated` are those that the first ones stand in."""
    placed = {comment.path: Thread(comment, is_repeated=True) for comment in repeated}
    placed |= {comment.path: Thread(comment) for comment in comments}
    roots: list[Thread] = []
    for path, thread in placed.items():
        above = (path[:length] for length in range(len(path) - Comment.STEP, 0, -Comment.STEP))
        found = next((placed[path] for path in above if path in placed), None)
        (found.replies if found else roots).append(thread)
    return roots


def _rows(article: Article, view: View, after: Position | None) -> Select[Any]:
    """One more than a page has, each with the votes of its thread where they are its place; and, not following, those
    that the first may stand in."""
    follows = _follows(after, view.order) if after else true()
    votes = _Root.useful if view.order is Order.USEFUL else literal(0)
    ids = _ordered(_shown(article, view).where(follows), view.order).limit(LENGTH + 1)
    is_here: ColumnElement[bool] = Comment.id.in_(ids.with_only_columns(Comment.id, maintain_column_froms=True))
    if after:
        is_here = or_(is_here, and_(Comment.id.in_(after.ids), SHOWN))
    rows = public_comments(votes.label("votes"), follows.label("follows"))
    return _ordered(_joined(rows, view).where(is_here), view.order)


def _shown(article: Article, view: View) -> Select[Comment]:
    query = select(Comment).where(Comment.article_id == article.id, SHOWN)
    if view.anchor:
        query = query.where(Comment.anchor == view.anchor)
    if view.without_rest:
        query = query.where(_about_the_lead(article))
    if view.only is not Only.ALL:
        query = query.where(*_asked(view.only))
    return _joined(query, view)


def _joined(query: Select[Comment], view: View) -> Select[Comment]:
    needs_root = view.order is Order.USEFUL or view.only is not Only.ALL
    return query.join(_Root, _Root.id == Comment.root_id) if needs_root else query


def _asked(only: Only) -> tuple[ColumnElement[bool], ...]:
    """Of the comment that begins the thread."""
    has_answer = _Root.answer_id.is_not(None) if only is Only.ANSWERED else _Root.answer_id.is_(None)
    return _Root.status == CommentStatus.APPROVED, _Root.badge.is_(None), has_answer


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


def _precedes(position: Position) -> ColumnElement[bool]:
    """In the usual order."""
    earlier = or_(
        Comment.root_id > position.root_id, and_(Comment.root_id == position.root_id, Comment.path < position.path)
    )
    same = Comment.pinned.is_(position.pinned)
    return or_(and_(Comment.pinned.is_(True), false() if position.pinned else true()), and_(same, earlier))

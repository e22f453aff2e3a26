"""What is counted beside comments, from the comments and votes themselves: which counts are wrong, and setting them
right. Nobody needs it as long as every change goes through `standing` and `useful`."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Integer, cast, func, literal, select, text, union_all, update

from blog.comments.counted import CommentCount, UsefulVote
from blog.comments.models import Comment, CommentStatus
from blog.comments.standing import answers
from blog.database import db

Queries = tuple[Any, ...]

_PUBLIC = Comment.status == CommentStatus.APPROVED
_ONE = (literal(0), literal(1))  # that there is, beside none that is kept


class WrongCount(NamedTuple):
    kind: str  # `comments` on a side of a turn, `replies`, `useful`, or `answer_id`: an id instead of a number
    of: tuple[Any, ...]  # article id, anchor and side, or the id of a comment
    kept: int
    right: int


def wrong_counts() -> list[WrongCount]:
    """Each kind of count is asked for in one statement, so that whoever writes meanwhile makes none look wrong."""
    queries = {"comments": _comments(), "replies": _replies(), "useful": _useful(), "answer_id": _answers()}
    return [wrong for kind, counted in queries.items() for wrong in _wrong(kind, *counted)]


def recount() -> list[WrongCount]:
    """Sets right what is wrong, while nobody changes a comment; returns what was. Commits."""
    _hold_all()
    found = wrong_counts()
    for each in found:
        _set(each)
    db.session.commit()
    return found


def _comments() -> Queries:
    here = (CommentCount.article_id, CommentCount.anchor, CommentCount.of_rest)
    return (
        select(*here, *_kept(CommentCount.number)),
        select(Comment.article_id, func.coalesce(Comment.anchor, ""), Comment.of_rest, *_ONE).where(_PUBLIC),
    )


def _replies() -> Queries:
    """A public comment is a reply to each that its path leads through, and to its parent, which on the deepest level
    stands beside it."""
    path, step = Comment.path, Comment.STEP
    directly_in = cast(func.nullif(func.substr(path, func.length(path) - 2 * step + 1, step), ""), Integer)
    levels = (Comment.STEP * level for level in range(1, Comment.DEEPEST))
    above = ((func.substr(Comment.path, length - Comment.STEP + 1, Comment.STEP), length) for length in levels)
    return (
        select(Comment.id, *_kept(Comment.replies)),
        *(
            select(cast(id_, Integer), *_ONE).where(_PUBLIC, func.length(Comment.path) > length)
            for id_, length in above
        ),
        select(Comment.parent_id, *_ONE).where(_PUBLIC, Comment.parent_id != directly_in),
    )


def _useful() -> Queries:
    return select(Comment.id, *_kept(Comment.useful)), select(UsefulVote.comment_id, *_ONE)


def _answers() -> Queries:
    return (
        select(Comment.id, *_kept(func.coalesce(Comment.answer_id, 0))),
        select(Comment.root_id, literal(0), func.min(Comment.id)).where(answers).group_by(Comment.root_id),
    )


def _kept(number: Any) -> tuple[Any, ...]:
    return number, literal(0)


def _wrong(kind: str, *queries: Any) -> list[WrongCount]:
    """Of queries that give what is counted, the number that is kept of it and one for each that there is."""
    *of, number, one = union_all(*queries).subquery().c
    kept, right = func.sum(number), func.sum(one)
    found = db.session.execute(select(*of, kept, right).group_by(*of).having(kept != right).order_by(*of))
    return [WrongCount(kind, tuple(row[:-2]), int(row[-2]), int(row[-1])) for row in found]


def _set(wrong: WrongCount) -> None:
    if wrong.kind == "comments":
        article_id, anchor, of_rest = wrong.of
        db.session.merge(CommentCount(article_id=article_id, anchor=anchor, of_rest=of_rest, number=wrong.right))
    else:
        right = wrong.right or None if wrong.kind == "answer_id" else wrong.right
        db.session.execute(update(Comment).filter_by(id=wrong.of[0]).values({wrong.kind: right}))


def _hold_all() -> None:
    """In the order in which those who vote and decide come to them. (SQLite has one writer at a time anyway.)"""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE useful_votes, comments, comment_counts IN SHARE ROW EXCLUSIVE MODE"))

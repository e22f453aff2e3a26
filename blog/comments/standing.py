"""What a comment's status changes beside it: the counts at its turn and in its thread, and the thread's
answer. Every change of a status goes through `settle`, inside the transaction of whoever decides."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from blog.articles.models import Article
from blog.comments.counted import CommentCount
from blog.comments.marking import unmark
from blog.comments.models import Comment, CommentStatus
from blog.database import db, utcnow
from blog.glossary import service as glossary

#: A public reply by somebody who bears a badge.
answers = and_(Comment.status == CommentStatus.APPROVED, Comment.badge.is_not(None), Comment.id != Comment.root_id)


def settle(comment: Comment, status: CommentStatus) -> None:
    """The comment, which its transaction holds, gets the status; what is counted follows. Nothing is committed."""
    before, comment.status = comment.is_visible, status
    if comment.is_taken_back:
        unmark(comment)
    if comment.is_visible and comment.published_at is None:
        comment.published_at = utcnow()
    db.session.flush()
    if comment.is_visible != before:
        _count(comment, 1 if comment.is_visible else -1)
    if before and not comment.is_visible:
        _no_longer_chosen(comment)


def count_in(comment: Comment) -> None:
    """One that is public from the beginning. Nothing is committed."""
    _count(comment, 1)


def hold_article(article: Article) -> None:
    """Until the transaction ends nobody changes the article, nor the glossary; it is read anew. (On SQLite it is so
    anyway.)"""
    if db.session.get_bind().dialect.name == "postgresql":
        glossary.hold_still()
        db.session.refresh(article, with_for_update={"of": Article, "read": True})


def hold(comment: Comment) -> None:
    """Nobody else changes the comment or its thread until the transaction ends; it is read anew. The article comes
    first, then the thread, always: so no two wait for each other."""
    article = select(Article.id).filter_by(id=comment.article_id)
    db.session.execute(article.with_for_update(read=True, key_share=True))
    db.session.execute(select(Comment.id).filter_by(id=comment.root_id).with_for_update(key_share=True))
    db.session.refresh(comment, with_for_update={"of": Comment, "key_share": True})


def counts(article: Article) -> Sequence[CommentCount]:
    """Public comments by turn and side of the split."""
    return db.session.scalars(select(CommentCount).where(CommentCount.article_id == article.id)).all()


def _no_longer_chosen(comment: Comment) -> None:
    """What editors chose was what readers saw."""
    comment.is_featured = False
    if comment.is_root and comment.pinned:
        thread = update(Comment).filter_by(root_id=comment.id).values(pinned=False)
        db.session.execute(thread, execution_options={"synchronize_session": "fetch"})


def _count(comment: Comment, step: int) -> None:
    answered = {*comment.within, comment.parent_id} - {None}  # the deepest stand beside what they answer
    if answered:
        within = update(Comment).where(Comment.id.in_(answered)).values(replies=Comment.replies + step)
        db.session.execute(within, execution_options={"synchronize_session": "fetch"})
    here = {"article_id": comment.article_id, "anchor": comment.anchor or "", "of_rest": comment.of_rest}
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    number = {"number": CommentCount.number + step}
    if step > 0:
        adding = dialect.insert(CommentCount).values(**here, number=step)
        db.session.execute(adding.on_conflict_do_update(index_elements=list(here), set_=number))
    else:
        db.session.execute(update(CommentCount).filter_by(**here).values(**number))
    if comment.badge and not comment.is_root:
        _find_answer(comment)


def _find_answer(reply: Comment) -> None:
    """Of its thread. Its first comment has been counted and so is held: whoever replied meanwhile is seen."""
    first = select(func.min(Comment.id)).where(answers, Comment.root_id == reply.root_id).scalar_subquery()
    thread = update(Comment).filter_by(id=reply.root_id).values(answer_id=first)
    db.session.execute(thread, execution_options={"synchronize_session": "fetch"})

"""Marks in comments: a few terms in each, where it mentions them first. Comments follow the glossary as articles do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import JSON, Executable, Integer, Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import joinedload, selectinload

from blog.articles.annotating import changing, following, holding
from blog.articles.findings import ArticleWord
from blog.articles.glossed import scope_around
from blog.articles.models import Article
from blog.comments.findings import ArticleChange, CommentUse, CommentWord
from blog.comments.models import Comment, CommentStatus
from blog.comments.quotable import passages
from blog.database import clear_rows, db, in_batches, in_rows, in_turns
from blog.glossary import service as glossary
from blog.jobs import chore
from blog.text.folding import fold
from blog.text.glossary import Brief, annotate_briefly, words_in
from blog.text.lexicon import Lexicon
from blog.text.markdown import render_comment
from blog.text.prose import Prose
from blog.text.tokens import words
from blog.text.words import plain_text

MOST = 3  # marks a comment
AT_ONCE = 100  # comments a transaction
QUOTING = Comment.source.contains(">")
WORDS = cast(Table, CommentWord.__table__)
TAKEN_BACK = (CommentStatus.WITHDRAWN, CommentStatus.ERASED)  # no marks are kept for what stays unseen


def mark(comment: Comment) -> None:
    """With the glossary as it stands. Nothing is committed."""
    prose = Prose.read(comment.html)
    known = glossary.terms_with(comment.article.language, words_in([prose]))
    marked, marks = _gloss(comment, prose, Lexicon(known)) if known else Brief(comment.html, ())
    terms = glossary.by_slugs([use.key for use in marks]) if marks else {}
    if any(use.key not in terms for use in marks):  # somebody has just removed one: who only reads keeps nobody from it
        mark(comment)
        return
    comment.marked = marked
    clear_rows(comment.uses)
    comment.uses = [CommentUse(term=terms[use.key], position=at, form=use.form) for at, use in enumerate(marks)]


def index(comment: Comment) -> None:
    """Notes its words, by which it is found when the glossary changes. Inside the transaction that stores it."""
    found = {fold(word[0])[: ArticleWord.LONGEST] for word in words(plain_text(comment.html))}
    noting = _noting_words(db.engine.dialect.name)
    db.session.connection().execute(noting, {"words": sorted(found), "comment_id": comment.id})


@cache
def _noting_words(dialect: str) -> Executable:
    """All in one call: between two, a thread that holds the lock of SQLite waits for others to let it go on."""
    words = in_rows(bindparam("words", type_=JSON), dialect)
    rows = select(words.c.value, bindparam("comment_id", type_=Integer))
    return insert(WORDS).from_select(["word", "comment_id"], rows)


def index_again(comment: Comment) -> None:
    """When its words are others."""
    db.session.execute(delete(CommentWord).filter_by(comment_id=comment.id))
    index(comment)


def unmark(comment: Comment) -> None:
    """For one that will not be seen any more."""
    comment.marked = comment.html
    clear_rows(comment.uses)
    db.session.execute(delete(CommentWord).filter_by(comment_id=comment.id))


@following.connect
def mark_again(_sender: object, *, language: str, forms: Iterable[str]) -> int:
    """Marks anew the comments that the forms touch and returns how many differ; writes no other. Killed in the middle,
    it is called again."""
    batches = in_batches(touching(language, forms), AT_ONCE)
    return sum(_mark_again(comment_ids, language) for comment_ids in in_turns(batches))


@changing.connect
def note_change(article: Article, *, only_words: bool) -> None:
    db.session.add(ArticleChange(article_id=article.id, only_words=only_words))


@chore
def follow_articles() -> int:
    """Looks anew for what the comments under changed articles quote, and marks them; where only words changed, those
    comments that quote. Returns how many differ; writes no other. Killed in the middle, it begins again."""
    whole = (ArticleChange.id, ArticleChange.only_words, Article.id, Article.language)
    pending: dict[tuple[int, str], dict[int, bool]] = {}
    for change_id, only_words, article_id, language in db.session.execute(select(*whole).join(Article)):
        pending.setdefault((article_id, language), {})[change_id] = only_words
    return sum(_follow(*article, changes) for article, changes in pending.items())


def _follow(article_id: int, language: str, changes: Mapping[int, bool]) -> int:
    of_article = select(Comment.id).filter_by(article_id=article_id).where(Comment.status.not_in(TAKEN_BACK))
    if all(changes.values()):
        of_article = of_article.where(QUOTING)
    comment_ids = db.session.scalars(of_article.order_by(Comment.id)).all()
    differing = sum(_follow_some(some, language) for some in in_turns(in_batches(comment_ids, AT_ONCE)))
    for ids in in_batches(list(changes)):
        db.session.execute(delete(ArticleChange).where(ArticleChange.id.in_(ids)))
    db.session.commit()
    return differing


def _follow_some(comment_ids: Sequence[int], language: str) -> int:
    """What no longer stands in the article as it was quoted loses its link, and keeps its words."""
    glossary.hold_still()
    query = select(Comment).where(Comment.id.in_(comment_ids), QUOTING)
    query = query.options(joinedload(Comment.article).selectinload(Article.turns)).order_by(Comment.id)
    query = query.with_for_update(of=Comment).execution_options(populate_existing=True)
    for comment in db.session.scalars(query):
        comment.html = render_comment(comment.source, language, passages(comment))
    return _mark_again(comment_ids, language)


def touching(language: str, forms: Iterable[str]) -> Sequence[int]:
    """The comments that have all words of one of the forms; all of the language when the forms are many."""
    every = select(Comment.id).join(Comment.article).where(Article.language == language).order_by(Comment.id)
    every = every.where(Comment.status.not_in(TAKEN_BACK))
    return holding(every, Comment.id, CommentWord.comment_id, CommentWord.word, forms)


def _mark_again(comment_ids: Sequence[int], language: str) -> int:
    """Reads the glossary itself: between two batches somebody may change it again. Whoever rewrites one of the comments
    waits, or has been waited for."""
    glossary.hold_still()
    query = select(Comment).where(Comment.id.in_(comment_ids), Comment.status.not_in(TAKEN_BACK))
    query = query.options(joinedload(Comment.article).selectinload(Article.topics), selectinload(Comment.uses))
    query = query.order_by(Comment.id).with_for_update(of=Comment).execution_options(populate_existing=True)
    read = [(comment, Prose.read(comment.html)) for comment in db.session.scalars(query)]
    lexicon = glossary.lexicon(language, words_in(prose for _comment, prose in read))
    found = {comment: _gloss(comment, prose, lexicon) for comment, prose in read}
    ids = glossary.ids({use.key for brief in found.values() for use in brief.marks})
    rows = {comment: list(_rows(comment, brief, ids)) for comment, brief in found.items()}
    differing = [each for each in found if (each.marked, _standing(each)) != (found[each].marked, rows[each])]
    _rewrite({comment: (found[comment], rows[comment]) for comment in differing})
    db.session.commit()
    return len(differing)


def _gloss(comment: Comment, prose: Prose, lexicon: Lexicon) -> Brief:
    return annotate_briefly(prose, lexicon, comment.article.language, scope_around(comment.article), MOST)


def _rows(comment: Comment, brief: Brief, term_ids: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for position, use in enumerate(brief.marks):
        yield {"comment_id": comment.id, "term_id": term_ids[use.key], "position": position, "form": use.form}


def _standing(comment: Comment) -> list[dict[str, Any]]:
    return [
        {"comment_id": comment.id, "term_id": use.term_id, "position": use.position, "form": use.form}
        for use in comment.uses
    ]


def _rewrite(differing: Mapping[Comment, tuple[Brief, Sequence[Mapping[str, Any]]]]) -> None:
    """In as many statements for many comments as for one."""
    if not differing:
        return
    table = cast(Table, Comment.__table__)
    marking = update(table).where(table.c.id == bindparam("comment_id")).values(marked=bindparam("becomes"))
    becoming = [{"comment_id": comment.id, "becomes": brief.marked} for comment, (brief, _) in differing.items()]
    db.session.execute(marking, becoming)
    db.session.execute(delete(CommentUse).where(CommentUse.comment_id.in_([each.id for each in differing])))
    if uses := [row for _, rows in differing.values() for row in rows]:
        db.session.execute(insert(cast(Table, CommentUse.__table__)), uses)

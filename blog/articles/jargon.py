"""What the glossary lacks: acronyms and rare words of the articles that no entry explains, and those that are to stay
so by an editor's will."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, delete, exists, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from blog.articles.findings import IgnoredJargon, Jargon, JargonSort
from blog.articles.models import Article
from blog.database import db
from blog.glossary.models import GlossaryForm

PAGE_LENGTH = 50
MOST_SENTENCES = 3  # of a word that a page shows


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """A word without an entry, counted over all articles of its language."""

    word: str
    folded: str
    language: str
    count: int
    articles: int
    expansion: str
    mentions: Sequence[Jargon]  # those of the articles where it is most frequent, with their articles


@dataclass(frozen=True)
class Page:
    words: Sequence[Lacking]
    total: int  # of all pages
    number: int  # of this one, from 1

    @property
    def is_last(self) -> bool:
        return self.number * PAGE_LENGTH >= self.total


def lacking(sort: JargonSort, language: str, page: int = 1) -> Page:
    """The most frequent first. A word with an entry, if only a draft, is left out, and so is what is ignored."""
    count, articles = func.sum(Jargon.count), func.count()
    expansion = func.max(Jargon.expansion)
    query = select(Jargon.folded, func.min(Jargon.word), count, articles, expansion).group_by(Jargon.folded)
    query = query.where(Jargon.sort == sort, Jargon.language == language, *_is_open())
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    query = query.order_by(count.desc(), Jargon.folded).limit(PAGE_LENGTH).offset((page - 1) * PAGE_LENGTH)
    rows = db.session.execute(query).all()
    mentions = _mentions(sort, language, [row[0] for row in rows])
    words = [
        Lacking(
            word=word,
            folded=folded,
            language=language,
            count=times,
            articles=in_articles,
            expansion=stands_for,
            mentions=mentions.get(folded, ()),
        )
        for folded, word, times, in_articles, stands_for in rows
    ]
    return Page(words, total, page)


def ignore(folded: str, article: Article | None = None) -> None:
    """In one article, or in all. Ignoring it twice is ignoring it."""
    db.session.add(IgnoredJargon(folded=folded, article=article))
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()


def bring_back(ignored_id: int) -> None:
    db.session.execute(delete(IgnoredJargon).where(IgnoredJargon.id == ignored_id))
    db.session.commit()


def ignored() -> Sequence[IgnoredJargon]:
    """A to Z."""
    query = select(IgnoredJargon).options(joinedload(IgnoredJargon.article))
    return db.session.scalars(query.order_by(IgnoredJargon.folded, IgnoredJargon.id)).all()


def unexplained(found: Iterable[Jargon], of: Article | None = None) -> list[Jargon]:
    """Those that have no entry and are not ignored; for an article that is being written, whose rows are not stored."""
    rows = list(found)
    folded = {row.folded for row in rows}
    languages = {row.language for row in rows}
    named = select(GlossaryForm.folded).where(GlossaryForm.folded.in_(folded), GlossaryForm.language.in_(languages))
    here = IgnoredJargon.article_id.is_(None) if of is None else _ignored_in(of.id)
    passed_over = select(IgnoredJargon.folded).where(IgnoredJargon.folded.in_(folded), here)
    known = {*db.session.scalars(named), *db.session.scalars(passed_over)}
    return [row for row in rows if row.folded not in known]


def _is_open() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    has_entry = exists().where(GlossaryForm.language == Jargon.language, GlossaryForm.folded == Jargon.folded)
    is_ignored = exists().where(
        IgnoredJargon.folded == Jargon.folded,
        or_(IgnoredJargon.article_id.is_(None), IgnoredJargon.article_id == Jargon.article_id),
    )
    return ~has_entry, ~is_ignored


def _ignored_in(article_id: int) -> ColumnElement[bool]:
    return or_(IgnoredJargon.article_id.is_(None), IgnoredJargon.article_id == article_id)


def _mentions(sort: JargonSort, language: str, words: Sequence[str]) -> dict[str, list[Jargon]]:
    rank = func.row_number().over(partition_by=Jargon.folded, order_by=(Jargon.count.desc(), Jargon.id))
    ranked = select(Jargon.id, rank.label("rank")).where(
        Jargon.sort == sort, Jargon.language == language, Jargon.folded.in_(words), *_is_open()
    )
    best = ranked.subquery()
    query = select(Jargon).join(best, best.c.id == Jargon.id).where(best.c.rank <= MOST_SENTENCES)
    query = query.options(joinedload(Jargon.article)).order_by(Jargon.folded, best.c.rank)
    found = groupby(db.session.scalars(query), key=lambda row: row.folded)
    return {folded: list(rows) for folded, rows in found}

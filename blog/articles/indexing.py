"""What is written down about an article's words when it is saved, so that no page has to look through texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import delete, insert, select

from blog.articles.findings import ArticleWord, Jargon, JargonSort
from blog.articles.models import Article
from blog.database import db, in_batches
from blog.text.acronyms import AcronymUse, find_acronyms
from blog.text.folding import fold
from blog.text.jargon import rare_words
from blog.text.prose import Prose
from blog.text.tokens import words

MOST_RARE_WORDS = 10  # of an article


def index(article: Article) -> None:
    """Inside the transaction that stores the article."""
    db.session.flush()
    _index_words(article)
    _index_jargon(article)


def _index_words(article: Article) -> None:
    before = set(db.session.scalars(select(ArticleWord.word).where(ArticleWord.article_id == article.id)))
    now = _words(article)
    for gone in in_batches(sorted(before - now)):
        query = delete(ArticleWord).where(ArticleWord.article_id == article.id, ArticleWord.word.in_(gone))
        db.session.execute(query)
    if fresh := sorted(now - before):
        db.session.execute(insert(ArticleWord), [{"word": word, "article_id": article.id} for word in fresh])


def _words(article: Article) -> set[str]:
    """Those of the title, the standfirst and the turns, and the names that words are tied to."""
    ties = (tie.tie or "" for turn in article.turns for tie in Prose.read(turn.html).ties)
    texts = [article.title, article.standfirst, *(turn.words for turn in article.turns), *ties]
    return {fold(word[0])[: ArticleWord.LONGEST] for text in texts for word in words(text)}


def _index_jargon(article: Article) -> None:
    db.session.execute(delete(Jargon).where(Jargon.article_id == article.id))
    if rows := list(jargon(article)):
        db.session.add_all(rows)


def jargon(article: Article) -> Iterator[Jargon]:
    """The acronyms of an article and its rare words, in no session; each with the first sentence that has it."""
    about = {"article_id": article.id, "language": article.language}
    for acronym, anchor in _acronyms(article):
        yield Jargon(
            sort=JargonSort.ACRONYM,
            word=acronym.acronym,
            folded=fold(acronym.acronym),
            count=acronym.count,
            sentence=acronym.sentence,
            anchor=anchor,
            expansion=acronym.expansion,
            **about,
        )
    for rare in rare_words("\n".join(turn.words for turn in article.turns), article.language)[:MOST_RARE_WORDS]:
        yield Jargon(
            sort=JargonSort.WORD,
            word=rare.word,
            folded=rare.folded,
            count=rare.count,
            sentence=rare.sentence,
            anchor=next((turn.anchor for turn in article.turns if rare.sentence.strip("…") in turn.words), ""),
            expansion="",
            **about,
        )


def _acronyms(article: Article) -> list[tuple[AcronymUse, str]]:
    """Each once, counted over all turns, with the anchor of the first."""
    found: dict[str, tuple[AcronymUse, str]] = {}
    for turn in article.turns:
        for use in find_acronyms(turn.words):
            first, anchor = found.get(use.acronym, (replace(use, count=0), turn.anchor))
            expansion = first.expansion or use.expansion
            found[use.acronym] = replace(first, count=first.count + use.count, expansion=expansion), anchor
    return list(found.values())

"""Articles as the glossary marks them, and as it would with another term in it. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from blog.articles.glossed import Glossed, marking_of, prose_of
from blog.articles.models import Article, Turn
from blog.database import db, in_batches
from blog.glossary import service as glossary
from blog.text.glossary import Doubt, Use, read, settle, words_in
from blog.text.lexicon import Lexicon, Term, first_word
from blog.text.prose import Prose

AT_ONCE = 10  # articles that are read together

Fragment = tuple[Prose, frozenset[str]]  # with its words, folded


def dry_runs(
    article_ids: Sequence[int], language: str, forms: Iterable[str], key: str, after: Term | None
) -> Iterator[tuple[Glossed, Glossed]]:
    """Each article as the glossary marks it, and as it would."""
    firsts = frozenset(map(first_word, forms))
    for ids in in_batches(article_ids, AT_ONCE):
        batch = [(article, _fragments(article)) for article in _articles(ids)]
        words = frozenset(word for _article, fragments in batch for _prose, spoken in fragments for word in spoken)
        terms = glossary.terms_with(language, words)
        others = [term for term in terms if term.key != key]
        was, will = Lexicon(terms), Lexicon([*others, after] if after else others)
        for article, fragments in batch:
            yield _dry_run(article, fragments, was, will, firsts)
            db.session.expunge(article)


def _dry_run(
    article: Article, fragments: Sequence[Fragment], was: Lexicon, will: Lexicon, firsts: frozenset[str]
) -> tuple[Glossed, Glossed]:
    """A fragment without a word that a changed form begins with is read once."""
    marking = marking_of(article)
    before: list[Use | Doubt] = []
    after: list[Use | Doubt] = []
    for index, (prose, words) in enumerate(fragments):
        found = list(read(index, prose, was, marking.scope))
        before += found
        after += found if firsts.isdisjoint(words) else read(index, prose, will, marking.scope)
    texts = [prose for prose, _words in fragments]
    return (
        Glossed(article=article, prose=texts, annotation=settle(before, marking)),
        Glossed(article=article, prose=texts, annotation=settle(after, marking)),
    )


def _fragments(article: Article) -> list[Fragment]:
    return [(prose, words_in([prose])) for prose in prose_of(article)]


def _articles(ids: Sequence[int]) -> Sequence[Article]:
    turns = selectinload(Article.turns).load_only(
        Turn.anchor, Turn.question, Turn.question_text, Turn.html, Turn.position
    )
    query = select(Article).where(Article.id.in_(ids)).options(turns, selectinload(Article.topics))
    return db.session.scalars(query.order_by(Article.id.desc())).all()

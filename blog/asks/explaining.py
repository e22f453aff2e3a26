"""Entries that explain a word to the readers of an article: the same that the matcher could mark there."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape
from sqlalchemy import select

from blog.articles.models import Article
from blog.database import db
from blog.glossary import service as glossary
from blog.glossary.models import GlossaryTerm
from blog.text.asking import asked_words
from blog.text.glossary import words_in
from blog.text.lexicon import Lexicon
from blog.text.mentions import Scope, find_mentions
from blog.text.prose import Prose


def explanations(article: Article, typed: str) -> Sequence[GlossaryTerm]:
    """Published, with a definition, and for one of the article's topics when they are for some only. Several when the
    word has several senses; those that the article marks come first."""
    keys = _keys(article, asked_words(typed, article.language))
    if not keys:
        return ()
    terms = db.session.scalars(select(GlossaryTerm).where(GlossaryTerm.slug.in_(keys)).order_by(GlossaryTerm.id))
    marked = {use.term_id for use in article.uses}
    return sorted(terms, key=lambda term: term.id not in marked)


def _keys(article: Article, words: str) -> set[str]:
    """Of the terms that all of the words name."""
    prose = Prose.read(escape(words))
    lexicon = Lexicon(glossary.terms_with(article.language, words_in([prose])))
    scope = Scope(topics=frozenset(topic.slug for topic in article.topics))
    mentions = find_mentions(prose, lexicon, scope)
    whole = [mention for mention in mentions if (mention.start, mention.end) == (0, len(words))]
    return {term.key for mention in whole for term in mention.terms}

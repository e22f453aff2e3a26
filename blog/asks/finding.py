"""Where an article has the words that somebody asks about: looked up in its own text, whatever a browser says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from blog.articles.models import Article, Continuation
from blog.comments.models import Comment
from blog.text.asking import places_of
from blog.text.markdown import render_inline
from blog.text.sentences import Quote, quote_at
from blog.text.words import plain_text


@dataclass(frozen=True)
class Found:
    anchor: str | None  # of the turn, or the one a comment speaks of; none in the title and around it
    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """As the article writes them."""
        return self.text[self.start : self.end]

    @cached_property
    def quote(self) -> Quote:
        return quote_at(self.text, self.start, self.end)


def find(article: Article, words: str, *, near: str | None = None, comment: Comment | None = None) -> Found | None:
    """Of several places one in the turn `near`, then one with the very same letters, then the first. Asked about at a
    comment they are looked for in its words alone."""
    best, worst = None, (True, True)
    for found in _all(_passages(article) if comment is None else _passages_of(comment), words):
        distance = near is not None and found.anchor != near, found.words != words
        if distance < worst or best is None:
            best, worst = found, distance
        if not any(worst):
            break
    return best


def _all(passages: Iterable[tuple[str | None, str]], words: str) -> Iterator[Found]:
    for anchor, text in passages:
        for start, end in places_of(words, text):
            yield Found(anchor, text, start, end)


def _passages_of(comment: Comment) -> Iterator[tuple[str | None, str]]:
    yield comment.anchor, plain_text(comment.html)


def _passages(article: Article) -> Iterator[tuple[str | None, str]]:
    """What readers are shown; the rest of an article that goes on elsewhere is not here."""
    for turn in article.lead if article.continuation is Continuation.LINK else article.turns:
        yield turn.anchor, turn.question_text
        yield turn.anchor, plain_text(turn.html)
    yield None, article.title
    yield None, plain_text(render_inline(article.standfirst, article.language))
    yield None, plain_text(render_inline(article.picture_caption, article.language))

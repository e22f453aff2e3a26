"""What a comment may quote of its article, and where that stands."""

from __future__ import annotations

from collections.abc import Iterator

from blog.articles.models import Article, Continuation, Turn
from blog.comments.models import Comment
from blog.text.quoting import Passage


def passages(comment: Comment) -> Iterator[Passage]:
    """What readers are shown of the article, the turn that the comment speaks of first."""
    article = comment.article
    turns = article.lead if article.continuation is Continuation.LINK else article.turns
    for turn in sorted(turns, key=lambda turn: turn.anchor != comment.anchor):
        address = _address(article, turn)
        yield Passage(html=turn.html, address=address, question=turn.question_text, is_answer=True)
        if turn.question:
            yield Passage(html=turn.question, address=address, question=turn.question_text)


def _address(article: Article, turn: Turn) -> str:
    rest = "/full" if article.has_page_for_rest and not turn.in_lead else ""
    return f"/articles/{article.slug}{rest}#{turn.anchor}"

"""What the author of a comment typed becomes what readers see."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import lazy_gettext as _

from blog.articles.models import Article, Continuation, Turn
from blog.comments.marking import index, mark
from blog.comments.models import Comment
from blog.errors import Invalid
from blog.text.characters import has_letters
from blog.text.quoting import Passage


def write(comment: Comment, source: str) -> None:
    """Rendered; what it quotes of the article leads there; marked. Nothing is committed. Raises Invalid when readers
    would see no words."""
    comment.write(source, _quotable(comment))
    if not has_letters(comment.html.striptags()):
        raise wordless()
    mark(comment)
    if comment.id:
        index(comment)


def wordless() -> Invalid:
    return Invalid(_("Your comment has no words yet."), "text")


def _quotable(comment: Comment) -> Iterator[Passage]:
    """What readers are shown of the article, the turn that the comment speaks of first."""
    article = comment.article
    turns = article.lead if article.continuation is Continuation.LINK else article.turns
    for turn in sorted(turns, key=lambda turn: turn.anchor != comment.anchor):
        address = _address(article, turn)
        yield Passage(html=turn.html, address=address, question=turn.question_text, is_answer=True)
        if turn.question:
            yield Passage(html=turn.question, address=address, question=turn.question_text)


def _address(article: Article, turn: Turn) -> str:
    """Kept with the comment: should the turn go, it leads to the article."""
    rest = "/full" if article.has_page_for_rest and not turn.in_lead else ""
    return f"/articles/{article.slug}{rest}#{turn.anchor}"

"""Words put into a comment, by whoever begins to post or rewrites: the same for both."""

from __future__ import annotations

from blog.comments.marking import index_again, mark
from blog.comments.models import Comment
from blog.comments.quotable import passages
from blog.comments.submission import wordless
from blog.text.characters import has_letters


def write(comment: Comment, source: str) -> None:
    """Rendered; what it quotes of the article leads there; marked. Nothing is committed. Raises Invalid when readers
    would see no words."""
    comment.write(source, passages(comment))
    if not has_letters(comment.html.striptags()):
        raise wordless()
    mark(comment)
    if comment.id:
        index_again(comment)

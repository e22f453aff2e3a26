"""What the author of a comment typed becomes what readers see."""

from __future__ import annotations

from blog.comments.marking import index, mark
from blog.comments.models import Comment
from blog.comments.quotable import passages


def write(comment: Comment, source: str) -> None:
    """Rendered; what it quotes of the article leads there; marked. Nothing is committed."""
    comment.write(source, passages(comment))
    mark(comment)
    if comment.id:
        index(comment)

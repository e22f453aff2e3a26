"""Words put into a comment, by whoever begins to post or rewrites: the same for both."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from blog.comments.marking import index, mark
from blog.comments.models import Comment
from blog.comments.quotable import passages
from blog.errors import Invalid
from blog.text.characters import has_letters


def write(comment: Comment, source: str) -> None:
    """Rendered; what it quotes of the article leads there; marked. Nothing is committed. Raises Invalid when readers
    would see no words."""
    comment.write(source, passages(comment))
    if not has_letters(comment.html.striptags()):
        raise wordless()
    mark(comment)
    if comment.id:
        index(comment)


def wordless() -> Invalid:
    return Invalid(_("Your comment has no words yet."), "text")

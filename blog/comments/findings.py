"""What the glossary finds in comments, and what their articles have become since."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Model
from blog.glossary.models import GlossaryTerm


class CommentUse(Model):
    """A mark of a term in a comment."""

    __tablename__ = "comment_uses"
    __table_args__ = (UniqueConstraint("comment_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    term_id: Mapped[int] = mapped_column(ForeignKey("glossary_terms.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    form: Mapped[str]  # as the author wrote it

    term: Mapped[GlossaryTerm] = relationship()


class CommentWord(Model):
    """A word of a comment, folded: what a term may touch. As ArticleWord is for articles."""

    __tablename__ = "comment_words"
    __table_args__ = (Index("ix_comment_words_comment_id", "comment_id"), {"sqlite_with_rowid": False})

    word: Mapped[str] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True)


class ArticleChange(Model):
    """Editors changed the words of an article, or what may be marked around it: its comments have yet to follow."""

    __tablename__ = "article_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    only_words: Mapped[bool]  # comments that quote nothing need not follow

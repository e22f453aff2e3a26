"""What is found in an article when it is saved: the terms it uses, its words, and what a glossary may lack."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Model
from blog.glossary.models import GlossaryTerm
from blog.text.mentions import Reason
from blog.text.sentences import Quote

if TYPE_CHECKING:
    from blog.articles.models import Article


class TermUse(Model):
    """A mark of a term in an article. A quiet one repeats a term that is marked elsewhere in it."""

    __tablename__ = "term_uses"
    __table_args__ = (
        UniqueConstraint("article_id", "position"),
        Index("ix_term_uses_term", "term_id", "article_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    term_id: Mapped[int] = mapped_column(ForeignKey("glossary_terms.id", ondelete="CASCADE"))
    position: Mapped[int]  # among the article's marks
    form: Mapped[str]  # as the author wrote it
    sentence: Mapped[str]  # around it
    at: Mapped[int]  # where in the sentence
    anchor: Mapped[str]  # of the turn it stands in
    number: Mapped[int]  # among the mentions of the term in the turn, from 0
    in_lead: Mapped[bool]
    is_quiet: Mapped[bool]
    reason: Mapped[Reason]

    term: Mapped[GlossaryTerm] = relationship()

    @property
    def quote(self) -> Quote:
        return Quote.of(self.sentence, self.form, self.at)


class TermDoubt(Model):
    """Words of an article that several entries explain; a row for each entry. A task for an editor."""

    __tablename__ = "term_doubts"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("glossary_terms.id", ondelete="CASCADE"), index=True)
    form: Mapped[str]
    sentence: Mapped[str]
    at: Mapped[int]
    anchor: Mapped[str]

    term: Mapped[GlossaryTerm] = relationship()

    @property
    def quote(self) -> Quote:
        return Quote.of(self.sentence, self.form, self.at)


class ArticleWord(Model):
    """A word of an article, folded: what its search finds, and what a term may touch."""

    __tablename__ = "article_words"
    __table_args__ = (Index("ix_article_words_article_id", "article_id"), {"sqlite_with_rowid": False})

    LONGEST = 64  # characters; what is longer is cut

    word: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)


class JargonSort(enum.Enum):
    ACRONYM = "acronym"
    WORD = "word"


class Jargon(Model):
    """An acronym of an article, or a word that is rare in general language: what a glossary may lack."""

    __tablename__ = "jargon"
    __table_args__ = (Index("ix_jargon_desk", "sort", "language", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    sort: Mapped[JargonSort]
    language: Mapped[str]  # the article's
    word: Mapped[str]
    folded: Mapped[str]
    count: Mapped[int]
    sentence: Mapped[str]  # around the first of them
    anchor: Mapped[str]  # of the turn where that is
    expansion: Mapped[str]  # "Expansion (ACR)" found in the text, else empty

    article: Mapped[Article] = relationship(back_populates="jargon")


class IgnoredJargon(Model):
    """A word that an editor will not have explained: in one article, or in all."""

    __tablename__ = "ignored_jargon"
    __table_args__ = (
        Index("uq_ignored_jargon_here", "folded", "article_id", unique=True),
        Index(
            "uq_ignored_jargon_everywhere",
            "folded",
            unique=True,
            sqlite_where=text("article_id IS NULL"),
            postgresql_where=text("article_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    folded: Mapped[str]
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)

    article: Mapped[Article | None] = relationship()

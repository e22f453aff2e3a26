"""An entry, what it is found by and how it came to be so; and the changes that articles have yet to follow."""

from __future__ import annotations

import enum
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, and_
from sqlalchemy.orm import (
    Mapped,
    WriteOnlyMapped,
    column_property,
    lazyload,
    load_only,
    mapped_column,
    relationship,
)

from blog.accounts.models import User
from blog.database import Model, utcnow
from blog.text.forms import Origin


def titled(label: str, sense: str) -> str:
    return f"{label} ({sense})" if sense else label


class TermStatus(enum.Enum):
    DRAFT = "draft"
    PUBLISHED = "published"


class GlossaryTerm(Model):
    __tablename__ = "glossary_terms"
    __table_args__ = (
        UniqueConstraint("language", "folded_label", "sense"),
        UniqueConstraint("concept", "language"),
        Index("ix_glossary_terms_a_to_z", "folded_label", "id"),
    )

    LONGEST_NAME = 200  # characters: label, aliases, forms, sense, topics, licence
    LONGEST_TITLE = 2 * LONGEST_NAME + 3  # label and sense
    LONGEST_DEFINITION = 5_000
    LONGEST_TEXT = 50_000
    LONGEST_ORIGIN = 1_000

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    status: Mapped[TermStatus] = mapped_column(default=TermStatus.PUBLISHED)
    language: Mapped[str]
    label: Mapped[str]
    folded_label: Mapped[str]
    sense: Mapped[str] = mapped_column(default="")  # a word that tells it from other entries of the same name
    definition_source: Mapped[str] = mapped_column(default="")
    definition_html: Mapped[Markup] = mapped_column(default=Markup())
    text_source: Mapped[str] = mapped_column(default="", deferred=True)  # the long text, for its own page
    text_html: Mapped[Markup] = mapped_column(default=Markup(), deferred=True)
    has_text: Mapped[bool] = column_property(text_source != "")
    origin: Mapped[str] = mapped_column(default="")  # whose words the definition is
    licence: Mapped[str] = mapped_column(default="")
    name_words: Mapped[str] = mapped_column(default="", deferred=True)  # what a search looks in, see `searching.py`
    definition_words: Mapped[str] = mapped_column(default="", deferred=True)
    topics: Mapped[list[str]] = mapped_column(default=list)  # only articles about one of them are marked; none: all are

    inflects: Mapped[bool] = mapped_column(default=True)  # plurals and singulars are found by themselves
    is_exact: Mapped[bool] = mapped_column(default=False)  # only in these very letters
    spares_names: Mapped[bool] = mapped_column(default=False)  # a capital inside a sentence is a proper name
    added_forms: Mapped[list[str]] = mapped_column(default=list)
    dropped_forms: Mapped[list[str]] = mapped_column(default=list)

    concept: Mapped[int | None]  # entries that translate one another have the same: the id of the first of them
    revision: Mapped[int] = mapped_column(default=0)  # number of the newest revision
    revised_at: Mapped[datetime] = mapped_column(default=utcnow)

    aliases: Mapped[list[GlossaryAlias]] = relationship(
        order_by="GlossaryAlias.position", cascade="all, delete-orphan", lazy="selectin"
    )
    forms: Mapped[list[GlossaryForm]] = relationship(
        order_by="GlossaryForm.position", cascade="all, delete-orphan", back_populates="term", passive_deletes=True
    )
    revisions: WriteOnlyMapped[TermRevision] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.label, *(alias.text for alias in self.aliases))

    @property
    def title(self) -> str:
        """The label, and the sense in brackets where there is one: no other entry of the language has the same."""
        return titled(self.label, self.sense)

    @property
    def is_defined(self) -> bool:
        return bool(self.definition_html)

    @property
    def is_published(self) -> bool:
        return self.status is TermStatus.PUBLISHED

    @property
    def is_marked(self) -> bool:
        """Whether articles may be marked with it."""
        return self.is_published and self.is_defined


def what_explains() -> tuple[Any, ...]:
    """What is loaded of an entry to explain a word."""
    shown = (
        GlossaryTerm.slug,
        GlossaryTerm.language,
        GlossaryTerm.label,
        GlossaryTerm.sense,
        GlossaryTerm.definition_html,
        GlossaryTerm.has_text,
        GlossaryTerm.origin,
        GlossaryTerm.licence,
    )
    return load_only(*shown), lazyload(GlossaryTerm.aliases)


#: Which entries readers see.
IS_PUBLIC = and_(GlossaryTerm.status == TermStatus.PUBLISHED, GlossaryTerm.definition_source != "")


class GlossaryAlias(Model):
    __tablename__ = "glossary_aliases"

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("glossary_terms.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)


class GlossaryForm(Model):
    """Words that an entry is found by: its names, what the rules make of them, what an editor added."""

    __tablename__ = "glossary_forms"
    __table_args__ = (
        Index("ix_glossary_forms_opening", "language", "opening"),
        Index("ix_glossary_forms_folded", "language", "folded"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("glossary_terms.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    language: Mapped[str]  # the term's
    text: Mapped[str]
    folded: Mapped[str]
    opening: Mapped[str]  # its first word or two, folded
    origin: Mapped[Origin]
    is_exact: Mapped[bool]

    term: Mapped[GlossaryTerm] = relationship(back_populates="forms")


class SeeAlso(Model):
    """One entry leads on to another; both pages show it."""

    __tablename__ = "see_also"
    __table_args__ = (CheckConstraint("term_id <> other_id", name="leads_elsewhere"),)

    term_id: Mapped[int] = mapped_column(ForeignKey("glossary_terms.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("glossary_terms.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class TermRevision(Model):
    """One save: the whole entry as it was (see `entry.py`)."""

    __tablename__ = "term_revisions"
    __table_args__ = (UniqueConstraint("term_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("glossary_terms.id", ondelete="CASCADE"))
    number: Mapped[int]
    entry: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime] = mapped_column(default=utcnow)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    saved_by: Mapped[User | None] = relationship()


class GlossaryChange(Model):
    """Forms that began, ceased or changed to be marked. Articles that hold one of them are annotated anew."""

    __tablename__ = "glossary_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str]
    forms: Mapped[list[str]]
    made_at: Mapped[datetime] = mapped_column(default=utcnow)
    articles: Mapped[int | None]  # that hold one of the forms, once they have been counted
    followed: Mapped[int] = mapped_column(default=0)  # of these, how many have been annotated


class GlossaryFile(Model):
    """What an editor handed over and has not taken in yet: one for each editor, for a day."""

    __tablename__ = "glossary_files"

    LONGEST_WAIT = timedelta(days=1)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str]
    packed: Mapped[bytes] = mapped_column(deferred=True)  # by zlib
    handed_over_at: Mapped[datetime] = mapped_column(default=utcnow)

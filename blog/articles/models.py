"""An article, its turns, people, topics and revisions. What is found in it: `findings.py`."""

from __future__ import annotations

import enum
from datetime import UTC, date, datetime, time
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship, validates

from blog.accounts.models import User
from blog.articles.findings import ArticleWord, Jargon, TermDoubt, TermUse
from blog.columns import Base
from blog.database import Model, utcnow
from blog.errors import Conflict, Invalid
from blog.media.models import Picture
from blog.text.glossary import Occurrence
from blog.text.words import excerpt, plain_text


class Kind(enum.Enum):
    INTERVIEW = "interview"
    ARTICLE = "article"


class ArticleStatus(enum.Enum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Continuation(enum.Enum):
    """Where "continue reading" leads: the rest of this page, a page of its own, or another address."""

    HERE = "here"
    PAGE = "page"
    LINK = "link"


class Commenting(enum.Enum):
    """Who may comment, and what is read before it is published. SITE: as everywhere here."""

    SITE = "site"
    CLOSED = "closed"
    MEMBERS = "members"
    BEFORE = "before"
    KNOWN = "known"
    AFTER = "after"


class Part(enum.Enum):
    INTERVIEWEE = "interviewee"
    INTERVIEWER = "interviewer"
    AUTHOR = "author"


article_topics = Table(
    "article_topics",
    Base.metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Topic(Model):
    __tablename__ = "topics"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Article(Model):
    __tablename__ = "articles"
    __table_args__ = (
        Index("ix_articles_published", "status", "published_at", "id"),
        Index("ix_articles_revised", "revised_at", "id"),
        CheckConstraint("status = 'draft' OR published_at IS NOT NULL", name="published_has_date"),
        CheckConstraint("(continuation = 'link') = (continuation_url IS NOT NULL)", name="link_has_address"),
    )

    LONGEST_TITLE = 300  # characters
    LONGEST_STANDFIRST = 2_000
    LONGEST_SOURCE = 400_000
    LONGEST_SLUG = 120
    LONGEST_LINE = 500  # an alt text, a credit, a label
    LONGEST_NAMES = 120  # of those who answer readers
    LONGEST_CAPTION = 1_000
    LONGEST_LANGUAGE = 35  # a tag of BCP 47
    SLOWEST = 86_400  # seconds between two comments of one person
    LANGUAGES = ("fr", "en")

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[Kind] = mapped_column(default=Kind.INTERVIEW)
    status: Mapped[ArticleStatus] = mapped_column(default=ArticleStatus.DRAFT)
    language: Mapped[str]
    title: Mapped[str]
    standfirst: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="", deferred=True)
    reading_minutes: Mapped[int] = mapped_column(default=1)

    picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"))
    picture_alt: Mapped[str] = mapped_column(default="")
    picture_caption: Mapped[str] = mapped_column(default="")
    picture_credit: Mapped[str] = mapped_column(default="")

    continuation: Mapped[Continuation] = mapped_column(default=Continuation.HERE)
    continuation_url: Mapped[str | None]
    continuation_label: Mapped[str] = mapped_column(default="")
    continuation_language: Mapped[str] = mapped_column(default="")
    commenting: Mapped[Commenting] = mapped_column(default=Commenting.SITE)
    comments_from: Mapped[datetime | None]
    comments_until: Mapped[datetime | None]
    slow_mode: Mapped[int | None]  # seconds between two comments of one person; none: as everywhere here
    questions_to: Mapped[str] = mapped_column(default="")  # who answers readers here; empty: they converse

    occurrence: Mapped[Occurrence] = mapped_column(default=Occurrence.ARTICLE)
    most_marks: Mapped[int] = mapped_column(default=0)  # a paragraph; 0: as many as there are
    marks_quotations: Mapped[bool] = mapped_column(default=False)
    choices: Mapped[list[str]] = mapped_column(default=list)  # see `choices.py`

    dated: Mapped[date | None]  # the day editors gave it; else the day of publication
    revision: Mapped[int] = mapped_column(default=0)  # number of the newest revision
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    revised_at: Mapped[datetime] = mapped_column(default=utcnow)
    published_at: Mapped[datetime | None]

    created_by: Mapped[User | None] = relationship()
    picture: Mapped[Picture | None] = relationship()
    people: Mapped[list[Person]] = relationship(order_by="Person.position", cascade="all, delete-orphan")
    topics: Mapped[list[Topic]] = relationship(secondary=article_topics, order_by=Topic.slug)
    turns: Mapped[list[Turn]] = relationship(order_by="Turn.position", cascade="all, delete-orphan")
    uses: Mapped[list[TermUse]] = relationship(order_by="TermUse.position", cascade="all, delete-orphan")
    doubts: Mapped[list[TermDoubt]] = relationship(order_by="TermDoubt.id", cascade="all, delete-orphan")
    words: WriteOnlyMapped[ArticleWord] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    jargon: WriteOnlyMapped[Jargon] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, back_populates="article"
    )
    revisions: WriteOnlyMapped[ArticleRevision] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    @property
    def is_draft(self) -> bool:
        return self.status is ArticleStatus.DRAFT

    @property
    def is_published(self) -> bool:
        return self.status is ArticleStatus.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.status is ArticleStatus.WITHDRAWN

    @property
    def lead(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.in_lead]

    @property
    def rest(self) -> list[Turn]:
        return [turn for turn in self.turns if not turn.in_lead]

    @property
    def has_rest(self) -> bool:
        return any(not turn.in_lead for turn in self.turns)

    @property
    def questions_in_rest(self) -> int:
        return sum(1 for turn in self.rest if turn.question)

    @property
    def has_page_for_rest(self) -> bool:
        return self.continuation is Continuation.PAGE and self.has_rest

    @property
    def questions(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.question]

    def turn_at(self, anchor: str | None) -> Turn | None:
        return next((turn for turn in self.turns if turn.anchor == anchor), None)

    def explained(self, *, in_lead: bool = False) -> list[TermUse]:
        """One mark for each term that the whole, or the lead, marks, in the order of the text. A quiet one stands for a
        term whose own mark is elsewhere."""
        shown = [use for use in self.uses if use.in_lead or not in_lead]
        firsts = {use.term: use for use in sorted(shown, key=lambda use: (not use.is_quiet, -use.position))}
        return sorted(firsts.values(), key=lambda use: use.position)

    def people_as(self, part: Part) -> list[Person]:
        return [person for person in self.people if person.part is part]

    def publish(self, at: datetime) -> None:
        """The first publication keeps its place in the lists when a withdrawn article comes back. Raises Conflict when
        it is published already, and what `must_have_text` raises."""
        if self.is_published:
            raise Conflict(_("This article is published already."), current=self)
        self.must_have_text()
        if self.published_at is None:
            self.published_at = min(at, datetime.combine(self.dated, time(12), UTC)) if self.dated else at
        self.status = ArticleStatus.PUBLISHED

    def must_have_text(self) -> None:
        """Readers find something on whatever is public. Raises Invalid with the field."""
        if not self.turns:
            raise Invalid(_("There is no text yet: readers would find an empty page."), "source")

    def withdraw(self) -> None:
        if not self.is_published:
            raise Conflict(_("This article is not published."), current=self)
        self.status = ArticleStatus.WITHDRAWN


def described(role: str, organisation: str) -> str:
    return ", ".join(filter(None, (role, organisation)))


class Person(Model):
    """Somebody on an article."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("article_id", "position"),)

    LONGEST_NAME = 200  # characters; role and organisation too

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    part: Mapped[Part]
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word[0].isalpha()]
        return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))

    @property
    def description(self) -> str:
        return described(self.role, self.organisation)


class Turn(Model):
    """A question and what is answered to it; without a question, prose that opens or continues."""

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("article_id", "anchor"), UniqueConstraint("article_id", "position"))

    LONGEST_START = 300

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    position: Mapped[int]
    anchor: Mapped[str]
    question: Mapped[Markup | None]
    question_text: Mapped[str] = mapped_column(default="")  # its words
    html: Mapped[Markup]  # without marks
    start: Mapped[str] = mapped_column(default="")  # of the words of `html`, at most LONGEST_START characters
    marked: Mapped[Markup]  # the same prose with the glossary's marks, made from `html` at every annotation
    in_lead: Mapped[bool]
    digest: Mapped[str]  # of the words of `html`: comments know by it that an answer was reworded

    @validates("question")
    def _read_question(self, _column: str, question: Markup | None) -> Markup | None:
        self.question_text = plain_text(question or "")
        return question

    @validates("html")
    def _read_start(self, _column: str, html: Markup) -> Markup:
        self.start = excerpt(plain_text(html), self.LONGEST_START)
        return html

    @property
    def words(self) -> str:
        return f"{self.question_text} {plain_text(self.html)}".strip()

    def opening(self, most: int) -> str:
        """The first words of the answer, at most so many characters, of LONGEST_START."""
        return excerpt(self.start, most)


class ArticleRevision(Model):
    """One save: the whole manuscript as it was (see `manuscript.py`)."""

    __tablename__ = "article_revisions"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    number: Mapped[int]
    manuscript: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime] = mapped_column(default=utcnow)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    saved_by: Mapped[User | None] = relationship()

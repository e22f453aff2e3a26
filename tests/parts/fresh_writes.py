"""What is written while others read, and when it began and was acknowledged."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from random import Random

from flask import Flask, Response
from flask.testing import FlaskClient

from blog.articles import publishing, writing
from blog.articles.manuscript import Manuscript
from blog.articles.models import Article
from blog.comments import service as comments
from blog.comments.models import Comment, CommentStatus
from blog.comments.standing import hold, settle
from blog.database import db
from blog.glossary import writing as glossary
from blog.glossary.models import GlossaryTerm
from blog.glossary.service import as_entry
from blog.moderation import service as moderation
from blog.moderation.grounds import Ground
from blog.moderation.models import Verdict
from tests.factories import a_comment, a_term, an_article
from tests.parts.fresh_reads import PAGES, TOLD, Read, read

ACTS = 24  # of each writer

Write = tuple[str, str, float, float]  # subject, value from then on, began, acknowledged


class Writer:
    """Of one article, one term, one draft and their comments; nobody else writes to these."""

    def __init__(self, name: str, app: Flask) -> None:
        self.name, self.random, self.number = name, Random(name), 0
        self.app, self.client = app, FlaskClient(app, Response)
        self.writes: list[Write] = []
        self.reads: list[Read] = []
        self.held: list[int] = []
        self.public: list[int] = []
        self.words: dict[int, str] = {}

    def furnish(self) -> None:
        a_term(f"ice{self.name}", definition=f"The term {self.name} is at 0.")
        source = f"## Why?\n\nAn ice{self.name}.\n"
        an_article(slug=self.name, title=f"The article {self.name} is at 0", topics=("Quays",), source=source)
        an_article(slug=f"draft-{self.name}", published=False)
        self.writes += [(f"{kind} {self.name}", "0", 0, 0) for kind in ("article", "term")]

    def write(self) -> None:
        acts = (self.retitle, self.reword, self.post, self.post, self.approve, self.approve, self.hide)
        for _each in range(ACTS):
            self.number += 1
            self.random.choice((*acts, self.publish_or_withdraw, self.draft))()
            db.session.rollback()  # what has only been read holds a lock on SQLite
            for path in (f"/articles/{self.name}", self.random.choice(PAGES)):
                self.reads.append(read(path, self.client))

    @property
    def article(self) -> Article:
        return db.session.query(Article).filter_by(slug=self.name).one()

    def note(self, subject: str, value: str, act: Callable[[], object]) -> None:
        began = time.monotonic()
        act()
        self.writes.append((subject, value, began, time.monotonic()))

    def retitle(self) -> None:
        article = self.article
        manuscript = replace(Manuscript.of(article), title=f"The article {self.name} is at {self.number}")
        value = str(self.number) if article.is_published else ""
        self.note(f"article {self.name}", value, lambda: _revise(article, manuscript))

    def publish_or_withdraw(self) -> None:
        article = self.article
        value = "" if article.is_published else TOLD.search(article.title).group(3)
        act = publishing.withdraw if article.is_published else publishing.publish
        self.note(f"article {self.name}", value, lambda: act(article))

    def reword(self) -> None:
        term = db.session.query(GlossaryTerm).filter_by(slug=f"ice{self.name}").one()
        entry = replace(as_entry(term), definition=f"The term {self.name} is at {self.number}.")
        self.note(f"term {self.name}", str(self.number), lambda: glossary.revise(term, entry, seen=term.revision))

    def draft(self) -> None:
        draft = db.session.query(Article).filter_by(slug=f"draft-{self.name}").one()
        manuscript = replace(Manuscript.of(draft), title=f"A canary{self._word()}x", topics=("Quays",))
        self.note(f"comment {self._word()}", "", lambda: _revise(draft, manuscript))

    def post(self) -> None:
        parent = db.session.get(Comment, self.random.choice([*self.public, 0]))
        word, article = self._word(), self.article
        if article.is_published:
            made = []
            self.note(f"comment {word}", "", lambda: made.append(a_comment(article, source=_says(word), parent=parent)))
            self.held.append(made[0].id)
            self.words[made[0].id] = word

    def approve(self) -> None:
        if self.held:
            comment = self._taken(self.held)
            self.note(f"comment {self.words[comment.id]}", "shown", lambda: _decide(comment, Verdict.APPROVE))
            self.public.append(comment.id)

    def hide(self) -> None:
        if self.public:
            comment = self._taken(self.public)
            act = self.random.choice((_reject, _spam, comments.withdraw, _erase))
            self.note(f"comment {self.words[comment.id]}", "", lambda: act(comment))

    def _taken(self, ids: list[int]) -> Comment:
        return db.session.get_one(Comment, ids.pop(self.random.randrange(len(ids))))

    def _word(self) -> str:
        return f"{self.name}x{self.number}"


def _says(word: str) -> str:
    return f"We had a canary{word}x here."


def _revise(article: Article, manuscript: Manuscript) -> None:
    writing.revise(article, manuscript, by=None, seen=article.revision)


def _decide(comment: Comment, verdict: Verdict, ground: Ground | None = None) -> None:
    moderation.decide(
        comment, verdict, by=None, seen_revision=comment.revision, seen_status=comment.status, ground=ground
    )


def _reject(comment: Comment) -> None:
    _decide(comment, Verdict.REJECT, next(iter(Ground)))


def _spam(comment: Comment) -> None:
    _decide(comment, Verdict.SPAM)


def _erase(comment: Comment) -> None:
    hold(comment)
    settle(comment, CommentStatus.ERASED)
    db.session.commit()

"""Processes that write to one database and read its public pages meanwhile, and note what they did, what they saw and
when: `python -m tests.parts.freshness <folder for the notes> <address of a server on the same database>`.

Times are of the machine's monotonic clock, which its processes share.
"""

from __future__ import annotations

import gzip
import http.client
import json
import multiprocessing
import os
import re
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from dataclasses import replace
from functools import lru_cache
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random

from flask import Flask, Response
from flask.testing import FlaskClient

import config
from blog import create_app
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

WRITERS, READERS, THREADS = 3, 3, 2  # the server's two are beside them
ACTS = 30  # of each writer
PAUSE = 0.01  # seconds between two reads
NAMES = [f"w{number}" for number in range(WRITERS)]
LISTS = ("/", "/topics/quays", "/feed.atom")
PAGES = (*LISTS, "/glossary", *(path for name in NAMES for path in (f"/articles/{name}", f"/glossary/ice{name}")))
TOLD = re.compile(r"(article|term) (w\d+) is at (\d+)\b")
CANARY = re.compile(r"canary(w\d+x\d+)x")

Write = tuple[str, str, float, float]  # subject, value from then on, began, acknowledged
Read = tuple[str, bool, float, float, dict[str, str]]  # path, whether it was kept, began, ended, value by subject


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


def read(path: str, client: FlaskClient, server: str = "") -> Read:
    """By the server, when its address is given, else from this process."""
    began = time.monotonic()
    status, encoding, body = _ask_server(server, path) if server else _ask_here(client, path)
    ended = time.monotonic()
    assert status in (200, 404, 410), f"{path}: {status}"
    return path, status != 200 or encoding == "gzip", began, ended, _seen(path, status, encoding, body)


def _ask_here(client: FlaskClient, path: str) -> tuple[int, str, bytes]:
    answer = Context().run(client.get, path, headers={"Accept-Encoding": "gzip"})
    return answer.status_code, answer.headers.get("Content-Encoding", ""), answer.data


def _ask_server(server: str, path: str) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection(server, timeout=30)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Content-Encoding", ""), answer.read()
    finally:
        connection.close()


@lru_cache(maxsize=500)
def _seen(path: str, status: int, encoding: str, body: bytes) -> dict[str, str]:
    """Values by subject; empty for what should be there and is not. Two of one subject are told as one that nobody
    wrote."""
    text = (gzip.decompress(body) if encoding else body).decode() if status == 200 else ""
    articles = {f"article {name}" for name in NAMES if path in (*LISTS, f"/articles/{name}")}
    terms = {f"term {name}" for name in NAMES if path in ("/glossary", f"/glossary/ice{name}")}
    told: dict[str, set[str]] = {subject: set() for subject in articles | terms}
    for kind, name, number in TOLD.findall(text):
        told.setdefault(f"{kind} {name}", set()).add(number)
    seen = {subject: " and ".join(sorted(numbers)) for subject, numbers in told.items()}
    return seen | {f"comment {word}": "shown" for word in CANARY.findall(text)}


def go_on_reading(app: Flask, number: int, server: str, is_over: Event) -> list[Read]:
    """By the server and from this process in turns, as chance has it."""
    random, client, reads = Random(number), FlaskClient(app, Response), []
    while not is_over.is_set():
        reads.append(read(random.choice(PAGES), client, random.choice(("", server))))
        time.sleep(PAUSE)
    return reads


def run_writer(writer: Writer, notes: Path) -> None:
    with writer.app.app_context():
        writer.write()
    (notes / f"{writer.name}.json").write_text(json.dumps([writer.writes, writer.reads]))


def run_reader(app: Flask, number: int, server: str, is_over: Event, notes: Path) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        reading = [pool.submit(go_on_reading, app, number * 10 + each, server, is_over) for each in range(THREADS)]
    reads = [read for each in reading for read in each.result()]
    (notes / f"reader{number}.json").write_text(json.dumps([[], reads]))


def main(notes: Path, server: str) -> int:
    app = create_app(config.from_environment(os.environ, Path(os.environ["INSTANCE"])))
    writers = [Writer(name, app) for name in NAMES]
    with app.app_context():
        for writer in writers:
            writer.furnish()
        db.session.remove()
        db.engine.dispose()  # forked processes share no connection
    fork, is_over = multiprocessing.get_context("fork"), multiprocessing.Event()
    reading = [fork.Process(target=run_reader, args=(app, n, server, is_over, notes)) for n in range(READERS)]
    wrote = [fork.Process(target=run_writer, args=(writer, notes)) for writer in writers]
    for process in (*reading, *wrote):
        process.start()
    for process in wrote:
        process.join()
    is_over.set()
    for process in reading:
        process.join()
    return max(abs(process.exitcode or 0) for process in (*reading, *wrote))


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2]))

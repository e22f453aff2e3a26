"""What is measured, in a folder of its own: our site with its long interview, and the same bytes and rows for
others."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import urllib.request
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

from sqlalchemy import select

from benchmarks.comparison.load import ENCODINGS, Act
from benchmarks.comparison.processes import Running, Service, running
from benchmarks.desk import editor
from benchmarks.site import SECRET, furnish, opened_in
from benchmarks.vocabulary import Vocabulary
from blog.admission import READERS
from blog.articles.models import Article
from blog.cli.processes import WORKERS
from blog.comments.models import Comment, CommentStatus
from blog.database import db
from tests.factories import a_comment

ENTRIES, ARTICLES, COMMENTS = 500, 20, 200
SITE = {"SITE_URL": "http://127.0.0.1", "SITE_LANGUAGE": "en", "TRUSTED_PROXIES": "1"}


@dataclass(frozen=True, kw_only=True)
class Stage:
    folder: Path
    slug: str
    cookie: str  # of an editor

    @property
    def path(self) -> str:
        return f"/articles/{self.slug}"


def set_up(folder: Path) -> Stage:
    with opened_in(folder / "ours", **SITE) as app:
        furnish(ENTRIES, ARTICLES)
        slug = _converse(folder)
        cookie = editor(app).get_cookie("entretien")
    assert cookie is not None
    shutil.copytree(folder / "ours", folder / "uncached")
    _furnish_bare(folder)
    stage = Stage(folder=folder, slug=slug, cookie=f"entretien={cookie.value}")
    with running(ours(stage)) as site:
        _keep_page(stage, site)
    return stage


def ours(stage: Stage, *, name: str = "ours", **settings: str) -> Service:
    """On `folder/name`."""
    environ = {"INSTANCE": str(stage.folder / name), "SECRET_KEY": SECRET, "DEMO": "0", "PORT": "{port}", **SITE}
    command = (sys.executable, "-m", "benchmarks.comparison.ours")
    return Service(name=name, command=command, ready="/", environ={**environ, **settings})


def granian(python: str, target: str, **environ: str) -> Service:
    """The server that `flask serve` has, with as many workers, and as many threads as ours lets read at once."""
    workers = ("--workers", str(WORKERS), "--blocking-threads", str(READERS))
    command = (python, "-m", "granian", "--interface", "wsgi", *workers, "--port", "{port}", "--no-log", target)
    return Service(name=target.rpartition(":")[2], command=command, ready="/", environ=environ)


def fetched(site: Running, act: Act, **headers: str) -> HTTPResponse:
    request = urllib.request.Request(site.address + act.path, headers=headers)
    answer: HTTPResponse = urllib.request.urlopen(request)
    return answer


def _converse(folder: Path) -> str:
    """Under the newest article; returns its slug. What others show is written down."""
    articles = db.session.scalars(select(Article).order_by(Article.published_at.desc())).all()
    vocabulary, last, above = Vocabulary(seed=2), articles[0], None
    for number in range(COMMENTS):
        text = f"{vocabulary.sentence()} {vocabulary.sentence()}"
        above = a_comment(
            last,
            status=CommentStatus.APPROVED,
            source=text,
            name=f"Reader {number}",
            parent=above if number % 5 else None,
        )
    contents = {
        "slug": last.slug,
        "articles": [
            {"title": each.title, "slug": each.slug, "standfirst": each.standfirst, "html": _html(each)}
            for each in articles
        ],
        "comments": [{"name": each.name, "text": each.source} for each in db.session.scalars(select(Comment))],
    }
    (folder / "contents.json").write_text(json.dumps(contents))
    return last.slug


def _html(article: Article) -> str:
    return "".join(f"<h2>{turn.question or ''}</h2>{turn.html}" for turn in article.turns)


def _furnish_bare(folder: Path) -> None:
    """Our database, and the row of a comment that waits."""
    (folder / "bare").mkdir()
    shutil.copy(folder / "ours/entretien.db", folder / "bare")
    with sqlite3.connect(folder / "bare/entretien.db") as database:
        database.row_factory = sqlite3.Row
        row = dict(database.execute("SELECT * FROM comments WHERE parent_id IS NULL LIMIT 1").fetchone())
    del row["id"]
    row |= {"status": CommentStatus.HELD.value, "replies": 0, "root_id": None}
    (folder / "bare/comment.json").write_text(json.dumps(row))


def _keep_page(stage: Stage, site: Running) -> None:
    answer = fetched(site, Act(path=stage.path), **{"Accept-Encoding": ENCODINGS})
    said = [(name.lower(), value) for name, value in answer.getheaders()]
    headers = [each for each in said if each[0] not in ("date", "server", "connection")]
    (stage.folder / "bare/headers.json").write_text(json.dumps(headers))
    (stage.folder / "bare/page").write_bytes(answer.read())

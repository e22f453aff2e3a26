"""What is kept in front of the application: right bytes, bounded, never older than the last commit."""

from __future__ import annotations

import gzip
import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import util
from pathlib import Path

import brotli
import pytest
import zstandard
from flask import Response
from flask.testing import FlaskClient
from werkzeug.test import create_environ

from blog import finished
from blog.articles import publishing, writing
from blog.articles.manuscript import Manuscript
from blog.comments.models import CommentStatus
from blog.comments.standing import settle
from blog.database import db, utcnow
from blog.generation import PageGeneration
from tests.caching import get, layers
from tests.counting import counting
from tests.factories import a_comment, a_term, a_user, an_article, fresh
from tests.routes import House

pytestmark = pytest.mark.all_databases


on_both = pytest.mark.parametrize("cached", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def client(cached) -> FlaskClient:
    return FlaskClient(cached, Response)


def number() -> int:
    db.session.rollback()
    return db.session.get_one(PageGeneration, 1).number


def asked_for(client, path):
    with counting() as asked:
        answer = get(client, path)
    return answer, [each for each in asked if "page_generation" not in each]


def test_a_page_is_made_once_and_answers_without_a_query(client):
    an_article(slug="quay")

    first, made = asked_for(client, "/articles/quay")
    again, kept = asked_for(client, "/articles/quay")

    assert made
    assert kept == []
    assert again.data == first.data
    assert again.headers["ETag"] == first.headers["ETag"]


@on_both
def test_what_is_committed_is_on_the_page_at_the_very_next_request(client):
    article = an_article(slug="quay", title="The quay")
    assert b"The quay" in get(client, "/articles/quay").data
    writing.revise(article, Manuscript(**{**vars(Manuscript.of(article)), "title": "The pier"}), by=None, seen=1)
    assert b"The pier" in get(client, "/articles/quay").data

    comment = a_comment(article, source="By the slipway.")
    assert b"By the slipway" not in get(client, "/articles/quay").data
    settle(comment, CommentStatus.APPROVED)
    db.session.commit()
    assert b"By the slipway" in get(client, "/articles/quay").data

    publishing.withdraw(fresh(article))
    assert get(client, "/articles/quay").status_code == 410
    assert b"The pier" not in get(client, "/").data


@on_both
def test_what_no_page_shows_empties_nothing(client):
    article = an_article(slug="quay")
    get(client, "/articles/quay")
    before = number()

    a_comment(article)
    draft = an_article(published=False, slug="draft")
    writing.revise(draft, Manuscript(**{**vars(Manuscript.of(draft)), "title": "Another"}), by=None, seen=1)
    a_user("moderator")

    assert number() == before
    assert asked_for(client, "/articles/quay")[1] == []


@on_both
def test_marks_in_a_comment_that_waits_empty_nothing(client):
    article = an_article(slug="quay")
    a_term("ice house")
    before = number()

    comment = a_comment(article, source="The ice house by the slipway.")
    assert [use.form for use in comment.uses] == ["ice house"]
    waits = number()
    settle(comment, CommentStatus.APPROVED)
    db.session.commit()

    assert (waits, number() > before) == (before, True)


@on_both
def test_every_table_a_kept_page_reads_is_watched(cached, client):
    path = Path(__file__).parents[2] / "migrations" / "versions" / "0002_page_generation.py"
    migration = util.module_from_spec(util.spec_from_file_location("page_generation", path))
    migration.__spec__.loader.exec_module(migration)
    house = House.furnish(cached)
    a_term("sawdust", see_also=("ice house",))
    kept = next(iter(layers(cached))).is_public

    read = set()
    for _rule, address in house.addresses("GET", doors=("reading",)):
        if kept(address):
            with counting() as asked:
                get(client, address)
            read |= {table for each in asked for table in re.findall(r"(?:FROM|JOIN) (\w+)", each)}

    tables = {table.name for table in db.metadata.sorted_tables}
    assert (read & tables) - {"page_generation"} <= set(migration.WATCHED)


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("", None, bytes),
        ("identity", None, bytes),
        ("gzip", "gzip", gzip.decompress),
        ("gzip, zstd", "zstd", zstandard.decompress),
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("nonsense;;;=,,", None, bytes),
    ],
)
def test_bytes_are_compressed_as_the_browser_can(client, accepted, encoding, unpack):
    an_article(slug="quay")
    plain = get(client, "/articles/quay")

    answer = get(client, "/articles/quay", Accept_Encoding=accepted)

    assert answer.headers.get("Content-Encoding") == encoding
    assert unpack(answer.data) == plain.data
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert (answer.headers["ETag"] == plain.headers["ETag"]) is (encoding is None)
    unchanged = get(client, "/articles/quay", Accept_Encoding=accepted, If_None_Match=f"W/{answer.headers['ETag']}")
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert unchanged.headers["ETag"] == answer.headers["ETag"]
    assert "Content-Security-Policy" in unchanged.headers


def test_head_says_what_get_would(client):
    an_article(slug="quay")
    whole = get(client, "/articles/quay")

    head = client.head("/articles/quay")

    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(whole.data))
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_somebody_with_a_session_passes_it_by(cached, client):
    an_article(slug="quay")
    get(client, "/articles/quay")

    with counting() as asked:
        FlaskClient(cached, Response, use_cookies=False).get(
            "/articles/quay", headers={"Cookie": f"{cached.config['SESSION_COOKIE_NAME']}=x"}
        )

    assert [each for each in asked if "page_generation" not in each]


@on_both
def test_of_many_who_ask_at_once_one_makes_the_page(cached, client):
    an_article(slug="quay")
    (layer,) = layers(cached)
    made = []
    inner = layer.wsgi
    layer.wsgi = lambda *given: (made.append(1), inner(*given))[1]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _each: FlaskClient(cached, Response).get("/articles/quay").data, range(16)))

    assert len(set(answers)) == 1
    assert len(made) == 1


def test_without_its_database_nothing_old_is_shown(cached, client, monkeypatch):
    an_article(slug="quay")
    get(client, "/articles/quay")
    (layer,) = layers(cached)
    monkeypatch.setattr(layer.generation, "number", lambda: None)

    assert asked_for(client, "/articles/quay")[1]


def test_a_page_on_which_nothing_changes_by_itself_stands_however_late_it_is(client, monkeypatch):
    an_article(slug="quay")
    get(client, "/articles/quay")
    monkeypatch.setattr(finished, "time", lambda: 9e9)

    assert asked_for(client, "/articles/quay")[1] == []


@pytest.mark.parametrize(
    ("setting", "before", "after"),
    [
        ("comments_until", b"Comments close on", b"Comments closed on"),
        ("comments_from", b"Comments open on", b"Post a comment"),
    ],
)
def test_a_page_changes_at_the_time_that_stands_in_it(client, setting, before, after):
    an_article(slug="pier")
    get(client, "/articles/pier")  # templates are compiled: the next page takes no time
    article, moment = an_article(slug="quay"), utcnow() + timedelta(seconds=1.5)
    setattr(article, setting, moment)  # the desk would make it a whole minute
    db.session.commit()

    assert before in get(client, "/articles/quay").data
    assert asked_for(client, "/articles/quay")[1] == []
    time.sleep(max(0, (moment - utcnow()).total_seconds()))
    changed = get(client, "/articles/quay").data

    assert after in changed
    assert before not in changed
    assert asked_for(client, "/articles/quay")[1] == []


@pytest.mark.parametrize(("path", "status"), [("/articles/nothing", 404), ("/articles/gone", 410)])
def test_what_may_not_be_kept_is_made_once_for_who_asked(cached, client, path, status):
    publishing.withdraw(an_article(slug="gone"))
    (layer,) = layers(cached)
    made, inner = [], layer.wsgi
    layer.wsgi = lambda *given: (made.append(1), inner(*given))[1]

    answer, head = get(client, path), client.head(path)

    assert (answer.status_code, head.status_code) == (status, status)
    assert (answer.headers["Cache-Control"], head.data) == ("no-store", b"")
    assert b"<h1" in answer.data
    assert len(made) == 2
    assert not layer.pages


def test_a_server_that_changes_its_list_of_headers_changes_nobody_elses(cached, client):
    an_article(slug="quay")
    get(client, "/articles/quay")
    (layer,) = layers(cached)

    layer(create_environ("/articles/quay"), lambda _status, headers: headers.clear())

    assert get(client, "/articles/quay").headers["ETag"]

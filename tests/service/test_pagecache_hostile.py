"""What strangers send to the page cache: right answers, and no more memory than it may have."""

from __future__ import annotations

import gzip
import random
import re

import brotli
import pytest
import zstandard
from flask import Response
from flask.testing import FlaskClient

from blog.articles import writing
from blog.articles.manuscript import Manuscript
from blog.finished import PUBLIC
from tests.caching import get, layers
from tests.factories import an_article, fresh
from tests.pages import Visitor
from tests.routes import ask

pytestmark = pytest.mark.all_databases

UNPACK = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstandard.decompress}

on_both = pytest.mark.parametrize("cached", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def client(cached) -> FlaskClient:
    return FlaskClient(cached, Response)


CLAIMS = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Scheme": "gopher",
    "X-Forwarded-Port": "666",
    "X-Forwarded-Prefix": "/evil",
    "X-Original-URL": "/desk/evil",
    "X-Rewrite-URL": "/desk/evil",
    "X-HTTP-Method-Override": "POST",
    "Forwarded": "host=evil.example;proto=gopher",
    "Accept": "text/evil",
    "Accept-Language": "xx-evil",
    "Authorization": "Basic ZXZpbDpldmls",
    "Cookie": "theme=evil",
    "Range": "bytes=0-5",
    "If-Range": '"evil"',
    "Content-Type": "text/evil",
}


@pytest.mark.parametrize("path", ["/articles/quay", "/feed.atom"])
def test_what_somebody_claims_poisons_nothing(cached, client, path):
    an_article(slug="quay")
    (layer,) = layers(cached)
    plain = get(client, path)

    for name, value in CLAIMS.items():
        layer.pages.clear()
        first = client.get(path, headers={name: value})
        then = get(client, path)

        assert first.data == then.data == plain.data, name
        assert undated(first) == undated(then) == undated(plain), name
    assert not re.search(b"evil|gopher", plain.data)


@pytest.mark.parametrize("how", [{"data": {"order": "oldest"}}, {"headers": {"Transfer-Encoding": "chunked"}}])
def test_a_get_with_a_body_is_answered_and_makes_no_page(cached, client, how):
    an_article(slug="quay")
    (layer,) = layers(cached)

    fat = client.get("/articles/quay", **how)

    assert fat.status_code == 200
    assert not layer.pages
    assert get(client, "/articles/quay").data == fat.data


def test_whoever_has_a_session_leaves_nothing_for_others(cached, client):
    an_article(slug="quay")
    (layer,) = layers(cached)
    mine = f"theme=x; {cached.config['SESSION_COOKIE_NAME']}=evil"

    FlaskClient(cached, Response, use_cookies=False).get("/articles/quay", headers={**CLAIMS, "Cookie": mine})

    assert not layer.pages
    assert b"evil" not in get(client, "/articles/quay").data


def test_head_first_then_get(client):
    an_article(slug="quay")

    head = client.head("/articles/quay")
    whole = get(client, "/articles/quay")

    assert (head.status_code, head.data) == (200, b"")
    assert undated(head) == undated(whole)
    assert int(whole.headers["Content-Length"]) == len(whole.data) > 0


def test_other_methods_make_no_page(cached, client):
    an_article(slug="quay")
    (layer,) = layers(cached)

    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PURGE", "get"):
        client.open("/articles/quay", method=method)

    assert not layer.pages


ACCEPTED = (
    *("*", "*;q=0", "identity;q=0", "*;q=0, gzip", "identity;q=0, *", "gzip;q=0, br;q=0.000, zstd;q=0.0"),
    *("GZIP", "gzip ; q=0.5", "gzip;q=1;x=y", "br;q=2", "br;q=-1", "br;q=", "br;q=x", "gzip,,,;;,", "x" * 5_000),
    *("gzip\t,\tbr", "br\x80", "deflate, compress", "br;q=0, gzip"),
)


def test_whatever_encoding_is_accepted_the_bytes_say_what_they_are(client):
    an_article(slug="quay")
    plain = get(client, "/articles/quay").data

    for accepted in ACCEPTED:
        answer = get(client, "/articles/quay", Accept_Encoding=accepted)

        encoding = answer.headers.get("Content-Encoding", "")
        assert UNPACK[encoding](answer.data) == plain
        assert encoding in accepted.lower()
        assert not encoding or f"{encoding};q=0" not in accepted
        assert answer.headers["Vary"] == "Accept-Encoding"


SPELLINGS = (
    *("//articles/quay", "///////articles/quay", "/articles//quay", "/articles/quay/", "/./articles/quay"),
    *("/articles/../articles/quay", "/%2e/articles/quay", "/articles%2fquay/", "/articles/quay%00", "/articles/Quay"),
    *("/articles/quay;x=y", "/articles/quay%20", "/articles/qua%C3%BF", "/articles/%ff", "\\articles\\quay"),
    *("/articles/" + "quay" * 5_000, "/" * 10_000, "/articles/quay" + "/" * 5_000, "articles/quay", "", "//", "/%2f"),
)


def test_another_spelling_of_a_path_makes_no_page(cached):
    an_article(slug="quay")
    (layer,) = layers(cached)
    visitor = Visitor(cached)

    for spelling in SPELLINGS:
        answer = ask(visitor, spelling)

        assert answer.status in (200, 301, 308, 404), spelling[:50]
        assert not layer.pages, spelling[:50]


def test_an_escaped_letter_is_that_letter(cached):
    an_article(slug="quay")
    (layer,) = layers(cached)
    visitor = Visitor(cached)

    assert ask(visitor, "/articles/%71uay").status == ask(visitor, "/articles/quay").status == 200
    assert list(layer.pages) == [("/articles/quay", "")]


def test_parameters_without_meaning_make_no_pages(cached, client):
    an_article(slug="quay")
    (layer,) = layers(cached)
    plain = get(client, "/articles/quay").data

    for query in ("utm_source=x", "fbclid=1&utm_source=y", "%ff=%00", "&&&=", "a=" + "x" * 5_000, "&".join("abc" * 50)):
        assert get(client, f"/articles/quay?{query}").data == plain

    assert len(layer.pages) == 1
    assert get(client, "/articles/quay?order=oldest&utm_source=x").status_code == 200
    assert {query for _path, query in layer.pages} == {"", "order=oldest"}


def test_many_different_pages_stay_within_the_memory(cached, client):
    an_article(slug="quay")
    (layer,) = layers(cached)
    layer.size = 200_000

    for each in range(60):
        get(client, f"/glossary?q=word{each}")
        get(client, f"/articles/nothing-{each}")
        get(client, "/articles/quay")

    assert layer.held <= layer.size
    assert layer.held == sum(page.size for page in layer.pages.values())
    assert ("/articles/quay", "") in layer.pages
    assert not any("nothing" in path for path, _query in layer.pages)


def test_ten_thousand_different_misses(cached, client):
    """Of a callable that is quicker than the application; a third is not there, and a third may not be kept."""
    (layer,) = layers(cached)
    layer.size = 400_000
    chance = random.Random(5)

    def answer(environ, start_response):
        number = int(environ["QUERY_STRING"].partition("word")[2])
        status = ("200 OK", "404 NOT FOUND", "200 OK")[number % 3]
        kept = (PUBLIC, "no-store", "no-store")[number % 3]
        start_response(status, [("Content-Type", "text/html"), ("Cache-Control", kept), ("ETag", f'"{number}"')])
        return [chance.randbytes(chance.randrange(4_000))]

    layer.wsgi = answer
    for number in range(10_000):
        client.get(f"/glossary?q=word{number}", headers={"Accept-Encoding": chance.choice(["br", "gzip", ""])})

    assert layer.held <= layer.size
    assert layer.held == sum(page.size for page in layer.pages.values())
    assert sum(len(each.body) for page in layer.pages.values() for each in page.representations.values()) <= layer.held
    assert {int(query.partition("word")[2]) % 3 for _path, query in layer.pages} == {0}


def test_a_page_counts_for_all_it_is_compressed_to(cached, client):
    an_article(slug="quay")
    (layer,) = layers(cached)

    for accepted in ("", "gzip", "br", "zstd"):
        get(client, "/articles/quay", Accept_Encoding=accepted)

    (page,) = layer.pages.values()
    assert len(page.representations) == 4
    assert sum(len(each.body) for each in page.representations.values()) <= page.size


def test_what_went_wrong_is_not_kept(cached, client, monkeypatch):
    an_article(slug="quay")
    (layer,) = layers(cached)
    cached.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(cached.view_functions, "reading.article", lambda slug: 1 / 0)

    broken = get(client, "/articles/quay")
    monkeypatch.undo()

    assert broken.status_code == 500
    assert broken.headers["Cache-Control"] == "no-store"
    assert not layer.pages
    assert get(client, "/articles/quay").status_code == 200


def test_what_went_wrong_takes_the_place_of_no_page(cached, client, monkeypatch):
    article = an_article(slug="quay")
    (layer,) = layers(cached)
    get(client, "/articles/quay")
    retitle(article, "The pier")
    cached.config["PROPAGATE_EXCEPTIONS"] = False
    with monkeypatch.context() as meanwhile:
        meanwhile.setitem(cached.view_functions, "reading.article", lambda slug: 1 / 0)

        assert get(client, "/articles/quay").status_code == 500

    assert not layer.pages
    assert b"The pier" in get(client, "/articles/quay").data


@on_both
@pytest.mark.parametrize("is_read_first", [True, False])
def test_a_commit_while_a_page_is_made_is_on_the_next_one(cached, client, is_read_first):
    article = an_article(slug="quay", title="The quay")
    (layer,) = layers(cached)
    made_by = layer.wsgi

    def interrupted(environ, start_response):
        layer.wsgi = made_by
        if not is_read_first:
            retitle(article, "The pier")
            return made_by(environ, start_response)
        made = list(made_by(environ, start_response))
        retitle(article, "The pier")
        return made

    layer.wsgi = interrupted
    first, second = get(client, "/articles/quay").data, get(client, "/articles/quay").data

    assert (b"The quay" in first) is is_read_first
    assert b"The pier" in second
    assert b"The quay" not in second


def undated(answer):
    return {name: value for name, value in answer.headers if name != "Date"}


def retitle(article, title):
    article = fresh(article)
    manuscript = Manuscript(**{**vars(Manuscript.of(article)), "title": title})
    writing.revise(article, manuscript, by=None, seen=article.revision)

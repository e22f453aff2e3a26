"""Many who write at once, more than are let in: readers do not wait for them, and nothing they send is lost."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import sqlite3
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from tests.parts.article_files import GOOD, a_file
from tests.parts.commands import SOON, Server, eventually, flask, serving

pytestmark = pytest.mark.all_databases

WRITERS = 48  # more than were threads once, of which two processes had eight each
PAGES = ("/articles/late-bell", "/", "/articles/late-bell?order=oldest", "/glossary", "/help")
NEVER = 10  # seconds that no reader waits, however busy the machine; a writer here waits longer
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("crowd")
    settings = {"DEMO": "0", "TRUSTED_PROXIES": "1"}
    flask(folder / "instance", "db", "upgrade", **settings)
    flask(folder / "instance", "articles", "import", a_file(folder, GOOD), "--publish", **settings)
    with serving(folder / "instance", **settings) as server:
        yield server


def the_database(server: Server) -> sqlite3.Connection:
    return sqlite3.connect(server.instance / "entretien.db", isolation_level=None, timeout=SOON)


def a_form(server: Server, number: int) -> tuple[str, dict[str, str]]:
    """The body of a comment, and its headers."""
    with urllib.request.urlopen(f"{server.url}/articles/late-bell/comments/token", timeout=SOON) as answer:
        given, cookie = json.load(answer), answer.headers["Set-Cookie"].partition(";")[0]
    typed = {"csrf_token": given["csrf_token"], "key": given["key"], "name": "Ada", "text": f"Comment {number}."}
    return urlencode(typed), {"Cookie": cookie, "Content-Type": FORM, "X-Forwarded-For": f"10.0.0.{number}"}


def post(server: Server, form: tuple[str, dict[str, str]]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=2 * SOON)
    with contextlib.closing(connection):
        connection.request("POST", "/articles/late-bell/comments", *form)
        return connection.getresponse().status


def begin_to_post(server: Server, form: tuple[str, dict[str, str]], stack: contextlib.ExitStack) -> socket.socket:
    """All but the last byte."""
    body, headers = form
    asking = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), SOON))
    said = {"Host": "localhost", "Content-Length": str(len(body)), "Connection": "close", **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    asking.sendall(f"POST /articles/late-bell/comments HTTP/1.1\r\n{head}\r\n{body[:-1]}".encode())
    return asking


def longest_wait(server: Server) -> float:
    """Of somebody who reads each page by a new connection, kept pages and such as are made for them."""
    waits = []
    for path in PAGES * 4:
        began = time.monotonic()
        with urllib.request.urlopen(f"{server.url}{path}", timeout=SOON) as answer:
            answer.read()
        waits.append(time.monotonic() - began)
    return max(waits)


def test_readers_do_not_wait_for_those_who_wait_to_write(server):
    forms = [a_form(server, number) for number in range(WRITERS)]
    longest_wait(server)
    with ThreadPoolExecutor(WRITERS) as pool, contextlib.closing(the_database(server)) as database:
        database.execute("BEGIN IMMEDIATE")
        writing: list[Future[int]] = [pool.submit(post, server, form) for form in forms]
        time.sleep(1)
        wait, none_is_done = longest_wait(server), not any(each.done() for each in writing)
        database.execute("ROLLBACK")
        answers = [each.result() for each in writing]

    assert none_is_done
    assert wait < NEVER
    assert answers == [303] * WRITERS
    with contextlib.closing(the_database(server)) as database:
        assert len(database.execute("SELECT DISTINCT source FROM comments").fetchall()) == WRITERS


def test_nobody_waits_for_those_who_send_slowly(server):
    forms = [a_form(server, number) for number in range(WRITERS)]
    with contextlib.ExitStack() as stack:
        slow = [(begin_to_post(server, form, stack), form[0][-1:]) for form in forms]
        time.sleep(1)

        assert longest_wait(server) < NEVER
        assert post(server, a_form(server, WRITERS)) == 303

        for asking, rest in slow:
            asking.sendall(rest.encode())
        assert {asking.recv(12) for asking, _rest in slow} == {b"HTTP/1.1 303"}


def test_who_goes_away_while_they_send_leaves_their_place(server):
    for number in range(150):  # more than may be in there
        with contextlib.ExitStack() as stack:
            begin_to_post(server, a_form(server, number), stack)

    assert eventually(lambda: post(server, a_form(server, 200)) == 303)
    assert "Traceback" not in server.words


def test_one_form_that_comes_in_at_both_processes_many_times_is_one_comment(server):
    body, headers = a_form(server, 222)
    forms = [(body, {**headers, "X-Forwarded-For": f"10.0.1.{number}"}) for number in range(16)]

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda form: post(server, form), forms))

    with contextlib.closing(the_database(server)) as database:
        [(number,)] = database.execute("SELECT count(*) FROM comments WHERE source = 'Comment 222.'")
    assert (answers, number) == ([303] * 16, 1)

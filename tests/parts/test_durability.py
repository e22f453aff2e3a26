"""What was acknowledged is kept: a hundred readers post while the server is killed and started again."""

from __future__ import annotations

import http.client
import json
import threading
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import create_engine, text

from tests.parts.article_files import GOOD, a_file
from tests.parts.commands import SOON, Server, eventually, flask, free_port

pytestmark = pytest.mark.all_databases

READERS = 100
KILLS = 4
BETWEEN_KILLS = 100  # comments that are acknowledged before each, at least
TROUBLE = (OSError, http.client.HTTPException, ValueError)


class Reader(threading.Thread):
    """Posts one comment after the other, each again with the same key until it is acknowledged."""

    def __init__(self, number: int, port: int, enough: threading.Event) -> None:
        super().__init__(name=f"reader {number}")
        self.number, self.port, self.enough = number, port, enough
        self.acknowledged: dict[str, str] = {}  # words by key
        self.tries = Counter[int]()  # by status; 0 when nothing was answered
        self.address = ""

    def run(self) -> None:
        count = 0
        while not self.enough.is_set():
            count += 1
            self.address = f"10.{self.number}.{count // 250}.{count % 250 + 1}"
            self._post(f"Comment {count} of {self.name}.")

    def _post(self, words: str) -> None:
        form = self._until_it_answers(self._fetch_form)
        if form is None:
            return
        cookie, token, key = form
        typed = {"csrf_token": token, "key": key, "name": self.name, "text": words}
        if self._until_it_answers(lambda: self._send(cookie, typed)):
            self.acknowledged[key] = words

    def _until_it_answers(self, act):
        while not self.enough.is_set():
            try:
                if answer := act():
                    return answer
            except TROUBLE:
                self.tries[0] += 1
            self.enough.wait(0.05)
        return None

    def _fetch_form(self):
        status, headers, body = self._ask("GET", "/articles/late-bell/comments/token")
        if status != 200:
            return None
        given = json.loads(body)
        return headers["Set-Cookie"].partition(";")[0], given["csrf_token"], given["key"]

    def _send(self, cookie: str, typed: dict[str, str]) -> bool:
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        status, answered, _body = self._ask("POST", "/articles/late-bell/comments", urlencode(typed), headers)
        return status == 303 and typed["key"] in answered["Location"]

    def _ask(self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        try:
            connection.request(method, path, body, {"X-Forwarded-For": self.address, **(headers or {})})
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        self.tries[answer.status] += 1
        return answer.status, answer.headers, content


def serve_and_kill(instance: Path, settings: dict[str, str], readers: list[Reader]) -> None:
    for _ in range(KILLS):
        wanted = BETWEEN_KILLS + sum(len(reader.acknowledged) for reader in readers)
        server = Server(instance, **settings)
        try:
            server.wait_until_it_serves()
            assert eventually(lambda: sum(len(reader.acknowledged) for reader in readers) >= wanted)  # noqa: B023
        finally:
            server.kill()


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_what_was_acknowledged_is_there_and_nothing_is_there_twice(tmp_path, request, database):
    instance = tmp_path / "instance"
    url = f"sqlite:///{instance}/entretien.db" if database == "sqlite" else request.getfixturevalue("postgres_url")
    settings = {"DATABASE_URL": url, "DEMO": "0", "PORT": str(free_port()), "TRUSTED_PROXIES": "1"}
    flask(instance, "db", "upgrade", **settings)
    flask(instance, "articles", "import", a_file(tmp_path, GOOD), "--publish", **settings)
    enough = threading.Event()
    readers = [Reader(number, int(settings["PORT"]), enough) for number in range(READERS)]
    for reader in readers:
        reader.start()

    try:
        serve_and_kill(instance, settings, readers)
    finally:
        enough.set()
    for reader in readers:
        reader.join(2 * SOON)

    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT key, source FROM comments")).all()
    engine.dispose()
    stored = {row.key: row.source for row in rows}
    acknowledged = {key: words for reader in readers for key, words in reader.acknowledged.items()}
    tries = sum((reader.tries for reader in readers), Counter())
    assert {key: stored.get(key) for key in acknowledged} == acknowledged
    assert len(set(stored.values())) == len(rows)
    assert len(acknowledged) >= KILLS * BETWEEN_KILLS
    assert tries[0] > 0, "nothing was ever interrupted"
    assert set(tries) <= {0, 200, 303}, tries

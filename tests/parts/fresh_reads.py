"""What is read from public pages while others write, and when. Times are of the machine's monotonic clock."""

from __future__ import annotations

import gzip
import http.client
import re
import time
from contextvars import Context
from functools import lru_cache

from flask.testing import FlaskClient

NAMES = ("w0", "w1", "w2")  # of the writers, their articles, and, after `ice`, of their terms
LISTS = ("/", "/topics/quays", "/feed.atom")
PAGES = (*LISTS, "/glossary", *(path for name in NAMES for path in (f"/articles/{name}", f"/glossary/ice{name}")))
TOLD = re.compile(r"(article|term) (w\d+) is at (\d+)\b")
CANARY = re.compile(r"canary(w\d+x\d+)x")

Read = tuple[str, bool, float, float, dict[str, str]]  # path, whether it was kept, began, ended, value by subject


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

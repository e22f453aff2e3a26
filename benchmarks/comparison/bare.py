"""The least that answers on the server that ours has: a Flask that says hello, the same bytes as our page, and the
INSERT and commit of one comment. Nothing of ours is imported; what they need is in the folder that BARE names."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Flask

FOLDER = Path(os.environ["BARE"])
PAGE = (FOLDER / "page").read_bytes()
HEADERS = [(name, value) for name, value in json.loads((FOLDER / "headers.json").read_text())]
TAG = dict(HEADERS)["etag"]
ROW = json.loads((FOLDER / "comment.json").read_text())
SQL = f"INSERT INTO comments ({', '.join(ROW)}) VALUES ({', '.join(f':{name}' for name in ROW)})"
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000")

hello = Flask(__name__)
_here = threading.local()


@hello.get("/")
def say() -> str:
    return "hello"


def page(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if environ.get("HTTP_IF_NONE_MATCH") == TAG:
        start_response("304 NOT MODIFIED", [header for header in HEADERS if header[0] != "content-length"])
        return []
    start_response("200 OK", HEADERS)
    return [PAGE]


def insert(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if environ["REQUEST_METHOD"] == "POST":
        environ["wsgi.input"].read()
        connection = _connection()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(SQL, {**ROW, "key": secrets.token_urlsafe(16)})
        connection.execute("COMMIT")
    start_response("200 OK", [("content-length", "0")])
    return []


def _connection() -> sqlite3.Connection:
    """One a thread."""
    if not hasattr(_here, "connection"):
        _here.connection = sqlite3.connect(FOLDER / "entretien.db", isolation_level=None)
        for pragma in PRAGMAS:
            _here.connection.execute(f"PRAGMA {pragma}")
    return _here.connection

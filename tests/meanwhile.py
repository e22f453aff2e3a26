"""Something that somebody else does between what a request reads and what it writes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Engine, event

FIRST = ("BEGIN IMMEDIATE", "LOCK TABLE")  # with which a post begins to write, on SQLite and on PostgreSQL


@contextmanager
def meanwhile(app: Flask, act: Callable[[], object]) -> Iterator[list[object]]:
    """Once, just before this thread begins to write. Holds what `act` returned as soon as it has been done."""
    here, done = threading.get_ident(), []

    def somebody_else() -> object:
        with app.app_context():
            return act()

    def come_between(_connection, _cursor, statement, *_rest):
        if statement.startswith(FIRST) and threading.get_ident() == here and not done:
            with ThreadPoolExecutor(1) as pool:
                done.append(None)
                done[0] = pool.submit(somebody_else).result()

    event.listen(Engine, "before_cursor_execute", come_between)
    try:
        yield done
    finally:
        event.remove(Engine, "before_cursor_execute", come_between)

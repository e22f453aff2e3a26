"""Something that somebody else does between what a request reads and what it writes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Engine, event


@contextmanager
def meanwhile(app: Flask, act: Callable[[], object]) -> Iterator[list[object]]:
    """Once, when this thread has read and before it has a lock: SQLite's, or those of PostgreSQL. Holds what `act`
    returned as soon as it has been done."""
    here, done = threading.get_ident(), []

    def somebody_else() -> object:
        with app.app_context():
            return act()

    def come_between() -> None:
        if threading.get_ident() == here and not done:
            done.append(None)
            with ThreadPoolExecutor(1) as pool:
                done[0] = pool.submit(somebody_else).result()

    def when_it_has_read(connection):
        if connection.dialect.name == "sqlite":
            come_between()

    def before_it_locks(_connection, _cursor, statement, *_rest):
        if statement.startswith("LOCK TABLE") or "FOR NO KEY UPDATE" in statement:
            come_between()

    event.listen(Engine, "commit", when_it_has_read)
    event.listen(Engine, "before_cursor_execute", before_it_locks)
    try:
        yield done
    finally:
        event.remove(Engine, "commit", when_it_has_read)
        event.remove(Engine, "before_cursor_execute", before_it_locks)

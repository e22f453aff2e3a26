"""What is asked of the database meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine, event

LOCK = "BEGIN IMMEDIATE"  # on SQLite


@contextmanager
def counting() -> Iterator[list[str]]:
    with listening() as heard:
        yield heard.asked


@dataclass
class Heard:
    asked: list[str] = field(default_factory=list)
    under_lock: list[str] = field(default_factory=list)
    is_locked: bool = False


@contextmanager
def listening() -> Iterator[Heard]:
    """Also which statements were asked while nobody else could write."""
    heard = Heard()

    def note(_connection, _cursor, statement, *_rest):
        if statement == LOCK:
            heard.is_locked = True
        elif not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT")):
            heard.asked.append(statement)
            heard.under_lock.extend([statement] if heard.is_locked else [])

    def end(_connection):
        heard.is_locked = False

    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Engine, "commit", end)
    event.listen(Engine, "rollback", end)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        event.remove(Engine, "commit", end)
        event.remove(Engine, "rollback", end)

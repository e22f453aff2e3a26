"""What SQLite alone is told: how a connection is set up, how a transaction begins, and who writes next, in whichever
process of the machine.

Left to itself SQLite lets those who wait look for its lock from time to time, up to a tenth of a second apart: it lies
idle meanwhile, and some find it taken each time. So whoever is to write waits first for a lock of the process, then for
one on a file beside the database: the system hands both on at once, the file's also when the process that had it is
killed. Whoever has waited in the process for PATIENCE, or can have no such file, goes to SQLite without; it says what
is wrong.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections import defaultdict
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import Pool

PATIENCE = 15  # seconds that a writer waits for others in the process, and then as long for SQLite's own lock
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={PATIENCE * 1000}",
    "cache_size=-512",  # kB for each connection, and there are many; the system keeps the file in memory once for all
)

#: True while a request only reads, or still does: its transaction then takes no write lock.
only_reads: ContextVar[bool] = ContextVar("only_reads", default=False)

FILE, LOCK = "entretien.file", "entretien.lock"  # in the `info` of a connection: its own opening of the file; its lock
_locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)  # by the path of the database
os.register_at_fork(after_in_child=_locks.clear)


@event.listens_for(Engine, "connect")
def _set_up(connection: Any, _record: object) -> None:
    if not type(connection).__module__.startswith("sqlite3"):
        return
    connection.isolation_level = None  # transactions are begun below, not by the driver
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if only_reads.get():
        connection.exec_driver_sql("BEGIN")
    else:
        _wait(connection)
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _wait(connection: Connection) -> None:
    """What it has waited for is its own until its transaction begins to end, which is when those who wait wake up."""
    path = connection.engine.url.database
    if not path or path == ":memory:":
        return
    lock = _locks[path]
    if not lock.acquire(timeout=PATIENCE):
        return
    connection.info[LOCK] = lock
    with suppress(OSError):  # the file is somebody else's, or the disk is full: SQLite can say more
        if FILE not in connection.info:
            connection.info[FILE] = os.open(f"{path}-lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(connection.info[FILE], fcntl.LOCK_EX)


@event.listens_for(Engine, "commit")
@event.listens_for(Engine, "rollback")
def _end(connection: Connection) -> None:
    _release(connection.info)


@event.listens_for(Pool, "checkin")
def _end_in_any_case(_connection: Any, record: Any) -> None:
    _release(record.info)


@event.listens_for(Pool, "close")
@event.listens_for(Pool, "invalidate")
def _forget(_connection: Any, record: Any, *_trouble: Any) -> None:
    _release(record.info)
    if FILE in record.info:
        os.close(record.info.pop(FILE))


def _release(info: dict[str, Any]) -> None:
    lock = info.pop(LOCK, None)
    if lock is not None:
        if FILE in info:
            fcntl.flock(info[FILE], fcntl.LOCK_UN)
        lock.release()

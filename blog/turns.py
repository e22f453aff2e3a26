"""Who writes to SQLite next, in whichever process of the machine.

Left to itself SQLite lets those who wait look for its lock from time to time, up to a tenth of a second apart: it lies
idle meanwhile, and some find it taken each time. So whoever is to write waits first for their turn in the process, then
for a file beside the database: the system hands both on at once, the file also when the process that had it is killed.
Whoever has waited in the process for PATIENCE, or can have no such file, goes to SQLite without: it says what is wrong.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections import defaultdict
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import Pool

PATIENCE = 15  # seconds
FILE, TURN = "entretien.file", "entretien.turn"  # in the `info` of a connection: its own opening of the file; its lock
_turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)  # by the path of the database
os.register_at_fork(after_in_child=_turns.clear)


def wait_for(connection: Connection) -> None:
    """Until the transaction ends. The turn is over when it begins to end, which is when those who wait wake up."""
    path = connection.engine.url.database
    if not path or path == ":memory:":
        return
    turn = _turns[path]
    if not turn.acquire(timeout=PATIENCE):
        return
    connection.info[TURN] = turn
    with suppress(OSError):  # the file is somebody else's, or the disk is full: SQLite can say more
        if FILE not in connection.info:
            connection.info[FILE] = os.open(f"{path}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(connection.info[FILE], fcntl.LOCK_EX)


@event.listens_for(Engine, "commit")
@event.listens_for(Engine, "rollback")
def _end(connection: Connection) -> None:
    _give_back(connection.info)


@event.listens_for(Pool, "checkin")
def _end_in_any_case(_connection: Any, record: Any) -> None:
    _give_back(record.info)


@event.listens_for(Pool, "close")
@event.listens_for(Pool, "invalidate")
def _forget(_connection: Any, record: Any, *_trouble: Any) -> None:
    _give_back(record.info)
    if FILE in record.info:
        os.close(record.info.pop(FILE))


def _give_back(info: dict[str, Any]) -> None:
    turn = info.pop(TURN, None)
    if turn is not None:
        if FILE in info:
            fcntl.flock(info[FILE], fcntl.LOCK_UN)
        turn.release()

"""Who writes to SQLite next, in whichever process of the machine.

Left to itself SQLite lets those who wait look for its lock from time to time, up to a tenth of a second apart: it lies
idle meanwhile, and some find it taken each time. So whoever is to write waits for a file beside the database first: the
system hands it on at once, also when the process that had it is killed.
"""

from __future__ import annotations

import fcntl
import os
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import Pool

TURN = "entretien.turn"  # in the `info` of a connection: its own opening of the file


def wait_for(connection: Connection) -> None:
    """Until the transaction ends. The turn is over when it begins to end, which is when those who wait wake up."""
    path = connection.engine.url.database
    if not path or path == ":memory:":
        return
    if TURN not in connection.info:
        connection.info[TURN] = os.open(f"{path}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(connection.info[TURN], fcntl.LOCK_EX)


@event.listens_for(Engine, "commit")
@event.listens_for(Engine, "rollback")
def _end(connection: Connection) -> None:
    if TURN in connection.info:
        fcntl.flock(connection.info[TURN], fcntl.LOCK_UN)


@event.listens_for(Pool, "checkin")
def _end_in_any_case(_connection: Any, record: Any) -> None:
    if TURN in record.info:
        fcntl.flock(record.info[TURN], fcntl.LOCK_UN)


@event.listens_for(Pool, "close")
@event.listens_for(Pool, "invalidate")
def _forget(_connection: Any, record: Any, *_trouble: Any) -> None:
    if TURN in record.info:
        os.close(record.info.pop(TURN))

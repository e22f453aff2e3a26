"""For a use case that reads much and writes little (optimistic concurrency control): others write while it reads, and
what it has read still holds when it writes, or all is done again with the lock from the beginning."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from blog.database import db
from blog.sqlite import only_reads


class Moved(Exception):
    """Something public is no longer as it was read: see `web/reads.py`."""


def seen() -> int | None:
    """The number of what is public, before it is read. None for who can write from the beginning: on SQLite nothing
    changes meanwhile."""
    return _stored() if only_reads.get() else None


def check(seen: int | None) -> None:
    """Before what rests on it is written. Raises Moved."""
    if seen is not None and seen != _stored():
        raise Moved


@contextmanager
def writing() -> Iterator[None]:
    """One transaction that writes, and is committed. In a request that reads first (`web/reads.py`) it begins here, and
    on SQLite the lock with it: what was read stays as it was read, so ask inside whether it still holds."""
    session, reads_first = db.session(), only_reads.get()
    session.expire_on_commit = not reads_first
    before = only_reads.set(False)
    try:
        if reads_first and db.engine.dialect.name == "sqlite":
            session.commit()
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        only_reads.reset(before)
        session.expire_on_commit = True


def write_from_the_beginning() -> None:
    """What was read is forgotten, and read again with the lock."""
    db.session.rollback()
    only_reads.set(False)


def _stored() -> int:
    """In the transaction that is under way."""
    asked = db.session.connection().exec_driver_sql("SELECT number FROM page_generation")
    return int(asked.scalar_one())

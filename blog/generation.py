"""The number of what is public, which the database counts up with every change that a public page could show, and the
ways to ask for it with every request."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from mmap import PROT_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from sqlalchemy import CheckConstraint
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Model

if TYPE_CHECKING:
    import psycopg  # at run time only where the site is on PostgreSQL: an import of 15 MB

HEAD, VERSION = 48, 3_007_000  # bytes, of which the WAL index has two copies; what they begin with
UNKNOWN = b"?"  # the head of no index
_maps: dict[tuple[int, int], tuple[int, mmap]] = {}


class PageGeneration(Model):
    """One row, counted up by triggers: see the migration."""

    __tablename__ = "page_generation"
    __table_args__ = (CheckConstraint("id = 1", name="is_one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


class Generation(Protocol):
    def number(self) -> int | None:
        """What stands in the database now; None when it does not answer."""


class SqliteGeneration:
    """Looks at the head of the WAL index, which the processes of a machine share in memory and which every commit has
    changed before it is acknowledged (https://www.sqlite.org/walformat.html, 2.1): SQLite looks there itself to see
    whether somebody has committed. It takes no system call and no lock, and no thread has to wait for another. The
    number is read again only when the head is another one."""

    connection: sqlite3.Connection | None
    index: mmap | bytes
    known: tuple[bytes, int | None]  # the head, and the number that stood with it

    def __init__(self, path: str) -> None:
        self.path = path
        os.register_at_fork(after_in_child=self._begin)
        self._begin()

    def number(self) -> int | None:
        head, number = self.known
        return number if head == self.index[:HEAD] else self._read()

    def _read(self) -> int | None:
        with self.lock:
            try:
                self.connection = self.connection or self._connected()
                head = self.index[:HEAD]  # before the number: what is committed between them changes it once more
                (number,) = self.connection.execute("SELECT number FROM page_generation").fetchone()
            except (sqlite3.Error, OSError):
                self._forget()
                return None
            self.known = (head, number)
            return int(number)

    def _connected(self) -> sqlite3.Connection:
        """As long as it is open, the file of the index stays what it is."""
        connection = sqlite3.connect(f"file:{quote(self.path)}?mode=ro", uri=True, check_same_thread=False)
        connection.execute("SELECT number FROM page_generation").fetchone()
        (_number, _name, path) = connection.execute("PRAGMA database_list").fetchone()
        self.index = _mapped(f"{path}-shm")
        if int.from_bytes(self.index[:4], sys.byteorder) != VERSION:
            raise sqlite3.NotSupportedError("another WAL index than the one that is known here")
        return connection

    def _begin(self) -> None:
        self.lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self.connection = None
        self.index = b""
        self.known = (UNKNOWN, None)


def _mapped(path: str) -> mmap:
    """Once for each file, and never closed: with POSIX's locks that would give up SQLite's own on this file, for all of
    the process."""
    status = Path(path).stat()
    which = (status.st_dev, status.st_ino)
    if which not in _maps:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        _maps[which] = (file, mmap(file, HEAD, prot=PROT_READ))
    return _maps[which][1]


class PostgresGeneration:
    """Asks each time: pages are as fresh between machines as on one."""

    connection: psycopg.Connection[tuple[int]] | None

    def __init__(self, address: str) -> None:
        self.address = address
        os.register_at_fork(after_in_child=self._begin)
        self._begin()

    def number(self) -> int | None:
        import psycopg

        with self.lock:
            try:
                return self._number()
            except psycopg.Error:  # a database that was restarted has cut the connection; the next request makes one
                self.connection = None
                return None

    def _number(self) -> int | None:
        if self.connection is None:
            import psycopg

            connect = psycopg.Connection[tuple[int]].connect
            self.connection = connect(self.address, autocommit=True, prepare_threshold=0, connect_timeout=2)
        row = self.connection.execute("SELECT number FROM page_generation").fetchone()
        return row[0] if row else None

    def _begin(self) -> None:
        self.lock = threading.Lock()
        self.connection = None


def generation_of(address: str) -> Generation:
    """Of the database at an address as SQLAlchemy writes it."""
    url = make_url(address)
    if url.drivername.startswith("sqlite"):
        return SqliteGeneration(url.database or "")
    return PostgresGeneration(url.set(drivername="postgresql").render_as_string(hide_password=False))

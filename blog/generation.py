"""The number of what is public, which the database counts up with every change that a public page could show, and the
ways to ask for it with every request."""

from __future__ import annotations

import os
import sqlite3
import threading
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from sqlalchemy import CheckConstraint
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Model

if TYPE_CHECKING:
    import psycopg  # at run time only where the site is on PostgreSQL: an import of 15 MB


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
    """Asks `data_version`, which costs microseconds and tells of every commit of others, on a connection that commits
    nothing itself; the number is read again only then."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lock = threading.Lock()
        self.connection: sqlite3.Connection | None = None
        self.version: int | None = None
        self.known: int | None = None
        os.register_at_fork(after_in_child=self._forget)

    def number(self) -> int | None:
        with self.lock:
            try:
                return self._number()
            except sqlite3.Error:
                self.connection = None
                return None

    def _number(self) -> int | None:
        if self.connection is None:
            self.connection = sqlite3.connect(f"file:{quote(self.path)}?mode=ro", uri=True, check_same_thread=False)
            self.version = None
        version = self.connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self.version:
            (self.known,) = self.connection.execute("SELECT number FROM page_generation").fetchone()
            self.version = version
        return self.known

    def _forget(self) -> None:
        self.connection = None


class PostgresGeneration:
    """Asks each time: pages are as fresh between machines as on one."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.lock = threading.Lock()
        self.connection: psycopg.Connection[tuple[int]] | None = None
        os.register_at_fork(after_in_child=self._forget)

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

    def _forget(self) -> None:
        self.connection = None


def generation_of(address: str) -> Generation:
    """Of the database at an address as SQLAlchemy writes it."""
    url = make_url(address)
    if url.drivername.startswith("sqlite"):
        return SqliteGeneration(url.database or "")
    return PostgresGeneration(url.set(drivername="postgresql").render_as_string(hide_password=False))

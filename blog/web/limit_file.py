"""Where limits are counted when there is no Redis: a file, so that all processes of a machine count together."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from limits.storage import MovingWindowSupport, Storage

SCHEME = "limit-file"
PATIENCE = 2  # seconds that one process waits for another


class LimitFile(Storage, MovingWindowSupport):
    """A row for each time that counts. Nothing waits for the disk: a power cut may take what was counted last."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 - the library declares it so
    base_exceptions = sqlite3.Error

    def __init__(self, uri: str, wrap_exceptions: bool = False, **options: float | str | bool) -> None:
        super().__init__(uri, wrap_exceptions, **options)
        self.path = unquote(urlsplit(uri).path)
        self.lock = threading.Lock()
        self.connection: sqlite3.Connection | None = None
        os.register_at_fork(after_in_child=self._begin_again)

    @staticmethod
    def uri(path: Path) -> str:
        return f"{SCHEME}://{quote(str(path.absolute()))}"

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Of two who ask at the same moment, the second finds what the first has counted."""
        now = time.time()
        with self._opened() as file:
            file.execute("BEGIN IMMEDIATE")
            file.execute("DELETE FROM hits WHERE counts_until <= ?", (now,))
            fits = self._number(file, key) + amount <= limit
            file.executemany("INSERT INTO hits VALUES (?, ?, ?)", [(key, now, now + expiry)] * (amount if fits else 0))
            file.execute("COMMIT")
        return fits

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        now = time.time()
        query = "SELECT coalesce(min(at), ?), count(*) FROM hits WHERE key = ? AND counts_until > ?"
        with self._opened() as file:
            at, number = file.execute(query, (now, key, now)).fetchone()
        return at, number

    def forget(self) -> None:
        """What counts no more."""
        with self._opened() as file:
            file.execute("DELETE FROM hits WHERE counts_until <= ?", (time.time(),))

    def check(self) -> bool:
        try:
            with self._opened():
                return True
        except sqlite3.Error:
            return False

    def reset(self) -> int | None:
        with self._opened() as file:
            return file.execute("DELETE FROM hits").rowcount

    def clear(self, key: str) -> None:
        with self._opened() as file:
            file.execute("DELETE FROM hits WHERE key = ?", (key,))

    def get(self, key: str) -> int:
        with self._opened() as file:
            return self._number(file, key)

    def get_expiry(self, key: str) -> float:
        raise NotImplementedError("moving windows alone are counted here")

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        raise NotImplementedError("moving windows alone are counted here")

    def _number(self, file: sqlite3.Connection, key: str) -> int:
        number: int = file.execute("SELECT count(*) FROM hits WHERE key = ?", (key,)).fetchone()[0]
        return number

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with self.lock:
            try:
                self.connection = self.connection or self._connect()
                yield self.connection
            except BaseException:  # in the middle of a transaction, perhaps
                if self.connection:
                    self.connection.close()
                self.connection = None
                raise

    def _connect(self) -> sqlite3.Connection:
        file = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = NORMAL")
        file.execute("CREATE TABLE IF NOT EXISTS hits (key TEXT, at REAL, counts_until REAL)")
        file.execute("CREATE INDEX IF NOT EXISTS hits_of_key ON hits (key)")
        file.execute("CREATE INDEX IF NOT EXISTS hits_that_count ON hits (counts_until)")
        return file

    def _begin_again(self) -> None:
        self.lock, self.connection = threading.Lock(), None

"""Who waits to write to SQLite has the lock as soon as it is free, from other connections and other processes."""

from __future__ import annotations

import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from blog import sqlite
from tests.parts.commands import ROOT

HELD = 0.35  # seconds; SQLite looks for its lock after 0.328 and 0.428
SOON = 0.04
WRITES = """
import sys, time
from sqlalchemy import create_engine
from blog import sqlite
with create_engine(sys.argv[1]).connect() as connection:
    connection.exec_driver_sql("CREATE TABLE there (id)")
    print("writes", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'own.db'}"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    yield engine
    engine.dispose()


def has_it_at(engine: Engine) -> float:
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        return time.monotonic()


def test_the_lock_is_handed_on_at_once(engine):
    delays = []
    with ThreadPoolExecutor(1) as pool:
        for _each in range(7):
            with engine.connect() as holder:
                holder.exec_driver_sql("SELECT 1")
                waiting = pool.submit(has_it_at, engine)
                time.sleep(HELD)
                assert not waiting.done()
                free = time.monotonic()
            delays.append(waiting.result() - free)

    assert statistics.median(delays) < SOON


def test_a_process_that_is_killed_gives_it_back(engine, url):
    process = subprocess.Popen([sys.executable, "-c", WRITES, url], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with process, ThreadPoolExecutor(1) as pool:
        assert process.stdout is not None
        assert process.stdout.readline() == "writes\n"
        waiting = pool.submit(has_it_at, engine)
        time.sleep(HELD)
        assert not waiting.done()
        process.send_signal(signal.SIGKILL)
        waiting.result(timeout=30)


def test_without_a_file_to_wait_for_sqlite_keeps_the_order(engine, url):
    """Somebody else's, or no file at all."""
    Path(f"{engine.url.database}-lock").mkdir()

    with engine.connect() as holder, ThreadPoolExecutor(1) as pool:
        holder.exec_driver_sql("CREATE TABLE there (id)")
        waiting = pool.submit(has_it_at, engine)
        holder.commit()
        waiting.result(timeout=30)


def test_who_only_reads_waits_for_nobody(engine):
    with engine.connect() as holder, ThreadPoolExecutor(1) as pool:
        holder.exec_driver_sql("SELECT 1")
        reading = pool.submit(reads, engine)
        reading.result(timeout=30)


def reads(engine: Engine) -> None:
    sqlite.only_reads.set(True)
    try:
        has_it_at(engine)
    finally:
        sqlite.only_reads.set(False)

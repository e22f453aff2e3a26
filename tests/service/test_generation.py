"""What tells whether something public has changed: at once, and without harm to the database it looks at."""

from __future__ import annotations

import gc
import sqlite3
import subprocess
import sys

import pytest

from blog.generation import SqliteGeneration

#: From a process in which another thread is just asking.
FORKS = """
import os, signal, sys
from blog.generation import SqliteGeneration
generation = SqliteGeneration(sys.argv[1])
generation.lock.acquire()
child = os.fork()
if not child:
    signal.alarm(5)
    os._exit(generation.number() != 1)
sys.exit(os.waitpid(child, 0)[1])
"""

pytestmark = pytest.mark.all_databases

#: Whether SQLite's lock on the file of the index, by which it knows that it is in use, can be had.
TAKES_THE_LOCK = """
import fcntl, sys
try:
    fcntl.lockf(open(sys.argv[1], "r+b"), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 128)
except OSError:
    sys.exit("in use")
"""


@pytest.fixture
def path(tmp_path):
    """In a folder whose name has to be quoted."""
    folder = tmp_path / "a folder? 100 %"
    folder.mkdir()
    written(folder / "site.db", "PRAGMA journal_mode=WAL", "CREATE TABLE page_generation (number)")
    written(folder / "site.db", "INSERT INTO page_generation VALUES (1)")
    return folder / "site.db"


def written(path, *statements):
    """By another connection, which is closed again."""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.fixture
def generation(path):
    generation = SqliteGeneration(str(path))
    yield generation
    if generation.connection:
        generation.connection.close()


def test_every_commit_is_seen_at_once(generation, path):
    seen = []
    for _each in range(300):
        written(path, "UPDATE page_generation SET number = number + 1")
        seen.append(generation.number())

    assert seen == list(range(2, 302))


def test_a_commit_is_seen_after_the_log_was_emptied(generation, path):
    assert generation.number() == 1
    written(path, "UPDATE page_generation SET number = 2", "PRAGMA wal_checkpoint(TRUNCATE)")
    assert generation.number() == 2
    written(path, "UPDATE page_generation SET number = 3")

    assert generation.number() == 3


def test_it_is_read_again_only_after_a_commit(generation, path):
    statements = []
    generation.number()
    generation.connection.set_trace_callback(statements.append)

    for _each in range(10):
        generation.number()
    assert statements == []

    written(path, "CREATE TABLE another (id)")
    assert generation.number() == 1
    assert len(statements) == 1


def test_without_a_database_it_says_nothing_and_with_one_it_does_again(tmp_path):
    path = tmp_path / "later.db"
    generation = SqliteGeneration(str(path))

    assert generation.number() is None
    written(path, "PRAGMA journal_mode=WAL")
    assert generation.number() is None
    written(path, "CREATE TABLE page_generation (number)", "INSERT INTO page_generation VALUES (7)")

    assert generation.number() == 7
    generation.connection.close()


def test_looking_at_the_index_costs_sqlite_none_of_its_locks(generation, path):
    """They are the process's: closing a file of one's own would give them up for everybody in it."""
    generation.number()
    second = SqliteGeneration(str(path))
    second.number()
    second.connection.close()
    del second
    gc.collect()

    command = [sys.executable, "-c", TAKES_THE_LOCK, f"{path}-shm"]
    assert subprocess.run(command, capture_output=True, text=True).stderr == "in use\n"


def test_a_forked_process_waits_for_no_thread_that_it_has_not_got(path):
    assert subprocess.run([sys.executable, "-c", FORKS, str(path)], timeout=60).returncode == 0

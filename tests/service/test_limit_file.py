"""Limits without Redis: all processes of a machine count together, in a file."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from blog.web.limit_file import LimitFile
from blog.web.limits import forget_what_counts_no_more, limiter
from tests.another import another_app
from tests.pages import Visitor

TRY = """
import sys
from blog.web.limit_file import LimitFile
counts = LimitFile(sys.argv[1])
print(sum(counts.acquire_entry("post", 30, 60) for _each in range(30)))
"""


@pytest.fixture
def counts(tmp_path):
    counts = LimitFile(LimitFile.uri(tmp_path / "so é %.db"))
    yield counts
    close(counts)


def close(counts):
    if counts.connection:
        counts.connection.close()


def test_processes_count_together(counts):
    command = [sys.executable, "-c", TRY, LimitFile.uri(Path(counts.path))]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _each in range(3)]

    taken = [int(process.communicate(timeout=60)[0]) for process in processes]

    assert sum(taken) == 30
    assert not counts.acquire_entry("post", 30, 60)


def test_threads_count_together(counts):
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda _each: counts.acquire_entry("post", 10, 60), range(40)))

    assert sum(taken) == 10


def test_whatever_goes_wrong_nobody_waits_for_it(counts, monkeypatch):
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(counts, "_number", lambda *_given: 1 / 0)
        with pytest.raises(ZeroDivisionError) as trouble:
            counts.acquire_entry("post", 1, 60)
    other = LimitFile(LimitFile.uri(Path(counts.path)))

    assert other.acquire_entry("post", 1, 60)
    assert not counts.acquire_entry("post", 1, 60)
    assert trouble
    close(other)


def test_a_window_moves(counts):
    assert [counts.acquire_entry("post", 2, 1) for _each in range(3)] == [True, True, False]
    start, number = counts.get_moving_window("post", 2, 1)
    assert (number, time.time() - start < 1) == (2, True)

    time.sleep(1.05)

    assert counts.get_moving_window("post", 2, 1)[1] == 0
    assert counts.acquire_entry("post", 2, 1)
    assert counts.get("post") == 1


def test_another_key_counts_for_itself_and_can_be_cleared(counts):
    for key in ("one", "two"):
        assert counts.acquire_entry(key, 1, 60)

    counts.clear("one")

    assert (counts.get("one"), counts.get("two")) == (0, 1)
    assert counts.acquire_entry("one", 1, 60)
    assert not counts.acquire_entry("two", 1, 60)


def test_a_site_without_redis_counts_in_its_file_and_names_nobody_there(tmp_path, migrated):
    with another_app({"DATABASE_URL": f"sqlite:///{tmp_path / 'own.db'}"}, tmp_path) as app:
        shutil.copyfile(migrated, tmp_path / "own.db")
        from_there = {"REMOTE_ADDR": "192.0.2.7"}
        Visitor(app).post("/account/reset", data={"email": "ada@example.org"}, environ_base=from_there)
        file = sqlite3.connect(tmp_path / "limits.db")
        keys = " ".join(key for (key,) in file.execute("SELECT key FROM hits"))
        file.execute("UPDATE hits SET counts_until = 0")
        file.commit()
        forget_what_counts_no_more()
        left = file.execute("SELECT count(*) FROM hits").fetchone()
        file.close()
        close(limiter.storage)

    assert keys
    assert "192.0.2.7" not in keys
    assert "ada" not in keys
    assert left == (0,)


def test_without_its_file_a_process_counts_for_itself(tmp_path, migrated):
    (tmp_path / "limits.db").mkdir()
    with another_app({"DATABASE_URL": f"sqlite:///{tmp_path / 'own.db'}"}, tmp_path) as app:
        shutil.copyfile(migrated, tmp_path / "own.db")
        client = Visitor(app)
        statuses = [client.post("/account/reset", data={"email": "ada@example.org"}).status for _each in range(6)]
        is_there = limiter.storage.check()

    assert statuses == [200, 200, 200, 200, 200, 429]
    assert not is_there

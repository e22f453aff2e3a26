"""The site as readers meet it, and somebody who opens one page after the other: each a process of its own."""

from __future__ import annotations

import multiprocessing
import random
import statistics
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection

from flask import Flask

from benchmarks.clock import percentile
from benchmarks.comparison.processes import Service, running

PAUSE = 0.02  # seconds between two pages


class Reader:
    """Ask it what it has waited since it was asked last."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._ours, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(target=read, args=(addresses, theirs), daemon=True)
        self._process.start()

    def waits(self) -> tuple[list[float], int]:
        """Milliseconds, and how many pages did not come."""
        self._ours.send("tell")
        waits: tuple[list[float], int] = self._ours.recv()
        return waits

    def told(self) -> str:
        waits, failed = self.waits()
        return (
            f"{len(waits):,} pages, p50 {statistics.median(waits):.0f} ms, p99 {percentile(waits, 0.99):.0f} ms, "
            f"longest {max(waits):.0f} ms, {failed} failed"
        )

    def end(self) -> None:
        self._process.terminate()
        self._process.join()


def read(addresses: Sequence[str], asked: Connection) -> None:
    pick = random.Random(1)
    waits: list[float] = []
    failed = 0
    while True:
        began = time.perf_counter()
        try:
            urllib.request.urlopen(pick.choice(addresses), timeout=60).read()
        except OSError:
            failed += 1
        waits.append((time.perf_counter() - began) * 1000)
        if asked.poll(PAUSE):
            asked.recv()
            asked.send((waits, failed))
            waits, failed = [], 0


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address of the site, without its worker: whoever measures does that work."""
    server = ("granian", "--interface", "wsgi", "--blocking-threads", "4", "--port", "{port}", "--no-log", "wsgi:app")
    environ = {
        "INSTANCE": str(app.config["INSTANCE"]),
        "SECRET_KEY": app.config["SECRET_KEY"],
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"].replace("+psycopg", ""),
    }
    command = (sys.executable, "-m", *server)
    with running(Service(name="the site", command=command, ready="/robots.txt", environ=environ)) as site:
        yield site.address

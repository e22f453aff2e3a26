"""Processes that write to one database and read its public pages meanwhile, and note what they did, what they saw and
when: `python -m tests.parts.freshness <folder for the notes> <address of a server on the same database>`."""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random

from flask import Flask, Response
from flask.testing import FlaskClient

import config
from blog import create_app
from blog.database import db
from tests.parts.fresh_reads import NAMES, PAGES, Read, read
from tests.parts.fresh_writes import Writer

READERS, THREADS = 3, 2  # beside three writers and the server's two processes
PAUSE = 0.01  # seconds between two reads


def go_on_reading(app: Flask, number: int, server: str, is_over: Event) -> list[Read]:
    """By the server and from this process in turns, as chance has it."""
    random, client, reads = Random(number), FlaskClient(app, Response), []
    while not is_over.is_set():
        reads.append(read(random.choice(PAGES), client, random.choice(("", server))))
        time.sleep(PAUSE)
    return reads


def run_writer(writer: Writer, notes: Path) -> None:
    with writer.app.app_context():
        writer.write()
    (notes / f"{writer.name}.json").write_text(json.dumps([writer.writes, writer.reads]))


def run_reader(app: Flask, number: int, server: str, is_over: Event, notes: Path) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        reading = [pool.submit(go_on_reading, app, number * 10 + each, server, is_over) for each in range(THREADS)]
    reads = [read for each in reading for read in each.result()]
    (notes / f"reader{number}.json").write_text(json.dumps([[], reads]))


def main(notes: Path, server: str) -> int:
    app = create_app(config.from_environment(os.environ, Path(os.environ["INSTANCE"])))
    writers = [Writer(name, app) for name in NAMES]
    with app.app_context():
        for writer in writers:
            writer.furnish()
        db.session.remove()
        db.engine.dispose()  # forked processes share no connection
    fork, is_over = multiprocessing.get_context("fork"), multiprocessing.Event()
    reading = [fork.Process(target=run_reader, args=(app, n, server, is_over, notes)) for n in range(READERS)]
    wrote = [fork.Process(target=run_writer, args=(writer, notes)) for writer in writers]
    for process in (*reading, *wrote):
        process.start()
    for process in wrote:
        process.join()
    is_over.set()
    for process in reading:
        process.join()
    return max(abs(process.exitcode or 0) for process in (*reading, *wrote))


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2]))

"""The processes of one server: those that answer, the one that does chores, and how they all end together."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from flask import current_app
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from blog.admission import ROOM
from blog.cli.rehearsal import rehearse
from blog.database import db
from blog.jobs import jobs

TARGET = "wsgi:app"
WORKERS = 2
THREADS = ROOM + 16  # each worker's, made as they are needed; those beyond the room are for kept pages
PATIENCE = 5  # seconds a process has to end when it is asked to

log = logging.getLogger(__name__)


def run(host: str, port: int) -> None:
    """Until interrupted. The processes are forked from this one, which has imported everything and shown a page: they
    share what that made. It lets go of its connections first."""
    rehearse(current_app._get_current_object())  # type: ignore[attr-defined]
    db.engine.dispose()
    jobs.huey.storage.close()
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork", force=True)
    server = Granian(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.error,
    )
    chores = _Chores()
    server.on_startup(chores.start)
    server.on_startup(lambda: _end_when_told(server.signal_handler_interrupt))
    server.on_shutdown(chores.stop)
    server.serve(target_loader=load_in_child)


def load_in_child(target: str) -> Callable[..., object]:
    """The application; under fork it is there already."""
    _obey_the_parent()
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)  # type: ignore[no-any-return]


def work(target: str) -> None:
    load_in_child(target)
    jobs.work()


class _Chores:
    """The worker process, started again when it dies. It is a daemon: one that starts while all ends is ended, too."""

    def start(self) -> None:
        self._ending = threading.Event()
        self._start_process()
        threading.Thread(target=self._keep, daemon=True).start()

    def stop(self) -> None:
        self._ending.set()
        self._process.terminate()
        self._process.join(PATIENCE)
        self._process.kill()

    def _start_process(self) -> None:
        self._process = multiprocessing.Process(target=work, args=(TARGET,), name="entretien-worker", daemon=True)
        self._process.start()

    def _keep(self) -> None:
        while True:
            self._process.join()
            if self._ending.wait(1):
                return
            log.error("the worker ended by itself and is started again")
            self._start_process()


def _obey_the_parent() -> None:
    """Ctrl-C reaches the whole group: the parent alone listens, and tells the others. They do not outlive it."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    threading.Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _end_when_told(end: Callable[[], None]) -> None:
    """Also when the terminal is closed, and when make is interrupted alone. `end` takes a lock that the thread which a
    signal interrupts may hold, above all when the other processes end at the same moment: another thread calls it."""
    told, telling = os.pipe()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: os.write(telling, b"."))
    threading.Thread(target=_end_once_told, args=(told, end), daemon=True).start()
    status = Path(f"/proc/{os.getppid()}/status")
    if status.is_file() and "make" in status.read_text().partition("\n")[0]:
        threading.Thread(target=_end_with_make, args=(status, end), daemon=True).start()


def _end_once_told(told: int, end: Callable[[], None]) -> None:
    os.read(told, 1)
    end()


def _end_with_make(status: Path, end: Callable[[], None]) -> None:
    """GNU make, if it alone gets SIGINT, tells its command nothing and waits; meanwhile the signal is blocked in it."""
    try:
        while not _blocked(status) & 1 << (signal.SIGINT - 1):
            time.sleep(0.5)
    except OSError:
        pass  # make is gone
    end()


def _blocked(status: Path) -> int:
    lines = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
    return int(lines["SigBlk"], 16)

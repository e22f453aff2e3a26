"""A server: started, timed, weighed, and ended with all its children."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 60  # seconds until the first answer
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, kw_only=True)
class Service:
    """`{port}` in its command and its settings is the port."""

    name: str
    command: tuple[str, ...]
    ready: str  # a page that answers 200 once it serves
    environ: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Running:
    service: Service
    pid: int
    address: str
    start: float  # seconds until the first answer

    @property
    def memory(self) -> float:
        """Megabytes: the proportional set size of the whole tree."""
        return sum(_pss(pid) for pid in tree(self.pid)) / 1024


@contextmanager
def running(service: Service) -> Iterator[Running]:
    """In a session of its own, so that Ctrl-C reaches the measuring process alone, which ends it."""
    port = str(_free_port())
    command = [part.replace("{port}", port) for part in service.command]
    environ = {name: value.replace("{port}", port) for name, value in service.environ.items()}
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            command,
            env={**_usual(), **environ},
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            if not _answers(address + service.ready, process):
                said.seek(0)
                raise SystemExit(f"{service.name} does not answer at {address}{service.ready}\n{said.read()[-2000:]}")
            yield Running(service=service, pid=process.pid, address=address, start=time.perf_counter() - began)
        finally:
            _end(process)


def _usual() -> dict[str, str]:
    """Python keeps what it has compiled unless it is told not to: then each start would compile our modules again, and
    not those of others, which were compiled when they were installed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def tree(pid: int) -> list[int]:
    """A process and all that come from it."""
    above = {int(stat.parent.name): _parent(stat) for stat in Path("/proc").glob("[0-9]*/stat")}
    found = [pid]
    for each in found:
        found.extend(child for child, parent in above.items() if parent == each)
    return found


def _answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE and process.poll() is None:
        with suppress(OSError):
            urllib.request.urlopen(address, timeout=PATIENCE).close()
            return True
        time.sleep(0.005)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _parent(stat: Path) -> int:
    with suppress(OSError):
        return int(stat.read_text().rpartition(")")[2].split()[1])
    return 0


def _pss(pid: int) -> int:
    """Kilobytes; none of a process that has just ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0

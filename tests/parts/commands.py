"""Entretien as others meet it: commands and servers in processes of their own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOON = 30  # seconds; a busy machine starts a server in five
SETTINGS = ("ENTRETIEN_ENV", "SECRET_KEY", "PORT", "DEMO", "DATABASE_URL", "REDIS_URL", "SITE_URL", "MAIL_URL")


def environ(instance: Path, **settings: str) -> dict[str, str]:
    """Nothing of ours comes in from outside."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return {**kept, "INSTANCE": str(instance), "PYTHONUNBUFFERED": "1", **settings}


def flask(instance: Path, *words: str | Path, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *map(str, words)]
    return subprocess.run(
        command, cwd=ROOT, env=environ(instance, **settings), input=stdin, capture_output=True, text=True, timeout=120
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def eventually(happens: Callable[[], object], within: float = SOON) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        if happens():
            return True
        time.sleep(0.05)
    return False


class Server:
    """`serve --prepare` (or another command that serves) in a process group of its own."""

    def __init__(self, instance: Path, *command: str, **settings: str) -> None:
        self.instance = instance
        self.port = int(settings.setdefault("PORT", str(free_port())))
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = instance.with_name(f"{instance.name}-{self.port}-{time.monotonic_ns()}.log")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command or [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--prepare"],
                cwd=ROOT,
                env=environ(instance, **settings),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )

    @property
    def words(self) -> str:
        return self.log.read_text()

    def answers(self) -> bool:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/feed.atom", timeout=5) as response:
            return bool(response.status == 200)
        return False

    def wait_until_it_serves(self) -> None:
        assert eventually(lambda: self.answers() or self.process.poll() is not None), self.words
        assert self.process.poll() is None, self.words

    def processes(self) -> list[int]:
        """All that live, the first one too."""
        return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal() and self._is_ours(path)]

    def children(self) -> list[int]:
        return [pid for pid in self.processes() if pid != self.process.pid]

    def catches(self, number: int) -> bool:
        """Whether the process does something of its own about a signal."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        caught = next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt"))
        return bool(int(caught, 16) & 1 << (number - 1))

    def port_is_free(self) -> bool:
        with socket.socket() as attempt:
            return attempt.connect_ex(("127.0.0.1", self.port)) != 0

    def kill(self) -> None:
        """The whole group at once, as a failing machine would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _is_ours(self, path: Path) -> bool:
        try:
            state, _parent, group = (path / "stat").read_text().rpartition(")")[2].split()[:3]
        except OSError:
            return False
        return int(group) == self.process.pid and state != "Z"


@contextlib.contextmanager
def serving(instance: Path, *command: str, **settings: str) -> Iterator[Server]:
    server = Server(instance, *command, **settings)
    try:
        server.wait_until_it_serves()
        yield server
    finally:
        if server.processes():
            with contextlib.suppress(ProcessLookupError):
                server.kill()
        server.process.wait()

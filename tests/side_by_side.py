"""All tests, three runs at once: on SQLite, in a browser, and again on PostgreSQL and Redis where they answer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from tests import databases, redises
from tests.services import DEMANDED

PYTEST = (sys.executable, "-m", "pytest")
FLOORS = ("tests/service", "tests/screens", "tests/parts")  # what touches the database and the queue


class Service(NamedTuple):
    name: str
    variable: str
    address: str
    answers: Callable[[], bool]


SERVICES = (
    Service("PostgreSQL", "TEST_DATABASE_URL", databases.POSTGRES, databases.answers),
    Service("Redis", "TEST_REDIS_URL", redises.REDIS, redises.answers),
)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    there = [service for service in SERVICES if service.answers()]
    for service in SERVICES:
        if service not in there:
            what_then = "(demanded here)" if DEMANDED else "and is not tested"
            print(f"{service.name} does not answer at {service.address}", what_then, flush=True)
    if DEMANDED and len(there) < len(SERVICES):
        return 1
    with ExitStack() as stack:
        others = [stack.enter_context(meanwhile("In a browser", "tests/browser"))]
        if there:
            title = f"Again, on {' and '.join(service.name for service in there)}"
            addresses = {service.variable: service.address for service in there}
            others.append(stack.enter_context(meanwhile(title, "-m", "not all_databases", *FLOORS, **addresses)))
        code = subprocess.call([*PYTEST, "--ignore=tests/browser"])
        return max(code, *(told() for told in others))


@contextmanager
def meanwhile(title: str, *arguments: str, **environ: str) -> Iterator[Callable[[], int]]:
    """A run, and what tells of it once it has ended; it ends with the context."""
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen([*PYTEST, *arguments], env={**os.environ, **environ}, stdout=said, stderr=said) as run,
    ):

        def told() -> int:
            code = run.wait()
            said.seek(0)
            print(f"\n{title}", said.read().decode(errors="replace"), sep="\n", flush=True)
            return code

        try:
            yield told
        finally:
            run.terminate()


if __name__ == "__main__":
    raise SystemExit(main())

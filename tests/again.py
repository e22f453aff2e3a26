"""What `make test` runs meanwhile: what touches the database and the queue, on PostgreSQL and on Redis."""

from __future__ import annotations

import os
import subprocess
import sys

from tests import databases, redises
from tests.services import DEMANDED

FLOORS = ("tests/service", "tests/screens", "tests/parts")


def main() -> int:
    environ = dict(os.environ)
    if databases.answers():
        environ["TEST_DATABASE_URL"] = databases.POSTGRES
    if redises.answers():
        environ["TEST_REDIS_URL"] = redises.REDIS
    missing = [
        f"{name} does not answer at {address}"
        for name, variable, address in (
            ("PostgreSQL", "TEST_DATABASE_URL", databases.POSTGRES),
            ("Redis", "TEST_REDIS_URL", redises.REDIS),
        )
        if variable not in environ
    ]
    if missing:
        print("; ".join(missing), "(demanded here)" if DEMANDED else "and is not tested")
    if DEMANDED and missing:
        return 1
    if len(missing) == 2:
        return 0
    print("Again, on", " and ".join({"PostgreSQL", "Redis"} - {line.split()[0] for line in missing}), flush=True)
    return subprocess.call([sys.executable, "-m", "pytest", "-m", "not all_databases", *FLOORS], env=environ)


if __name__ == "__main__":
    raise SystemExit(main())

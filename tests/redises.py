"""A Redis database number of one's own for the time of a test run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import redis

REDIS = os.environ.get("TEST_REDIS_URL") or "redis://127.0.0.1:6379"
OWNER = "entretien:tests:owner"  # holds the process number of the run that uses this database


@contextmanager
def own_redis() -> Iterator[str]:
    """The address of an empty database number, emptied again at the end. Numbers with foreign keys are left alone."""
    for number in range(15, 0, -1):
        url = urlunsplit(urlsplit(REDIS)._replace(path=f"/{number}"))
        with redis.Redis.from_url(url) as server:
            if _claim(server):
                yield url
                server.flushdb()
                return
    raise RuntimeError("Every database number of this Redis holds something; the tests need an empty one.")


def empty(url: str) -> None:
    with redis.Redis.from_url(url) as server:
        server.flushdb()
        server.set(OWNER, os.getpid())


def answers() -> bool:
    try:
        with redis.Redis.from_url(REDIS, socket_connect_timeout=2) as server:
            return bool(server.ping())
    except redis.RedisError:
        return False


def _claim(server: redis.Redis) -> bool:
    owner = server.get(OWNER)
    if owner and not Path(f"/proc/{int(owner)}").exists():
        server.flushdb()
    return bool(server.set(OWNER, os.getpid(), nx=True)) and (server.dbsize() == 1 or not server.delete(OWNER))

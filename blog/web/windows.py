"""What was done lately, in this process: where limits are counted when there is no Redis.

The storage in memory that comes with `limits` starts a thread with every request, which looks at every visitor; this
one looks at them once a minute.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import NoReturn

from limits.storage import Storage
from limits.storage.base import MovingWindowSupport

SWEPT_EVERY = 60  # seconds


class Windows(Storage, MovingWindowSupport):
    """For moving windows alone."""

    STORAGE_SCHEME = ["process"]  # noqa: RUF012 - the base class says what it is

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: float | str | bool) -> None:
        super().__init__(uri, wrap_exceptions, **options)
        self.lock = threading.Lock()
        self.done: dict[str, tuple[int, deque[float]]] = {}  # by key: the window in seconds, and when, the oldest first
        self.swept = time.time()

    @property
    def base_exceptions(self) -> type[Exception]:
        return RuntimeError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        if amount > limit:
            return False
        with self.lock:
            now = time.time()
            self._sweep(now)
            _window, times = self.done.setdefault(key, (expiry, deque(maxlen=limit)))
            if len(times) + amount > limit and times[amount - limit - 1] >= now - expiry:
                return False
            times.extend([now] * amount)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        with self.lock:
            now = time.time()
            _window, times = self.done.get(key, (expiry, ()))
            inside = [moment for moment in times if moment >= now - expiry]
            return (inside[0] if inside else now), len(inside)

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        number = len(self.done)
        self.done.clear()
        return number

    def clear(self, key: str) -> None:
        self.done.pop(key, None)

    def incr(self, key: str, expiry: int, amount: int = 1) -> NoReturn:
        raise NotImplementedError

    def get(self, key: str) -> NoReturn:
        raise NotImplementedError

    def get_expiry(self, key: str) -> NoReturn:
        raise NotImplementedError

    def _sweep(self, now: float) -> None:
        if now >= self.swept + SWEPT_EVERY:
            self.swept = now
            for key in [key for key, (window, times) in self.done.items() if times[-1] < now - window]:
                del self.done[key]

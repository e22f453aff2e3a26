"""What else has the processors while nothing is measured."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from benchmarks.comparison.processes import TICK

SAMPLE = 2.0  # seconds
SHOWN = 4
IDLE = slice(3, 5)  # of /proc/stat: idle, and waiting for a disk


def others() -> str:
    """To be asked while none of our own servers runs: the whole load, and who is seen at it."""
    before, busy = _used(), _busy()
    time.sleep(SAMPLE)
    share = (_busy() - busy) / SAMPLE
    shares = Counter({who: (used - before[who]) / SAMPLE for who, used in _used().items() if who in before})
    named = [f"{name} {each:.2f}" for (_pid, name), each in shares.most_common(SHOWN) if each >= 0.02]
    return f"others had {share:.2f} of a core" + (f" ({', '.join(named)})" if named else "")


def _busy() -> float:
    """Seconds, of all cores together."""
    ticks = [int(each) for each in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return (sum(ticks) - sum(ticks[IDLE])) / TICK


def _used() -> dict[tuple[int, str], float]:
    """Seconds of each process."""
    used = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            head, _, tail = stat.read_text().rpartition(")")
            used[int(stat.parent.name), head.partition("(")[2]] = sum(map(int, tail.split()[11:13])) / TICK
    return used

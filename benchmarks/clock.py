"""How times are taken, told and judged."""

from __future__ import annotations

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence

Clock = Callable[[], float]


def told() -> str:
    """To stand over every table: what its figures were taken on."""
    load = os.getloadavg()[0]
    busy = "the machine was busy: look at minima and ratios" if load > 1 else "the machine was quiet"
    python = ".".join(map(str, sys.version_info[:2]))
    return f"{time.strftime('%Y-%m-%d')}, Python {python}, {os.cpu_count()} cores, load {load:.1f}: {busy}"


def timed(act: Callable[[], object], runs: int, clock: Clock = time.process_time) -> list[float]:
    """Milliseconds of each run, after one that does not count; of the processor, which others who work here do not
    add to."""
    act()
    gc.collect()
    taken = []
    for _ in range(runs):
        began = clock()
        act()
        taken.append((clock() - began) * 1000)
    return taken


def shown(taken: Sequence[float]) -> str:
    """Minimum and median."""
    return f"{min(taken):.2f} / {statistics.median(taken):.2f}"


def percentile(taken: Sequence[float], share: float) -> float:
    return sorted(taken)[int((len(taken) - 1) * share)]

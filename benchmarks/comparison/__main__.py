"""How fast, how large and how steady, beside others on the same machine in the same run; six minutes.

    python -m benchmarks.comparison [--write] [ROUNDS]

All listen on the loopback address alone, and end with the run. `--write` puts the figures into docs/performance.md and
its picture beside it.
"""

from __future__ import annotations

import signal
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.clock import told
from benchmarks.comparison import rivals
from benchmarks.comparison.attack import Attack, attacked
from benchmarks.comparison.chart import chart
from benchmarks.comparison.others import others
from benchmarks.comparison.profiles import profiled
from benchmarks.comparison.report import report, write
from benchmarks.comparison.rounds import Round, assembled, run
from benchmarks.comparison.stage import set_up

ROUNDS = 3
DOCS = Path(__file__).parents[2] / "docs"


def main() -> None:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.default_int_handler)
    given = sys.argv[1:]
    numbers = [int(each) for each in given if each.isdigit()]
    for name in ("wrk", "nginx"):
        rivals.program(name)
    conditions = [told()]
    try:
        with tempfile.TemporaryDirectory() as folder:
            rounds, attack, profile = _measure(Path(folder), (numbers or [ROUNDS])[0], conditions)
    except KeyboardInterrupt:
        sys.exit(130)
    text = report(rounds, attack, conditions, profile)
    print(text)
    if "--write" in given:
        (DOCS / "performance.svg").write_text(chart(rounds))
        write(text, DOCS / "performance.md")


def _measure(folder: Path, number: int, conditions: list[str]) -> tuple[list[Round], Attack, str]:
    began = time.monotonic()
    stage = set_up(folder)
    competition = assembled(stage, rivals.set_up(folder))
    _say(began, "all is set up")
    rounds = []
    for each in range(1, number + 1):
        conditions.append(f"before round {each} of {number}: {others()}")
        rounds.append(run(competition))
        _say(began, conditions[-1])
    conditions.append(f"before the attack: {others()}")
    attack = attacked(stage)
    _say(began, attack.told())
    return rounds, attack, profiled(stage)


def _say(began: float, words: str) -> None:
    print(f"{time.monotonic() - began:4.0f} s  {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

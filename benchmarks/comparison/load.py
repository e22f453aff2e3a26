"""wrk, and what it measured."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("load.lua")
ENCODINGS = (
    "gzip, deflate, br"  # as browsers ask where nothing is encrypted: no zstd, which nginx cannot read from a file
)


@dataclass(frozen=True, kw_only=True)
class Act:
    """What is asked of a service: a page, or a form that is sent."""

    path: str
    tag: str = ""
    form: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Load:
    """Milliseconds; `failed` counts what was not answered, or with 400 and above."""

    answered: int
    per_second: float
    p50: float
    p99: float
    failed: int


def load(address: str, act: Act, *, connections: int, seconds: float) -> Load:
    command = command_of(address, act, connections=connections, seconds=seconds)
    said = subprocess.run(command, env=environ_of(act), capture_output=True, text=True, check=True).stdout
    return told(said)


def command_of(address: str, act: Act, *, connections: int, seconds: float) -> list[str]:
    threads = min(connections, 2)
    headers = {"Accept-Encoding": ENCODINGS, **({"If-None-Match": act.tag} if act.tag else {})}
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    limits = [f"-t{threads}", f"-c{connections}", f"-d{seconds:.0f}s", "--timeout", "30s"]
    return ["wrk", *limits, "-s", str(SCRIPT), *given, address + act.path]


def environ_of(act: Act) -> dict[str, str]:
    return {**os.environ, **({"FORM": str(act.form)} if act.form else {})}


def told(said: str) -> Load:
    requests, duration, p50, p99, failed = map(int, said.strip().splitlines()[-1].split())
    return Load(
        answered=requests,
        per_second=requests / (duration / 1_000_000),
        p50=p50 / 1000,
        p99=p99 / 1000,
        failed=failed,
    )

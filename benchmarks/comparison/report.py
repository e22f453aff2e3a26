"""The figures as Markdown: the terminal shows it, docs/performance.md keeps it."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.comparison.aims import AIMS, UNDER_ATTACK
from benchmarks.comparison.attack import Attack
from benchmarks.comparison.rounds import CONNECTIONS, ORDER, Doing, Round

NAMES = {
    "nginx": "nginx, the same bytes as a file",
    "page": "a bare callable, the same bytes",
    "ours": "Entretien",
    "hello": "Flask that says hello",
    "uncached": "Entretien without page cache",
    "wagtail": "Wagtail",
    "isso": "Isso (its thread alone)",
    "insert": "a bare INSERT and commit",
}
WHAT = {
    "article": "Article with 200 comments",
    "not modified": "304",
    "list": "List of articles",
    "post": "Comment posted",
}
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


def report(rounds: Sequence[Round], attack: Attack, conditions: Sequence[str], profile: str) -> str:
    parts = (
        "\n".join(f"- {line}" for line in conditions),
        "![Requests a second, 16 connections](performance.svg)",
        "## Aims\n\n" + _table(("what", "aim", "figure", ""), _verdicts(rounds, attack)),
        f"Under attack: {attack.told()}. Rate limits stood; every comment came from an address of its own.",
        f"Comments that were acknowledged and are not in the database: {sum(each.lost for each in rounds)}.",
        "## Requests a second",
        "Medians of the rounds; in brackets p50 and p99 in milliseconds.",
        _table(("", *(f"{number} connection{'s' * (number > 1)}" for number in CONNECTIONS)), _speeds(rounds)),
        "## Start and memory",
        _table(("", "first page after", "memory (PSS)"), _sizes(rounds)),
        "## Where the time goes",
        profile,
    )
    return "\n\n".join(parts) + "\n"


def write(text: str, page: Path) -> None:
    """Between the marks; what stands around them is written by people."""
    head, _, rest = page.read_text().partition(BEGIN)
    page.write_text(f"{head}{BEGIN}\n\n{text}\n{END}{rest.partition(END)[2]}")


def median(rounds: Sequence[Round], doing: Doing) -> float:
    return statistics.median(each.loads[doing].per_second for each in rounds)


def _verdicts(rounds: Sequence[Round], attack: Attack) -> Iterator[Sequence[str]]:
    yield from (aim.row(rounds) for aim in AIMS)
    wait = UNDER_ATTACK
    yield wait.words, f"≤ {wait.limit:,.0f} ms", f"{attack.longest:,.0f} ms", wait.verdict(attack.longest)


def _speeds(rounds: Sequence[Round]) -> Iterator[Sequence[str]]:
    for what, words in WHAT.items():
        yield f"**{words}**", *("" for _ in CONNECTIONS)
        for who in ORDER:
            if Doing(who, what, 1) in rounds[0].loads:
                yield NAMES[who], *(_speed(rounds, Doing(who, what, number)) for number in CONNECTIONS)


def _speed(rounds: Sequence[Round], doing: Doing) -> str:
    loads = [each.loads[doing] for each in rounds]
    p50, p99 = (statistics.median(getattr(each, name) for each in loads) for name in ("p50", "p99"))
    failed = sum(each.failed for each in loads)
    return f"{median(rounds, doing):,.0f} ({p50:.3g}, {p99:.3g})" + (f", {failed} failed" if failed else "")


def _sizes(rounds: Sequence[Round]) -> Iterator[Sequence[str]]:
    for who in ORDER:
        start, memory = (
            statistics.median(getattr(each, name)[who] for each in rounds) for name in ("starts", "memory")
        )
        yield NAMES[who], f"{start:.2f} s", f"{memory:.0f} MB"


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)

"""What was aimed at, and whether it was met: ratios within a round, medians of the rounds."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.comparison.rounds import Doing, Round

Figure = Callable[[Round], float]
LEAST = 0.001  # what did not answer at all is divided by this


@dataclass(frozen=True, kw_only=True)
class Aim:
    words: str
    limit: float
    figure: Figure
    unit: str = "×"
    is_most: bool = False  # the limit is not to be exceeded, else it is to be reached
    #: The same of others in the same rounds, to be told with it.
    others: Mapping[str, Figure] = field(default_factory=dict)

    def row(self, rounds: Sequence[Round]) -> tuple[str, str, str, str]:
        value = statistics.median(map(self.figure, rounds))
        return (
            self.words,
            f"{'≤' if self.is_most else '≥'} {said(self.limit)} {self.unit}",
            f"{said(value)} {self.unit}{self._beside(rounds)}",
            self.verdict(value),
        )

    def _beside(self, rounds: Sequence[Round]) -> str:
        theirs = ", ".join(
            f"{who} {said(statistics.median(map(figure, rounds)))} {self.unit}" for who, figure in self.others.items()
        )
        return f" ({theirs})" if theirs else ""

    def verdict(self, value: float) -> str:
        if value <= self.limit if self.is_most else value >= self.limit:
            return "met"
        missing = value / self.limit if self.is_most else self.limit / max(value, LEAST)
        return f"**not met**, by a factor of {missing:.2g}"


def said(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def speed(who: str, what: str, connections: int = 16) -> Figure:
    return lambda round: round.loads[Doing(who, what, connections)].per_second


def ratio(who: str, other: str, what: str, other_what: str = "") -> Figure:
    ours, theirs = speed(who, what), speed(other, other_what or what)
    return lambda round: ours(round) / max(theirs(round), LEAST)


def spread(who: str, what: str) -> Figure:
    """The 99th percentile beside the median."""
    return lambda round: round.loads[Doing(who, what, 16)].p99 / max(round.loads[Doing(who, what, 16)].p50, LEAST)


AIMS = (
    Aim(
        words="article, cached, beside a bare callable with the same bytes",
        limit=0.8,
        figure=ratio("ours", "page", "article"),
    ),
    Aim(words="article, cached, beside Flask's hello", limit=1.8, figure=ratio("ours", "hello", "article")),
    Aim(words="304, beside the bare callable's", limit=0.9, figure=ratio("ours", "page", "not modified")),
    Aim(words="article, uncached, beside Wagtail's", limit=8, figure=ratio("uncached", "wagtail", "article")),
    Aim(words="article, uncached, beside Isso's thread", limit=80, figure=ratio("uncached", "isso", "article")),
    Aim(
        words="article, uncached, at one connection, median",
        limit=8,
        unit="ms",
        is_most=True,
        figure=lambda round: round.loads[Doing("uncached", "article", 1)].p50,
    ),
    Aim(words="list, uncached, beside Wagtail's", limit=4, figure=ratio("uncached", "wagtail", "list")),
    Aim(words="comment posted, beside Wagtail's", limit=2, figure=ratio("ours", "wagtail", "post")),
    Aim(words="comment posted, beside a bare INSERT and commit", limit=0.5, figure=ratio("ours", "insert", "post")),
    *(
        Aim(
            words=f"p99 beside p50, {what}, {kind}",
            limit=5,
            is_most=True,
            figure=spread(who, what),
            others={name: spread(other, what) for other, name in others.items()},
        )
        for who, kind, what, others in (
            ("ours", "cached", "article", {"page": "bare callable", "nginx": "nginx"}),
            ("ours", "cached", "not modified", {"page": "bare callable"}),
            ("ours", "cached", "list", {}),
            ("uncached", "uncached", "article", {"wagtail": "Wagtail"}),
            ("uncached", "uncached", "list", {"wagtail": "Wagtail"}),
            ("ours", "durable", "post", {"insert": "bare INSERT", "wagtail": "Wagtail"}),
        )
    ),
    Aim(
        words="memory (PSS): parent, two web processes, worker",
        limit=200,
        unit="MB",
        is_most=True,
        figure=lambda round: round.memory["ours"],
    ),
    Aim(
        words="start of `flask serve --prepare` to the first page",
        limit=1.5,
        unit="s",
        is_most=True,
        figure=lambda round: round.starts["ours"],
    ),
)
UNDER_ATTACK = Aim(
    words="a reader's longest wait under attack", limit=1_000, unit="ms", is_most=True, figure=lambda _round: 0
)

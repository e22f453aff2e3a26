"""A round: each server alone, for its start and its memory; then all side by side, doing the same one after the
other."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

from benchmarks.comparison import forms, rivals
from benchmarks.comparison.load import Act, Load, load
from benchmarks.comparison.processes import Running, Service, running
from benchmarks.comparison.stage import Stage, granian, ours

CONNECTIONS = (1, 16)
SECONDS = 2
FEW = 20  # answers
ORDER = ("nginx", "page", "ours", "hello", "uncached", "wagtail", "isso", "insert")
TABLES = {
    "ours": "ours/entretien.db",
    "insert": "bare/entretien.db",
    "wagtail": "wagtail/magazine.db",
    "isso": "isso.db",
}


@dataclass(frozen=True)
class Doing:
    """`what` is article, not modified, list or post."""

    who: str
    what: str
    connections: int


@dataclass(frozen=True)
class Round:
    loads: dict[Doing, Load] = field(default_factory=dict)
    starts: dict[str, float] = field(default_factory=dict)  # seconds
    memory: dict[str, float] = field(default_factory=dict)  # megabytes
    lost: int = 0  # comments that were acknowledged and are not in the database


@dataclass(frozen=True, kw_only=True)
class Competition:
    """Who takes part, and what each is asked."""

    stage: Stage
    services: Mapping[str, Service]
    acts: Mapping[str, Mapping[str, Act]]  # by what is done, then by who does it


def assembled(stage: Stage, python: str) -> Competition:
    """`python` has the rivals."""
    wagtail, number = rivals.wagtail(stage, python)
    bare = {"BARE": str(stage.folder / "bare")}
    services = {
        "ours": ours(stage),
        "uncached": ours(stage, name="uncached", PAGE_CACHE="0"),
        "nginx": rivals.nginx(stage),
        "wagtail": wagtail,
        "isso": rivals.isso(stage, python),
        **{
            name: granian(sys.executable, f"benchmarks.comparison.bare:{name}", **bare)
            for name in ("hello", "page", "insert")
        },
    }
    return Competition(stage=stage, services=services, acts=_acts(stage, number))


def _acts(stage: Stage, number: int) -> dict[str, dict[str, Act]]:
    article = {name: Act(path="/") for name in ("nginx", "page", "hello")}
    article |= {"ours": Act(path=stage.path), "uncached": Act(path=stage.path)}
    article |= {"wagtail": Act(path=f"/{stage.slug}/"), "isso": Act(path="/?uri=/interview/")}
    tag = dict(json.loads((stage.folder / "bare/headers.json").read_text()))["etag"]
    texts = forms.ordinary()
    with running(ours(stage)) as site:
        form = forms.ours(stage, site, texts)
    return {
        "article": article,
        "not modified": {"page": Act(path="/", tag=tag), "ours": Act(path=stage.path, tag=tag)},
        "list": {name: Act(path="/") for name in ("ours", "uncached", "wagtail")},
        "post": {
            "insert": forms.insert(stage, texts),
            "ours": form,
            "wagtail": forms.wagtail(stage, number, texts),
            "isso": forms.isso(stage, texts),
        },
    }


def run(competition: Competition) -> Round:
    done = Round()
    for name, service in competition.services.items():
        with running(service) as alone:
            done.starts[name] = alone.start
            for act in _asked(competition, name):
                load(alone.address, act, connections=16, seconds=1)
            done.memory[name] = alone.memory
    before = {name: _rows(competition.stage, name) for name in TABLES}
    with ExitStack() as stack:
        sites = {name: stack.enter_context(running(service)) for name, service in competition.services.items()}
        for name, site in sites.items():
            for act in _asked(competition, name):
                load(site.address, act, connections=4, seconds=1)
        for doing, act in _in_turn(competition):
            done.loads[doing] = _loaded(sites[doing.who], act, doing.connections)
    return Round(done.loads, done.starts, done.memory, _lost(competition.stage, done, before))


def _asked(competition: Competition, name: str) -> Iterator[Act]:
    return (acts[name] for acts in competition.acts.values() if name in acts)


def _in_turn(competition: Competition) -> Iterator[tuple[Doing, Act]]:
    for what, acts in competition.acts.items():
        for connections in CONNECTIONS:
            for who in ORDER:
                if who in acts:
                    yield Doing(who, what, connections), acts[who]


def _loaded(site: Running, act: Act, connections: int) -> Load:
    """Whoever is slow gets more time, so that there is something to count; what is posted is counted as it is."""
    first = load(site.address, act, connections=connections, seconds=SECONDS)
    if first.answered >= FEW or act.form:
        return first
    return load(site.address, act, connections=connections, seconds=4 * SECONDS)


def _rows(stage: Stage, name: str) -> int:
    with sqlite3.connect(stage.folder / TABLES[name]) as database:
        (number,) = database.execute(
            f"SELECT count(*) FROM {'magazine_' * (name == 'wagtail')}comment{'s' * (name != 'wagtail')}"
        ).fetchone()
    return int(number)


def _lost(stage: Stage, done: Round, before: Mapping[str, int]) -> int:
    """Those on their way when wrk ended may be in the database without an answer; never the other way round."""
    lost = 0
    for name, rows in before.items():
        answered = sum(
            each.answered - each.failed
            for doing, each in done.loads.items()
            if (doing.who, doing.what) == (name, "post")
        )
        lost += max(0, answered - (_rows(stage, name) - rows))
    return lost

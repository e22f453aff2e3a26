"""Where the time of a page that is made, and of a comment that is posted, goes: by function, its own time alone."""

from __future__ import annotations

import cProfile
import pstats
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from benchmarks.comparison import forms
from benchmarks.comparison.stage import COMMENTS, SITE, Stage
from benchmarks.site import opened_in
from blog.cli.rehearsal import rehearse
from blog.comments import threads
from blog.comments.housekeeping import house

RUNS = 30
SHOWN, PACKAGES = 10, 8  # functions, packages


def profiled(stage: Stage) -> str:
    """As Markdown. What stands before the first page is as frozen as a server has it: looking for garbage would else
    be counted to whichever function makes the next object."""
    before, threads.LENGTH = threads.LENGTH, COMMENTS
    try:
        with opened_in(stage.folder / "uncached", PAGE_CACHE="0", **SITE) as app:
            rehearse(app)
            client = app.test_client()
            page = _profile(f"The article page with {COMMENTS} comments, made anew", lambda: _read(client, stage.path))
            home = _profile("The list, made anew", lambda: _read(client, "/"))
            post = _profile("A comment that is posted", _posting(client, stage))
    finally:
        threads.LENGTH = before
    return f"{page}\n\n{home}\n\n{post}"


def _read(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.get_data()


def _posting(client: FlaskClient, stage: Stage) -> Callable[[], None]:
    token = client.get(f"{stage.path}/comments/token").get_json()["csrf_token"]
    texts = forms.ordinary()
    number = iter(range(10_000))
    rules = house().rules.version

    def post() -> None:
        sent = next(number)
        form = {"text": texts[sent % len(texts)], "name": "Ada", "csrf_token": token, "rules": rules}
        headers = {"X-Forwarded-For": f"10.1.{sent // 250}.{sent % 250}"}
        assert client.post(f"{stage.path}/comments", data=form, headers=headers).status_code == 303

    return post


def _profile(what: str, act: Callable[[], None]) -> str:
    for _ in range(3):
        act()
    began = time.process_time()
    for _ in range(RUNS):
        act()
    taken = (time.process_time() - began) * 1000 / RUNS
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(RUNS):
        act()
    profile.disable()
    return _told(what, taken, pstats.Stats(profile).stats)


def _told(what: str, taken: float, stats: Mapping[tuple[str, int, str], tuple[Any, ...]]) -> str:
    whole = sum(own for _calls, _number, own, *_more in stats.values())
    packages: Counter[str] = Counter()
    for (file, _line, name), (_calls, _number, own, *_more) in stats.items():
        packages[_package(file, name)] += own / whole
    shares = ", ".join(f"{name} {share:.0%}" for name, share in packages.most_common(PACKAGES))
    rows = sorted(stats.items(), key=lambda item: -item[1][2])[:SHOWN]
    lines = [f"| {row[2] / whole:.0%} | {row[1] / RUNS:,.0f} | {_place(*function)} |" for function, row in rows]
    head = f"**{what}**: {taken:.1f} ms of the processor without the profiler. With it, own time by package: {shares}."
    return "\n".join((head, "", "| own time | calls | function |", "|---|---|---|", *lines))


def _package(file: str, name: str) -> str:
    """A function in C counts as what its name says."""
    parts = Path(file).parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    if file == "~":
        return "sqlite3" if "sqlite3" in name else "built-in"
    return next((part for part in ("templates", "blog", "benchmarks") if part in parts), "standard library")


def _place(file: str, line: int, name: str) -> str:
    """The last two parts of the path are enough to find it."""
    return f"`{'/'.join(Path(file).parts[-2:])}:{line} {name}`" if line else f"`{name.strip('<>')}`"

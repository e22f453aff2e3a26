"""Chores: work that is done after the answer. The truth lies in tables; a job only rings for the worker to drain them.

A lost or doubled ring does no harm: every chore also runs by itself, once a minute or once an hour, and finds its own
work.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from huey import RedisHuey, SqliteHuey, crontab
from huey.api import Huey

Chore = Callable[[], object]
AnyChore = TypeVar("AnyChore", bound=Chore)

log = logging.getLogger(__name__)
EACH_MINUTE = crontab()
EACH_HOUR = crontab(minute="17")
_chores: dict[Chore, Callable[[datetime], bool]] = {}  # and when they run by themselves


def chore(function: AnyChore) -> AnyChore:
    """Registers a function without arguments that drains a table: safe to run twice, at any time."""
    _chores[function] = EACH_MINUTE
    return function


def hourly_chore(function: AnyChore) -> AnyChore:
    """Registers one that nobody waits for: tidying up."""
    _chores[function] = EACH_HOUR
    return function


class Jobs:
    huey: Huey

    def init_app(self, app: Any) -> None:
        self.huey = _queue(app.config)
        self._bells = {function: self._bell(app, function) for function in _chores}

    def ring(self, function: Chore) -> None:
        """Asks the worker to run a chore soon; call it after the commit."""
        try:
            self._bells[function]()
        except Exception:  # whatever the queue's trouble is, the table keeps the work and the minute's run finds it
            log.warning("could not ring for %s; it runs by itself", function.__name__, exc_info=True)

    def work(self) -> None:
        """Runs chores until the process is told to end."""
        self.huey.create_consumer(workers=1, initial_delay=0.05, max_delay=1.0).run()

    def _bell(self, app: Any, function: Chore) -> Callable[[], object]:
        def run() -> None:
            with app.app_context():
                function()

        self.huey.periodic_task(_chores[function], name=f"{function.__name__}_by_itself")(run)
        bell: Chore = self.huey.task(name=function.__name__)(run)
        return bell


def _queue(config: dict[str, Any]) -> Huey:
    if config["REDIS_URL"]:
        return RedisHuey("entretien", url=config["REDIS_URL"], results=False)
    return SqliteHuey("entretien", filename=str(config["INSTANCE"] / "jobs.db"), results=False)


jobs = Jobs()

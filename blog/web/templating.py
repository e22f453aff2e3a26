"""How Jinja keeps what all templates know."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment as FlaskEnvironment


class Environment(FlaskEnvironment):
    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A template without any of its own has those of all, and no chain of two dictionaries, which Jinja goes
        through name by name for every page and every import of macros."""
        return super().make_globals(d) if d else self.globals

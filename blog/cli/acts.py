"""What every command keeps: it speaks English, and a refusal is one sentence on stderr and exit 1."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar

import click
from flask_babel import force_locale
from sqlalchemy.exc import DBAPIError

from blog.errors import Refusal

Item = TypeVar("Item")


class Refused(click.ClickException):
    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


def act(command: Callable[..., None]) -> Callable[..., None]:
    """Stands below `@group.command`, which brings the application context."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        with force_locale("en"):
            try:
                command(*args, **kwargs)
            except Refusal as refusal:
                raise Refused(str(refusal)) from None
            except DBAPIError as trouble:
                reason = str(trouble.orig).strip().partition("\n")[0].rstrip(".")
                raise Refused(f"The database cannot do this ({reason}); does it run, and is it migrated?") from None

    return run


def with_progress(items: Sequence[Item], label: str) -> Any:
    """A progress bar on a terminal when there are many; a context manager that gives an iterator."""
    return click.progressbar(items, label=label, file=sys.stderr, hidden=len(items) < 10 or not sys.stderr.isatty())


def many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

"""Tells the database which requests only read, or read first: on SQLite they then hold no write lock."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, current_app, request

from blog.admission import READS
from blog.reading_first import Moved, write_from_the_beginning
from blog.sqlite import only_reads

View = TypeVar("View", bound=Callable[..., Any])


def init_app(app: Flask) -> None:
    @app.before_request
    def note_what_the_request_does() -> None:
        only_reads.set(request.method in READS or _begins_reading())


def stores_nothing(view: View) -> View:
    """Marks a view that takes a POST and only shows something, a preview say. Stands below the limits."""
    view.begins_reading = True  # type: ignore[attr-defined]
    return view


def reads_first(view: Callable[..., Any]) -> Callable[..., Any]:
    """For a view that reads much and writes little (`reading_first.py`): others write until it begins to. When
    something public has changed by then, what was read may no longer hold, and the view is called again, with the lock
    from the beginning. Stands below the limits."""

    @wraps(view)
    def answered(**address: Any) -> Any:
        try:
            return view(**address)
        except Moved:
            write_from_the_beginning()
            return view(**address)

    return stores_nothing(answered)


def _begins_reading() -> bool:
    return hasattr(current_app.view_functions.get(request.endpoint or ""), "begins_reading")

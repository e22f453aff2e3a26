"""Tells the database which requests only read: on SQLite they then hold no write lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

from blog.database import only_reads

View = TypeVar("View", bound=Callable[..., Any])


def init_app(app: Flask) -> None:
    @app.before_request
    def note_what_the_request_does() -> None:
        only_reads.set(request.method in ("GET", "HEAD", "OPTIONS") or _only_shows())


def stores_nothing(view: View) -> View:
    """Marks a view that takes a POST and only shows something, a preview say. Stands below the limits."""
    view.stores_nothing = True  # type: ignore[attr-defined]
    return view


def _only_shows() -> bool:
    return hasattr(current_app.view_functions.get(request.endpoint or ""), "stores_nothing")

"""The page cache of an application, and a request to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.pagecache import PageCache


def layers(app: Flask) -> Iterator[PageCache]:
    layer = app.wsgi_app
    while isinstance(layer, PageCache):
        yield layer
        layer = layer.wsgi


def get(client: FlaskClient, path: str, **headers: str) -> Any:
    """`headers` with `_` for `-`."""
    db.session.rollback()
    return client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

"""A second application beside that of all tests, for a test that needs a database or settings of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

import config
from blog import create_app
from blog.database import db
from blog.jobs import jobs
from blog.mail import outbox
from blog.media.folder import folder
from blog.web.limits import limiter

SHARED = (outbox, jobs, folder, limiter)  # each serves the application that was made last


@contextmanager
def another_app(environ: Mapping[str, str], instance: Path) -> Iterator[Flask]:
    """What both applications share is the other tests' again after it."""
    before = [dict(vars(thing)) for thing in SHARED]
    app = create_app(config.from_environment({"SECRET_KEY": "x" * 40, **environ}, instance))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    for thing, state in zip(SHARED, before, strict=True):
        vars(thing).clear()
        vars(thing).update(state)

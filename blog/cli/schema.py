"""The schema: whether it is the newest, and Flask-Migrate, which comes when somebody asks for it. With it come Alembic,
Mako and Pygments, and a server that has nothing to migrate starts without them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from blog.database import db, reading

FOLDER = Path(__file__).resolve().parents[2] / "migrations"


class Schema:
    """What Flask-Migrate and `migrations/env.py` look for in `app.extensions`."""

    db = db
    directory = str(FOLDER)

    @cached_property
    def migrate(self) -> Any:
        from flask_migrate import Migrate

        return Migrate(db=self.db, directory=self.directory)


class Later(click.Command):
    """A command of others, which `find` imports."""

    def __init__(self, name: str, find: Callable[[], click.Command], **said: str) -> None:
        super().__init__(name, **said)  # type: ignore[arg-type]
        self._find = find

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        return self._find().make_context(info_name, args, parent, **extra)


def init_app(app: Flask) -> None:
    app.extensions["migrate"] = Schema()
    app.cli.add_command(Later("db", _commands, short_help="Perform database migrations."))


def upgrade() -> None:
    """To the newest schema, unless it is there."""
    if is_newest():
        return
    import flask_migrate

    flask_migrate.upgrade()


def is_newest() -> bool:
    with reading():
        try:
            return db.session.scalars(text("SELECT version_num FROM alembic_version")).all() == [newest()]
        except DBAPIError:  # there is no such table: the database is empty
            return False


def newest() -> str:
    """The revision with which the name of the last migration's file begins."""
    return max(file.name.partition("_")[0] for file in (FOLDER / "versions").glob("[0-9]*.py"))


def scripts() -> Any:
    """Alembic's ScriptDirectory."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())


def _commands() -> click.Command:
    from flask_migrate.cli import db as commands

    return commands  # type: ignore[no-any-return]

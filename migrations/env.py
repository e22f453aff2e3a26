"""Runs the migrations inside one transaction, on SQLite and on PostgreSQL; `flask db …` and `flask serve` come here."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

#: Names our migrations for PostgreSQL's advisory locks: of two processes that start together one waits.
LOCK = 20_261_123


def migrate() -> None:
    database = current_app.extensions["migrate"].db
    with database.engine.connect() as connection:
        _trust_rebuilt_tables(connection)
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            compare_server_default=True,
            process_revision_directives=_leave_out_empty_ones,
        )
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            context.run_migrations()
            _check_references(connection)


def _trust_rebuilt_tables(connection: Connection) -> None:
    """SQLite changes a table by building another and dropping the first: with foreign keys on, its rows' children
    would go with it. The switch only works outside a transaction, and ends with this connection."""
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        connection.connection.cursor().execute("PRAGMA legacy_alter_table=ON")  # triggers of others name the table
        connection.detach()


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise RuntimeError(f"This migration would leave rows of {broken[0]} that point at nothing.")


def _leave_out_empty_ones(_context: Any, _revision: Any, directives: list[Any]) -> None:
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives.clear()


migrate()

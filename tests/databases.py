"""The databases that tests run on: an SQLite file copied from a migrated template, or a PostgreSQL of one's own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import flask_migrate
import psycopg
from psycopg import sql

from blog.database import db

POSTGRES = os.environ.get("TEST_DATABASE_URL") or "postgresql://postgres@127.0.0.1:5432/postgres"
_numbers = count(1)


class SqliteFile:
    """Emptied by a fresh copy of the template: half a millisecond.

    Every test has a file of its own, behind a link that is moved: a request of the last test that is still under way
    keeps its file, and cannot touch the next one's.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.link = folder / "tests.db"
        self.url = f"sqlite:///{self.link}"

    def prepare(self) -> None:
        flask_migrate.upgrade()
        db.session.remove()
        db.engine.dispose()
        self.link.rename(self.folder / "template.db")

    def empty(self) -> None:
        db.engine.dispose()
        number = next(_numbers)
        for old in self.folder.glob(f"test-{number - 3}.db*"):
            old.unlink()
        shutil.copyfile(self.folder / "template.db", self.folder / f"test-{number}.db")
        moved = self.folder / "moved"
        moved.symlink_to(f"test-{number}.db")
        moved.replace(self.link)


class PostgresDatabase:
    """Emptied row by row, two milliseconds: TRUNCATE takes half a second, for every table is a new file then.

    Its role is a superuser, who may set aside the triggers that keep decisions.
    """

    EMPTY = """
        DO $$ DECLARE each record; BEGIN
            SET LOCAL lock_timeout = '10s';
            SET LOCAL session_replication_role = replica;
            FOR each IN SELECT tablename FROM pg_tables
                        WHERE schemaname = 'public' AND tablename NOT IN ('alembic_version', 'page_generation') LOOP
                EXECUTE format('DELETE FROM %%I', each.tablename);
            END LOOP;
            FOR each IN SELECT sequencename FROM pg_sequences
                        WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
                PERFORM setval(quote_ident(each.sequencename), 1, false);
            END LOOP;
        END $$
    """

    def __init__(self, url: str) -> None:
        self.url = url

    def prepare(self) -> None:
        flask_migrate.upgrade()
        db.session.remove()

    def empty(self) -> None:
        with db.engine.begin() as connection:
            connection.exec_driver_sql(self.EMPTY)


@contextmanager
def own_postgres() -> Iterator[str]:
    """The address of an empty database that is dropped at the end."""
    name = f"entretien_test_{os.getpid()}_{next(_numbers)}"
    run_on_postgres(f"CREATE DATABASE {name}")
    try:
        yield psycopg_address(name)
    finally:
        run_on_postgres(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def psycopg_address(name: str) -> str:
    return f"{POSTGRES.rpartition('/')[0]}/{name}"


def run_on_postgres(statement: str) -> None:
    with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=5) as connection:
        connection.execute(sql.SQL(statement))  # type: ignore[arg-type]


def answers() -> bool:
    try:
        run_on_postgres("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True

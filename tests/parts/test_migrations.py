"""The migrations give the tables that the models describe, on both databases, and go down and up again."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Inspector, inspect, text
from sqlalchemy.exc import DBAPIError

from blog.cli import schema
from blog.database import db
from blog.moderation import service as moderation
from blog.moderation.models import Verdict
from tests.another import another_app
from tests.factories import a_comment, a_user

MIGRATIONS = Path(__file__).parents[2] / "migrations"

pytestmark = pytest.mark.all_databases


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path) -> str:
    return f"sqlite:///{tmp_path / 'own.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.fixture
def empty(url, tmp_path) -> Iterator[Flask]:
    """An application whose database has no tables."""
    with another_app({"DATABASE_URL": url}, tmp_path) as app:
        yield app


def test_the_migrated_schema_is_what_the_models_say(empty):
    flask_migrate.upgrade()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, db.metadata) == []


def test_checks_and_keys_have_the_same_names_and_words_as_the_models(empty):
    flask_migrate.upgrade()
    migrated = portrait()
    flask_migrate.downgrade(revision="base")
    db.create_all()

    assert portrait() == migrated


def test_up_down_and_up_again(empty):
    flask_migrate.upgrade()
    first = portrait()
    flask_migrate.downgrade(revision="base")

    assert inspect(db.engine).get_table_names() == ["alembic_version"]

    flask_migrate.upgrade()
    assert portrait() == first


def test_migrating_what_is_migrated_changes_nothing(empty):
    flask_migrate.upgrade()
    a_comment()
    flask_migrate.upgrade()

    assert db.session.scalar(text("SELECT count(*) FROM comments")) == 1


def test_a_start_that_migrates_leaves_nothing_for_the_next(empty):
    assert not schema.is_newest()

    schema.upgrade()

    assert schema.is_newest()


def test_the_last_file_is_the_newest_migration(empty):
    """By which a start knows, without Alembic, that there is nothing to migrate."""
    assert [schema.newest()] == schema.scripts().get_heads()


@pytest.mark.parametrize("change", ["UPDATE decisions SET note = 'other'", "DELETE FROM decisions"])
def test_a_decision_is_never_changed_nor_deleted(empty, change):
    flask_migrate.upgrade()
    comment = a_comment()
    moderation.decide(
        comment,
        Verdict.APPROVE,
        by=a_user("moderator"),
        seen_revision=comment.revision,
        seen_status=comment.status,
    )

    with pytest.raises(DBAPIError, match="append-only"), db.engine.begin() as connection:
        connection.execute(text(change))

    assert db.session.scalar(text("SELECT note FROM decisions")) == ""


SECOND = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "0002"


def upgrade():
    always = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("articles", recreate="always" if always else "never") as table:
        table.add_column(sa.Column("extra", sa.Text()))
"""


def test_a_table_that_is_rebuilt_keeps_its_rows_children(empty, tmp_path):
    """SQLite changes a table by making another and dropping the first: with foreign keys on, the children would go."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    (folder / "versions" / "9999_more.py").write_text(SECOND)
    flask_migrate.upgrade()
    a_comment()
    db.session.remove()

    flask_migrate.upgrade(directory=str(folder))

    assert db.session.scalar(text("SELECT count(*) FROM comments")) == 1
    assert db.session.scalar(text("SELECT count(*) FROM articles WHERE extra IS NULL")) == 1


def portrait() -> dict[str, dict[str, object]]:
    """Everything the database says about its tables."""
    eye = inspect(db.engine)
    return {table: _portrait_of(eye, table) for table in eye.get_table_names() if table != "alembic_version"}


def _portrait_of(eye: Inspector, table: str) -> dict[str, object]:
    columns = eye.get_columns(table)
    return {
        "columns": [(column["name"], str(column["type"]), column["nullable"], column["default"]) for column in columns],
        "primary key": eye.get_pk_constraint(table),
        "foreign keys": _sorted(eye.get_foreign_keys(table)),
        "unique": _sorted(eye.get_unique_constraints(table)),
        "checks": _sorted(eye.get_check_constraints(table)),
        "indexes": _sorted(map(_spelled, eye.get_indexes(table))),
    }


def _spelled(index: Any) -> dict[str, Any]:
    """With the condition of a partial index in words."""
    options = {name: str(option) for name, option in index.get("dialect_options", {}).items()}
    return {**index, "dialect_options": options}


def _sorted(things: Iterable[Any]) -> list[str]:
    return sorted(repr(sorted(thing.items())) for thing in things)

"""What the database is asked for at start, and what a site does when its database was away."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine

from blog.database import check_durability
from tests.databases import run_on_postgres
from tests.parts.commands import serving

pytestmark = pytest.mark.all_databases


@pytest.fixture
def postgres_with(postgres_url):
    """An engine on PostgreSQL whose connections have a setting."""
    engines = []

    def postgres_with(**settings):
        words = " ".join(f"-c {name}={value}" for name, value in settings.items())
        address = postgres_url.replace("postgresql:", "postgresql+psycopg:")
        engines.append(create_engine(address, connect_args={"options": words}))
        return engines[-1]

    yield postgres_with
    for engine in engines:
        engine.dispose()


@pytest.mark.parametrize("value", ["on", "local", "remote_write", "remote_apply"])
def test_a_commit_that_is_on_this_disk_is_enough(postgres_with, value):
    check_durability(postgres_with(synchronous_commit=value))


def test_a_commit_that_is_on_no_disk_is_not(postgres_with):
    with pytest.raises(RuntimeError, match="synchronous_commit is off, but Entretien needs on"):
        check_durability(postgres_with(synchronous_commit="off"))


def test_an_sqlite_file_is_enough_and_memory_is_not(tmp_path):
    file, memory = create_engine(f"sqlite:///{tmp_path}/some.db"), create_engine("sqlite://")

    check_durability(file)
    with pytest.raises(RuntimeError, match="journal_mode is memory, but Entretien needs wal"):
        check_durability(memory)
    file.dispose()
    memory.dispose()


def test_a_restarted_database_costs_nobody_an_error(tmp_path, postgres_url):
    name = postgres_url.rpartition("/")[2]
    with serving(tmp_path / "instance", DATABASE_URL=postgres_url, DEMO="0") as server:
        for _ in range(3):
            assert [server.answers() for _ in range(8)] == 8 * [True]

            run_on_postgres(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

            assert [server.answers() for _ in range(8)] == 8 * [True]
        assert "does not answer" not in server.words

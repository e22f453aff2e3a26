"""The application as tests see it: a real instance folder, a real database emptied before each test, nothing mocked."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import config
from blog import create_app
from blog.accounts.models import User
from blog.database import db
from blog.sqlite import only_reads
from blog.web.limits import limiter
from tests import databases, factories, redises
from tests.pages import Visitor
from tests.services import DEMANDED

IN_MEMORY = Path("/dev/shm")
FLOORS_WITH_APP = {"service", "screens", "browser"}


@pytest.fixture(scope="session")
def instance() -> Iterator[Path]:
    """In memory where there is a folder for that: thousands of commits wait for no disk."""
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def database(instance: Path) -> Iterator[databases.SqliteFile | databases.PostgresDatabase]:
    """PostgreSQL when TEST_DATABASE_URL names one, else a file."""
    if not os.environ.get("TEST_DATABASE_URL"):
        yield databases.SqliteFile(instance)
        return
    with databases.own_postgres() as url:
        yield databases.PostgresDatabase(url)


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """Empty: without TEST_REDIS_URL everything is in the process and in files."""
    if not os.environ.get("TEST_REDIS_URL"):
        yield ""
        return
    with redises.own_redis() as url:
        yield url


@pytest.fixture(scope="session")
def app(instance: Path, database: Any, redis_url: str) -> Iterator[Flask]:
    environ = {"SECRET_KEY": "tests " * 8, "DATABASE_URL": database.url, "REDIS_URL": redis_url, "SITE_LANGUAGE": "en"}
    environ["PAGE_CACHE"] = "0"  # it would know the database of the test before
    app = create_app({**config.from_environment(environ, instance), "TESTING": True, "SITE_URL": "http://localhost"})
    app.test_client_class = Visitor
    with app.app_context():
        database.prepare()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def _may_write() -> None:
    """Whatever the last request of the test before did."""
    only_reads.set(False)


@pytest.fixture(autouse=True)
def _clean_slate(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test that touches the application begins with an empty database, inside an application context."""
    if "app" not in request.fixturenames and not FLOORS_WITH_APP & set(request.path.parts):
        yield
        return
    app, database, redis_url = (request.getfixturevalue(name) for name in ("app", "database", "redis_url"))
    with app.app_context():
        database.empty()
        redises.empty(redis_url) if redis_url else limiter.reset()
        yield
        db.session.remove()


@pytest.fixture
def client(app: Flask) -> Visitor:
    """Somebody with a browser, not signed in."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def sign_in(client: Visitor) -> Callable[[str | User | None], User | None]:
    """Signs `client` in as an account with this role, or as this account; None stays a stranger."""

    def sign_in(who: str | User | None) -> User | None:
        user = factories.a_user(who) if isinstance(who, str) else who
        if user is not None:
            with client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = user.fs_uniquifier, True
        return user

    return sign_in


@pytest.fixture
def fresh() -> Callable[[Any], Any]:
    return factories.fresh


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    if not databases.answers():
        pytest.skip("PostgreSQL does not answer")
    with databases.own_postgres() as url:
        yield url


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Where services are demanded, a skip is a failure."""
    report = yield
    if report.skipped and DEMANDED and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but everything is demanded here: {report.longrepr[-1]}"
    return report

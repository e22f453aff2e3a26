"""An application with the page cache, which that of all tests has not."""

from __future__ import annotations

import shutil
from pathlib import Path

import flask_migrate
import pytest

from blog.database import db
from blog.web.limits import limiter
from tests.another import another_app
from tests.caching import layers


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables and no rows."""
    folder = tmp_path_factory.mktemp("migrated")
    with another_app({"DATABASE_URL": f"sqlite:///{folder}/empty.db"}, folder):
        flask_migrate.upgrade()
    return folder / "empty.db"


@pytest.fixture
def cached(request, tmp_path, monkeypatch, migrated):
    is_postgres = getattr(request, "param", "") == "postgresql"
    url = request.getfixturevalue("postgres_url") if is_postgres else f"sqlite:///{tmp_path / 'own.db'}"
    environ = {"DATABASE_URL": url, "SITE_LANGUAGE": "en", "PAGE_CACHE": "1"}
    with another_app(environ, tmp_path / "instance") as app:
        monkeypatch.setattr(limiter, "enabled", False)
        app.testing = True
        flask_migrate.upgrade() if is_postgres else shutil.copyfile(migrated, tmp_path / "own.db")
        db.session.remove()
        yield app
    for layer in layers(app):
        if layer.generation.connection:
            layer.generation.connection.close()

"""What a site that starts and shows a page has loaded: what only some act needs, or another database, waits for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.parts.commands import ROOT, environ, flask

SHOW = """
import sys
from wsgi import app

assert app.test_client().get("/").status_code == 200
print(*(name for name, module in sys.modules.items() if module))
"""
UNNEEDED = {
    "PIL": "no picture is stored",
    "alembic": "nothing is to migrate",
    "flask_migrate": "nothing is to migrate",
    "mako": "nothing is to migrate",
    "pygments": "Mako shows errors with it",
    "psycopg": "the database is SQLite",
    "redis": "there is none",
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    instance = tmp_path_factory.mktemp("start") / "instance"
    assert flask(instance, "db", "upgrade").returncode == 0
    shown = subprocess.run(
        [sys.executable, "-c", SHOW], cwd=ROOT, env=environ(instance), capture_output=True, text=True, check=True
    )
    return set(shown.stdout.split())


@pytest.mark.parametrize("package", UNNEEDED)
def test_a_page_comes_without(loaded, package):
    assert "blog.web.reading.articles" in loaded
    assert package not in loaded, UNNEEDED[package]

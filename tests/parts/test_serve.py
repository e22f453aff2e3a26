"""The server as one command: it starts, prepares, says where it is, and ends with everything it started."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.databases import run_on_postgres
from tests.parts.commands import ROOT, Server, environ, eventually, flask, free_port, serving

pytestmark = pytest.mark.all_databases


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a demo in it, loaded by the first server of this module; the later ones start faster."""
    return tmp_path_factory.mktemp("serve") / "instance"


def contents(instance: Path) -> list[str]:
    connection = sqlite3.connect(instance / "entretien.db")
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_the_first_start_loads_the_demo_and_a_second_one_changes_nothing(instance):
    with serving(instance) as server:
        first = server.words
        assert "users add" not in first
        assert all(f"{server.url}{path}" in first for path in ("/", "/desk/", "/moderation/"))
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(20)
    accounts = instance / "demo-accounts.txt"
    passwords = [line.split()[1] for line in accounts.read_text().splitlines()]
    before, secret = contents(instance), (instance / "secret_key").read_bytes()

    with serving(instance) as server:
        second = server.words

    assert len(passwords) == 3
    assert all(password in first and password not in second for password in passwords)
    assert str(accounts) in second
    assert contents(instance) == before
    assert (instance / "secret_key").read_bytes() == secret
    assert {stat.S_IMODE((instance / name).stat().st_mode) for name in ("secret_key", "demo-accounts.txt")} == {0o600}


@pytest.mark.parametrize(
    ("number", "to_all"),
    [
        (signal.SIGINT, True),  # Ctrl-C
        (signal.SIGINT, False),
        (signal.SIGTERM, False),
        (signal.SIGTERM, True),
        (signal.SIGHUP, True),  # the terminal is closed
    ],
)
def test_asked_to_end_everything_ends(instance, number, to_all):
    with serving(instance, DEMO="0") as server:
        assert len(server.children()) >= 3

        os.killpg(server.process.pid, number) if to_all else server.process.send_signal(number)

        assert server.process.wait(20) == 0
        assert server.processes() == []
        assert server.port_is_free()
        assert "Traceback" not in server.words


TOLD_WHILE_IT_HOLDS_THE_LOCK = """
import os, signal, sys, threading
from blog.cli.processes import _end_when_told
ended = threading.Event()
_end_when_told(ended.set)
with ended._cond:
    os.kill(os.getpid(), signal.{name})
sys.exit(not ended.wait(10))
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_that_interrupts_whoever_holds_the_lock_is_heard_too(name):
    told = TOLD_WHILE_IT_HOLDS_THE_LOCK.format(name=name)

    assert subprocess.run([sys.executable, "-c", told], cwd=ROOT, timeout=60, check=False).returncode == 0


def test_killed_it_leaves_nobody_behind(instance):
    with serving(instance, DEMO="0") as server:
        server.process.kill()
        server.process.wait()

        assert eventually(lambda: not server.processes(), within=10)
        assert server.port_is_free()


def test_a_process_that_dies_is_started_again(instance):
    with serving(instance, DEMO="0") as server:
        before = set(server.children())
        for pid in before:
            os.kill(pid, signal.SIGKILL)

        assert eventually(lambda: len(set(server.children()) - before) == len(before))
        assert eventually(server.answers)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_worker_runs_alone_too(tmp_path, number):
    assert flask(tmp_path, "db", "upgrade").returncode == 0
    server = Server(tmp_path, sys.executable, "-m", "flask", "--app", "wsgi", "worker")
    assert eventually(lambda: server.catches(signal.SIGTERM)), server.words  # the last thing it does when it starts

    server.process.send_signal(number)

    assert server.process.wait(20) == 0
    assert "Traceback" not in server.words


@pytest.mark.parametrize("lonely", [True, False])
def test_make_run_ends_when_make_is_interrupted(instance, lonely):
    command = ("make", "run", f"IN={sys.executable}", "-o", ".venv/.made", "-o", ".venv/.installed")
    with serving(instance, *command, DEMO="0") as server:
        os.kill(server.process.pid, signal.SIGINT) if lonely else os.killpg(server.process.pid, signal.SIGINT)

        server.process.wait(20)
        assert server.processes() == []
        assert server.port_is_free()
        assert "Traceback" not in server.words


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"ENTRETIEN_ENV": "production"}, "SECRET_KEY is missing"),
        ({"ENTRETIEN_ENV": "production", "SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"PORT": "eighty"}, "PORT is “eighty”"),
        ({"REDIS_URL": "redis://127.0.0.1:1/0"}, "Redis does not answer"),
    ],
)
def test_it_refuses_to_start_with_one_sentence(tmp_path, settings, words):
    answer = flask(tmp_path / "instance", "serve", "--prepare", **settings)

    assert answer.returncode == 1
    assert words in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert answer.stdout == ""


def test_a_port_that_is_taken_is_named(instance):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        answer = flask(instance, "serve", "--port", str(port))

    assert answer.returncode == 1
    assert f"Port {port} on 127.0.0.1 cannot be had" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_it_refuses_a_database_that_forgets(tmp_path, postgres_url):
    name = postgres_url.rpartition("/")[2]
    run_on_postgres(f"ALTER DATABASE {name} SET synchronous_commit = off")

    answer = flask(tmp_path, "serve", "--prepare", DATABASE_URL=postgres_url, DEMO="0", PORT=str(free_port()))

    assert answer.returncode == 1
    assert "synchronous_commit is off" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_on_postgresql_it_prepares_and_serves_too(tmp_path, postgres_url):
    with serving(tmp_path / "instance", DATABASE_URL=postgres_url) as server:
        assert "moderation@example.org" in server.words


def test_without_a_demo_the_site_is_empty(tmp_path):
    instance = tmp_path / "instance"
    with serving(instance, DEMO="0") as server:
        assert "moderation@example.org" not in server.words

    assert not any(row.startswith(('INSERT INTO "articles"', 'INSERT INTO "users"')) for row in contents(instance))


@pytest.mark.parametrize("settings", [{"DEMO": "0"}, {"ENTRETIEN_ENV": "production", "SECRET_KEY": "x" * 32}])
def test_where_nobody_has_an_account_it_says_how_to_make_one_and_then_no_more(tmp_path, settings):
    instance = tmp_path / "instance"
    with serving(instance, **settings) as server:
        [command] = [line.split() for line in server.words.splitlines() if "users add" in line]
    made = subprocess.run(
        command, cwd=ROOT, env=environ(instance, **settings), input="a quiet harbour\n", capture_output=True, text=True
    )

    with serving(instance, **settings) as server:
        assert "users add" not in server.words

    assert made.returncode == 0, made.stderr
    assert "role admin" in " ".join(command)


@pytest.mark.parametrize(
    ("python", "words"),
    [
        ("exit 1", "needs Python 3.11 or newer"),
        ('case "$2" in *ensurepip*) exit 1;; esac', "apt-get install python3-venv"),
    ],
)
def test_make_says_what_python_it_needs(tmp_path, python, words):
    stub = tmp_path / "python3"
    stub.write_text(f"#!/bin/sh\n{python}\n")
    stub.chmod(0o755)

    answer = subprocess.run(
        ["make", "run", f"PYTHON={stub}", f"VENV={tmp_path}/venv"],
        cwd=ROOT,
        env=environ(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert answer.returncode == 2
    assert words in answer.stderr


def test_its_first_pages_are_those_that_any_process_makes(instance):
    """They were rehearsed by a command, which speaks English, and the site's language is French."""
    with serving(instance) as server:
        paths = ["/", "/", re.search(r'href="(/articles/[^/"#?]+)"', page_of(server, "/"))[1]]
        served = [page_of(server, path) for path in paths]
    there = environ(instance, PORT=str(server.port))
    command = [sys.executable, "-c", MAKE, *paths]
    made = subprocess.run(command, cwd=ROOT, env=there, capture_output=True, text=True, check=True)

    assert served == json.loads(made.stdout)


MAKE = """
import json, sys
from wsgi import app

print(json.dumps([app.test_client().get(path).text for path in sys.argv[1:]]))
"""


def page_of(server: Server, path: str) -> str:
    with urllib.request.urlopen(server.url + path, timeout=5) as response:
        return str(response.read().decode())

"""Readers who take their time, more than the server has threads: others do not wait for them."""

from __future__ import annotations

import contextlib
import socket
import urllib.request

import pytest

from tests.parts.commands import SOON, flask, serving

pytestmark = pytest.mark.all_databases

SLOW = 40  # readers; two web processes have eight threads each
TIMES = 16  # that each asks for a page, at once
BETWEEN = 5 * 1024 * 1024  # bytes; more than Linux holds of one connection for a server
HEAD = "---\ntitle: The long quay\nlanguage: en\n---\n"
LONG = HEAD + f"## Why?\n\n{'Because of the ice, which came in by the slipway every year. ' * 100}\n\n" * 60


def ask_slowly(port: int, path: str, stack: contextlib.ExitStack) -> socket.socket:
    """Asks for more than what lies between can hold, and takes one byte of it."""
    reader = stack.enter_context(socket.socket())
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
    reader.settimeout(SOON)
    reader.connect(("127.0.0.1", port))
    reader.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * TIMES)
    assert reader.recv(1) == b"H"
    return reader


def ask_unfinished(port: int, stack: contextlib.ExitStack) -> socket.socket:
    asking = stack.enter_context(socket.create_connection(("127.0.0.1", port), SOON))
    asking.sendall(b"GET /articles/the-long-quay HTTP/1.1\r\nHost: loc")
    return asking


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=SOON) as answer:
        return answer.read()


def test_nobody_waits_for_slow_readers(tmp_path):
    instance, file = tmp_path / "instance", tmp_path / "the-long-quay.md"
    file.write_text(LONG)
    assert flask(instance, "db", "upgrade").returncode == 0
    imported = flask(instance, "articles", "import", file, "--publish")
    assert imported.returncode == 0, imported.stderr
    with serving(instance, DEMO="0") as server, contextlib.ExitStack() as stack:
        whole = fetch(f"{server.url}/articles/the-long-quay")
        assert len(whole) * TIMES > BETWEEN
        kept = [ask_slowly(server.port, "/articles/the-long-quay", stack) for _each in range(SLOW)]
        made = [ask_slowly(server.port, f"/articles/the-long-quay?after={each}", stack) for each in range(SLOW // 10)]
        unfinished = [ask_unfinished(server.port, stack) for _each in range(SLOW)]

        assert fetch(f"{server.url}/articles/the-long-quay") == whole
        assert b"The long quay" in fetch(f"{server.url}/")
        for reader in (*kept, *made):
            assert reader.recv(1) == b"T"
        for asking in unfinished:
            asking.sendall(b"alhost\r\nConnection: close\r\n\r\n")
            assert asking.recv(12) == b"HTTP/1.1 200"

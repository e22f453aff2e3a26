"""Who gets to the application, below the kept pages: few at once are at work, many wait, and whoever finds even the
room to wait full is told so.

The server has a thread for everybody who is in here and some besides, so that a kept page finds one however many wait.
Whoever waits holds nothing but a thread: no connection, no lock of the database, no memory of the application.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import suppress
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import IO

from flask import Flask
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.wsgi import get_input_stream

from blog.finished import Environ, StartResponse, Wsgi

ROOM = 112  # requests in here, in one process
READERS, WRITERS = 8, 4  # of them at work; SQLite lets one write, and the processor's lock one think
PATIENCE = 15  # seconds, as long as a writer waits for SQLite
IN_MEMORY = 100_000  # bytes of what is sent; the rest is written to a file
REFUSED = "entretien.refused"  # in the environ of somebody who found no place
READS = ("GET", "HEAD", "OPTIONS")  # the methods by which somebody only reads

log = logging.getLogger(__name__)


class Admission:
    """The layer. `longest` is what may be sent, in bytes."""

    def __init__(
        self, wsgi: Wsgi, *, longest: int, room: int = ROOM, readers: int = READERS, writers: int = WRITERS,
        patience: float = PATIENCE,
    ) -> None:  # fmt: skip
        self.wsgi = wsgi
        self.longest = longest
        self.room, self.patience = BoundedSemaphore(room), patience
        self.readers, self.writers = BoundedSemaphore(readers), BoundedSemaphore(writers)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self.room.acquire(blocking=False):
            return self._refuse({**environ, "CONTENT_LENGTH": "0"}, start_response)
        try:
            if environ["REQUEST_METHOD"] in READS:
                return self._admit(environ, start_response, self.readers)
            body = self._received(environ)
            if body is None:
                return self._refuse({**environ, "CONTENT_LENGTH": "0"}, start_response)
            with body:
                return self._admit({**environ, "wsgi.input": body}, start_response, self.writers)
        finally:
            self.room.release()

    def _received(self, environ: Environ) -> IO[bytes] | None:
        """Whole, so that nobody who sends slowly holds a place. What is wrong with it, the application finds too. None
        when the disk has no room for it."""
        body = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever asks for it closes it
        try:
            with suppress(ClientDisconnected, RequestEntityTooLarge):
                copyfileobj(get_input_stream(environ, max_content_length=self.longest), body)
            body.seek(0)
        except OSError as trouble:
            log.error("what is sent cannot be written to a file", exc_info=trouble)
            with suppress(OSError):  # closing writes what is left
                body.close()
            return None
        return body

    def _admit(self, environ: Environ, start_response: StartResponse, places: BoundedSemaphore) -> Iterable[bytes]:
        if not places.acquire(timeout=self.patience):
            return self._refuse(environ, start_response)
        try:
            return self.wsgi(environ, start_response)
        finally:
            places.release()

    def _refuse(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """By the application, which has a page for it, but as a stranger, of whom it asks the database nothing."""
        return self.wsgi({**environ, "HTTP_COOKIE": "", REFUSED: True}, start_response)


def init_app(app: Flask) -> None:
    app.wsgi_app = Admission(app.wsgi_app, longest=app.config["MAX_CONTENT_LENGTH"])  # type: ignore[method-assign]

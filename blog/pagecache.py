"""Finished pages in front of Flask, for as long as nothing public changes.

What is public has a number in the database, `page_generation`: triggers count it up in the transaction of every change
that a public page could show. A page is kept with the number that stood before it was made, and answers a request only
while that number still stands: it is asked for with each request, so no answer is older than the last commit that was
acknowledged before. A page on which something changes by itself, at a time, says so and ends then (`ends`).

A page is made from what its key holds and nothing else: the path and the parameters that mean something. Cookies, other
headers, the host somebody claims and a body reach the application only where no page is kept.
"""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime
from io import BytesIO
from math import inf
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException

from blog.finished import Environ, Made, Page, StartResponse, Wsgi
from blog.generation import Generation, generation_of

Key = tuple[str, str]  # path, and the parameters that mean something

LONGEST_QUERY = 300  # characters; a longer one is answered, not kept
LOCKS = 64  # of pages that are being made
UNTIL = "entretien.until"  # in the environ: when the answer is to be made anew, in seconds of the clock


def ends(environ: Environ, at: datetime | None) -> None:
    """For the application: what it makes of this request says something else from then on."""
    if at is not None:
        environ[UNTIL] = min(at.timestamp(), environ.get(UNTIL, inf))


class PageCache:
    """The layer. `parameters` are those that public pages know; `size` is in bytes, of the pages and what they are
    compressed to."""

    def __init__(
        self, wsgi: Wsgi, *, is_public: Callable[[str], bool], parameters: Iterable[str], generation: Generation,
        session_cookie: str, site_url: str, size: int,
    ) -> None:  # fmt: skip
        self.wsgi = wsgi
        self.is_public = is_public
        self.parameters = frozenset(parameters)
        self.generation = generation
        self.session_cookie = f"{session_cookie}="
        self.site = urlsplit(site_url)
        self.size = size
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.held = 0
        self.lock = threading.Lock()
        self.making = [threading.Lock() for _each in range(LOCKS)]

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self._is_for_everybody(environ):
            return self.wsgi(environ, start_response)
        query = environ.get("QUERY_STRING")
        key = (environ["PATH_INFO"], self._meant(query) if query else "")
        page = self.pages.get(key)
        if page is not None and page.stands(self.generation.number()):
            self._touch(key)
            return page.answer(environ, start_response)
        if page is None and not self._may_be_kept(key):
            return self.wsgi(environ, start_response)
        made = self._made(key)
        return made.answer(environ, start_response) if made else self.wsgi(environ, start_response)

    def _is_for_everybody(self, environ: Environ) -> bool:
        """Asked for as a public page is, by somebody who has no session."""
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and self.session_cookie not in environ.get("HTTP_COOKIE", "")
            and environ.get("CONTENT_LENGTH", "") in ("", "0")
            and "HTTP_TRANSFER_ENCODING" not in environ
        )

    def _meant(self, query: str) -> str:
        try:
            given = parse_qsl(query, max_num_fields=50, keep_blank_values=True)
        except ValueError:
            return "?" * (LONGEST_QUERY + 1)
        first = {name: value for name, value in reversed(given) if name in self.parameters}
        return urlencode(sorted(first.items()))

    def _may_be_kept(self, key: Key) -> bool:
        path, meant = key
        is_usual = path.startswith("/") and not path.startswith("//")  # other spellings of a page
        return is_usual and len(meant) <= LONGEST_QUERY and self.is_public(path)

    def _made(self, key: Key) -> Page | Made | None:
        """By one of all who ask for it. None when the database does not say what stands: then nothing is answered from
        here."""
        with self.making[hash(key) % LOCKS]:
            number, page = self.generation.number(), self.pages.get(key)
            if page is not None and page.stands(number):
                return page
            return None if number is None else self._make(key, number)

    def _make(self, key: Key, number: int) -> Page | Made:
        environ = self._environ(key)
        made = Made.by(self.wsgi, environ)
        if not made.may_be_kept:
            self._drop(key)
            return made
        page = Page(made, number, environ.get(UNTIL, inf))
        self._keep(key, page)
        return page

    def _environ(self, key: Key) -> Environ:
        path, query = key
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SERVER_NAME": self.site.hostname or "localhost",
            "SERVER_PORT": str(self.site.port or (443 if self.site.scheme == "https" else 80)),
            "HTTP_HOST": self.site.netloc,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.site.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }

    def _touch(self, key: Key) -> None:
        try:  # noqa: SIM105 - done with each request, and suppress() costs a quarter of one
            self.pages.move_to_end(key)
        except KeyError:  # it had to go this moment
            pass

    def _drop(self, key: Key) -> None:
        with self.lock:
            gone = self.pages.pop(key, None)
            self.held -= gone.size if gone else 0

    def _keep(self, key: Key, page: Page) -> None:
        """The pages that nobody asked for longest go first."""
        self._drop(key)
        with self.lock:
            self.pages[key] = page
            self.held += page.size
            while self.held > self.size:
                _key, gone = self.pages.popitem(last=False)
                self.held -= gone.size


def init_app(app: Flask, *, endpoints: frozenset[str], parameters: frozenset[str]) -> None:
    """`endpoints` and `parameters` are those of public pages. Stands outermost."""
    size = app.config["PAGE_CACHE"] * 1024 * 1024
    if not size:
        return
    app.wsgi_app = PageCache(  # type: ignore[method-assign]
        app.wsgi_app,
        is_public=_among(app, endpoints),
        parameters=parameters,
        generation=generation_of(app.config["SQLALCHEMY_DATABASE_URI"]),
        session_cookie=app.config["SESSION_COOKIE_NAME"],
        site_url=app.config["SITE_URL"],
        size=size,
    )


def _among(app: Flask, endpoints: frozenset[str]) -> Callable[[str], bool]:
    def is_public(path: str) -> bool:
        try:
            endpoint, _values = app.url_map.bind("").match(path)
        except HTTPException:
            return False
        return endpoint in endpoints

    return is_public

"""Finished pages in front of Flask: the bytes that everybody gets, compressed, for as long as nothing public changes.

What is public has a number in the database, `page_generation`: triggers count it up in the transaction of every change
that a public page could show. A page is kept with the number that stood before it was made, and answers a request only
while that number still stands: it is asked for with each request, so no answer is older than the last commit that was
acknowledged before. A page lives no longer than its minute, for the times that stand in it.

A page is made from what its key holds and nothing else: the path and the parameters that mean something. Cookies, other
headers, the host somebody claims and a body reach the application only where no page is kept.
"""

from __future__ import annotations

import gzip
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

import brotli
import zstandard
from flask import Flask
from werkzeug.exceptions import HTTPException

from blog.generation import Generation, generation_of

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Key = tuple[str, str]  # path, and the parameters that mean something
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]

LONGEST_QUERY = 300  # characters; a longer one is answered, not kept
LOCKS = 64  # of pages that are being made
PUBLIC = "public, no-cache"  # the Cache-Control of a page that is the same for everybody

#: Best first.
ENCODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=6),
    "zstd": lambda body: zstandard.compress(body, 9),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


class Moment(NamedTuple):
    generation: int
    minute: int


class Page:
    """Made once, compressed at the first wish."""

    def __init__(self, moment: Moment, headers: list[tuple[str, str]], body: bytes) -> None:
        self.moment = moment
        self.tag = next(value for name, value in headers if name == "ETag").strip('"')
        self.headers = [each for each in headers if each[0] not in ("ETag", "Content-Length", "Vary")]
        self.bodies = {"": body}
        self.size = 2 * len(body) + 2_000  # with its headers, and what it is compressed to

    def answer(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        encoding = _best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        tag = f'"{self.tag}-{encoding}"' if encoding else f'"{self.tag}"'
        headers = [*self.headers, ("ETag", tag), ("Vary", "Accept-Encoding")]
        if _names(environ.get("HTTP_IF_NONE_MATCH", ""), tag):
            start_response("304 NOT MODIFIED", headers)
            return []
        body = self.bodies.get(encoding)
        if body is None:
            body = self.bodies[encoding] = ENCODINGS[encoding](self.bodies[""])
        if encoding:
            headers.append(("Content-Encoding", encoding))
        headers.append(("Content-Length", str(len(body))))
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


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
        key = self._key(environ)
        page = self._page(key) if key else None
        return page.answer(environ, start_response) if page else self.wsgi(environ, start_response)

    def _key(self, environ: Environ) -> Key | None:
        """None for what is not asked for as a public page is, and for somebody who has a session."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or self.session_cookie in environ.get("HTTP_COOKIE", ""):
            return None
        if environ.get("CONTENT_LENGTH", "") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ:
            return None
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        meant = self._meant(query) if query else ""
        if len(meant) > LONGEST_QUERY or not path.startswith("/") or path.startswith("//"):  # other spellings of a page
            return None
        return path, meant

    def _meant(self, query: str) -> str:
        try:
            given = parse_qsl(query, max_num_fields=50, keep_blank_values=True)
        except ValueError:
            return "?" * (LONGEST_QUERY + 1)
        first = {name: value for name, value in reversed(given) if name in self.parameters}
        return urlencode(sorted(first.items()))

    def _page(self, key: Key) -> Page | None:
        moment = self._now()
        if moment is None:
            return None
        page = self.pages.get(key)
        if page is not None and page.moment == moment:
            self._touch(key)
            return page
        if page is None and not self.is_public(key[0]):
            return None
        with self.making[hash(key) % LOCKS]:
            page, moment = self.pages.get(key), self._now()
            if moment is None or (page is not None and page.moment == moment):
                return page if moment else None
            return self._make(key, moment)

    def _now(self) -> Moment | None:
        """None when the database does not say: then nothing is answered from here."""
        number = self.generation.number()
        return None if number is None else Moment(number, int(time.time() // 60))

    def _make(self, key: Key, moment: Moment) -> Page | None:
        answered: list[Any] = []
        made = self.wsgi(self._environ(key), lambda *given: answered.extend(given[:2]))
        try:
            body = b"".join(made)
        finally:
            getattr(made, "close", lambda: None)()
        status, headers = answered
        names = dict(headers)
        if not status.startswith("200") or names.get("Cache-Control") != PUBLIC or "Set-Cookie" in names:
            self._drop(key)
            return None
        page = Page(moment, headers, body)
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
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)

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


@lru_cache(maxsize=256)
def _best_encoding(accepted: str) -> str:
    """Empty for the plain bytes."""
    weights = {}
    for each in accepted.lower().split(","):
        name, _, weight = each.partition(";")
        weights[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ENCODINGS if weights.get(name)), "")


def _names(asked: str, tag: str) -> bool:
    """If-None-Match compares weakly (RFC 9110 13.1.2)."""
    return bool(asked) and not {"*", tag}.isdisjoint(each.strip().removeprefix("W/") for each in asked.split(","))

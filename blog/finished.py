"""A finished page: the bytes that everybody gets, compressed as browsers ask for them, with their headers."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from time import time
from typing import Any, NamedTuple

import brotli
import zstandard

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]

PUBLIC = "public, no-cache"  # the Cache-Control of a page that is the same for everybody
OF_ONE_REPRESENTATION = ("ETag", "Content-Length", "Vary")
LONGEST_ACCEPT = 200  # characters; who writes more gets the plain bytes

#: Best first.
ENCODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=6),
    "zstd": lambda body: zstandard.compress(body, 9),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


class Representation(NamedTuple):
    """Of a page, in one encoding."""

    tag: str
    unchanged: Headers  # of a 304
    headers: Headers  # of a 200
    body: bytes


class Made(NamedTuple):
    """What the application answered, for whoever asked."""

    status: str
    headers: Headers
    body: bytes

    @classmethod
    def by(cls, wsgi: Wsgi, environ: Environ) -> Made:
        said: list[Any] = []
        parts = wsgi(environ, lambda status, headers, _trouble=None: said.append((status, headers)))
        try:
            body = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        status, headers = said[-1]
        return cls(status, headers, body)

    @property
    def may_be_kept(self) -> bool:
        names = dict(self.headers)
        return self.status.startswith("200") and names.get("Cache-Control") == PUBLIC and "Set-Cookie" not in names

    def answer(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response(self.status, self.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


class Page:
    """Made once, compressed at the first wish. Stands while `generation` is the database's, and until a time."""

    def __init__(self, made: Made, generation: int, until: float) -> None:
        self.generation = generation
        self.until = until  # seconds of the clock
        self.tag = dict(made.headers)["ETag"].strip('"')
        self.headers = [each for each in made.headers if each[0] not in OF_ONE_REPRESENTATION]
        self.representations = {"": self._represented("", made.body)}
        self.size = 2 * len(made.body) + 2_000  # with its headers, and what it is compressed to

    def stands(self, generation: int | None) -> bool:
        return generation == self.generation and time() < self.until

    def answer(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        """A server may change the list of headers it is given (PEP 3333): each request gets one of its own."""
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        encoding = _best_encoding(accepted) if len(accepted) <= LONGEST_ACCEPT else ""
        tag, unchanged, headers, body = self.representations.get(encoding) or self._compressed(encoding)
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked and _names(asked, tag):
            start_response("304 NOT MODIFIED", unchanged.copy())
            return []
        start_response("200 OK", headers.copy())
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _compressed(self, encoding: str) -> Representation:
        body = ENCODINGS[encoding](self.representations[""].body)
        made = self.representations[encoding] = self._represented(encoding, body)
        return made

    def _represented(self, encoding: str, body: bytes) -> Representation:
        tag = f'"{self.tag}-{encoding}"' if encoding else f'"{self.tag}"'
        unchanged = [*self.headers, ("ETag", tag), ("Vary", "Accept-Encoding")]
        encoded = [("Content-Encoding", encoding)] if encoding else []
        return Representation(tag, unchanged, [*unchanged, *encoded, ("Content-Length", str(len(body)))], body)


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
    return asked == tag or not {"*", tag}.isdisjoint(each.strip().removeprefix("W/") for each in asked.split(","))

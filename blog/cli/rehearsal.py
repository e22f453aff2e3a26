"""What processes have in common is made before they are forked from one: pages are shown to nobody, so that templates
and statements are compiled once for all, and stand in memory that all share."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

from flask import Flask, url_for

from blog.articles import listing
from blog.database import reading

HEAPS = 4  # that all threads share
SPARE = 128 * 1024  # bytes of free memory that a heap keeps
LARGE = 1024 * 1024  # bytes; such a piece of memory goes back to the system as soon as it is free


def rehearse(app: Flask) -> None:
    _give_memory_back()
    with suppress(Exception), reading():  # whoever asks for such a page is told what is wrong with it
        _show(app, "/")
        with app.test_request_context():
            newest = [url_for("reading.article", slug=each.article.slug) for each in listing.newest(1, whole=False)]
        for path in newest:
            _show(app, path)
    gc.freeze()


def _give_memory_back() -> None:
    """The C library would keep for each thread what it once took, most of it to compress a page."""
    with suppress(AttributeError, OSError):  # it is not the GNU one
        set_option = ctypes.CDLL(None).mallopt
        set_option(-8, HEAPS)  # M_ARENA_MAX
        set_option(-1, SPARE)  # M_TRIM_THRESHOLD
        set_option(-3, LARGE)  # M_MMAP_THRESHOLD


def _show(app: Flask, path: str) -> None:
    """In a context of its own: a command's speaks English. Past the page cache, which keeps a connection."""
    with app.app_context(), app.test_request_context(path):
        app.full_dispatch_request()

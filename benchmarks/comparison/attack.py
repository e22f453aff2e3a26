"""How long a reader waits while others mean harm: half-open requests, writers of hostile Markdown, big pictures."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import threading
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from PIL import Image

from benchmarks.clock import percentile
from benchmarks.comparison import forms
from benchmarks.comparison.load import Load, command_of, environ_of, told
from benchmarks.comparison.processes import Running, running
from benchmarks.comparison.stage import Stage, ours
from benchmarks.readers import Reader

SLOW, WRITERS = 200, 32
SECONDS = 15
SIDES = (3_000, 2_000)  # pixels of a picture of noise, which is the most work


@dataclass(frozen=True, kw_only=True)
class Attack:
    """Milliseconds, of a reader who opens the interview and the list."""

    pages: int
    failed: int
    p50: float
    p99: float
    longest: float
    writers: Load
    pictures: int
    slow: int  # connections that stood at the end

    def told(self) -> str:
        return (
            f"{self.slow} slow connections, {WRITERS} writers ({self.writers.per_second:.0f} comments/s, "
            f"{self.writers.failed} refused), {self.pictures} pictures of {SIDES[0]} × {SIDES[1]} pixels "
            f"in {SECONDS} s: "
            f"a reader opened {self.pages:,} pages, p50 {self.p50:.1f} ms, p99 {self.p99:.0f} ms, "
            f"longest {self.longest:.0f} ms, {self.failed} failed"
        )


def attacked(stage: Stage) -> Attack:
    """Rate limits stand: every comment comes from an address of its own, as from a botnet."""
    with running(ours(stage)) as site:
        act = forms.ours(stage, site, forms.evil(), name="evil")
        reader = Reader([site.address + stage.path, site.address + "/"])
        try:
            with _slow(site) as standing, _uploads(stage, site) as kept:
                reader.waits()
                command = command_of(site.address, act, connections=WRITERS, seconds=SECONDS)
                said = subprocess.run(command, env=environ_of(act), capture_output=True, text=True, check=True).stdout
                waits, failed = reader.waits()
                slow, pictures = standing[0], len(kept)
        finally:
            reader.end()
    return Attack(
        pages=len(waits), failed=failed, p50=percentile(waits, 0.5), p99=percentile(waits, 0.99), longest=max(waits),
        writers=told(said), pictures=pictures, slow=slow,
    )  # fmt: skip


@contextmanager
def _slow(site: Running) -> Iterator[list[int]]:
    """Yields how many stand."""
    standing, ended = [0], threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_all_slow(site.address, standing, ended)))
    thread.start()
    try:
        yield standing
    finally:
        ended.set()
        thread.join()


async def _all_slow(address: str, standing: list[int], ended: threading.Event) -> None:
    await asyncio.gather(*(_one_slow(address, standing, ended) for _ in range(SLOW)))


async def _one_slow(address: str, standing: list[int], ended: threading.Event) -> None:
    """A request that never ends, a byte a second; and again, when the server has had enough of it."""
    parts = urlsplit(address)
    while not ended.is_set():
        with suppress(OSError):
            _reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            standing[0] += 1
            try:
                writer.write(b"GET / HTTP/1.1\r\nX-Slow: ")
                while not ended.is_set():
                    writer.write(b"a")
                    await writer.drain()
                    await asyncio.sleep(1)
            finally:
                standing[0] -= 1
                writer.close()


@contextmanager
def _uploads(stage: Stage, site: Running) -> Iterator[list[int]]:
    """An editor's, one after the other, to the library; yields the answers."""
    kept: list[int] = []
    ended = threading.Event()
    thread = threading.Thread(target=_upload, args=(stage, site.address + "/desk/pictures", kept, ended))
    thread.start()
    try:
        yield kept
    finally:
        ended.set()
        thread.join()


def _upload(stage: Stage, address: str, kept: list[int], ended: threading.Event) -> None:
    form = urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": stage.cookie}))
    token = forms.found(r'name="csrf_token"[^>]*value="([^"]+)"', form.read().decode())
    cookie = (form.headers["Set-Cookie"] or stage.cookie).partition(";")[0]
    while not ended.is_set():
        body, kind = _multipart(token)
        request = urllib.request.Request(address, body, {"Cookie": cookie, "Content-Type": kind})
        kept.append(urllib.request.urlopen(request, timeout=60).status)
        time.sleep(0.1)


def _multipart(token: str) -> tuple[bytes, str]:
    border = uuid.uuid4().hex
    picture = io.BytesIO()
    noise = Image.frombytes("RGB", (SIDES[0] // 10, SIDES[1] // 10), os.urandom(SIDES[0] * SIDES[1] // 100 * 3))
    noise.resize(SIDES).save(picture, "JPEG", quality=90)
    parts = (
        f'--{border}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'.encode(),
        f'--{border}\r\nContent-Disposition: form-data; name="picture"; filename="a.jpg"\r\n'.encode(),
        b"Content-Type: image/jpeg\r\n\r\n" + picture.getvalue() + f"\r\n--{border}--\r\n".encode(),
    )
    return b"".join(parts), f"multipart/form-data; boundary={border}"

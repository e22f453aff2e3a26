"""Real pages in a real browser: the application behind a server on loopback, Chromium in front of it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from blog.accounts.models import User
from blog.database import db
from blog.web.limits import limiter

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
NARROWEST = 320  # CSS pixels, WCAG 1.4.10


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail("No Chromium on the PATH. On Debian: apt-get install chromium")
    expect.set_options(timeout=30_000)  # milliseconds; a machine may be busy
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of the running application."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@dataclass
class Watched:
    """A page, and what went wrong on it: errors in the console, failed or foreign requests."""

    page: Page
    site: str
    complaints: list[str]

    def goto(self, path: str) -> Page:
        self.page.goto(f"{self.site}{path}")
        return self.page


@pytest.fixture
def visit(app: Flask, chromium: Browser, site: str) -> Iterator[Callable[..., Watched]]:
    """`visit()` opens a window; `visit(scripts=False, width=360, touch=True, user=somebody)` another kind.

    `policy=False` takes the Content-Security-Policy away: what then runs was let through by the page itself.
    """
    contexts = []

    def open_window(
        *,
        scripts: bool = True,
        width: int = 1280,
        touch: bool = False,
        dark: bool = False,
        user: User | None = None,
        policy: bool = True,
        headers: Mapping[str, str] | None = None,
    ) -> Watched:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            has_touch=touch,
            color_scheme="dark" if dark else "light",
            locale="en-GB",
            bypass_csp=not policy,
            extra_http_headers=dict(headers or {}),
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([_signed_in(app, user, site)])
        page = context.new_page()
        page.set_default_timeout(30_000)
        return Watched(page, site, _watch(page, site))

    yield open_window
    for context in contexts:
        context.close()
    limiter.reset()


def _signed_in(app: Flask, user: User, site: str) -> Any:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = user.fs_uniquifier, True
    db.session.rollback()  # what a test has only read must not hold a lock against the server
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    return {"name": cookie.key, "value": cookie.value, "url": site}


def _watch(page: Page, site: str) -> list[str]:
    complaints: list[str] = []
    page.on("console", lambda message: message.type == "error" and complaints.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
    page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: request.url.startswith((site, "data:")) or complaints.append(request.url))
    return complaints


def findings(page: Page) -> list[str]:
    """What axe has to say against the page as it stands."""
    violations: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{found['id']}: {[node['target'] for node in found['nodes']][:3]}" for found in violations]


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))

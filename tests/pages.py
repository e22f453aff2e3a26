"""A page as the thing under test. Whatever test fetches it, it keeps the promises of every page."""

from __future__ import annotations

from contextvars import Context
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from flask import has_app_context, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from blog.database import db
from tests.promises import check_promises

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class Page:
    """A response whose HTML has been looked at: `page.find("h1")`, `page.words`, and all a response has."""

    def __init__(self, response: TestResponse | Page, client: Visitor | None = None) -> None:
        self.response: TestResponse = response.response if isinstance(response, Page) else response
        self.client = response.client if isinstance(response, Page) else client
        self.is_html = self.response.mimetype == "text/html" and not 300 <= self.response.status_code < 400
        if self.is_html and not isinstance(response, Page):
            check_promises(self.response.text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.response, name)

    @property
    def status(self) -> int:
        return self.response.status_code

    @cached_property
    def tree(self) -> BeautifulSoup:
        return BeautifulSoup(self.response.text if self.is_html else "", "html5lib")

    @property
    def words(self) -> str:
        """What is read on it, runs of spaces made one."""
        body = self.tree.body
        return " ".join(body.get_text(" ").split()) if body else ""

    def find(self, selector: str) -> Tag:
        """The one element. Fails when there is none, or more."""
        found = self.tree.select(selector)
        assert len(found) == 1, f"{len(found)} elements for {selector!r}"
        return found[0]

    def all(self, selector: str) -> list[Tag]:
        return list(self.tree.select(selector))

    def text(self, selector: str) -> str:
        return " ".join(self.find(selector).get_text().split())

    def texts(self, selector: str) -> list[str]:
        return [" ".join(tag.get_text().split()) for tag in self.all(selector)]

    def follow(self) -> Page:
        """Where a redirect leads."""
        assert self.client is not None
        assert self.response.location, f"{self.status} leads nowhere"
        return self.client.get(self.response.location)

    def click(self, link: str) -> Page:
        """The page behind the link with these words."""
        assert self.client is not None
        found = [tag for tag in self.all("a[href]") if link in " ".join(tag.get_text().split())]
        assert found, f"no link {link!r}"
        return self.client.get(urljoin(self.response.request.path, str(found[0]["href"])))

    def submit(self, button: str, /, **typed: Any) -> Page:
        """Types into the form that holds the button with these words and presses it; `_` in names stands for `-`."""
        assert self.client is not None
        pressed = next((tag for tag in self.all("button, input[type=submit]") if button in label_of(tag)), None)
        assert pressed is not None, f"no button {button!r}"
        form = pressed.find_parent("form") or self.find(f"#{pressed['form']}")
        values = {**_filled_in(form, self.tree), **typed}
        if pressed.get("name"):
            values[str(pressed["name"])] = pressed.get("value", "")
        address = str(pressed.get("formaction") or form.get("action") or self.response.request.path)
        return self.client.open(
            urljoin(self.response.request.path, address),
            method=str(pressed.get("formmethod") or form.get("method") or "get").upper(),
            data={name: value for name, value in values.items() if value is not None},
            with_token=False,
        )


class Visitor(FlaskClient):
    """A browser without scripts. Every answer is a Page. A POST made by hand carries the token that a page would
    have brought; `with_token=False` leaves it out, and a submitted form brings its own."""

    def open(self, *args: Any, with_token: bool = True, **kwargs: Any) -> Any:
        if has_app_context():
            db.session.rollback()  # what a test has only read must not hold a lock against the request
        if with_token and kwargs.get("method", "GET") not in SAFE_METHODS:
            kwargs["headers"] = {**dict(kwargs.get("headers") or {}), "X-CSRFToken": self.token()}
        return Page(Context().run(super().open, *args, **kwargs), self)

    def token(self) -> str:
        return Context().run(self._token)

    def _token(self) -> str:
        with self.application.test_request_context(), self.session_transaction() as kept:
            session.update(kept)
            token = generate_csrf()
            kept.update(session)
            return token


def label_of(tag: Tag) -> str:
    return " ".join(" ".join((tag.get_text(), str(tag.get("aria-label") or ""), str(tag.get("value") or ""))).split())


def _filled_in(form: Tag, tree: BeautifulSoup) -> dict[str, Any]:
    outside = tree.select(f'[form="{form["id"]}"]') if form.get("id") else []
    values: dict[str, Any] = {}
    for control in [*form.select("input, select, textarea"), *(each for each in outside if each.name != "button")]:
        name, kind = str(control.get("name") or ""), control.get("type")
        unset = kind in ("checkbox", "radio") and control.get("checked") is None
        if not name or unset or kind in ("submit", "button", "file") or control.get("disabled") is not None:
            continue
        if control.name == "textarea":
            value: Any = control.get_text()
        elif control.name == "select":
            chosen = control.select("option[selected]") or control.select("option")[:1]
            value = str(chosen[0].get("value", chosen[0].get_text())) if chosen else ""
        else:
            value = str(control.get("value", "on" if kind in ("checkbox", "radio") else ""))
        values[name] = (
            [*values[name], value]
            if isinstance(values.get(name), list)
            else ([values[name], value] if name in values else value)
        )
    return values

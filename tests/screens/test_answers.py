"""Error pages are kind, show no trace, and need no database; style sheet and scripts stand at lasting addresses."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import OperationalError

from blog.articles import listing

SECRET = "a secret of the machine"


@pytest.mark.parametrize(
    ("error", "status"), [(RuntimeError(SECRET), 500), (OperationalError(SECRET, {}, Exception(SECRET)), 503)]
)
def test_an_error_page_shows_a_heading_a_way_home_and_no_trace(client, app, monkeypatch, error, status):
    def fail(**_arguments):
        raise error

    monkeypatch.setattr(listing, "published", fail)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    page = client.get("/")

    assert page.status == status
    assert page.find(".notice a")["href"] == "/"
    assert SECRET not in page.response.text
    assert page.headers["Cache-Control"] == "no-store"


def test_nothing_here(client):
    page = client.get("/no/such/page")

    assert page.status == 404
    assert page.text("h1") == "Nothing here"
    assert "Set-Cookie" not in page.headers


def test_the_style_sheet_and_scripts_are_kept_for_ever(client):
    page = client.get("/")

    style = client.get(page.find("link[rel=stylesheet]")["href"])

    assert style.mimetype == "text/css"
    assert "immutable" in style.headers["Cache-Control"]
    assert style.response.text.index("@layer tokens") < 200


def test_an_old_page_still_finds_a_style_sheet(client):
    style = client.get("/styles-0123456789abcdef/reading.css")

    assert style.status == 200
    assert style.headers["Cache-Control"] == "no-store"


def test_no_such_script(client):
    assert client.get("/scripts-0123456789abcdef/nothing.js").status == 404

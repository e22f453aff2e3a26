"""Addresses are built once a process, and are Flask's own."""

from __future__ import annotations

import flask
import pytest

from blog.web.addresses import url_for

CASES = [
    ("reading.home", {}),
    ("reading.home", {"before": "20260101T000000.000000-1"}),
    ("reading.home", {"before": None}),
    ("reading.article", {"slug": "ice", "_anchor": "more"}),
    ("reading.glossary", {"q": "é & à", "after": 1}),
    ("reading.glossary", {"q": "é & à", "after": True}),  # equal to 1, and written otherwise
    ("reading.home", {"_external": True}),
    (".topic", {"slug": "ice"}),
]


@pytest.mark.parametrize(("endpoint", "values"), CASES)
@pytest.mark.parametrize("root", ["", "/magazine"])
def test_a_kept_address_is_the_one_that_is_built(app, root, endpoint, values):
    for host in ("one.example.org", "two.example.org"):
        with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": root, "HTTP_HOST": host}):
            assert url_for(endpoint, **values) == flask.url_for(endpoint, **values)


def test_an_address_is_built_once(app):
    kept = app.extensions["addresses"]
    kept.cache_clear()
    with app.test_request_context("/"):
        assert url_for("reading.article", slug="ice") == url_for("reading.article", slug="ice")

    assert (kept.cache_info().misses, kept.cache_info().hits) == (1, 1)

"""What readers see was made when it was written: reading renders, sanitises and annotates nothing."""

from __future__ import annotations

from blog.articles import glossed
from blog.text import markdown
from blog.web.reading import attribution
from blog.web.reading.door import KEPT
from tests.factories import a_term
from tests.routes import House


def refuse(*_given, **_named):
    raise AssertionError("work that belongs to writing")


def test_a_public_page_is_put_together_from_what_is_stored(app, client, monkeypatch):
    house = House.furnish(app)
    a_term("sawdust", origin="Ana, https://example.org", licence="CC BY 4.0")
    pages = [path for rule, path in house.addresses("GET", doors=("reading",)) if rule.endpoint in KEPT]
    before = {path: client.get(path).response.data for path in pages}

    monkeypatch.setattr(markdown, "sanitise", refuse)
    monkeypatch.setattr(attribution, "sanitise", refuse)
    monkeypatch.setattr(glossed, "annotate", refuse)

    assert len(pages) >= 10
    for path in pages:
        assert client.get(path).response.data == before[path], path

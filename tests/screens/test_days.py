"""The day an article bears is a day of the site, wherever it stands; here the site is in Paris."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from tests.factories import a_term, an_article

HALF_PAST_MIDNIGHT = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _somebody_who_may_see_all(sign_in):
    sign_in("editor")


@pytest.mark.parametrize("path", ["/articles/night", "/", "/glossary/ice-house", "/desk/", "/desk/articles/night"])
@pytest.mark.parametrize(
    ("dated", "day"),
    [
        (None, "April 1, 2026"),  # published at half past midnight
        (date(2026, 3, 30), "March 30, 2026"),  # as its editors dated it
    ],
)
def test_a_page_shows_the_day_of_the_site(client, path, dated, day):
    a_term("ice house")
    an_article(title="Night", at=HALF_PAST_MIDNIGHT, dated=dated)

    assert day in client.get(path).text("main")


def test_machines_are_told_the_same_day(client):
    an_article(title="Night", at=HALF_PAST_MIDNIGHT)

    page = client.get("/articles/night")

    told = json.loads(page.find("script[type='application/ld+json']").string)
    assert told["datePublished"] == page.find(".dateline time")["datetime"] == "2026-04-01"

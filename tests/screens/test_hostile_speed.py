"""The longest comment that is allowed, made to be slow: posting and previewing it costs in step with its length."""

from __future__ import annotations

import gc
from time import process_time

import pytest
from flask import Response
from flask.testing import FlaskClient

from blog.comments.models import Comment
from blog.web.limits import limiter
from tests.factories import an_article
from tests.hostile import PAYLOADS
from tests.text.test_hostile_markdown import PATTERNS, filled

SHORT, LONG = Comment.MAX_LENGTH // 4, Comment.MAX_LENGTH
STEEPEST = 8  # times the cost for four times the length: in step is 4, squared is 16
CONSTANT = 0.02  # seconds of a request that no text has a part in, and of a clock that ticks coarsely
HANG = 20  # seconds, where a fraction of one is usual: a guard against hanging, not a measurement

QUOTING = "> The old ice house stood empty\n\n"  # which is in the article
HOSTILE = sorted({*PATTERNS, *PAYLOADS[::4], QUOTING} - {"\ud800"})  # that one does not travel in a form
TRIED = {"comments/preview": HOSTILE, "comments": HOSTILE[::5]}


@pytest.fixture
def client(app, monkeypatch):
    """One that does not look at the page it gets: that would be measured too, as would a collection of garbage."""
    monkeypatch.setattr(limiter, "enabled", False)
    an_article(slug="quay", language="fr")
    gc.disable()
    yield FlaskClient(app, Response)
    gc.enable()


@pytest.mark.parametrize("way", TRIED)
def test_a_hostile_comment_costs_in_step_with_its_length(client, way):
    token = client.get("/articles/quay/comments/token").json["csrf_token"]

    for pattern in TRIED[way]:
        short, long = (cost(client, way, token, filled(f"a {pattern}", length)) for length in (SHORT, LONG))
        assert long < HANG, pattern
        assert long < STEEPEST * short + CONSTANT, (pattern, short, long)


def cost(client, way, token, text):
    """Seconds of work, the least of some tries: what else runs on the machine only ever adds."""
    tries = []
    for _each in range(2):
        fields = {"name": "Bo", "text": text, "csrf_token": token}
        began = process_time()
        assert client.post(f"/articles/quay/{way}", data=fields).status_code < 500
        tries.append(process_time() - began)
    return min(tries)

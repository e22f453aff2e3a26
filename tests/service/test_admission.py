"""Who finds no place is told so, without asking the database, and everybody's place is given back."""

from __future__ import annotations

import tempfile
from threading import BoundedSemaphore

import pytest
from flask import Response
from flask.testing import FlaskClient

from tests.caching import get, layers
from tests.counting import counting
from tests.factories import an_article

pytestmark = pytest.mark.all_databases


@pytest.fixture
def client(cached) -> FlaskClient:
    return FlaskClient(cached, Response)


@pytest.fixture
def admission(cached):
    (layer,) = layers(cached)
    return layer.wsgi


def send(client):
    with counting() as asked:
        answer = client.post(
            "/articles/quay/comments", data={"text": "Words I chose."}, headers={"Cookie": "entretien=x"}
        )
    return answer, asked


def test_when_the_room_is_full_kept_pages_are_there_and_nobody_else_waits(admission, client):
    an_article(slug="quay")
    get(client, "/articles/quay")
    admission.room = BoundedSemaphore(1)
    admission.room.acquire()

    sent, asked = send(client)
    other = get(client, "/articles/quay?order=oldest")
    kept = get(client, "/articles/quay")

    assert sent.status_code == other.status_code == 503
    assert sent.headers["Retry-After"] == other.headers["Retry-After"] == "5"
    assert sent.headers["Cache-Control"] == other.headers["Cache-Control"] == "no-store"
    assert "nothing was stored" in sent.text
    assert "resting" in other.text
    assert asked == []
    assert kept.status_code == 200


def test_who_has_waited_long_is_given_back_what_they_typed(admission, client):
    an_article(slug="quay")
    admission.patience, admission.writers = 0.01, BoundedSemaphore(1)
    admission.writers.acquire()

    sent, asked = send(client)

    assert (sent.status_code, asked) == (503, [])
    assert "nothing was stored" in sent.text
    assert "Words I chose." in sent.text


def test_every_place_is_given_back_whatever_happens(admission, client, monkeypatch):
    an_article(slug="quay")
    admission.room, admission.readers, admission.writers = (BoundedSemaphore(1) for _each in range(3))
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(admission, "wsgi", lambda *_given: 1 / 0)
        for ask in (client.get, client.post):
            with pytest.raises(ZeroDivisionError):
                ask("/articles/quay")
    client.post("/articles/quay/comments", data={"text": "Words."})
    client.post("/nowhere", data={"text": "x" * 200_000})

    assert get(client, "/articles/quay").status_code == 200
    assert admission.room.acquire(blocking=False)
    assert admission.readers.acquire(blocking=False)
    assert admission.writers.acquire(blocking=False)


def test_when_there_is_no_room_for_what_is_sent_nobody_gets_a_trace(admission, client, monkeypatch):
    an_article(slug="quay")
    admission.room = BoundedSemaphore(1)
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")

    sent = client.post("/articles/quay/comments/preview", data={"text": "x" * 200_000})

    assert sent.status_code == 503
    assert "nothing was stored" in sent.text
    assert admission.room.acquire(blocking=False)

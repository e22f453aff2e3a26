"""Passwords and the links in mails are hashed slowly, on purpose, and nobody who writes waits for it."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from blog.accounts.models import User
from blog.database import db
from blog.mail import outbox
from tests import signing_in
from tests.factories import PASSWORD
from tests.signing_in import NEW_PASSWORD, link_in, mails, signed_in

SLOWLY = {"argon2__time_cost": 30}  # most of a second
LINKS_TOO = {"sha256_crypt__default_rounds": 1_500_000}


@pytest.fixture
def seconds(app, monkeypatch):
    """How long one hash takes here, made slow as on a small machine with much to do."""
    security, began = app.extensions["security"], time.monotonic()
    for name, slowly in (("hashing_context", LINKS_TOO), ("pwd_context", SLOWLY)):
        context = getattr(security, name)
        slow = type(context)(**context.to_dict(), **slowly)
        monkeypatch.setattr(security, name, slow)
        slow.hash(PASSWORD)
    return (time.monotonic() - began) / 2


@pytest.fixture
def ida(seconds):
    return signing_in.ida()


def longest_wait_during(act):
    """Of those who write, one after the other, while something is done."""
    waits = []
    with ThreadPoolExecutor(1) as pool:
        acting = pool.submit(act)
        while not acting.done():
            waits.append(seconds_to_write())
            time.sleep(0.02)
    acting.result()
    return max(waits)


def seconds_to_write():
    began = time.monotonic()
    outbox.put("somebody@example.org", subject="Meanwhile", text="Meanwhile.")
    db.session.commit()
    return time.monotonic() - began


@pytest.mark.parametrize("email", ["ida@example.org", "nobody@example.org"])
def test_others_write_while_somebody_signs_in(client, ida, seconds, email):
    assert longest_wait_during(lambda: signed_in(client, email)) < seconds / 2


@pytest.mark.parametrize("email", ["ida@example.org", "nobody@example.org"])
def test_others_write_while_somebody_makes_an_account(client, ida, seconds, email):
    page = client.get("/account/registration")
    typed = {"name": "Bo", "email": email, "password": PASSWORD, "password_confirm": PASSWORD}

    assert longest_wait_during(lambda: page.submit("Make the account", **typed)) < seconds / 2


def test_others_write_while_a_link_is_made_and_followed(client, ida, seconds):
    page = client.get("/account/reset")
    assert longest_wait_during(lambda: page.submit("Send the link", email=signing_in.ADDRESS)) < seconds / 2
    db.session.expire_all()
    link = client.get(link_in(next(mail for mail in mails() if mail.recipient == signing_in.ADDRESS)))
    new = {"password": NEW_PASSWORD, "password_confirm": NEW_PASSWORD}

    assert longest_wait_during(lambda: link.submit("Keep this password", **new)) < seconds / 2


def test_others_write_while_a_password_is_changed(client, sign_in, ida, seconds):
    sign_in(ida)
    page = client.get("/account/password")
    new = {"new_password": NEW_PASSWORD, "new_password_confirm": NEW_PASSWORD}

    waited = longest_wait_during(lambda: page.submit("Change the password", password=PASSWORD, **new))

    assert waited < seconds / 2
    db.session.expire_all()
    assert db.session.query(User).one().verify_and_update_password(NEW_PASSWORD)

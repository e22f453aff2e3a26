"""Codes from an app, recovery codes and passkeys (which the browser tests use for real)."""

from __future__ import annotations

from time import time
from urllib.parse import urlsplit

import pytest
from passlib.totp import TOTP

from tests import signing_in
from tests.factories import fresh
from tests.signing_in import landed, mails, signed_in


@pytest.fixture
def ida():
    return signing_in.ida()


def with_codes(client):
    """Turns them on, and gives the key of the authenticator app."""
    page = client.get("/account/two-factor").submit("Begin")
    key = page.text(".key").replace("-", "")
    page.submit("Ask for a code", code=code_of(key))
    return key


def code_of(key, *, ahead=0):
    return TOTP(key=key, format="base32").generate(int(time()) + ahead).token


def test_codes_are_asked_for_after_the_password(client, ida):
    signed_in(client)
    key = with_codes(client)
    client.get("/account/").submit("Sign out")

    asked = signed_in(client).follow()
    before = client.get("/account/")
    after = landed(asked.submit("Sign in", code=code_of(key, ahead=30)))

    assert asked.text("h1") == "The code, please"
    assert before.status == 302
    assert after.text("h1") == "Ida Holm"


def test_a_code_is_good_once(client, ida):
    signed_in(client)
    key = with_codes(client)
    code = code_of(key, ahead=30)
    client.get("/account/").submit("Sign out")
    signed_in(client).follow().submit("Sign in", code=code)
    client.get("/account/").submit("Sign out")

    page = signed_in(client).follow().submit("Sign in", code=code)

    assert page.status == 422
    assert client.get("/account/").status == 302


@pytest.mark.parametrize("way", ["/account/code", "/account/code/recovery"])
def test_guessing_codes_is_slowed_down_for_the_account(app, client, ida, way):
    signed_in(client)
    with_codes(client)
    guessers = [app.test_client(), app.test_client()]
    for guesser in guessers:
        signed_in(guesser)

    answers = [guesser.post(way, data={"code": "000000"}).status for guesser in guessers for _ in range(6)]

    assert answers == [422] * 10 + [429] * 2


def test_a_recovery_code_opens_once(client, ida):
    signed_in(client)
    with_codes(client)
    code = client.get("/account/recovery-codes").submit("Make new codes").texts(".codes li")[0]
    client.get("/account/").submit("Sign out")

    first = landed(signed_in(client).follow().click("use a recovery code").submit("Sign in", code=code))
    client.get("/account/").submit("Sign out")
    second = signed_in(client).follow().click("use a recovery code").submit("Sign in", code=code)

    assert first.text("h1") == "Ida Holm"
    assert second.status == 422


def test_recovery_codes_are_not_stored_as_they_are_typed(client, ida):
    signed_in(client)
    with_codes(client)

    codes = client.get("/account/recovery-codes").submit("Make new codes").texts(".codes li")

    assert len(codes) == 8
    assert not set(codes) & set(fresh(ida).mf_recovery_codes)
    assert client.get("/account/recovery-codes").click("Show those I have").texts(".codes li") == codes


def test_codes_can_be_given_up(client, ida):
    signed_in(client)
    with_codes(client)

    client.get("/account/two-factor").submit("Ask for no code")
    client.get("/account/").submit("Sign out")

    assert signed_in(client).follow().text("h1") == "Ida Holm"


def test_nothing_of_the_second_step_opens_by_itself(client):
    for address in ("/account/code", "/account/code/recovery", "/account/second-step"):
        assert urlsplit(client.get(address).location).path == "/account/sign-in"


def test_who_lost_the_telephone_is_shown_the_recovery_codes(client):
    assert client.post("/account/code/rescue", data={"help_setup": "help"}).location == "/account/code/recovery"
    assert mails() == []


def test_adding_a_passkey_hands_the_browser_what_it_needs(client, ida):
    signed_in(client)

    page = client.get("/account/passkeys").submit("Add a passkey", name="telephone")
    form = page.find("form[data-passkey=create]")

    assert '"userVerification": "required"' in form["data-options"]
    assert "authenticatorAttachment" not in form["data-options"]
    assert page.find("script[type=module]")["src"].endswith("/passkey.js")


def test_a_passkey_needs_a_name(client, ida):
    signed_in(client)

    page = client.get("/account/passkeys").submit("Add a passkey", name="")

    assert page.status == 422
    assert "Give the passkey a name" in page.text(".summary")


def test_signing_in_with_a_passkey_tells_nothing_about_accounts(client, ida):
    page = client.get("/account/passkey").submit("Use my passkey")

    assert '"allowCredentials": []' in page.find("form[data-passkey=get]")["data-options"]


@pytest.mark.parametrize("credential", ["", "{}", "not json", '{"id": "AAAA"}'])
def test_a_made_up_passkey_does_not_open(client, ida, credential):
    page = client.get("/account/passkey").submit("Use my passkey")

    address = page.find("form[data-passkey=get]")["action"]

    assert urlsplit(client.post(address, data={"credential": credential}).location).path == "/account/passkey"
    assert client.get("/account/").status == 302

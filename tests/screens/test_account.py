"""A person's own page and signing in and out: who enters, where it leads, and what strangers learn."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest

from blog.database import db
from blog.web.account.unhurried import Unhurried
from tests import signing_in
from tests.factories import PASSWORD, a_user, an_article
from tests.signing_in import link_in, mails, signed_in


@pytest.fixture
def ida():
    return signing_in.ida()


@pytest.mark.parametrize(
    ("role", "status"), [(None, 302), ("reader", 200), ("editor", 200), ("moderator", 200), ("admin", 200)]
)
def test_everybody_who_signs_in_has_a_page(client, sign_in, role, status):
    sign_in(role)

    assert client.get("/account/").status == status


@pytest.mark.parametrize(
    "address", ["/account/password", "/account/two-factor", "/account/passkeys", "/account/recovery-codes"]
)
def test_what_changes_how_one_signs_in_asks_a_stranger_to_sign_in(client, address):
    page = client.get(address)

    assert page.status == 302
    assert urlsplit(page.location).path == "/account/sign-in"


@pytest.mark.parametrize("address", ["/account/two-factor", "/account/passkeys", "/account/recovery-codes"])
def test_what_changes_how_one_signs_in_wants_a_recent_sign_in(client, sign_in, address):
    sign_in("moderator")

    page = client.get(address).follow()

    assert page.text("h1") == "Is it you?"


@pytest.mark.parametrize(
    "address",
    ["/account/sign-in", "/account/reset", "/account/confirmation", "/account/passkey", "/account/reset/made-up"],
)
def test_a_forged_form_is_refused(client, ida, address):
    page = client.post(address, data={"email": "ida@example.org", "password": PASSWORD}, with_token=False)

    assert page.status == 400
    assert mails() == []


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/account/sign-out"),
        ("head", "/account/sign-out"),
        ("post", "/account/"),
        ("delete", "/account/sign-in"),
    ],
)
def test_a_wrong_method_is_refused(client, ida, method, address):
    signed_in(client)

    assert getattr(client, method)(address).status == 405
    assert client.get("/account/").status == 200


@pytest.mark.parametrize("address", ["/account/sign-in", "/account/", "/moderation/"])
def test_working_pages_are_kept_nowhere(client, ida, address):
    assert client.get(address).headers["Cache-Control"] == "no-store, private"


def test_signing_in_leads_to_ones_own_page(client, ida):
    page = signed_in(client).follow()

    assert page.text("h1") == "Ida Holm"
    assert page.texts(".roles li") == ["Moderator"]


def test_upper_case_makes_no_other_address(client, ida):
    assert signed_in(client, email="Ida@Example.org").status == 302


def test_signing_in_leads_back_to_where_somebody_wanted_to_go(client, ida):
    assert signed_in(client, next="/moderation/decided?after=7").location == "/moderation/decided?after=7"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https://evil.example",
        "http:///evil.example",
        "////evil.example",
        "/%09/evil.example",
        "/\t/evil.example",
        "\x19//evil.example",
        "javascript:alert(1)",
        "https://localhost@evil.example",
        "https://localhost\\.evil.example",
    ],
)
@pytest.mark.parametrize("carried_in", ["address", "form"])
def test_signing_in_leads_nowhere_else(client, ida, elsewhere, carried_in):
    page = client.get("/account/sign-in")
    given = {"email": "ida@example.org", "password": PASSWORD}
    if carried_in == "form":
        answer = client.post("/account/sign-in", data={**given, "next": elsewhere})
    else:
        answer = client.post("/account/sign-in", data=given, query_string={"next": elsewhere})

    assert page.status == 200
    assert leads_home(answer.location or "/"), answer.location


def leads_home(location):
    """As a browser reads it: backslashes are slashes, control characters and tabs are not there."""
    here = "http://localhost/account/sign-in"
    there = urlsplit(urljoin(here, re.sub(r"[\x00-\x20]", "", location).replace("\\", "/")))
    return (there.scheme, there.netloc) == ("http", "localhost")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, ida):
    wrong = signed_in(client, password="not her password")
    unknown = signed_in(client, email="who@example.org")

    assert (wrong.status, unknown.status) == (422, 422)
    assert wrong.words == unknown.words
    assert wrong.find("#email")["value"] == "ida@example.org"
    assert "E-mail address and password do not match, or" in wrong.text(".summary")


@pytest.mark.parametrize("password", ["", "\x00" * 12, "é" * 5_000])
def test_strange_passwords_are_wrong_passwords(client, ida, password):
    assert signed_in(client, password=password).status == 422


def test_a_closed_account_does_not_open(client):
    a_user("moderator", email="ida@example.org", password=PASSWORD, active=False)

    assert signed_in(client).status == 422
    assert client.get("/account/").status == 302


@pytest.fixture
def unconfirmed(ida):
    ida.confirmed_at = None
    db.session.commit()


def test_an_unconfirmed_account_does_not_open(client, unconfirmed):
    assert signed_in(client).status == 422
    assert client.get("/account/").status == 302


def test_who_has_the_password_of_an_unconfirmed_account_gets_a_new_link(client, unconfirmed):
    page = signed_in(client)

    assert "the address is not confirmed yet: in that case a new link is on its way" in page.text(".summary")
    client.get(link_in(mails()[0])).submit("This is my address")
    assert signed_in(client).follow().text("h1") == "Ida Holm"


def test_an_unconfirmed_account_is_told_of_by_mail_alone(client, unconfirmed):
    right, wrong = signed_in(client), signed_in(client, password="not her password")
    unknown = signed_in(client, email="who@example.org")

    assert right.words == wrong.words == unknown.words
    assert [mail.recipient for mail in mails()] == ["ida@example.org"]


def test_nobody_learns_of_it_from_how_long_an_answer_takes(client, unconfirmed, monkeypatch):
    """Hashing is what takes long."""
    hashed = []
    for act in ("hash", "verify"):
        usual = getattr(Unhurried, act)
        monkeypatch.setattr(Unhurried, act, lambda *given, usual=usual: hashed.append(1) or usual(*given))

    def work(**typed):
        hashed.clear()
        signed_in(client, **typed)
        return len(hashed)

    works = [work(), work(password="not her password"), work(email="who@example.org"), *(work() for _each in range(5))]

    assert len(mails()) == 5
    assert len(set(works)) == 1, works


def test_trying_again_and_again_floods_nobody(client, unconfirmed):
    answers = [signed_in(client).status for _each in range(7)]

    assert answers == [422] * 7
    assert len(mails()) == 5


def test_a_closed_account_gets_no_link(client):
    a_user(email="ida@example.org", password=PASSWORD, active=False).confirmed_at = None
    db.session.commit()

    signed_in(client)

    assert mails() == []


def test_guessing_is_slowed_down(client, ida):
    answers = [client.post("/account/sign-in", data={"email": "ida@example.org", "password": "x"}) for _ in range(21)]

    assert [answer.status for answer in answers[19:]] == [422, 429]


def test_signing_out_is_a_button(client, ida):
    page = signed_in(client).follow().submit("Sign out")

    assert page.status == 302
    assert client.get("/account/").status == 302


def test_the_session_cookie_is_out_of_reach(client, ida):
    cookie = signed_in(client).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


def test_nobody_is_remembered_beyond_the_session(client, ida):
    page = client.get("/account/sign-in").submit("Sign in", email="ida@example.org", password=PASSWORD, remember="y")

    assert [name for name in page.headers.getlist("Set-Cookie") if "remember" in name] == []


@pytest.mark.parametrize("address", ["/", "/glossary", "/feed.atom", "/articles/the-tide-clock", "/nowhere"])
def test_a_public_page_knows_nothing_of_sessions(client, address):
    an_article(slug="the-tide-clock")

    page = client.get(address)

    assert "Cookie" not in page.headers.get("Vary", "")
    assert "Set-Cookie" not in page.headers

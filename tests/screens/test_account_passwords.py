"""A changed password, a forgotten one, and a confirmed address."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from blog.database import db
from tests import signing_in
from tests.factories import PASSWORD, fresh
from tests.signing_in import NEW_PASSWORD, link_in, mails, signed_in


@pytest.fixture
def ida():
    return signing_in.ida()


def test_a_new_password_signs_other_devices_out(app, client, ida):
    elsewhere = app.test_client()
    signed_in(elsewhere)
    signed_in(client)

    page = client.get("/account/password").submit(
        "Change the password", password=PASSWORD, new_password=NEW_PASSWORD, new_password_confirm=NEW_PASSWORD
    )

    assert page.follow().text("[role=status]") == "Your password is changed. Other devices are signed out."
    assert elsewhere.get("/account/").status == 302
    assert [mail.subject for mail in mails()] == ["Your password has been changed"]


@pytest.mark.parametrize(
    ("present", "new", "again", "sentence"),
    [
        (PASSWORD, "short", "short", "A password has at least 12 characters."),
        (PASSWORD, "long" * 251, "long" * 251, "A password has at most 1000 characters."),
        (PASSWORD, NEW_PASSWORD, NEW_PASSWORD + "s", "The two passwords differ."),
        ("wrong password", NEW_PASSWORD, NEW_PASSWORD, "This is not your password."),
        (PASSWORD, PASSWORD, PASSWORD, "This is the password you have already."),
    ],
)
def test_a_password_that_will_not_do_is_explained(client, ida, present, new, again, sentence):
    signed_in(client)

    page = client.get("/account/password").submit(
        "Change the password", password=present, new_password=new, new_password_confirm=again
    )

    assert page.status == 422
    assert sentence in page.text(".summary")
    assert fresh(ida).verify_and_update_password(PASSWORD)


@pytest.mark.parametrize("length", [129, 1_000])
def test_a_long_password_is_welcome(app, client, ida, length):
    signed_in(client)
    long = "p" * length

    page = client.get("/account/password").submit(
        "Change the password", password=PASSWORD, new_password=long, new_password_confirm=long
    )

    assert page.follow().text("[role=status]") == "Your password is changed. Other devices are signed out."
    assert signed_in(app.test_client(), password=long).status == 302


def test_a_forgotten_password_is_replaced_by_mail(app, client, ida):
    elsewhere = app.test_client()
    signed_in(elsewhere)
    asked = client.get("/account/reset").submit("Send the link", email="ida@example.org")
    [mail] = mails()

    page = client.get(link_in(mail)).submit("Keep this password", password=NEW_PASSWORD, password_confirm=NEW_PASSWORD)

    assert "a mail with a link is on its way" in asked.text("[role=status]")
    assert (mail.recipient, mail.subject) == ("ida@example.org", "Choose a new password")
    assert urlsplit(page.location).path == "/account/sign-in"
    assert elsewhere.get("/account/").status == 302
    assert signed_in(client, password=NEW_PASSWORD).status == 302


def test_a_link_for_a_new_password_is_good_once(client, ida):
    client.get("/account/reset").submit("Send the link", email="ida@example.org")
    link = link_in(mails()[0])
    client.get(link).submit("Keep this password", password=NEW_PASSWORD, password_confirm=NEW_PASSWORD)

    page = client.get(link).follow()

    assert "This link is not valid. Ask for a new one." in page.texts("[role=status]")


@pytest.mark.parametrize("address", ["/account/reset", "/account/confirmation"])
def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, ida, address):
    ida.confirmed_at = None if "confirmation" in address else ida.confirmed_at
    db.session.commit()

    known = client.get(address).submit("Send the link", email="ida@example.org")
    written = len(mails())
    unknown = client.get(address).submit("Send the link", email="who@example.org")

    assert (known.status, written) == (200, 1)
    assert (known.status, known.words) == (unknown.status, unknown.words)
    assert len(mails()) == written


def test_one_address_is_not_flooded_with_mails(client, ida):
    answers = [client.post("/account/reset", data={"email": "ida@example.org"}) for _ in range(6)]
    another = client.post("/account/reset", data={"email": "who@example.org"})

    assert [answer.status for answer in answers] == [200] * 5 + [429]
    assert another.status == 200
    assert len(mails()) == 5


def test_links_in_mails_lead_to_the_site_whatever_host_was_asked(client, ida):
    evil = {"base_url": "http://evil.example"}
    token = client.get("/account/reset", **evil).find("form input[name=csrf_token]")["value"]

    page = client.post("/account/reset", data={"email": ida.email, "csrf_token": token}, with_token=False, **evil)

    assert page.status == 200
    assert "evil" not in mails()[0].text
    assert link_in(mails()[0]).startswith("/account/reset/")


def test_a_mail_is_text_and_names_nobody_in_its_headers(client, ida):
    client.post("/account/reset", data={"email": "ida@example.org"})
    mail = mails()[0]

    assert "<" not in mail.text
    assert "Ida" not in mail.subject


def test_the_link_that_confirms_opens_a_page_with_a_button(client, ida):
    ida.confirmed_at = None
    db.session.commit()
    client.get("/account/confirmation").submit("Send the link", email="ida@example.org")
    link = link_in(mails()[0])

    page = client.get(link)
    client.head(link)

    assert fresh(ida).confirmed_at is None
    page.submit("This is my address")
    assert fresh(ida).confirmed_at is not None
    assert signed_in(client).status == 302


def test_those_who_give_no_address_do_not_use_up_one_limit(client):
    pages = [
        client.post("/account/reset", data={"email": " "}, environ_base={"REMOTE_ADDR": f"192.0.2.{each}"})
        for each in range(6)
    ]

    assert {page.status for page in pages} == {200}

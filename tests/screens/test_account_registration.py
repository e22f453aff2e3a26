"""Making an account, and ending all its sessions."""

from __future__ import annotations

import pytest

from blog.accounts import service as accounts
from blog.accounts.models import Role, User
from blog.database import db
from tests import signing_in
from tests.factories import PASSWORD, a_user, fresh
from tests.pages import Visitor
from tests.signing_in import link_in, mails, signed_in

MIA = {"name": "Mia Rask", "email": "mia@example.org", "password": PASSWORD, "password_confirm": PASSWORD}


def registered(client, **typed):
    return client.get("/account/registration").submit("Make the account", **{**MIA, **typed})


def test_somebody_makes_an_account_confirms_it_and_signs_in(client):
    page = client.get("/account/sign-in").click("Make an account").submit("Make the account", **MIA).follow()
    assert "Thank you. A mail is on its way to you" in page.words
    assert signed_in(client, "mia@example.org").status == 422

    page = client.get(link_in(mails()[0])).submit("This is my address")

    assert signed_in(client, "mia@example.org").follow().text("h1") == "Mia Rask"
    user = accounts.by_email("mia@example.org")
    assert [role.name for role in user.roles] == [Role.READER]


def test_following_the_link_confirms_nothing(client, app):
    registered(client)

    Visitor(app).get(link_in(mails()[0]))

    db.session.expire_all()
    assert accounts.by_email("mia@example.org").confirmed_at is None


def test_an_address_that_has_an_account_is_answered_like_any_other(client, app):
    user = a_user("editor", email="mia@example.org", name="Mia", password=PASSWORD)
    there, elsewhere = Visitor(app), Visitor(app)

    taken, free = registered(there), registered(elsewhere, email="new@example.org")

    assert (taken.status, taken.location) == (free.status, free.location)
    assert taken.follow().words == free.follow().words
    assert {mail.subject for mail in mails()} == {"Confirm your e-mail address"}
    told = next(mail for mail in mails() if mail.recipient == "mia@example.org")
    assert "There is one already" in told.text
    assert [role.name for role in fresh(user).roles] == ["editor"]
    assert fresh(user).name == "Mia"


@pytest.mark.parametrize("given", [{"password": "short", "password_confirm": "short"}, {"name": " "}])
def test_what_is_wrong_is_said_without_telling_whether_there_is_an_account(client, app, given):
    a_user(email="mia@example.org")

    taken, free = registered(Visitor(app), **given), registered(Visitor(app), email="new@example.org", **given)

    assert (taken.status, free.status) == (422, 422)
    assert taken.texts(".summary li") == free.texts(".summary li")
    assert mails() == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "An account needs a name."),
        ({"name": "A\u202eda"}, "An account needs a name."),
        ({"name": "x" * 81}, "A name has at most 80 characters."),
        ({"email": "nobody"}, "This does not look like an e-mail address."),
        ({"email": "a@b.org\r\nBcc: c@d.org"}, "This does not look like an e-mail address."),
        ({"password": "short", "password_confirm": "short"}, "A password has at least 12 characters."),
        ({"password_confirm": "another quiet harbour"}, "The two passwords differ."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, given, sentence):
    page = registered(client, **given)

    assert page.status == 422
    assert sentence in page.text(".summary")
    if "name" not in given:
        assert page.find("#name")["value"] == "Mia Rask"
    assert db.session.query(User).all() == []


@pytest.mark.parametrize("field", ["roles", "role", "active", "confirmed_at", "fs_uniquifier", "id"])
def test_nobody_makes_more_of_themselves_than_a_reader(client, field):
    registered_by_hand = client.post("/account/registration", data={**MIA, field: "admin"})

    assert registered_by_hand.status == 302
    user = accounts.by_email("mia@example.org")
    assert [role.name for role in user.roles] == [Role.READER]
    assert user.confirmed_at is None


def test_the_mails_repeat_nothing_that_was_typed(client):
    a_user(email="old@example.org")
    for email in ("old@example.org", "new@example.org"):
        registered(client, email=email, name="Buy Cheap Things")

    assert not any("Cheap" in mail.text + mail.subject for mail in mails())


def test_a_mailbox_is_not_flooded(client):
    statuses = [
        client.post("/account/registration", data=MIA, environ_base={"REMOTE_ADDR": f"192.0.2.{number}"}).status
        for number in range(6)
    ]

    assert statuses == [302] * 5 + [429]


def test_signing_out_everywhere_ends_every_session(client, app):
    signing_in.ida()
    other = Visitor(app)
    signed_in(client), signed_in(other)
    assert other.get("/account/").status == 200

    page = client.get("/account/").submit("Sign out everywhere").follow()

    assert "You are signed out on every device." in page.words
    assert client.get("/account/").status == 302
    assert other.get("/account/").status == 302
    assert signed_in(other).follow().text("h1") == "Ida Holm"


def test_a_session_that_was_copied_before_is_ended_too(client, app):
    signing_in.ida()
    signed_in(client)
    thief = Visitor(app)
    thief.set_cookie("entretien", client.get_cookie("entretien").value)
    assert thief.get("/account/").status == 200

    client.get("/account/").submit("Sign out everywhere")

    assert thief.get("/account/").status == 302


def test_others_stay_signed_in(client, app):
    stays = a_user(email="bo@example.org", password=PASSWORD)
    signing_in.ida()
    other = Visitor(app)
    signed_in(other, stays.email), signed_in(client)

    client.get("/account/").submit("Sign out everywhere")

    assert other.get("/account/").status == 200

"""Inviting somebody to reply, at the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from blog.comments.models import Invitation
from blog.database import db, utcnow
from tests.factories import a_user, an_article, an_invitation, fresh
from tests.signing_in import link_in, mails

PATH = "/desk/articles/quay/invitations"
GOOD = {"name": "Ida Holm", "email": "ida@example.org", "days": "7"}


@pytest.fixture
def article(sign_in):
    sign_in(a_user("editor", name="Maren Lund"))
    return an_article(slug="quay")


def test_an_editor_invites_the_interviewee(client, article):
    page = client.get("/desk/articles/quay").click("Invite a reply")
    assert page.find("#name")["value"] == "Ida Holm"
    assert page.text("#days option[selected]") == "14 days"

    page = page.submit("Send the link", email="ida@example.org").follow()

    assert "The link is on its way to Ida Holm." in page.words
    invitation = db.session.query(Invitation).one()
    assert invitation.vouched_by == "Maren Lund"
    assert invitation.ends_at - invitation.made_at > timedelta(days=13, hours=23)
    assert client.get(link_in(mails()[0])).text("h1") == "You are invited to reply"
    assert mails()[0].recipient == "ida@example.org"


def test_the_page_never_shows_the_link(client, article):
    client.get(PATH).submit("Send the link", **GOOD)

    assert link_in(mails()[0]).rpartition("/")[2] not in client.get(PATH).response.text


def test_who_was_invited_stands_there_with_its_state(client, article):
    for state in ("open", "revoked", "ended"):
        invitation, _token = an_invitation(article, name=f"Ida {state}")
        if state == "revoked":
            invitation.revoked_at = utcnow()
        if state == "ended":
            invitation.ends_at = utcnow() - timedelta(seconds=1)
    db.session.commit()

    assert client.get(PATH).texts(".invited li .hint b") == ["ended on", "revoked on", "open until"]
    assert len(client.get(PATH).all(".invited form")) == 1


def test_an_editor_revokes(client, article):
    invitation, token = an_invitation(article)

    page = client.get(PATH).submit("Revoke").follow()

    assert "The link of Ida Holm opens nothing any more." in page.words
    assert not fresh(invitation).is_open
    assert client.get(f"/invitations/{token}").status == 410


def test_revoking_twice_is_said_to_be_over(client, article):
    invitation, _token = an_invitation(article)
    path = f"{PATH}/{invitation.id}/revocation"
    client.post(path)

    page = client.post(path)

    assert page.status == 409
    assert "This invitation has ended already." in page.words


def test_an_invitation_of_another_article_is_not_found_here(client, article):
    invitation, _token = an_invitation()

    assert client.post(f"{PATH}/{invitation.id}/revocation").status == 404
    assert fresh(invitation).is_open


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"email": "nobody"}, "email"),
        ({"email": "=?utf-8?q?a?=@example.org"}, "email"),
        ({"days": "0"}, "days"),
        ({"days": "many"}, "days"),
        ({"days": "9" * 5_000}, "days"),
        ({"badge": "author"}, "badge"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(client, article, given, field):
    page = client.get(PATH).submit("Send the link", **{**GOOD, **given})

    assert page.status == 422
    assert page.all(f".summary a[href='#{field}']")
    if "email" not in given:
        assert page.find("#email")["value"] == "ida@example.org"
    assert mails() == []


def test_under_a_draft_nobody_is_invited(client, article):
    an_article(slug="draft", published=False)

    page = client.post("/desk/articles/draft/invitations", data={**GOOD, "badge": "interviewee"})

    assert page.status == 409
    assert not client.get("/desk/articles/draft").all('a[href$="invitations"]')
    assert mails() == []


@pytest.mark.parametrize("role", ["reader", "moderator"])
def test_only_editors_invite(client, sign_in, article, role):
    sign_in(role)

    assert client.get(PATH).status == 403
    assert client.post(PATH, data=GOOD).status == 403

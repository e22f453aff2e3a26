"""The interviewee's reply: a link in a mail, a button, a form; under one article, for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from blog.articles.models import Commenting
from blog.comments import invitations
from blog.comments.models import Badge, Comment, CommentStatus
from blog.comments.standing import settle
from blog.database import db, utcnow
from blog.web.reading.forms import INVITATION_OVER
from blog.web.reading.known import INVITED
from tests.factories import a_comment, a_user, an_article, an_invitation
from tests.pages import Visitor


@pytest.fixture
def article():
    return an_article(slug="quay")


@pytest.fixture
def invitation(article):
    return an_invitation(article, by=a_user("editor", name="Maren Lund"))[0]


@pytest.fixture
def token(article):
    return an_invitation(article, by=a_user("editor", name="Maren Lund"))[1]


def let_in(client, token):
    return client.get(f"/invitations/{token}").submit("I am Ida Holm").follow()


def last_comment():
    db.session.expire_all()
    return db.session.query(Comment).order_by(Comment.id.desc()).first()


def end(how):
    for invitation in db.session.query(invitations.Invitation):
        if how == "revoked":
            invitations.revoke(invitation)
        else:
            invitation.ends_at = utcnow() - timedelta(seconds=1)
    db.session.commit()


def test_the_invited_person_replies_and_readers_see_who_it_is(client, token):
    page = let_in(client, token)
    assert "You reply as Ida Holm." in page.words
    assert not page.all("#write-name, #write-email")

    page.submit("Send", text="Thank you all.")
    comment = last_comment()
    settle(comment, CommentStatus.APPROVED)
    db.session.commit()

    page = client.get("/articles/quay")
    assert page.texts(".comment .by b") == ["Ida Holm"]
    assert page.texts(".comment .badge") == ["Interviewee"]
    assert page.texts(".comment .vouched") == ["Vouched for by Maren Lund, editor"]
    assert page.all(".comment .by time")
    assert "ida.holm@example.org" not in page.response.text
    assert comment.holds == []


def test_the_preview_shows_the_badge(client, token):
    page = let_in(client, token).submit("Preview", text="Thank you.")

    assert page.texts(".as-it-will-look .badge") == ["Interviewee"]
    page.submit("Send")
    assert last_comment().badge is Badge.INTERVIEWEE


def test_a_reply_from_the_public_page_is_theirs_too(client, article, token):
    asked = a_comment(article, name="Bo", status=CommentStatus.APPROVED)
    let_in(client, token)

    page = client.get(f"/articles/quay/comments/new?reply_to={asked.id}").submit("Preview", text="Yes.", name="x")
    page.submit("Send")

    assert (last_comment().name, last_comment().parent_id) == ("Ida Holm", asked.id)
    assert last_comment().badge is Badge.INTERVIEWEE


def test_the_page_answers_a_comment(client, article, token):
    asked = a_comment(article, name="Bo", status=CommentStatus.APPROVED)
    held = a_comment(article, name="Mo", source="Unseen.")
    let_in(client, token)

    page = client.get(f"/articles/quay/comments/invited?reply_to={asked.id}")

    assert page.text("h1") == "Reply to Bo"
    page.submit("Send", text="Yes.")
    assert last_comment().parent_id == asked.id
    assert client.get(f"/articles/quay/comments/invited?reply_to={held.id}").status == 404


def test_the_page_and_the_mail_name_the_same_day_of_the_sites_zone(client, invitation, token):
    for each in db.session.query(invitations.Invitation):
        each.ends_at = datetime(2031, 5, 1, 22, 30, tzinfo=UTC)  # in Paris it is the second of May
    db.session.commit()

    assert "until May 2, 2031" in client.get(f"/invitations/{token}").words


def test_the_form_of_the_invited_offers_a_first_preview(client, token):
    page = let_in(client, token)

    assert page.texts("#write button") == ["Send", "Preview"]
    assert "Preview again" in page.submit("Preview", text="Thank you all.").texts("#write button")


def test_following_the_link_lets_nobody_in(app, client, token):
    for method in ("GET", "HEAD"):
        answer = client.open(f"/invitations/{token}", method=method)
        assert answer.status == 200
        assert INVITED not in str(answer.headers)

    assert client.get("/articles/quay/comments/invited").status == 404


def test_the_link_opens_a_private_page(client, token):
    for page in (client.get(f"/invitations/{token}"), let_in(client, token)):
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Robots-Tag"] == "noindex"
        assert page.headers["Referrer-Policy"] == "no-referrer"


def test_the_cookie_goes_to_the_comments_of_one_article(client, invitation, token):
    answer = client.get(f"/invitations/{token}").submit("I am Ida Holm")

    said = next(each for each in answer.headers.getlist("Set-Cookie") if INVITED in each)
    for part in ("HttpOnly", "SameSite=Lax", "Path=/articles/quay/comments;", "Expires="):
        assert part in f"{said};"


def test_at_another_article_it_is_useless(client, token):
    an_article(slug="other")
    let_in(client, token)
    client.set_cookie(INVITED, token, path="/articles/other/comments")

    page = client.get("/articles/other").submit("Preview", text="A word.", name="Bo")
    page.submit("Send")

    assert (last_comment().name, last_comment().badge) == ("Bo", None)
    assert client.get("/articles/other/comments/invited").status == 404


@pytest.mark.parametrize(("how", "sentence"), [("revoked", "have revoked this invitation"), ("ended", "has run out")])
def test_once_it_is_over_a_clear_sentence_says_so(client, token, how, sentence):
    page = let_in(client, token).submit("Preview", text="Kept words.")
    end(how)

    for path in (f"/invitations/{token}", "/articles/quay/comments/invited"):
        over = client.get(path)
        assert over.status == 410
        assert sentence in over.words
    assert client.post(f"/invitations/{token}").status == 410
    page = page.submit("Send")
    assert page.status == 422
    assert page.find("#write-text").get_text().strip() == "Kept words."
    assert last_comment() is None


@pytest.mark.parametrize("how", ["revoked", "ended"])
@pytest.mark.parametrize("button", ["Send", "Preview"])
def test_an_invitation_that_ends_while_somebody_writes_makes_no_guest_of_them(client, token, how, button):
    page = let_in(client, token)
    end(how)
    if how == "ended":
        client.delete_cookie(INVITED, path="/articles/quay/comments")  # as browsers do

    page = page.submit(button, text="Kept words.", name="Ida")

    assert page.status == 422
    assert page.texts(".summary li") == [INVITATION_OVER]
    assert page.find("#write-text").text.strip() == "Kept words."
    assert last_comment() is None
    page.submit("Send").follow()
    assert (last_comment().name, last_comment().badge) == ("Ida", None)


def test_it_is_told_at_the_public_form_as_well_and_once(client, token):
    let_in(client, token)
    end("revoked")
    sent = {"text": "A word.", "name": "Ida", "csrf_token": client.token()}

    page = client.post("/articles/quay/comments", data=sent, with_token=False)

    assert page.texts(".summary li") == [INVITATION_OVER]
    assert last_comment() is None
    assert client.post("/articles/quay/comments", data=sent, with_token=False).status == 303


def test_where_only_members_comment_it_is_told_as_well(client, article, token):
    page = let_in(client, token)
    article.commenting = Commenting.MEMBERS
    db.session.commit()
    end("revoked")

    page = page.submit("Send", text="Kept words, all of them.")

    assert page.status == 401
    assert "Your invitation to reply has ended." in page.words
    assert "Kept words, all of them." in page.text("textarea")


@pytest.mark.parametrize("made_up", ["x" * 43, "", "\u202e", "%00", "x" * 3_000])
def test_a_made_up_cookie_is_a_guests(client, article, token, made_up):
    client.set_cookie(INVITED, made_up, path="/articles/quay/comments")

    client.get("/articles/quay").submit("Preview", text="A word.", name="Bo").submit("Send")

    assert (last_comment().name, last_comment().badge) == ("Bo", None)
    assert client.get("/articles/quay/comments/invited").status == 404


@pytest.mark.parametrize("made_up", ["x" * 43, "x", "%F0%9F", "%00", "x" * 5_000])
def test_a_made_up_link_opens_nothing(client, article, made_up):
    assert client.get(f"/invitations/{made_up}").status == 404
    assert client.post(f"/invitations/{made_up}").status == 404


def test_where_comments_are_closed_the_link_says_so(client, article, token):
    article.commenting = Commenting.CLOSED
    db.session.commit()

    page = client.get(f"/invitations/{token}")

    assert page.status == 409
    assert "Comments are closed under this article." in page.words


def test_a_borrowed_device_is_left(client, token):
    page = let_in(client, token)

    page.submit("End it on this device")

    assert client.get_cookie(INVITED, path="/articles/quay/comments") is None
    assert client.get("/articles/quay/comments/invited").status == 404
    assert let_in(client, token).status == 200


def test_an_account_with_the_invited_address_needs_no_link(client, sign_in, article, invitation):
    sign_in(a_user(email="ida.holm@example.org", name="Somebody"))

    client.get("/articles/quay").submit("Preview", text="A word.", name="x").submit("Send")

    assert (last_comment().name, last_comment().badge) == ("Ida Holm", Badge.INTERVIEWEE)


def test_the_public_page_is_the_same_for_the_invited(client, app, token):
    let_in(client, token)

    assert client.get("/articles/quay").data == Visitor(app).get("/articles/quay").data
    assert "You reply as Ida Holm." in client.get("/articles/quay/comments/new").words

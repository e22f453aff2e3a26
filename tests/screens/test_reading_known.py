"""A guest confirms an e-mail address, and is known on this device; nobody else is."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask_babel import force_locale, gettext
from itsdangerous import URLSafeTimedSerializer

from blog.accounts.models import Address
from blog.articles.models import Commenting
from blog.comments import addresses
from blog.comments.models import Badge, Comment, CommentStatus
from blog.comments.speakers import Speaker
from blog.database import db
from blog.errors import TooMany
from blog.text.claims import claims_a_part
from blog.web.reading import known
from tests.factories import a_comment, a_user, an_address, an_article, fresh
from tests.pages import Visitor
from tests.signing_in import link_in, mails

ADA = "ada@example.org"
SHOWN = CommentStatus.APPROVED


@pytest.fixture
def article():
    return an_article(slug="quay")


def sent(client, **typed):
    """Through the public form, with a look before."""
    page = client.get("/articles/quay").submit("Preview", **{"text": "A word.", "name": "Ada", **typed})
    return page.submit("Send").follow()


def link(client, page):
    page.submit("Send me a link")
    db.session.expire_all()
    return link_in(mails()[-1])


def known_device(client, **typed):
    """Has posted, confirmed the address, and is on the comment's page."""
    return client.get(link(client, sent(client, email=ADA, **typed))).submit("Yes, this address is mine").follow()


def last_comment():
    db.session.expire_all()
    return db.session.query(Comment).order_by(Comment.id.desc()).first()


def test_a_guest_who_confirms_an_address_is_known_from_then_on(client, article):
    page = known_device(client)

    assert "You have confirmed ada@example.org, and this device knows you" in page.words
    first = last_comment()
    assert first.is_verified
    sent(client, text="Another.")
    assert last_comment().address_id == first.address_id
    assert last_comment().email == ADA


def test_the_device_is_asked_for_no_address_again_and_told_so(client, article):
    known_device(client)

    page = client.get("/articles/quay").submit("Preview", text="More.", name="Ada")

    assert "This device is known as ada@example.org." in page.words
    assert not page.all("#write-email")
    assert page.find("#write-name")["value"] == "Ada"


def test_following_the_link_confirms_nothing(client, app, article):
    path = link(client, sent(client, email=ADA))

    for method in ("GET", "HEAD"):
        answer = Visitor(app).open(path, method=method)
        assert answer.status == 200
        assert known.KNOWN not in str(answer.headers)

    assert db.session.query(Address).all() == []


def test_the_link_shows_which_comment_it_is_about_and_is_private(client, article):
    page = client.get(link(client, sent(client, email=ADA, text="Mine, or not?")))

    assert page.text(".typed") == "Mine, or not?"
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_a_link_is_good_once(client, app, article):
    path = link(client, sent(client, email=ADA))
    client.get(path).submit("Yes, this address is mine")

    for again in (client.get(path), client.post(path), Visitor(app).post(path)):
        assert again.status == 410
        assert "This link has been used, or has run out." in again.words
        assert known.KNOWN not in str(again.headers)


def test_a_link_runs_out_after_half_an_hour(client, article, monkeypatch):
    path = link(client, sent(client, email=ADA))
    now = time.time()

    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now + 29 * 60)
    assert client.get(path).status == 200
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now + 31 * 60)

    assert client.get(path).status == 410
    assert client.post(path).status == 410
    assert not fresh(last_comment()).is_verified


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1],
        lambda token: token[1:],
        lambda token: token.swapcase(),
        lambda token: "x" * 90,
        lambda token: token + "." + token,
        lambda token: "%00",
        lambda token: token * 50,
    ],
)
def test_a_link_that_is_not_ours_opens_nothing(client, article, spoil):
    path = link(client, sent(client, email=ADA))

    page = client.get("/addresses/" + spoil(path.rpartition("/")[2]))

    assert page.status == 404
    assert db.session.query(Address).all() == []


def test_a_signature_for_another_purpose_is_none(client, app, article):
    with app.test_request_context():
        cookie = known._signed("device", ADA)
    comment = a_comment(article, email=ADA)
    an_address(ADA)

    assert client.get(f"/addresses/{cookie}").status == 404
    with app.test_request_context():
        client.set_cookie(known.KNOWN, known.link_token(comment))
    sent(client)
    assert not last_comment().is_verified


def cookie_of(client):
    return client.get_cookie(known.KNOWN).value


@pytest.mark.parametrize(
    "spoil",
    [
        lambda value: "",
        lambda value: value[:-1],
        lambda value: "A" + value[1:],
        lambda value: value.upper(),
        lambda value: "x" * 3_000,
        lambda value: "\u202eada\x00",
        lambda value: URLSafeTimedSerializer("a guess").dumps(ADA),
    ],
)
def test_a_cookie_that_was_tampered_with_is_a_guests(client, article, spoil):
    known_device(client)
    client.set_cookie(known.KNOWN, spoil(cookie_of(client)))

    page = sent(client)

    assert page.status == 200
    assert not last_comment().is_verified


def test_an_old_cookie_is_a_guests(client, article, monkeypatch):
    known_device(client)
    later = time.time() + timedelta(days=366).total_seconds()

    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)
    sent(client)

    assert not last_comment().is_verified


def test_when_the_address_is_gone_its_cookies_are_a_guests(client, article):
    known_device(client)
    db.session.query(Address).delete()
    db.session.commit()
    an_address("somebody@example.org")  # on SQLite it may get the number of the one before

    sent(client)

    assert not last_comment().is_verified


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(client, article):
    page = client.get(link(client, sent(client, email=ADA)))

    said = next(each for each in page.submit("Yes, this").headers.getlist("Set-Cookie") if known.KNOWN in each)

    for part in ("HttpOnly", "SameSite=Lax", "Path=/", f"Max-Age={365 * 86400}"):
        assert part in said
    assert ADA not in said


def test_a_device_forgets(client, article):
    page = known_device(client)

    page = page.submit("Forget me on this device").follow()

    assert "this device does not know you" in page.words
    assert client.get_cookie(known.KNOWN) is None
    sent(client)
    assert not last_comment().is_verified


@pytest.mark.parametrize("key", ["", "//evil.example", "x" * 30, "https://evil.example/aaaaaaaaaaaaaaaaaaaaaa"])
def test_forgetting_leads_to_pages_of_ours_alone(client, article, key):
    answer = client.post("/device/forgetting", data={"key": key})

    assert answer.status == 303
    assert answer.location in ("/", f"/comments/{key}#address")


def test_another_device_comes_to_know_its_owner_by_a_further_link(client, app, article):
    page, other = known_device(client), Visitor(app)
    path = page.response.request.path

    page = other.get(link(other, other.get(path))).submit("Yes, this address is mine").follow()

    assert "this device knows you" in page.words


def test_nothing_tells_which_addresses_are_known(client, app, article):
    an_address(ADA)
    answers = []
    for email in (ADA, "nobody@example.org"):
        visitor = Visitor(app)
        page = sent(visitor, email=email)
        asked = page.submit("Send me a link")
        words = asked.follow().words.replace(email, "…")
        answers.append((page.words.replace(email, "…").partition("Your e-mail address")[2], asked.status, words))

    assert answers[0][0] == answers[1][0]
    assert answers[0][1] == answers[1][1]


def test_processes_count_together_what_goes_to_a_mailbox(app, article):
    ids = [a_comment(article, email=email).id for email in (ADA, "ADA@example.org")]
    db.session.rollback()

    def ask(number):
        with app.app_context():
            try:
                addresses.send_link(db.session.get_one(Comment, ids[number % 2]), "token")
            except TooMany:
                return False
            return True

    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(ask, range(8)))

    assert asked.count(True) == len(mails()) == 5
    for mail in mails():
        mail.written_at -= timedelta(hours=1)
    db.session.commit()
    assert ask(0)


def test_a_mailbox_is_not_flooded(client, article):
    page = sent(client, email=ADA)
    path = f"{page.response.request.path}/address"

    statuses = [client.post(path, environ_base={"REMOTE_ADDR": f"192.0.2.{number}"}).status for number in range(6)]

    assert statuses == [303] * 5 + [429]
    assert len(mails()) == 5


def test_a_comment_without_an_address_has_nothing_to_confirm(client, article):
    page = sent(client)

    assert not page.all("#address")
    assert client.post(f"{page.response.request.path}/address").status == 409


def test_whoever_knows_no_key_has_no_link_sent(client, article):
    assert client.post(f"/comments/{'x' * 32}/address").status == 404
    assert mails() == []


def test_readers_see_that_somebody_is_known_and_never_the_address(client, article):
    a_comment(article, by=Speaker(address=an_address()), name="Ada", status=SHOWN)
    a_comment(article, name="Bo", email="bo@example.org", status=SHOWN)

    page = client.get("/articles/quay")

    assert page.texts(".comment .by b") == ["Bo", "Ada"]
    assert page.texts(".comment .known") == ["✓ known to us"]
    assert "@example" not in page.response.text


def test_name_and_address_of_a_known_person_come_with_the_token_and_to_nobody_else(client, app, article):
    assert known_token(client) == {}
    known_device(client, name="Ada L.")

    assert known_token(client) == {"name": "Ada L.", "email": ADA}
    assert known_token(Visitor(app)) == {}


def test_an_account_s_name_comes_with_the_token(client, sign_in, article):
    sign_in(a_user(name="Ines Rask", email="ines@example.org"))

    assert known_token(client) == {"name": "Ines Rask", "email": "ines@example.org"}


def known_token(client):
    token = client.get("/articles/quay/comments/token")
    assert token.headers["Cache-Control"] == "no-store"
    return {name: value for name, value in token.json.items() if name not in ("csrf_token", "key")}


def test_the_public_page_is_the_same_on_a_device_that_is_known(client, app, article):
    known_device(client)

    answer = client.get("/articles/quay")

    assert answer.data == Visitor(app).get("/articles/quay").data
    assert "Set-Cookie" not in answer.headers


def test_a_page_for_an_answer_is_made_for_whoever_is_known(client, app, article):
    known_device(client, name="Ada L.")

    page = client.get(f"/articles/quay/comments/new?turn={article.turns[0].anchor}")

    assert page.headers["Cache-Control"] == "no-store"
    assert "This device is known as ada@example.org." in page.words
    assert page.find("#write-name")["value"] == "Ada L."
    assert not page.all("#write-email")
    assert ADA not in Visitor(app).get("/articles/quay/comments/new").response.text


def test_a_known_guest_who_typed_no_name_has_the_one_used_before(client, app, article):
    known_device(client, name="Ada L.")

    page = client.get("/articles/quay").submit("Preview", text="More.")

    assert page.texts(".as-it-will-look b") == ["Ada L."]
    page.submit("Send")
    assert (last_comment().source, last_comment().name, last_comment().email) == ("More.", "Ada L.", ADA)
    stranger = Visitor(app).get("/articles/quay").submit("Preview", text="More.")
    assert "Please give a name, or a pen name." in stranger.text(".summary")


def test_a_signed_in_person_speaks_by_the_accounts_name(client, sign_in, article):
    sign_in(a_user(name="Mia Rask", email="mia@example.org"))

    page = client.get("/articles/quay").submit("Preview", text="A word.", name="Somebody Else")

    assert page.texts(".as-it-will-look b") == ["Mia Rask"]
    assert "your comment bears the name of your account, Mia Rask." in page.words
    assert not page.all("#write-name, #write-email")
    page.submit("Send")
    assert (last_comment().name, last_comment().email) == ("Mia Rask", "mia@example.org")


def typed_at_once(client, **typed):
    """As the public page sends it with scripts: no look before."""
    form = {"text": "A word.", "name": "Mia Rask", "csrf_token": client.token(), "key": Comment.new_key(), **typed}
    return client.post("/articles/quay/comments", data=form, with_token=False)


@pytest.mark.parametrize("typed", [{"name": "A Secret"}, {"email": "secret@example.org"}])
def test_nobody_appears_under_another_name_than_they_typed_without_being_told(client, sign_in, article, typed):
    sign_in(a_user(name="Mia Rask", email="mia@example.org"))

    page = typed_at_once(client, **typed)

    assert page.status == 422
    assert "You are signed in as Mia Rask: your comment will appear under that name." in page.text(".summary")
    assert not page.all(".speaks")  # it would say so once more
    assert page.find("#write-text").text.strip() == "A word."
    assert last_comment() is None
    page.submit("Send").follow()
    assert (last_comment().name, last_comment().email) == ("Mia Rask", "mia@example.org")


def test_they_may_be_a_guest_instead(client, sign_in, article):
    sign_in(a_user(name="Mia Rask"))
    page = typed_at_once(client, name="A Secret", email="secret@example.org")

    page.submit("Send as any other reader, under the name A Secret").follow()

    comment = last_comment()
    assert (comment.name, comment.email, comment.is_verified) == ("A Secret", "secret@example.org", False)


def test_they_may_answer_somebody_as_a_guest(client, sign_in, article):
    parent = a_comment(article, status=SHOWN)
    sign_in(a_user(name="Mia Rask", email="mia@example.org"))

    page = client.get(f"/articles/quay/comments/new?reply_to={parent.id}").click("Write as any other reader")

    assert page.find("#write-name").get("value") in (None, "")
    assert client.get(page.find("form.write")["data-token"]).json.keys() == {"csrf_token", "key"}
    page.submit("Preview", text="A word.", name="A Secret").submit("Send").follow()
    comment = last_comment()
    assert (comment.name, comment.email, comment.user_id, comment.parent_id) == ("A Secret", None, None, parent.id)


def test_where_members_comment_nobody_is_a_guest(client, sign_in, article):
    article.commenting = Commenting.MEMBERS
    db.session.commit()
    sign_in(a_user(name="Mia Rask"))

    page = client.get("/articles/quay/comments/new?as_guest=1")

    assert "your comment bears the name of your account, Mia Rask." in page.words
    assert "Write as any other reader" not in page.words


def test_who_is_a_guest_by_choice_stays_one_while_the_form_is_mended(client, sign_in, article):
    sign_in(a_user(name="Mia Rask"))
    page = typed_at_once(client, name="A Secret").submit("Send as any other reader", text="")
    assert page.find("#write-name")["value"] == "A Secret"

    page.submit("Send", text="Now with words.").follow()

    assert (last_comment().name, last_comment().user_id) == ("A Secret", None)


def test_where_only_members_comment_there_is_no_guest(client, sign_in, article):
    article.commenting = Commenting.MEMBERS
    db.session.commit()
    sign_in(a_user(name="Mia Rask"))

    assert "any other reader" not in typed_at_once(client, name="A Secret").text(".acts")
    assert typed_at_once(client, name="A Secret", as_guest="1").status == 403
    assert last_comment() is None


@pytest.mark.parametrize("typed", [{}, {"name": " Mia  Rask "}, {"name": ""}, {"email": "MIA@example.org"}])
def test_what_is_typed_as_it_is_known_needs_no_second_look(client, sign_in, article, typed):
    sign_in(a_user(name="Mia Rask", email="mia@example.org"))

    assert typed_at_once(client, **typed).status == 303


def test_another_address_than_the_devices_is_another_person(client, article):
    known_device(client)

    typed_at_once(client, name="Bo", email="bo@example.org")

    assert (last_comment().name, last_comment().email, last_comment().is_verified) == ("Bo", "bo@example.org", False)


@pytest.mark.parametrize("email", ["", ADA, ADA.upper()])
def test_the_devices_own_address_may_be_typed_or_not(client, article, email):
    known_device(client)

    typed_at_once(client, name="Ada", email=email)

    assert last_comment().is_verified


def test_an_account_goes_before_an_address(client, sign_in, article):
    known_device(client)
    user = sign_in(a_user(name="Mia Rask"))

    sent(client)

    assert last_comment().user_id == user.id
    assert last_comment().address_id is None


def test_somebody_whose_session_has_ended_meanwhile_is_asked_for_a_name(client, sign_in, article):
    sign_in(a_user(name="Mia Rask"))
    page = client.get("/articles/quay").submit("Preview", text="Kept words.", name="Mia")
    with client.session_transaction() as session:
        del session["_user_id"]

    page = page.submit("Send")

    assert page.status == 422
    assert "You are no longer signed in as before." in page.text(".summary")
    assert page.find("#write-text").get_text().strip() == "Kept words."
    assert page.all("#write-name")


def test_a_throwaway_address_takes_no_guests_name_over(client, app):
    an_article(slug="quay", commenting=Commenting.AFTER)
    guest, other = Visitor(app), client
    sent(guest, name="Claire Vigouroux")
    known_device(other, name="Somebody")

    page = sent(other, name="Claire Vigouroux")

    assert "Somebody speaks under this name here already." in page.text(".state")
    assert "It is published." in sent(guest, name="Claire Vigouroux", text="Me again.").text(".state")
    assert guest.get("/articles/quay").texts(".comment .by b") == ["Claire Vigouroux", "Somebody", "Claire Vigouroux"]


def test_the_private_page_says_why_it_waits(client, article):
    a_user("editor", name="Nora Vik")

    page = sent(client, name="Νora Vik")

    assert "The name looks like that of somebody who works here." in page.text(".state")


def test_moderators_are_told_why_it_waits(client, sign_in, article):
    a_user("editor", name="Nora Vik")
    a_comment(article, name="Νora Vik")
    a_comment(article, name="Ada")
    sign_in("moderator")

    page = client.get("/moderation/")

    assert page.texts(".held-because") == ["The name looks like that of somebody of the house"]


@pytest.mark.parametrize(
    ("role", "badge"), [("editor", ["Editor"]), ("admin", ["Editor"]), ("moderator", []), ("reader", [])]
)
def test_a_badge_is_read_at_the_comment(client, article, role, badge):
    a_comment(article, by=Speaker(user=a_user(role, name="Nora Vik")), status=SHOWN)

    assert client.get("/articles/quay").texts(".comment .badge") == badge


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_badge_has_words_that_a_name_could_take_unseen(app, language):
    with app.test_request_context(), force_locale(language):
        macros = app.jinja_env.get_template("macros/known.html").module
        words = [*(macros.badge_name(badge.value) for badge in Badge), gettext("known to us")]

    assert [each for each in words if not claims_a_part(f"Ada {each}", "")] == []


@pytest.mark.parametrize("field", ["badge", "user_id", "address_id", "invitation_id", "by", "verified"])
def test_nobody_claims_to_be_somebody(client, article, field):
    claimed = {"text": "A word.", "name": "Bo", "csrf_token": client.token(), field: "1"}
    assert client.post("/articles/quay/comments", data=claimed, with_token=False).status == 303

    comment = last_comment()
    assert (comment.badge, comment.is_verified) == (None, False)

"""What a reader is told and may do in each mode of a conversation: at the form, before it opens, after it closes."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest

from blog.accounts.models import Role
from blog.articles.models import Commenting
from blog.comments import housekeeping
from blog.comments.models import Comment, CommentStatus
from blog.database import db, utcnow
from tests.factories import a_comment, a_user, an_article, an_invitation
from tests.pages import Page, Visitor
from tests.routes import enter
from tests.screens.test_reading_rewriting import post

TYPED = {"text": "Words I chose.", "name": "Ada"}


def the_comments():
    return db.session.query(Comment).order_by(Comment.id).all()


def send(visitor):
    return visitor.get("/articles/ice").submit("Preview", **TYPED).submit("Send")


def change_rules(words="Be kind."):
    house = housekeeping.house()
    typed = {**house.typed, "commenting": house.settings.commenting, "rules_en": words}
    housekeeping.revise(by=a_user(), seen=house.mark, **typed)
    db.session.rollback()


@pytest.mark.parametrize(
    ("commenting", "sentence"),
    [
        (Commenting.SITE, "A person reads every comment before it is published"),
        (Commenting.BEFORE, "A person reads every comment before it is published"),
        (Commenting.KNOWN, "If something of yours was published here before"),
        (Commenting.AFTER, "Your comment appears at once; a moderator reads it afterwards."),
        (Commenting.MEMBERS, "Only members comment here."),
    ],
)
def test_a_plain_sentence_at_the_form_says_how_a_comment_is_received(client, commenting, sentence):
    an_article(slug="ice", commenting=commenting)

    assert sentence in client.get("/articles/ice").text("#write .rules")


def test_the_form_says_when_comments_close_and_how_long_to_wait(client):
    an_article(slug="ice", comments_until=utcnow() + timedelta(days=3), slow_mode=300)

    page = client.get("/articles/ice")

    assert "Comments close on" in page.text("#write .rules")
    assert page.find("#write .rules time")
    assert "please leave 5 minutes between two comments" in page.text("#write .rules")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"comments_from": utcnow() + timedelta(days=1)}, "Comments open on"),
        ({"comments_until": utcnow() - timedelta(days=1)}, "Comments closed on"),
        ({"commenting": Commenting.CLOSED}, "Comments are closed under this article."),
    ],
)
def test_where_comments_are_closed_it_says_why_and_nothing_leads_to_a_form(client, fields, sentence):
    article = an_article(slug="ice")
    a_comment(article, status=CommentStatus.APPROVED)
    for name, value in fields.items():
        setattr(article, name, value)
    db.session.commit()

    page = client.get("/articles/ice")

    assert sentence in page.text(".closed")
    assert not page.all("form.write, a[href*='comments/new']")
    assert client.get("/articles/ice/comments/new").status == 409


def test_comments_that_closed_by_age_say_after_how_many_days(client):
    house = housekeeping.house()
    typed = {**house.typed, "commenting": Commenting.AFTER, "closes_after": 14}
    housekeeping.revise(by=a_user(), seen=house.mark, **typed)
    an_article(slug="ice", at=utcnow() - timedelta(days=20))

    assert "Comments closed 14 days after publication, on" in client.get("/articles/ice").text(".closed")


def test_the_page_is_the_same_bytes_for_members_and_strangers(client, sign_in):
    an_article(slug="ice", commenting=Commenting.MEMBERS)
    before = client.get("/articles/ice")
    sign_in(Role.READER)

    after = client.get("/articles/ice")

    assert after.data == before.data
    assert "Set-Cookie" not in after.headers
    assert not after.all("form.write")


def test_a_stranger_is_led_to_sign_in_and_a_member_to_the_form(client, sign_in):
    article = an_article(slug="ice", commenting=Commenting.MEMBERS)
    address = f"/articles/ice/comments/new?turn={article.turns[0].anchor}"

    stranger = client.get(address)
    sign_in(Role.READER)
    member = client.get(address)

    assert stranger.status == 302
    assert unquote(stranger.location).endswith(f"next={address}")
    assert {stranger.headers["Cache-Control"], member.headers["Cache-Control"]} == {"no-store"}
    assert not member.all("#write-name, #write-email")
    own = member.submit("Preview", text=TYPED["text"]).submit("Send").follow()
    assert "It waits for a moderator." in own.words


@pytest.mark.parametrize("path", ["comments/preview", "comments"])
def test_a_stranger_who_posts_where_only_members_do_gets_the_text_back_and_a_way_in(client, path):
    an_article(slug="ice", commenting=Commenting.MEMBERS)

    page = client.post(f"/articles/ice/{path}", data=TYPED, with_token=False)

    assert page.status == 401
    assert page.find("textarea[name=text]").text.strip() == "Words I chose."
    assert page.all(".acts a[href='/account/sign-in']")
    assert the_comments() == []
    assert client.get("/articles/ice/comments/token").status == 401


def test_what_appears_at_once_is_on_the_page_after_sending(client):
    an_article(slug="ice", commenting=Commenting.AFTER)

    own = client.get("/articles/ice").submit("Preview", **TYPED).submit("Send").follow()

    assert "It is published." in own.words
    assert "Words I chose." in client.get("/articles/ice").text(".thread")


def test_the_house_rules_stand_at_the_form_in_the_language_of_the_article(client):
    an_article(slug="ice")
    an_article(slug="glace", language="fr")

    assert "Speak to a person." in client.get("/articles/ice").text(".house-rules")
    assert "Parlez à une personne." in client.get("/articles/glace").text(".house-rules")


def test_a_comment_agrees_to_the_version_that_stood_at_its_form(client):
    an_article(slug="ice")
    change_rules()

    client.get("/articles/ice").submit("Preview", **TYPED).submit("Send")

    assert the_comments()[0].rules_version == 2


@pytest.mark.parametrize("is_previewed", [True, False])
def test_rules_that_changed_meanwhile_are_shown_and_the_text_stays(client, is_previewed):
    an_article(slug="ice")
    form = client.get("/articles/ice")
    form = form.submit("Preview", **TYPED) if is_previewed else form
    change_rules("Be *kind*.")

    again = form.submit("Send", **TYPED) if is_previewed else form.submit("Preview", **TYPED)

    assert again.status == 422
    assert "The house rules have changed since you began." in again.text(".summary")
    assert again.find("details.house-rules[open] em").text == "kind"
    assert again.find("#write-text").text.strip() == "Words I chose."
    assert the_comments() == []
    assert again.submit("Send").status == 303
    assert the_comments()[0].rules_version == 2


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
def test_a_version_that_is_none_is_no_error_of_ours(client, version):
    an_article(slug="ice")

    assert client.post("/articles/ice/comments", data={**TYPED, "rules": version}, with_token=False).status == 422


def test_it_leads_to_the_rules_that_were_agreed_to(app, client):
    article = an_article(slug="ice")
    change_rules("Be *kind*.")
    post(client, article, rules="2")
    comment = db.session.query(Comment).one()
    change_rules("Be kinder.")

    rules = client.get(f"/comments/{comment.key}").click("The house rules that you agreed to: version 2")
    seen = enter(app, a_user(Role.MODERATOR)).get("/moderation/")

    assert rules.find(".house-words em").text == "kind"
    assert seen.click("Agreed to the house rules, version 2").find(".house-words em").text == "kind"


def test_a_comment_without_a_version_agrees_to_the_rules_that_hold(client):
    change_rules("Be *kind*.")
    post(client, an_article(slug="ice"))

    assert db.session.query(Comment).one().rules_version == 2


def test_whoever_is_too_quick_is_told_when_and_keeps_the_text(client):
    an_article(slug="ice", slow_mode=300)
    client.get("/articles/ice").submit("Preview", **TYPED).submit("Send")

    page = client.get("/articles/ice").submit("Preview", text="One more.", name="Ada").submit("Send")

    assert page.status == 422
    assert "Please wait 5 minutes, then send it; your text stays." in page.text(".summary")
    assert page.find("#write-text").text.strip() == "One more."
    assert len(the_comments()) == 1


def test_whom_editors_invited_is_not_told_to_wait(client):
    article = an_article(slug="ice", slow_mode=300)
    assert "between two comments" in client.get("/articles/ice/comments/new").words

    page = client.get(f"/invitations/{an_invitation(article)[1]}").submit("I am Ida Holm").follow()

    assert "between two comments" not in page.words


def test_an_error_under_an_article_leads_back_to_it(client):
    article = an_article(slug="ice")
    page = client.get("/articles/ice")
    article.commenting = Commenting.CLOSED
    db.session.commit()

    page = page.submit("Preview", **TYPED)

    assert page.status == 409
    assert page.find("#typed").text.strip() == TYPED["text"]
    assert page.click("Back to the article").status == 200


def test_where_there_is_no_article_none_is_led_back_to(client):
    page = Page(client.post("/articles/ice/comments/preview", data=TYPED))

    assert page.status == 404
    assert "Back to the article" not in page.words


def test_the_database_does_not_learn_which_network_it_was(client):
    an_article(slug="ice", slow_mode=300)

    client.get("/articles/ice").submit("Preview", **TYPED).submit("Send")

    found = sorted(db.session.scalars(db.text("SELECT person FROM last_posts")))
    assert [re.sub(r"[0-9a-f]{32}|[\w-]{22}", "…", person) for person in found] == ["device …", "network …"]
    assert not any("127.0" in person for person in found)


def test_slow_mode_follows_the_device_and_not_its_network(app, client):
    article, other = an_article(slug="ice", slow_mode=300), an_article(slug="other")
    neighbour, elsewhere = Visitor(app), {"REMOTE_ADDR": "203.0.113.9"}
    for visitor in (client, neighbour):
        post(visitor, other)
        post(visitor, article)

    client.environ_base |= elsewhere
    again = send(client)

    assert again.status == 422
    assert "You have just commented here." in again.text(".summary")


def test_of_strangers_on_one_network_the_second_is_told_who_keeps_them_waiting(app):
    an_article(slug="ice", slow_mode=300)

    first, second = (send(Visitor(app)) for _ in range(2))

    assert (first.status, second.status) == (303, 422)
    assert "Somebody on your network has just commented here." in second.text(".summary")


def test_the_rules_have_a_page_and_earlier_versions_too(client):
    change_rules("Be *kind*.")

    page = client.get("/rules")
    first = page.click("Version 1")

    assert page.find(".house-words em").text == "kind"
    assert "These no longer hold." in first.words
    assert "Speak to a person." in first.words
    assert first.click("The rules that hold now").find(".house-words em").text == "kind"
    assert client.get("/rules/3").status == 404


def test_the_rules_are_read_in_the_other_language_too(client):
    page = client.get("/rules").click("Français")

    assert page.find("html")["lang"] == "fr"
    assert page.text("h1") == "Règles de la maison"
    assert "Parlez à une personne." in page.words
    assert client.get("/rules?language=xx").find("html")["lang"] == "en"

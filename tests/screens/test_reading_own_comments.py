"""The list of one's own comments: those of the device, and of whom it is known as; nobody else's."""

from __future__ import annotations

import pytest

from blog.comments import service as comments
from blog.comments.models import CommentStatus
from blog.comments.speakers import Speaker
from blog.database import db
from blog.web.reading.known import KNOWN
from tests.counting import counting
from tests.factories import a_comment, a_user, an_address, an_article
from tests.pages import Visitor
from tests.routes import enter
from tests.screens.test_reading_known import ADA, cookie_of, known_device, sent
from tests.screens.test_reading_rewriting import post

HEADING = {"en": "Your comments", "fr": "Vos commentaires"}
OF_ACCOUNT = {
    "en": "Those sent from this device, and those of your account, from whatever device.",
    "fr": "Ceux qui ont été envoyés de cet appareil, et ceux de votre compte, quel que soit l’appareil.",
}
OF_ADDRESS = {
    "en": f"Those sent from this device, and those of {ADA}, from whatever device.",
    "fr": f"Ceux qui ont été envoyés de cet appareil, et ceux de {ADA}, quel que soit l’appareil.",
}


@pytest.fixture(params=["en", "fr"])
def language(request):
    """That of the article, which the list speaks."""
    return request.param


def listed(visitor, query=""):
    page = visitor.get(f"/comments/{query}")
    assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
    return page.texts(".own a")


def test_a_guest_finds_what_was_sent_from_the_device(app, client):
    article = an_article()
    post(client, article, text="From here.")
    post(Visitor(app), article, text="From elsewhere.")

    assert listed(client) == ["From here."]
    assert listed(Visitor(app)) == []


def test_an_account_finds_its_own_on_every_device(app, language):
    user, other = a_user(name="Ada"), a_user(name="Bo")
    article = an_article(language=language)
    for status in CommentStatus:
        a_comment(article, status=status, source=f"Mine: {status.value}.", by=Speaker(user=user))
    a_comment(article, source="Another's.", by=Speaker(user=other))
    visitor = enter(app, user)
    post(visitor, article, text="As a guest.", as_guest="1")

    assert listed(visitor) == ["As a guest.", *(f"Mine: {status.value}." for status in reversed(CommentStatus))]
    page = enter(app, user).get("/comments/")
    assert (page.text("h1"), page.text(".page > .when")) == (HEADING[language], OF_ACCOUNT[language])
    assert "As a guest." not in page.words
    assert listed(enter(app, other)) == ["Another's."]
    assert page.click("Mine: held.").text(".typed") == "Mine: held."


def test_a_confirmed_address_finds_its_own_on_every_device(app, client, language):
    article = an_article(slug="quay")
    known_device(client, text="Confirmed.")
    sent(client, text="Sent as known.")
    a_comment(article, source="Only typed.", email=ADA)
    a_comment(article, source="Another's.", email="bo@example.org", by=Speaker(address=an_address("bo@example.org")))
    elsewhere = Visitor(app)
    elsewhere.set_cookie(KNOWN, cookie_of(client))

    article.language = language
    db.session.commit()
    assert listed(elsewhere) == ["Sent as known.", "Confirmed."]
    page = elsewhere.get("/comments/")
    assert (page.text("h1"), page.text(".page > .when")) == (HEADING[language], OF_ADDRESS[language])
    assert page.click("Confirmed.").text(".typed") == "Confirmed."


def test_a_device_that_is_known_no_longer_finds_what_was_sent_from_it(app, client):
    an_article(slug="quay")
    page = known_device(client, text="From here.")
    elsewhere = Visitor(app)
    elsewhere.set_cookie(KNOWN, cookie_of(client))
    sent(elsewhere, text="From elsewhere.")
    assert listed(client) == ["From elsewhere.", "From here."]

    page.submit("Forget me on this device")

    assert listed(client) == ["From here."]


def test_an_address_that_an_account_has_shows_it_nothing_that_was_only_typed(app):
    user = a_user(email=ADA)
    a_comment(source="Only typed.", email=ADA)

    assert listed(enter(app, user)) == []


def test_many_are_listed_a_page_at_a_time(app, monkeypatch):
    monkeypatch.setattr(comments, "LISTED", 2)
    user, article = a_user(), an_article()
    for number in range(4):
        a_comment(article, source=f"Number {number}.", by=Speaker(user=user))
    visitor = enter(app, user)

    first = visitor.get("/comments/")
    second = first.click("Earlier comments")

    assert first.texts(".own a") == ["Number 3.", "Number 2."]
    assert second.texts(".own a") == ["Number 1.", "Number 0."]
    assert not second.all(".pages")
    assert len(listed(visitor, "?before=soon")) == len(listed(visitor, f"?before={10**30}")) == 2
    assert listed(visitor, "?before=0") == []


def test_many_comments_cost_no_more_questions(app):
    user = a_user()
    visitor, asked = enter(app, user), []
    for number in (1, 5):
        for _each in range(number):
            a_comment(by=Speaker(user=user))
        with counting() as statements:
            listed(visitor)
        asked.append(len(statements))

    assert asked[0] == asked[1]

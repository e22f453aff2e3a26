"""A comment's HTML is made once, and anew for whatever else it shows."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from flask import get_template_attribute
from markupsafe import Markup

from blog.comments.models import Badge, CommentStatus
from blog.database import db
from blog.web.reading.cards import Card, TurnLink
from tests.factories import a_comment, an_article, many_comments

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
CARD = Card(
    language="en", root="", slug="ice", takes_replies=True, has_votes=True, id=7, name="Ada", person="aD4", badge=None,
    is_verified=False, vouched_by="", posted_at=AT, published_at=AT, public_change=None, is_pinned=False,
    is_featured=False, parent_id=None, parent_name="", anchor="why",
    turn=TurnLink(words="Why ice?", address="#why", digest="a"), turn_digest="a", quote="Ice keeps.",
    marked=Markup("<p>So it does.</p>"), useful=0,
)  # fmt: skip
OTHER = {
    "takes_replies": False, "has_votes": False, "id": 8, "name": "Bea", "badge": Badge.EDITOR, "person": "b3A",
    "is_verified": True, "vouched_by": "Maren", "posted_at": AT.replace(day=5), "published_at": AT.replace(day=5),
    "slug": "snow", "public_change": AT.replace(day=6), "is_pinned": True, "is_featured": True, "parent_id": 3,
    "turn_digest": "b", "turn": None, "marked": Markup("<p>No.</p>"), "useful": 4, "anchor": None,
}  # fmt: skip


def html_of(card: Card) -> str:
    return str(get_template_attribute("macros/conversation.html", "comment_article")(card))


@pytest.fixture
def cards(app):
    app.extensions["cards"].cache_clear()
    return app.extensions["cards"].cache_info


def test_the_same_comment_is_made_once(client, cards):
    article = an_article(slug="ice")
    many_comments(article, 10)

    first, again = client.get("/articles/ice"), client.get("/articles/ice")

    assert first.data == again.data
    assert (cards().misses, cards().hits) == (10, 10)


def test_only_what_has_changed_is_made_anew(client, cards):
    article = an_article(slug="ice")
    parent = a_comment(article, status=CommentStatus.APPROVED, name="Ada")
    a_comment(article, status=CommentStatus.APPROVED, parent=parent)
    a_comment(article, status=CommentStatus.APPROVED)
    client.get("/articles/ice")
    parent.name = "Zoé"  # stands in its own card and in that of the reply
    db.session.commit()

    page = client.get("/articles/ice")

    assert page.text("#comments").count("Zoé") > 1
    assert cards().misses == 3 + 2


@pytest.mark.parametrize("name", OTHER)
def test_whatever_a_card_has_is_seen(app, name):
    with app.test_request_context():
        assert html_of(CARD) != html_of(replace(CARD, **{name: OTHER[name]}))


def test_a_card_has_nothing_that_is_not_shown(app):
    unseen = {field.name for field in fields(Card)} - set(OTHER)

    # the page's language and the beginning of addresses; and what is shown beside another field alone
    assert unseen == {"language", "root", "parent_name", "quote"}

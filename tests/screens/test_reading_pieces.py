"""A comment's HTML is made once, and anew for whatever else it shows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import get_template_attribute
from markupsafe import Markup

from blog.comments.models import Badge, CommentStatus
from blog.comments.public import PublicComment
from blog.database import db
from blog.web.reading.pieces import CommentCard, Setting, TurnLink
from tests.factories import a_comment, an_article, many_comments

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
SAID = PublicComment(
    id=7, root_id=7, parent_id=None, path="0000000007", status=CommentStatus.APPROVED, pinned=False, is_featured=False,
    useful=0, answer_id=None, posted_at=AT, published_at=AT, rewritten_at=None, anchor="why", turn_digest="a",
    badge=None, is_verified=False, name="Ada", person="aD4", quote="Ice keeps.", html=Markup("<p>So it does.</p>"),
    marked=Markup("<p>So it does.</p>"), vouched_by="", parent_name="",
)  # fmt: skip
WHY = TurnLink(words="Why ice?", address="#why", digest="a")
CARD = CommentCard(
    SAID, WHY, slug="ice", takes_replies=True, takes_questions=True, has_votes=True, setting=Setting("en", "")
)
OTHER_CARDS = {"takes_replies": False, "takes_questions": False, "has_votes": False, "slug": "snow", "turn": None}
OTHER_WORDS = {
    "id": 8, "name": "Bea", "person": "b3A", "badge": Badge.EDITOR, "is_verified": True, "vouched_by": "Maren",
    "posted_at": AT.replace(day=5), "published_at": AT.replace(day=5), "rewritten_at": AT.replace(day=6),
    "pinned": True, "is_featured": True, "parent_id": 3, "turn_digest": "b", "marked": Markup("<p>No.</p>"),
    "useful": 4, "anchor": None, "answer_id": 9,
}  # fmt: skip


def html_of(card: CommentCard) -> str:
    return str(get_template_attribute("macros/conversation.html", "comment_article")(card))


@pytest.fixture
def pieces(app):
    app.extensions["pieces"].cache_clear()
    return app.extensions["pieces"].cache_info


def test_the_same_comment_is_made_once(client, pieces):
    article = an_article(slug="ice")
    many_comments(article, 10)

    first, again = client.get("/articles/ice"), client.get("/articles/ice")

    assert first.data == again.data
    assert (pieces().misses, pieces().hits) == (10 + 1, 10 + 1)  # and the form


def test_only_what_has_changed_is_made_anew(client, pieces):
    article = an_article(slug="ice")
    parent = a_comment(article, status=CommentStatus.APPROVED, name="Ada")
    a_comment(article, status=CommentStatus.APPROVED, parent=parent)
    a_comment(article, status=CommentStatus.APPROVED)
    client.get("/articles/ice")
    parent.name = "Zoé"  # stands in its own card and in that of the reply
    db.session.commit()

    page = client.get("/articles/ice")

    assert page.text("#comments").count("Zoé") > 1
    assert pieces().misses == 3 + 1 + 2


@pytest.mark.parametrize("name", OTHER_CARDS)
def test_whatever_a_card_has_is_seen(app, name):
    with app.test_request_context():
        assert html_of(CARD) != html_of(CARD._replace(**{name: OTHER_CARDS[name]}))


@pytest.mark.parametrize("name", OTHER_WORDS)
def test_whatever_is_public_of_a_comment_is_seen(app, name):
    with app.test_request_context():
        assert html_of(CARD) != html_of(CARD._replace(comment=SAID._replace(**{name: OTHER_WORDS[name]})))

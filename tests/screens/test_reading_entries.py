"""An article's HTML in a list is made once, and anew for whatever else it shows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import get_template_attribute
from markupsafe import Markup

from blog.articles import listing
from blog.articles.listed import Listed, ListedPerson, ListedPicture, ListedTopic, ListedTurn
from blog.articles.models import Article, Continuation, Part, Topic
from blog.database import db
from blog.media import service as media
from blog.web.reading.sheet import continuation
from tests.factories import a_term, an_article, fresh
from tests.routes import picture_file

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
SOURCE = "## Why?\n\nIce keeps.\n\n## Where?\n\nHere.\n\n<!--more-->\n\n## How?\n\nIn sawdust.\n\n## When?\n\nIn May.\n"
ENTRY = Listed(
    id=7, slug="ice", language="en", title="Ice", standfirst="Cold.", reading_minutes=4, dated=None, published_at=AT,
    revised_at=AT, picture_alt="A house", picture_caption="The house.", picture_credit="Ana",
    continuation=Continuation.HERE, continuation_url=None, continuation_label="", continuation_language="",
    has_rest=True, questions_in_rest=2, picture=ListedPicture("ab", "jpg", 900, 600),
    people=(ListedPerson(Part.AUTHOR, "Ida", "builder", "Le Quai"),), topics=(ListedTopic("winter", "Winter"),),
    turns=(ListedTurn(Markup("Why?"), Markup("<p>Ice keeps.</p>")),),
)  # fmt: skip
OTHER = {
    "slug": "snow", "language": "fr", "title": "Snow", "standfirst": "White.", "reading_minutes": 9,
    "dated": date(2025, 1, 1), "published_at": AT.replace(day=5), "picture_alt": "A field", "picture": None,
    "picture_caption": "The field.", "picture_credit": "Bea", "continuation": Continuation.PAGE,
    "continuation_label": "On", "has_rest": False, "questions_in_rest": 3, "people": (), "topics": (), "turns": (),
}  # fmt: skip


def html_of(entry: Listed) -> str:
    return str(get_template_attribute("macros/entries.html", "entry")(entry, continuation(entry), True))


@pytest.fixture
def made(app):
    app.extensions["entries"].cache_clear()
    return app.extensions["entries"].cache_info


def test_the_same_entry_is_made_once(client, made):
    an_article()
    an_article()

    first, again = client.get("/"), client.get("/")

    assert first.data == again.data
    assert (made().misses, made().hits) == (2, 2)


def test_only_what_has_changed_is_made_anew(client, made):
    an_article(topics=("Ice",))
    an_article()
    client.get("/")
    db.session.query(Topic).one().name = "Frost"
    db.session.commit()

    page = client.get("/")

    assert page.texts(".kicker a") == ["Frost"]
    assert made().misses == 3


@pytest.mark.parametrize("name", OTHER)
def test_whatever_an_entry_has_is_seen(app, name):
    with app.test_request_context():
        assert html_of(ENTRY) != html_of(ENTRY._replace(**{name: OTHER[name]}))


def test_an_entry_has_nothing_that_is_not_shown(app):
    unseen = set(Listed._fields) - set(OTHER)

    # what feeds show, and what is shown beside another field alone
    assert unseen == {"id", "revised_at", "continuation_url", "continuation_language"}


def test_an_entry_says_what_the_article_says(app):
    picture = media.store(picture_file())
    shown = {
        "picture": picture.digest,
        "picture_alt": "A house",
        "standfirst": "Cold.",
        "topics": ("Winter", "Harbours"),
    }
    article = an_article(source=SOURCE, **shown)
    an_article(source=SOURCE)

    entry = listing.published().articles[1]

    article = fresh(article)
    plain = [name for name in Listed._fields if name in Article.__mapper__.columns]
    assert {name: getattr(entry, name) for name in plain} == {name: getattr(article, name) for name in plain}
    assert (entry.has_rest, entry.questions_in_rest) == (article.has_rest, article.questions_in_rest) == (True, 2)
    assert entry.picture == ListedPicture(picture.digest, picture.extension, picture.width, picture.height)
    assert entry.picture.widths == picture.widths
    assert [person.description for person in entry.people] == [person.description for person in article.people]
    assert [topic.name for topic in entry.topics] == ["Harbours", "Winter"]
    assert [turn.html for turn in entry.turns] == [turn.html for turn in article.lead]


@pytest.mark.parametrize(
    ("continuation", "whole", "is_all"),
    [
        (Continuation.HERE, False, False),
        (Continuation.HERE, True, True),
        (Continuation.LINK, True, False),  # the rest is read elsewhere
    ],
)
def test_a_feed_has_the_definitions_of_what_it_shows_in_the_order_of_the_article(app, continuation, whole, is_all):
    for word in ("sawdust", "house", "ice", "keeps"):
        a_term(word)
    address = "https://far.example.org/x" if continuation is Continuation.LINK else ""
    source = SOURCE.replace("Here.", "The house: no ice there.")
    article = an_article(source=source, continuation=continuation, continuation_url=address)

    (carried,) = listing.newest(5, whole=whole)

    explained = fresh(article).explained(in_lead=not is_all)
    assert [term.label for term in carried.terms] == [use.term.label for use in explained]
    assert len(carried.terms) == (4 if is_all else 3)
    assert len(carried.article.turns) == (4 if is_all else 2)

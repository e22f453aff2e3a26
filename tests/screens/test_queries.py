"""How much a page asks of the database: a number that does not grow with what it shows."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from blog.articles import writing
from blog.articles.manuscript import Manuscript, PersonLine
from blog.articles.models import Article, Continuation, Part
from blog.comments import threads
from blog.comments.counted import UsefulVote
from blog.comments.models import CommentStatus
from blog.comments.views import Order, View
from blog.database import db
from blog.glossary import writing as glossary
from blog.glossary.service import as_entry
from blog.moderation import service as moderation
from blog.moderation.models import Verdict
from tests.counting import counting
from tests.factories import a_comment, a_term, an_article, an_ask, many_comments
from tests.routes import House, fetch

APPROVED = CommentStatus.APPROVED
MOST = {  # queries, of each page that is kept; what is found by address alone is at most ELSE
    "home": 5,
    "topic": 5,
    "article": 6,
    "full": 6,
    "feed": 5,
    "sitemap": 5,
    "robots": 0,
    "glossary": 5,
    "term": 6,
    "term_articles": 5,
}
ELSE = 8


def grow(house: House, numbers: range) -> None:
    """One more of everything that the pages of the house show, for each number."""
    parent = a_comment(house.article, status=APPROVED)
    for number in numbers:
        a_term(f"word{number}", f"other{number}", see_also=("ice house",), topics=(f"Topic {number}",))
        an_article(slug=f"more-{number}", topics=("Harbours",), source=f"## Why?\n\nIce house and word{number}.\n")
        comment = a_comment(house.article, status=APPROVED, parent=parent, source=f"A word{number}.")
        db.session.add(UsefulVote(comment_id=comment.id, voter=f"device {number}"))
        comment.useful = 1
        an_ask(house.article, word="boat", email=f"reader{number}@example.org")
        for verdict in (Verdict.APPROVE, Verdict.SPAM):
            decide(house.comment, verdict)
    onwards = [a_term(f"onward{number}").slug for number in numbers]
    entry = replace(as_entry(house.term), topics=("Harbours",), see_also=tuple(onwards))
    glossary.revise(house.term, entry, seen=house.term.revision)
    enlarge(db.session.scalars(select(Article).filter_by(id=house.article.id)).one(), numbers)


def decide(comment, verdict) -> None:
    moderation.decide(comment, verdict, by=None, seen_revision=comment.revision, seen_status=comment.status)


def enlarge(article: Article, numbers: range) -> None:
    rest = "".join(f"## And word{number}?\n\nThat is a word{number}.\n\n" for number in numbers)
    manuscript = Manuscript(
        **{
            **vars(Manuscript.of(article)),
            "source": f"{article.source}\n\n{rest}",
            "people": tuple(PersonLine(part=Part.INTERVIEWEE, name=f"Ida Holm {number}") for number in numbers),
            "topics": ("Harbours", *(f"Topic {number}" for number in numbers)),
        }
    )
    writing.revise(article, manuscript, by=None, seen=article.revision)


def asked_for_every_page(house: House, client) -> dict[str, list[str]]:
    asked = {}
    for rule, address in house.addresses("GET", doors=("reading",)):
        db.session.rollback()
        with counting() as statements:
            fetch(client, address)
        asked[rule.endpoint.removeprefix("reading.")] = statements
    return asked


def test_every_page_asks_as_much_for_thirty_of_everything_as_for_three(app, client):
    house = House.furnish(app)
    grow(house, range(3))
    little = asked_for_every_page(house, client)
    grow(house, range(3, 30))

    much = asked_for_every_page(house, client)

    assert {page: len(asked) for page, asked in much.items()} == {page: len(asked) for page, asked in little.items()}
    assert {page: asked for page, asked in much.items() if len(asked) > MOST.get(page, ELSE)} == {}
    assert set(much) >= set(MOST)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/glossary?q=ice", 3),
        ("/?before=20990101T000000.000000-1", 5),
        ("/articles/quay?order=oldest", 6),
        ("/articles/quay?order=useful", 6),
        ("/articles/quay?turn=q-who-comes", 6),
    ],
)
def test_what_an_address_asks_for_costs_no_more(app, client, path, most):
    grow(House.furnish(app), range(3))

    with counting() as asked:
        assert client.get(path).status == 200

    assert len(asked) <= most, asked


@pytest.mark.parametrize("order", ["newest", "oldest", "useful"])
def test_a_later_page_of_comments_asks_no_more(client, order):
    article = an_article(slug="quay")
    parent = a_comment(article, status=APPROVED)
    many_comments(article, threads.LENGTH)
    a_comment(article, status=APPROVED, parent=parent)
    after = threads.page(article, View(order=Order(order))).goes_on_after

    with counting() as asked:
        assert client.get(f"/articles/quay?order={order}&after={after}").status == 200

    assert len(asked) <= 6, asked


def test_a_lead_page_with_its_continuation_asks_no_more(client):
    an_article(slug="short", continuation=Continuation.PAGE)

    with counting() as asked:
        client.get("/articles/short/full")

    assert len(asked) <= 6, asked

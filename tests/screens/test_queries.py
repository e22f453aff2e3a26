"""How much a page asks of the database: a number that does not grow with what it shows."""

import pytest

from blog.articles.models import Continuation
from blog.comments.models import CommentStatus
from tests.counting import counting
from tests.factories import a_comment, a_term, an_article


def a_full_article(number: int):
    article = an_article(slug=f"full-{number}", topics=("ice", f"topic {number}"))
    parent = a_comment(article, status=CommentStatus.APPROVED, anchor=article.turns[0].anchor)
    for _ in range(number):
        a_comment(article, status=CommentStatus.APPROVED, parent=parent, anchor=article.turns[1].anchor)
    return article


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 6),
        ("/topics/ice", 7),
        ("/articles/full-1", 6),
        ("/glossary", 3),
        ("/glossary?q=ice", 3),
        ("/glossary/ice-house", 7),
        ("/glossary/ice-house/articles", 4),
        ("/glossary.ttl", 8),
        ("/glossary.rdf", 8),
        ("/glossary.jsonld", 8),
        ("/feed.atom", 7),
        ("/sitemap.xml", 4),
    ],
)
def test_a_page_asks_as_much_for_a_lot_as_for_a_little(client, path, most):
    a_term("ice house")
    a_full_article(1)
    with counting() as little:
        assert client.get(path).status == 200
    for number in range(2, 9):
        a_full_article(number)
        a_term(f"word{number}")

    with counting() as much:
        assert client.get(path.replace("full-1", "full-8")).status == 200

    assert len(much) == len(little), much
    assert len(much) <= most, much


def test_a_lead_page_with_its_continuation_asks_no_more(client):
    an_article(slug="short", continuation=Continuation.PAGE)

    with counting() as asked:
        client.get("/articles/short/full")

    assert len(asked) <= 6, asked

"""An article with very many comments costs no more queries than one with a few."""

from __future__ import annotations

import pytest

from blog.comments import threads
from blog.comments.models import Comment
from blog.database import db
from tests.counting import counting
from tests.factories import an_article, many_comments

NUMBER = 10_000


@pytest.fixture
def crowded(app):
    article = an_article(slug="quay")
    many_comments(article, NUMBER)
    return article


def test_ten_thousand_comments_come_a_hundred_at_a_time_in_six_queries(client, crowded):
    for query in ("", "?order=oldest", "?order=useful", f"?turn={crowded.turns[0].anchor}"):
        with counting() as asked:
            page = client.get(f"/articles/quay{query}")
        assert len(asked) <= 6, asked
        assert len(page.all("article.comment")) <= threads.LENGTH
    page = client.get("/articles/quay")
    assert page.text("#comments-h") == f"{NUMBER:,} comments"

    second = page.click("Further comments")
    assert len(second.all("article.comment")) == threads.LENGTH
    with counting() as asked:
        client.get(second.response.request.full_path)
    assert len(asked) <= 8, asked


def test_the_address_of_a_comment_deep_down_leads_to_its_page(client, crowded):
    comment = db.session.get_one(Comment, NUMBER // 2)

    with counting() as asked:
        answer = client.get(f"/articles/quay/comments/{comment.id}")

    assert len(asked) <= 10, asked
    page = answer.follow()
    assert answer.location.endswith(f"#comment-{comment.id}")
    assert page.find(f"#comment-{comment.id}")

"""How long an article's page takes with 10,000 comments, made anew each time; beside the same article with ten.

python -m benchmarks.conversation [DATABASE_URL] [COMMENTS]
"""

from __future__ import annotations

import os
import sys

from sqlalchemy import func, select

from benchmarks.desk import row, times
from benchmarks.site import opened
from blog.articles.models import Article
from blog.comments.models import Comment
from blog.comments.views import Only
from blog.database import db
from tests.factories import an_article, many_comments

AIM = 100  # milliseconds
FEW = 10


def main() -> None:
    url, number = (*sys.argv[1:], "", "")[:2]
    many = int(number or 10_000)
    with opened(url) as app:
        few_slug = _article(FEW).slug
        article = _article(many)
        slug, anchor = article.slug, article.turns[0].anchor
        last = db.session.scalar(select(func.max(Comment.id)).where(Comment.article_id == article.id)) or 0
        kind = db.engine.dialect.name
        db.session.remove()
        print(f"{many:,} comments under one article on {kind}, a hundred a page")
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; milliseconds, median (worst)\n")
        client = app.test_client()
        print(row(f"/articles/{few_slug} with {FEW}", times(client, f"/articles/{few_slug}"), limit=None))
        middle = last - many // 2
        only = [f"?only={each.value}" for each in Only if each is not Only.ALL]
        for query in ("", "?order=oldest", "?order=useful", *only, f"?after=0.0.{middle}", f"?turn={anchor}"):
            print(row(f"/articles/{slug}{query}", times(client, f"/articles/{slug}{query}"), limit=AIM))
        address = f"/articles/{slug}/comments/{middle}"
        print(row(address, times(client, address), limit=AIM))


def _article(comments: int) -> Article:
    article = an_article(questions_to="Ida Holm")
    many_comments(article, comments)
    return article


if __name__ == "__main__":
    sys.exit(main())

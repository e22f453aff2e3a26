"""An entry comes whose word 1,000 of 10,000 articles hold: how long until all of them have followed, which articles are
written, and how readers fare meanwhile.

    python -m benchmarks.following [DATABASE_URL] [ENTRIES] [ARTICLES]

The database must be an empty one; without an address it is an SQLite file.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from sqlalchemy import select

from benchmarks import written
from benchmarks.clock import told
from benchmarks.readers import Reader, serving
from benchmarks.site import WORD, furnish, opened
from blog.articles.annotating import follow_glossary
from blog.articles.findings import ArticleWord
from blog.articles.models import Article, ArticleStatus
from blog.database import db
from blog.glossary import writing
from blog.glossary.entry import Entry

QUIET = 5  # seconds of reading before anything changes
AIM = 20  # seconds


def main() -> None:
    url, entries, number = (*sys.argv[1:], "", "", "")[:3]
    with opened(url) as app:
        furnish(int(entries or 10_000), int(number or 10_000))
        published = select(Article.slug).filter_by(status=ArticleStatus.PUBLISHED)
        slugs = db.session.scalars(published).all()
        with written.noting() as so_far, serving(app) as address:
            reader = Reader([f"{address}/articles/{slug}" for slug in slugs])
            try:
                _measure(reader, so_far)
            finally:
                reader.end()


def _measure(reader: Reader, so_far: Callable[[], set[int]]) -> None:
    time.sleep(QUIET)
    print(told())
    print(f"readers before: {reader.told()}")
    writing.add(Entry(label=WORD, language="fr", definition="Un mot."))
    began, worked = time.perf_counter(), time.process_time()
    differing = follow_glossary()
    taken, worked = time.perf_counter() - began, time.process_time() - worked
    print(f"readers meanwhile: {reader.told()}")
    holding = set(db.session.scalars(select(ArticleWord.article_id).filter_by(word=WORD)))
    touched = so_far()
    print(f"{differing:,} articles followed in {taken:.1f} s, {worked:.1f} s of them at work; aim: {AIM} s for 1,000")
    print(f"written: {len(touched):,} articles, {len(touched - holding)} of them without the word")
    assert touched == holding
    assert differing == len(holding)


if __name__ == "__main__":
    main()

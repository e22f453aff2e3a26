"""How long the glossary's public pages take with 10,000 entries and 10,000 articles, each made anew, through the
application's own client; beside a page without a query in the same run.

    python -m benchmarks.reading [DATABASE_URL] [ENTRIES] [ARTICLES]
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from urllib.parse import quote

from sqlalchemy import func, select

from benchmarks.desk import RUNS, row, times
from benchmarks.site import furnish, opened
from blog.articles.annotating import follow_glossary
from blog.articles.findings import TermUse
from blog.database import db
from blog.glossary.models import GlossaryTerm

AIM = 100  # milliseconds


def main() -> None:
    url, entries, number = (*sys.argv[1:], "", "", "")[:3]
    with opened(url) as app:
        furnish(int(entries or 10_000), int(number or 10_000))
        follow_glossary()
        kind = db.engine.dialect.name
        print(f"{int(entries or 10_000):,} entries and {int(number or 10_000):,} articles on {kind}")
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; milliseconds, median (worst) of {RUNS}\n")
        client = app.test_client()
        print(row("a page without a query", times(client, "/robots.txt"), limit=None))
        for path in pages():
            print(row(path, times(client, path), limit=AIM))


def pages() -> Iterator[str]:
    """A name, the beginning of many, a word of definitions; the entry that most articles mark."""
    name = db.session.scalar(select(GlossaryTerm.label).order_by(GlossaryTerm.folded_label).offset(5_000).limit(1))
    uses = select(TermUse.term_id).group_by(TermUse.term_id).order_by(func.count().desc()).limit(1)
    term = db.session.scalar(select(GlossaryTerm.slug).where(GlossaryTerm.id == uses.scalar_subquery()))
    last = db.session.scalar(select(func.max(GlossaryTerm.id)).where(GlossaryTerm.folded_label.startswith("b")))
    db.session.remove()
    yield "/glossary"
    yield from (f"/glossary?letter={letter}" for letter in ("b", "c", "%23"))
    yield f"/glossary?letter=b&after={last}"
    yield from (f"/glossary?q={quote(typed)}" for typed in (name or "", "b", "bran", "de", "nowhere to be found"))
    yield f"/glossary?q=de&after={last}"
    yield from (f"/glossary/{term}", f"/glossary/{term}/articles")


if __name__ == "__main__":
    sys.exit(main())

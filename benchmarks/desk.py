"""How long each page of the desk takes with 10,000 entries and 10,000 articles, through the application's own client;
beside a page without a query in the same run.

    python -m benchmarks.desk [DATABASE_URL] [ENTRIES] [ARTICLES]
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from benchmarks.site import furnish, opened
from blog.accounts import service as accounts
from blog.articles.annotating import follow_glossary
from blog.articles.models import Article
from blog.database import db
from blog.glossary.models import GlossaryTerm

RUNS = 7
AIM = 300  # milliseconds
ASKED = {
    # what is asked of a page besides its address
    "desk.article_list": ("", "?q=bran", "?state=published"),
    "desk.term_list": ("", "?q=bran", "?show=unused", "?letter=b"),
}


def main() -> None:
    url, entries, number = (*sys.argv[1:], "", "", "")[:3]
    with opened(url) as app:
        furnish(int(entries or 10_000), int(number or 10_000))
        follow_glossary()
        kind = db.engine.dialect.name
        print(f"{int(entries or 10_000):,} entries and {int(number or 10_000):,} articles on {kind}")
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; milliseconds, median (worst) of {RUNS}\n")
        client = editor(app)
        print(row("a page without a query", times(client, "/account/sign-in"), limit=None))
        for path in pages(app):
            print(row(path, times(client, path)))


def editor(app: Flask) -> FlaskClient:
    user = accounts.add("editor@example.org", name="Ana", roles=("admin",), password="a quiet harbour at low tide")
    db.session.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = user.fs_uniquifier, True
    db.session.remove()
    return client


def pages(app: Flask) -> Iterator[str]:
    """Every page of the desk, from the URL map: with an article or an entry in the middle of the alphabet."""
    article = db.session.scalar(select(Article.slug).order_by(Article.id).offset(20))
    term = db.session.scalar(select(GlossaryTerm.slug).order_by(GlossaryTerm.folded_label).offset(50))
    db.session.remove()
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.endpoint.startswith("desk.") and "GET" in (rule.methods or ()):
            for query in ASKED.get(rule.endpoint, ("",)):
                yield path_of(rule, article or "", term or "") + query


def path_of(rule: Rule, article: str, term: str) -> str:
    values = {"slug": term if "glossary" in rule.rule else article, "number": 1}
    built = rule.build({name: values[name] for name in rule.arguments})
    assert built is not None
    return built[1]


def times(client: FlaskClient, path: str) -> list[float]:
    taken = []
    for _ in range(RUNS + 1):
        began = time.perf_counter()
        answer = client.get(path)
        answer.get_data()
        taken.append((time.perf_counter() - began) * 1000)
        assert answer.status_code in (200, 302), f"{path}: {answer.status_code}"
    return taken[1:]


def row(path: str, taken: list[float], limit: int | None = AIM) -> str:
    median = statistics.median(taken)
    slow = "   TOO SLOW" if limit and median > limit else ""
    return f"{median:>7.0f} ({max(taken):>5.0f})  {path}{slow}"


if __name__ == "__main__":
    sys.exit(main())

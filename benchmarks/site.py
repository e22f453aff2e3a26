"""A large site to measure on. Entries go through the glossary's own writing; a few hundred articles are composed as an
editor's save composes them, and the others are copies of their rows, made inside the database: a row is always what the
application would have written."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from sqlalchemy import Column, Integer, MetaData, Table, insert, select

import config
from benchmarks.vocabulary import Vocabulary
from blog import create_app
from blog.articles import writing as articles
from blog.articles.manuscript import Manuscript, PersonLine
from blog.articles.models import Article, ArticleStatus, Part
from blog.database import db, in_batches, utcnow
from blog.glossary import writing as glossary
from blog.glossary.entry import Entry
from blog.glossary.models import GlossaryChange, TermStatus

SECRET = "benchmark " * 4
PROTOTYPES = 200
EVERY_TENTH = 10  # prototype mentions WORD, for a benchmark to make it a term
WORD = "zwarfelquist"
WORDS = 2_000  # of an article
KNOWN = 60  # names that an article may mention
TOPICS = ("Quais", "Énergie", "Logement", "Forêts")


@contextmanager
def opened(database_url: str = "") -> Iterator[Flask]:
    """An application on an instance folder of its own; without an address on SQLite in it."""
    with tempfile.TemporaryDirectory() as folder, opened_in(Path(folder), database_url) as app:
        yield app


@contextmanager
def opened_in(instance: Path, database_url: str = "", **settings: str) -> Iterator[Flask]:
    """The same on a folder that stays."""
    environ = {"SECRET_KEY": SECRET, "DATABASE_URL": database_url, "DEMO": "0", "SITE_LANGUAGE": "en"}
    environ |= {"PAGE_CACHE": "0"} | settings  # what is measured is made each time
    app = create_app(config.from_environment(environ, instance))
    with app.app_context():
        flask_migrate.upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


def furnish(entries: int, number: int) -> None:
    """The glossary first, so that articles are marked when they are made: nothing is left to follow."""
    began = time.perf_counter()
    vocabulary = Vocabulary()
    names = _fill_glossary(vocabulary, entries)
    written = time.perf_counter()
    prototypes = [_prototype(index, names, vocabulary) for index in range(min(PROTOTYPES, number))]
    composed = time.perf_counter()
    _copy(prototypes, number - len(prototypes))
    db.session.remove()
    copied = time.perf_counter()
    print(f"On {db.engine.dialect.name}: {entries:,} entries, written in {written - began:.0f} s; {number:,} articles,")
    print(
        f"{len(prototypes)} composed in {composed - written:.0f} s, the others copied in {copied - composed:.0f} s.\n"
    )


def _fill_glossary(vocabulary: Vocabulary, entries: int) -> list[str]:
    """Returns the names of the French entries."""
    names = vocabulary.names(entries + entries // 4)
    made = [_entry(number, names, entries, vocabulary) for number in range(entries)]
    for some in in_batches(made, 2_000):
        glossary.store([(entry.checked(), None) for entry in some])
        db.session.expunge_all()
    db.session.execute(GlossaryChange.__table__.delete())
    db.session.commit()
    return [entry.label for entry in made if entry.language == "fr"]


def _entry(number: int, names: Sequence[str], entries: int, vocabulary: Vocabulary) -> Entry:
    """One in three is English, one in four has another name, one in fifty is a draft; some are second meanings."""
    is_second = number % 600 == 2
    return Entry(
        label=names[number - 1] if is_second else names[number],
        sense="autre sens" if is_second else "",
        language="fr" if number % 3 else "en",
        aliases=(names[entries + number // 4],) if number % 4 == 1 else (),
        definition=vocabulary.sentence() if number % 70 else "",
        text=f"{vocabulary.sentence()}\n\n{vocabulary.sentence()}",
        topics=(TOPICS[number % 4],) if number % 30 == 5 else (),
        status=TermStatus.PUBLISHED if number % 50 else TermStatus.DRAFT,
    )


def _prototype(index: int, names: Sequence[str], vocabulary: Vocabulary) -> int:
    source = vocabulary.interview(WORDS, vocabulary.random.sample(names, min(KNOWN, len(names))))
    if index % EVERY_TENTH == 1:
        source += f"\nUn {WORD} de plus.\n"
    people = (
        PersonLine(part=Part.INTERVIEWEE, name="Ida Holm", role="charpentière", organisation="Le Quai"),
        PersonLine(part=Part.INTERVIEWER, name="Yann Le Bris"),
    )
    manuscript = Manuscript(
        title=vocabulary.sentence()[:80],
        standfirst=vocabulary.sentence(),
        language="fr" if index % 5 else "en",
        source=source,
        people=people,
        topics=(TOPICS[index % 4],),
    )
    return articles.create(manuscript, by=None, publish=True).id


def _copy(prototypes: Sequence[int], number: int) -> None:
    """Of each table that has rows of articles, in one statement; what is indexed by word comes in its order."""
    table = Article.__table__
    composed = db.session.execute(select(table).where(table.c.id.in_(prototypes))).mappings()
    rows = {row["id"]: dict(row) for row in composed}
    first = max(prototypes) + 1
    sources = {first + index: prototypes[index % len(prototypes)] for index in range(number)}
    copies = Table("copies", MetaData(), Column("id", Integer, primary_key=True), Column("source", Integer))
    copies.create(db.session.connection())
    for some in in_batches(list(sources.items()), 1_000):
        db.session.execute(insert(table), [_copied(rows[source], id_) for id_, source in some])
        db.session.execute(insert(copies), [{"id": id_, "source": source} for id_, source in some])
    for each in db.metadata.sorted_tables:
        if "article_id" in each.c:
            _copy_rows(each, copies)
    copies.drop(db.session.connection())
    db.session.commit()
    if db.engine.dialect.name == "postgresql":
        _settle()


def _copied(row: dict[str, Any], id_: int) -> dict[str, Any]:
    """A day apart; one in twenty a draft, one in twenty withdrawn."""
    at = utcnow() - timedelta(hours=id_)
    status = {3: ArticleStatus.DRAFT, 7: ArticleStatus.WITHDRAWN}.get(id_ % 20, ArticleStatus.PUBLISHED)
    made = {"id": id_, "slug": f"{row['slug'][:80]}-{id_}", "title": f"{row['title']} {id_}", "status": status}
    return {**row, **made, "revised_at": at, "published_at": None if status is ArticleStatus.DRAFT else at}


def _copy_rows(table: Table, copies: Table) -> None:
    columns = [column for column in table.c if column.name != "id"]
    made = [copies.c.id if column.name == "article_id" else column for column in columns]
    query = select(*made).join_from(copies, table, table.c.article_id == copies.c.source)
    ordered = query.order_by(*table.primary_key.columns.values()[:1], copies.c.id)
    db.session.execute(insert(table).from_select([column.name for column in columns], ordered))


def _settle() -> None:
    """What PostgreSQL does by itself in the hours in which so much would be written."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SELECT setval('articles_id_seq', (SELECT max(id) FROM articles))")
        connection.exec_driver_sql("VACUUM ANALYZE")

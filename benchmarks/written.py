"""Which articles, or comments, are written, told by triggers of the database: however the application writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import text

from blog.database import db

TABLES = {"articles": "id", "turns": "article_id", "term_uses": "article_id", "term_doubts": "article_id"}
COMMENTS = {"comments": "id", "comment_uses": "comment_id", "comment_words": "comment_id"}
ACTS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}
NOTE = "INSERT INTO written_rows SELECT {row}.{column} WHERE {row}.{column} NOT IN (SELECT id FROM written_rows);"
SET_UP = {
    "postgresql": """
CREATE FUNCTION note_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {note} RETURN NULL; END $$;
CREATE TRIGGER note_{name} AFTER {act} ON {table} FOR EACH ROW EXECUTE FUNCTION note_{name}()
""",
    "sqlite": "CREATE TRIGGER note_{name} AFTER {act} ON {table} FOR EACH ROW BEGIN {note} END",
}
TAKE_DOWN = {"postgresql": "DROP FUNCTION note_{name} CASCADE", "sqlite": "DROP TRIGGER note_{name}"}


@contextmanager
def noting(tables: Mapping[str, str] = TABLES) -> Iterator[Callable[[], set[int]]]:
    """Yields what says which articles have been written since; or whose ids the `tables` have in the columns named."""
    kind = db.engine.dialect.name
    _run("CREATE TABLE written_rows (id INTEGER PRIMARY KEY)", *_for_each_act(SET_UP[kind], tables))
    try:
        yield _so_far
    finally:
        _run(*_for_each_act(TAKE_DOWN[kind], tables), "DROP TABLE written_rows")


def _for_each_act(statement: str, tables: Mapping[str, str]) -> Iterator[str]:
    for table, column in tables.items():
        for act, row in ACTS.items():
            note = NOTE.format(row=row, column=column)
            yield statement.format(name=f"{table}_{act.lower()}", act=act, table=table, note=note)


def _run(*statements: str) -> None:
    db.session.rollback()
    for statement in statements:
        db.session.execute(text(statement))
    db.session.commit()


def _so_far() -> set[int]:
    return set(db.session.scalars(text("SELECT id FROM written_rows")))

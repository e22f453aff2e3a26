"""What public pages show has a number, which counts up with every change that one of them could show.

A later migration that makes one of these tables anew on SQLite drops its triggers with it: it calls `watch` again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OF_A_PUBLIC_ARTICLE = (
    "EXISTS (SELECT 1 FROM articles WHERE articles.id = {row}.article_id AND articles.status = 'published')"
)
OF_A_PUBLIC_TERM = (
    "EXISTS (SELECT 1 FROM glossary_terms WHERE glossary_terms.id = {row}.term_id"
    " AND glossary_terms.status = 'published')"
)
OF_A_PUBLIC_COMMENT = (
    "EXISTS (SELECT 1 FROM comments WHERE comments.id = {row}.comment_id AND comments.status = 'approved')"
)

#: Table: when a row of it can be seen. What readers never see (a comment that waits, a draft) counts nothing.
WATCHED = {
    "articles": "{row}.status = 'published'",
    "turns": OF_A_PUBLIC_ARTICLE,
    "people": OF_A_PUBLIC_ARTICLE,
    "article_topics": OF_A_PUBLIC_ARTICLE,
    "term_uses": OF_A_PUBLIC_ARTICLE,
    "topics": "TRUE",
    "pictures": "TRUE",
    "glossary_terms": "{row}.status = 'published'",
    "glossary_aliases": OF_A_PUBLIC_TERM,
    "glossary_forms": OF_A_PUBLIC_TERM,
    "see_also": "TRUE",
    "comments": "{row}.status = 'approved' OR {row}.replies > 0",
    "comment_counts": "TRUE",
    "comment_uses": OF_A_PUBLIC_COMMENT,
    "conversation_settings": "TRUE",
    "house_rules": "TRUE",
    "invitations": "TRUE",
}
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
TRIGGERS = dict.fromkeys(
    ("sqlite", "postgresql"), tuple(f"{table}_count_{act.lower()}" for table in WATCHED for act in ROWS)
)


def upgrade() -> None:
    op.create_table(
        "page_generation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name="is_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_page_generation"),
    )
    op.execute("INSERT INTO page_generation (id, number) VALUES (1, 1)")
    for table, seen in WATCHED.items():
        watch(table, seen)


def downgrade() -> None:
    for table in WATCHED:
        for act in ROWS:
            on = "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"
            op.execute(f"DROP TRIGGER {_name(table, act)}{on}")
            if on:
                op.execute(f"DROP FUNCTION {_name(table, act)}")
    op.drop_table("page_generation")


def watch(table: str, seen: str) -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for act, rows in ROWS.items():
        condition = " OR ".join(f"({seen.format(row=row)})" for row in rows)
        (_on_sqlite if is_sqlite else _on_postgresql)(_name(table, act), table, act, condition)


def _on_sqlite(name: str, table: str, act: str, condition: str) -> None:
    op.execute(
        f"CREATE TRIGGER {name} AFTER {act} ON {table} BEGIN"  # noqa: S608 - names of our own
        f" UPDATE page_generation SET number = number + 1 WHERE {condition}; END"
    )


def _on_postgresql(name: str, table: str, act: str, condition: str) -> None:
    """At the end of the transaction: the row is the last it locks, so nobody who holds it waits for somebody else. Once
    in a transaction, which the row's own `xmin` tells."""
    result = "OLD" if act == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN"  # noqa: S608
        " UPDATE page_generation SET number = number + 1 WHERE xmin <> pg_current_xact_id()::xid;"
        f" END IF; RETURN {result}; END $$"
    )
    op.execute(
        f"CREATE CONSTRAINT TRIGGER {name} AFTER {act} ON {table} DEFERRABLE INITIALLY DEFERRED"
        f" FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _name(table: str, act: str) -> str:
    return f"{table}_count_{act.lower()}"

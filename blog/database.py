"""The database: one `db`, how its transactions end, what queries share, and what an acknowledged write rests on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, ColumnElement, Engine, Executable, TableValuedAlias, func, literal, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import InstrumentedAttribute

from blog.columns import Base
from blog.sqlite import only_reads

LARGEST_ID = 2**31 - 1  # a larger one is in no table, and some databases choke on it
TURN = 0.5  # seconds that one who writes much goes on before others get their turn
BREATH = 0.01  # seconds that it lasts on SQLite, where whoever waits next is woken at once

#: How a database is asked for a setting, and with which values a commit is on disk before it is acknowledged: what
#: `synchronous_commit` says beyond `local` is about standbys.
DURABLE: dict[str, tuple[str, dict[str, tuple[object, ...]]]] = {
    "sqlite": ("PRAGMA", {"journal_mode": ("wal",), "synchronous": (2, 3)}),
    "postgresql": ("SHOW", {"fsync": ("on",), "synchronous_commit": ("on", "local", "remote_write", "remote_apply")}),
}

Item = TypeVar("Item")

#: Raised when the database does not answer, or stays locked for too long.
Unavailable = OperationalError

db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    Model = Base  # what `db.Model` is at run time, as a type checker can see it
else:
    Model = db.Model


@contextmanager
def reading() -> Iterator[None]:
    """Between two transactions: what is done meanwhile only reads, and on SQLite keeps nobody from writing."""
    db.session.rollback()
    before = only_reads.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        only_reads.reset(before)


@contextmanager
def one_transaction(taken: Callable[[], Exception]) -> Iterator[None]:
    """Commits what is written inside, or nothing. Raises what `taken` makes when somebody else was quicker to store
    what there can only be once."""
    try:
        yield
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        raise taken() from None
    except BaseException:
        db.session.rollback()
        raise


def utcnow() -> datetime:
    return datetime.now(UTC)


def in_batches(items: Sequence[Item], size: int = 500) -> Iterator[Sequence[Item]]:
    """For queries that name many values."""
    return (items[start : start + size] for start in range(0, len(items), size))


def one_of(column: InstrumentedAttribute[str], values: Iterable[str]) -> ColumnElement[bool]:
    """Like `in_` for however many values: they are one parameter."""
    return in_array(column, literal(list(values), JSON), db.engine.dialect.name)


def in_array(column: InstrumentedAttribute[str], array: ColumnElement[Any], dialect: str) -> ColumnElement[bool]:
    """The same for a statement that is made once: the array is a parameter of type JSON."""
    return column.in_(select(in_rows(array, dialect).c.value))


def in_rows(array: ColumnElement[Any], dialect: str) -> TableValuedAlias:
    """A row for each string of an array, its `value`."""
    found = func.json_array_elements_text if dialect == "postgresql" else func.json_each
    return found(array).table_valued("value")


def rows_of(query: Executable, **values: Any) -> Sequence[Any]:
    """Past the session, which costs as much again as the query and would only look after objects."""
    return db.session.connection().execute(query, values).all()


def in_turns(items: Iterable[Item]) -> Iterator[Item]:
    """For a long row of transactions, one an item: others who write get their turn between them."""
    began = time.monotonic()
    for item in items:
        if time.monotonic() - began > TURN:
            db.session.rollback()  # on SQLite what has only been read since the last commit holds the lock, too
            if db.engine.dialect.name == "sqlite":  # elsewhere those who wait stand in a queue
                time.sleep(BREATH)
            began = time.monotonic()
        yield item


def clear_rows(rows: list[Any]) -> None:
    """Old rows go before new ones come: the unit of work would insert first and meet a unique constraint."""
    if rows:
        rows.clear()
        db.session.flush()


def check_durability(engine: Engine) -> None:
    """Acknowledged means committed and on this machine's disk. Raises RuntimeError, with a sentence, when the database
    differs."""
    ask, settings = DURABLE[engine.dialect.name]
    with engine.connect() as connection:
        for name, good in settings.items():
            value = connection.exec_driver_sql(f"{ask} {name}").scalar()
            if value not in good:
                raise RuntimeError(
                    f"The database's {name} is {value}, but Entretien needs {good[0]} to keep what it acknowledges."
                )

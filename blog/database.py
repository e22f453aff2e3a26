"""The database: one `db`, the column types everybody shares, and what an acknowledged write rests on."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from markupsafe import Markup
from sqlalchemy import (
    JSON,
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Executable,
    MetaData,
    TableValuedAlias,
    Text,
    event,
    func,
    literal,
    select,
)
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, registry
from sqlalchemy.types import TypeDecorator

from blog import turns

BUSY_TIMEOUT = 15_000  # milliseconds a writer waits for another on SQLite
LARGEST_ID = 2**31 - 1  # a larger one is in no table, and some databases choke on it
TURN = 0.5  # seconds that one who writes much goes on before others get their turn
BREATH = (
    0.11  # seconds that turn lasts on SQLite, where whoever waits for the lock looks for it every tenth of a second
)

#: How a database is asked for a setting, and with which values a commit is on disk before it is acknowledged: what
#: `synchronous_commit` says beyond `local` is about standbys.
DURABLE: dict[str, tuple[str, dict[str, tuple[object, ...]]]] = {
    "sqlite": ("PRAGMA", {"journal_mode": ("wal",), "synchronous": (2, 3)}),
    "postgresql": ("SHOW", {"fsync": ("on",), "synchronous_commit": ("on", "local", "remote_write", "remote_apply")}),
}

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={BUSY_TIMEOUT}",
    "cache_size=-512",  # kB for each connection, and there are many; the system keeps the file in memory once for all
)

Item = TypeVar("Item")

#: Raised when the database does not answer, or stays locked for longer than BUSY_TIMEOUT.
Unavailable = OperationalError

#: True while a request only reads, or still does: on SQLite its transaction then takes no write lock.
only_reads: ContextVar[bool] = ContextVar("only_reads", default=False)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in UTC on every database; a naive value is taken as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and _utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and _utc(value)


class SafeHtml(TypeDecorator[Markup]):
    """HTML that went through the sanitiser. A plain `str` is refused: it has not."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Markup | None, dialect: Dialect) -> str | None:
        if value is not None and not isinstance(value, Markup):
            raise TypeError("SafeHtml takes Markup that went through blog.text.sanitise, not a str")
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Markup | None:
        return None if value is None else Markup(value)  # noqa: S704 (what `process_bind_param` let in)


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
COLUMN_TYPES: dict[Any, Any] = {
    datetime: UtcDateTime,
    Markup: SafeHtml,
    str: Text,
    dict[str, Any]: JSON,
    list[str]: JSON,
    enum.Enum: Enum(
        enum.Enum,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda kind: [member.value for member in kind],
    ),
}


class Base(DeclarativeBase):
    """Tables have plural names; constraints have names, so that migrations can speak of them."""

    registry = registry(metadata=MetaData(naming_convention=NAMES), type_annotation_map=COLUMN_TYPES)


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


def _utc(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@event.listens_for(Engine, "connect")
def _set_up_sqlite(connection: Any, _record: object) -> None:
    if not type(connection).__module__.startswith("sqlite3"):
        return
    connection.isolation_level = None  # transactions are begun below, not by the driver
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_on_sqlite(connection: Any) -> None:
    if connection.dialect.name != "sqlite":
        return
    if only_reads.get():
        connection.exec_driver_sql("BEGIN")
    else:
        turns.wait_for(connection)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

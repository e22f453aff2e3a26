"""`flask doctor`: what should be true of a site whatever happens, looked at from outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from blog import mail
from blog.cli import schema
from blog.cli.acts import Refused, act, many
from blog.comments.recounting import WrongCount, recount, wrong_counts
from blog.database import check_durability, db, reading, utcnow
from blog.glossary import service as glossary
from blog.media import service as media

PATIENCE = timedelta(minutes=10)  # chores run every minute; a mail is leased for five
NAMED = 3  # wrong things that a line names
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def init_app(app: Flask) -> None:
    app.cli.add_command(doctor)


@click.command("doctor")
@click.option("--mend", is_flag=True, help="First set right the counts that are kept beside comments.")
@with_appcontext
@act
def doctor(mend: bool) -> None:
    """Check what should be true whatever happens, a line each; exit 1 when something is not. Nothing is changed
    without --mend, and the site may run meanwhile."""
    if mend:
        click.echo(f"{many(len(recount()), 'count')} set right.")
    troubles = {name: _trouble(find) for name, find in CHECKS.items()}
    for name, trouble in troubles.items():
        click.echo(f"{'wrong' if trouble else 'good':<7}{name}{': ' if trouble else ''}{trouble}")
    if wrong := sum(map(bool, troubles.values())):
        raise Refused(f"{wrong} of {many(len(troubles), 'check')} found something wrong.")


def _trouble(find: Callable[[], str]) -> str:
    try:
        with reading():
            return find()
    except DBAPIError as trouble:
        db.session.rollback()
        return f"the database cannot say ({str(trouble.orig).strip().partition(chr(10))[0]})."


def _durability() -> str:
    try:
        check_durability(db.engine)
    except RuntimeError as trouble:
        return str(trouble)
    return ""


def _migrations() -> str:
    from alembic.runtime.migration import MigrationContext  # not at every start: see `blog.cli.schema`

    here = set(MigrationContext.configure(db.session.connection()).get_current_heads())
    newest = set(schema.scripts().get_heads())
    if here == newest:
        return ""
    return f"at {_listed(here) or 'none'}, and the newest is {_listed(newest)}. flask --app wsgi db upgrade"


def _triggers() -> str:
    """Those that the migrations made: a table that is built anew on SQLite, or a copy by hand, may have lost them."""
    dialect = db.engine.dialect.name
    there = set(db.session.scalars(text(TRIGGERS[dialect])))
    modules = [each.module for each in schema.scripts().walk_revisions()]
    made = {name for each in modules for name in getattr(each, "TRIGGERS", {}).get(dialect, ())}
    lost = made - there
    return (
        f"without {_listed(lost)}. Copy them from an empty database after flask --app wsgi db upgrade" if lost else ""
    )


def _counts() -> str:
    found = wrong_counts()
    if not found:
        return ""
    return f"{many(len(found), 'count')} wrong: {_listed(map(_told, found))}. flask --app wsgi doctor --mend"


def _worker() -> str:
    since = utcnow() - PATIENCE
    changes = [change for change in glossary.pending_changes() if change.made_at < since]
    waiting = {"mail": mail.overdue(since), "glossary change": len(changes)}
    late = " and ".join(many(number, noun) for noun, number in waiting.items() if number)
    return f"{late} waited too long. Run flask --app wsgi serve, or worker" if late else ""


def _pictures() -> str:
    lost = media.missing()
    if not lost:
        return ""
    where = current_app.config["INSTANCE"] / "media"
    names = _listed(path.name for path in lost)
    return f"{many(len(lost), 'file')} missing in {where}: {names}. Restore the folder from its backup"


CHECKS = {
    "what is acknowledged is on disk": _durability,
    "the database is migrated": _migrations,
    "its triggers are there": _triggers,
    "counts beside comments are right": _counts,
    "the worker does its chores": _worker,
    "pictures have their files": _pictures,
}


def _told(wrong: WrongCount) -> str:
    of = " ".join(map(str, filter(None, wrong.of[:2])))
    noun = "article" if wrong.kind == "comments" else "comment"
    return f"{wrong.kind} of {noun} {of} are {wrong.right}, not {wrong.kept}"


def _listed(items: Any) -> str:
    listed = sorted(items)
    more = [f"and {len(listed) - NAMED} more"] if len(listed) > NAMED else []
    return ", ".join([*listed[:NAMED], *more])

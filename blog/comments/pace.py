"""Slow mode: how soon one person may comment again under one article. Kept in the database, for all processes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import timedelta

from flask_babel import format_timedelta
from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from blog.articles.models import Article
from blog.comments.counted import LastPost
from blog.database import db, utcnow
from blog.errors import Invalid
from blog.jobs import hourly_chore


def take_turns(article: Article, people: Iterable[str], seconds: int) -> None:
    """Notes that they comment now; of two who try at the same moment one is told to wait. Raises Invalid, with the time
    that is left, when less than so many seconds have passed since. Does not commit."""
    for person in people if seconds else ():
        _take_turn(article, person, seconds)


@hourly_chore
def forget_turns() -> None:
    """Those that keep nobody waiting any more, whatever the slow mode is or becomes."""
    db.session.execute(delete(LastPost).where(LastPost.posted_at < utcnow() - timedelta(seconds=Article.SLOWEST)))
    db.session.commit()


def in_words(seconds: int) -> str:
    """A wait, never shorter than it is: in minutes from two of them on, in hours likewise."""
    unit = 3600 if seconds > 2 * 3600 else 60 if seconds > 2 * 60 else 1
    whole = timedelta(seconds=math.ceil(seconds / unit) * unit)
    return str(format_timedelta(whole, granularity="second", threshold=2))


def _take_turn(article: Article, person: str, seconds: int) -> None:
    now = utcnow()
    here = {"article_id": article.id, "person": person}
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    noting = dialect.insert(LastPost).values(**here, posted_at=now)
    noting = noting.on_conflict_do_update(
        index_elements=list(here),
        set_={"posted_at": now},
        where=LastPost.posted_at <= now - timedelta(seconds=seconds),
    )
    if db.session.scalar(noting.returning(LastPost.person)) is None:
        last = db.session.scalar(select(LastPost.posted_at).filter_by(**here)) or now
        wait = _wait(last + timedelta(seconds=seconds) - now, seconds)
        raise Invalid(_too_soon_on(wait) if person.startswith("network ") else _too_soon(wait))


def _wait(left: timedelta, seconds: int) -> str:
    return in_words(max(1, min(seconds, math.ceil(left.total_seconds()))))


def _too_soon_on(wait: str) -> str:
    return str(
        _(
            "Somebody on your network has just commented here. Please wait %(wait)s, then send it; your text stays.",
            wait=wait,
        )
    )


def _too_soon(wait: str) -> str:
    return str(_("You have just commented here. Please wait %(wait)s, then send it; your text stays.", wait=wait))

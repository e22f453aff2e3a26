"""A file that an editor handed over waits in the database until they have seen what it would change."""

from __future__ import annotations

import zlib
from typing import NamedTuple

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, or_, select

from blog.accounts.models import User
from blog.database import db, reading, utcnow
from blog.errors import Invalid
from blog.glossary.models import GlossaryFile
from blog.glossary.rows import LARGEST
from blog.text.characters import one_line


class Waiting(NamedTuple):
    name: str
    data: bytes


def hand_over(data: bytes, *, name: str, by: User) -> None:
    """In place of what they handed over before; what others left a day ago goes too. Raises Invalid."""
    if len(data) > LARGEST:
        raise Invalid(_("A file has at most %(most)s MB.", most=LARGEST // 1_000_000), "file")
    packed = zlib.compress(data)
    theirs = GlossaryFile.user_id == by.id
    forgotten = GlossaryFile.handed_over_at < utcnow() - GlossaryFile.LONGEST_WAIT
    db.session.execute(delete(GlossaryFile).where(or_(theirs, forgotten)))
    db.session.add(GlossaryFile(user_id=by.id, name=one_line(name)[:200], packed=packed))
    db.session.commit()


def waiting_of(user: User) -> Waiting | None:
    query = select(GlossaryFile.name, GlossaryFile.packed).where(GlossaryFile.user_id == user.id)
    with reading():  # reading a large file takes a while, and nobody who writes should wait for it
        found = db.session.execute(query).one_or_none()
    return found and Waiting(found.name, zlib.decompress(found.packed))


def name_of_waiting(user: User) -> str | None:
    """The name of what they handed over."""
    return db.session.scalar(select(GlossaryFile.name).where(GlossaryFile.user_id == user.id))


def let_go(user: User) -> None:
    db.session.execute(delete(GlossaryFile).where(GlossaryFile.user_id == user.id))
    db.session.commit()

"""Pictures come in through here. Files are written before their row: a row always has its files.

A picture has a row as soon as somebody keeps it: in the library, or with an article. One that was only previewed is
files alone, and they go after a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from blog.database import db, utcnow
from blog.jobs import hourly_chore
from blog.media.folder import folder
from blog.media.models import Picture

LIST_LENGTH = 60
LAID_BY = timedelta(days=1)


def store(data: bytes, *, name: str = "") -> Picture:
    """The picture of these bytes, kept for good. Raises what `lay_by` raises."""
    picture = lay_by(data, name=name)
    db.session.add(picture)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        meanwhile = _known(picture.digest) or _known(picture.kept_digest)  # somebody else was quicker
        if meanwhile is None:
            raise
        return meanwhile
    return picture


def lay_by(data: bytes, *, name: str = "") -> Picture:
    """The picture of these bytes, in each of its widths and without what cameras write into files. Unless it is known
    already it has no row yet: whatever is saved with it brings it in; else it goes after LAID_BY.

    The same bytes again are the same picture, and so are those of its largest kept file: what was exported can be
    stored again and changes nothing. Raises Invalid with the field "picture" (see `cleaning.clean`).
    """
    digest = _digest(data)
    known = _known(digest)
    if known is not None:
        return known
    from blog.media.cleaning import clean  # with Pillow, which no start waits for

    db.session.commit()  # cleaning takes a while: no other writer should wait for it
    cleaned = clean(data, name)
    for width, encoded in cleaned.encoded.items():
        folder.put(digest, width, cleaned.extension, encoded)
    return _picture(digest, cleaned.largest, cleaned.extension, (cleaned.width, cleaned.height))


def by_digest(digest: str) -> Picture | None:
    """One that is kept, or was laid by and waits for a day from now again."""
    known = _known(digest)
    if known is not None:
        return known
    files = folder.touch(digest)
    if not files:
        return None
    from blog.media.cleaning import size_of

    data = files[-1].read_bytes()
    return _picture(digest, data, files[-1].suffix[1:], size_of(data))


def path(digest: str, width: int, extension: str) -> Path:
    """Of a kept file. Raises Missing."""
    return folder.path(digest, width, extension)


def largest(picture: Picture) -> Path:
    """The file that stands for the picture outside: exports, cards of other sites."""
    return folder.path(picture.digest, picture.width, picture.extension)


def latest() -> Sequence[Picture]:
    """Those stored last, the newest first."""
    return db.session.scalars(select(Picture).order_by(Picture.id.desc()).limit(LIST_LENGTH)).all()


def missing() -> list[Path]:
    """The files that pictures should have and have not."""
    return [path for picture in db.session.scalars(select(Picture)) for path in folder.missing(picture)]


@hourly_chore
def remove_abandoned() -> None:
    """The files of pictures that were laid by more than a day ago and are kept by nobody."""
    before = utcnow() - LAID_BY
    abandoned = folder.untouched_since(before)
    kept = set(db.session.scalars(select(Picture.digest)))
    for path in abandoned:
        if folder.digest_of(path) not in kept:
            folder.remove(path, untouched_since=before)
    db.session.commit()  # not earlier: on SQLite nobody can keep one meanwhile


def _picture(digest: str, largest: bytes, extension: str, size: tuple[int, int]) -> Picture:
    """The row that shows the same, or a new one."""
    kept_digest, (width, height) = _digest(largest), size
    new = Picture(digest=digest, kept_digest=kept_digest, extension=extension, width=width, height=height)
    return _known(kept_digest) or new


def _known(digest: str) -> Picture | None:
    return db.session.scalar(select(Picture).where(or_(Picture.digest == digest, Picture.kept_digest == digest)))


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()

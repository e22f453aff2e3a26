"""Pictures that nobody kept go after a day; whatever is kept, or was once saved, stays."""

from __future__ import annotations

import os
from datetime import timedelta
from io import BytesIO
from itertools import count

import pytest
from PIL import Image

from blog.articles import writing
from blog.articles.manuscript import Manuscript
from blog.database import db, utcnow
from blog.media import service as media
from blog.media.folder import folder
from blog.media.models import Picture
from tests.factories import an_article, fresh

_colours = count()


def a_photo():
    """Of a colour of its own: the folder is one for all tests."""
    stream = BytesIO()
    Image.new("RGB", (700, 500), (7, 7, next(_colours))).save(stream, "PNG")
    return stream.getvalue()


def files_of(picture):
    return sorted(path.name for path in folder.root.glob(f"*/{picture.digest}-*"))


def a_day_passes():
    long_ago = (utcnow() - media.LAID_BY - timedelta(minutes=1)).timestamp()
    for path in folder.root.glob("*/*"):
        os.utime(path, (long_ago, long_ago))


def test_a_picture_that_was_laid_by_is_there_for_a_day():
    picture = media.lay_by(a_photo())

    media.remove_abandoned()

    assert len(files_of(picture)) == 2
    assert db.session.query(Picture).count() == 0
    found = media.by_digest(picture.digest)
    assert (found.kept_digest, found.extension, found.width, found.height) == (
        picture.kept_digest, "png", 700, 500,
    )  # fmt: skip


def test_a_picture_that_nobody_kept_goes_after_a_day():
    picture = media.lay_by(a_photo())
    a_day_passes()

    media.remove_abandoned()

    assert files_of(picture) == []
    assert media.by_digest(picture.digest) is None


def test_a_picture_that_is_still_worked_with_waits_for_another_day():
    picture = media.lay_by(a_photo())
    a_day_passes()
    media.by_digest(picture.digest)

    media.remove_abandoned()

    assert files_of(picture)


def test_a_picture_of_the_library_stays():
    picture = media.store(a_photo())
    a_day_passes()

    media.remove_abandoned()

    assert len(files_of(picture)) == 2


def test_a_picture_that_was_laid_by_first_can_be_kept_in_the_library():
    photo = a_photo()
    media.lay_by(photo)

    picture = media.store(photo)

    assert media.latest() == [picture]


@pytest.mark.parametrize("state", ["in the article", "in an earlier revision"])
def test_a_picture_that_was_saved_with_an_article_stays(state):
    picture = media.lay_by(a_photo())
    article = an_article(picture=picture.digest, picture_alt="A shed")
    if state == "in an earlier revision":
        writing.revise(article, Manuscript(title="The shed", language="en", source="Text."), by=None, seen=1)
    a_day_passes()

    media.remove_abandoned()

    assert len(files_of(picture)) == 2
    assert media.latest()[0].digest == picture.digest


def test_two_files_of_one_picture_are_one_even_when_neither_was_kept_at_first():
    photo = a_photo()
    first, second = media.lay_by(photo), media.lay_by(photo + b"a word after its end")
    an_article(picture=first.digest, picture_alt="A shed")

    article = an_article(picture=second.digest, picture_alt="A shed")

    saved = db.session.scalars(article.revisions.select()).one().manuscript["picture"]
    assert fresh(article).picture.digest == saved == first.digest


def test_what_an_interrupted_write_has_left_goes_too():
    picture = media.store(a_photo())
    left = media.largest(picture).with_name(f".{picture.digest}-640.png.0123456789abcdef")
    left.write_bytes(b"half a")
    a_day_passes()

    media.remove_abandoned()

    assert not left.exists()
    assert len(files_of(picture)) == 2

"""Articles go out as files that can come in again."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import undefer

from blog.articles import files
from blog.articles.manuscript import Manuscript
from blog.articles.models import Article
from blog.articles.publishing import Publication
from blog.database import db
from blog.media import service as media


def every_article() -> Iterator[Article]:
    """In whatever state, by address; one at a time, each with its source."""
    for article_id in db.session.scalars(select(Article.id).order_by(Article.slug)).all():
        db.session.expunge_all()  # thousands of articles would otherwise stay in memory
        if article := db.session.get(Article, article_id, options=[undefer(Article.source)]):
            yield article


def export(article: Article, folder: Path) -> Path:
    """Writes the file, and the picture beside it. Raises Missing when the picture's own file is gone."""
    picture = ""
    if article.picture is not None:
        kept = media.largest(article.picture)
        picture = f"{article.slug}{kept.suffix}"
        _write(folder / picture, kept.read_bytes())
    path = folder / f"{article.slug}.md"
    _write(path, files.write(Manuscript.of(article), picture, Publication.of(article)).encode())
    return path


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, and never through a link that leads out of the folder."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)

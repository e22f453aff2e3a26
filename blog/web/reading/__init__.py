"""The reading door: what anybody may read, and the way a comment or a question goes in."""

from __future__ import annotations

from flask import Flask

from blog.web.reading import (
    addresses,
    articles,
    asks,
    comments,
    entries,
    feeds,
    glossary,
    glossary_data,
    help,
    invited,
    media,
    own_comment,
    pieces,
    posting,
    rules,
    votes,
    wording,
)
from blog.web.reading.door import Key, Slug, bp

__all__ = [
    "addresses",
    "articles",
    "asks",
    "comments",
    "entries",
    "feeds",
    "glossary",
    "glossary_data",
    "help",
    "init_app",
    "invited",
    "media",
    "own_comment",
    "pieces",
    "posting",
    "rules",
    "votes",
]


def init_app(app: Flask) -> None:
    app.url_map.converters.update(slug=Slug, key=Key)
    pieces.init_app(app)
    entries.init_app(app)
    feeds.init_app(app)
    app.register_blueprint(bp)
    wording.init_app(app)

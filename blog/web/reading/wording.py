"""How templates write: typeset words, whole addresses, and what an error page must not lose."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from blog.articles.listed import Listed
from blog.articles.listing import Mention
from blog.comments import pace
from blog.media.models import Picture
from blog.text.markdown import render_inline
from blog.text.typography import typeset
from blog.text.words import excerpt, plain_text
from blog.web.reading.attribution import licence_address, linked, shown


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(typeset=typeset, inline=inline, gist=gist, linked=linked, titles=titles)
    app.jinja_env.globals.update(absolute=absolute, picture_url=picture_url, typed_text=typed_text)
    app.jinja_env.globals.update(article_in_question=article_in_question)
    app.jinja_env.globals.update(wait_in_words=pace.in_words)
    app.jinja_env.globals.update(licence_address=licence_address, shown_address=shown)


@lru_cache(maxsize=2048)
def inline(source: str, language: str) -> Markup:
    """A standfirst or a caption: the same few are asked for again and again."""
    return render_inline(source, language)


@lru_cache(maxsize=2048)
def gist(source: str, language: str, length: int = 200) -> str:
    """A standfirst in plain words, at most `length` characters; for cards of other sites."""
    return excerpt(plain_text(inline(source, language)), length)


def titles(articles: Iterable[Listed | Mention], length: int = 120) -> str:
    """Of the articles that a page lists, at most `length` characters, for search engines and cards of other sites."""
    return excerpt(" · ".join(typeset(article.title, article.language) for article in articles), length)


def absolute(path: str) -> str:
    return str(current_app.config["SITE_URL"]) + path


def site_host() -> str:
    return urlsplit(current_app.config["SITE_URL"]).hostname or "localhost"


def picture_url(picture: Picture, width: int | None = None) -> str:
    """Without a width: the largest that a card or an old browser needs."""
    width = width or max((each for each in picture.widths if each <= 1280), default=picture.widths[0])
    return url_for("reading.picture", digest=picture.digest, width=width, extension=picture.extension)


def article_in_question() -> str | None:
    """Its slug, on an error page; from when it was found, the page speaks its language."""
    if request and request.path.startswith("/articles/") and "language" in g:
        return (request.view_args or {}).get("slug")
    return None


def typed_text() -> str:
    """What a visitor typed as a comment, when the answer is an error instead."""
    if not request or request.method != "POST" or request.blueprint != "reading":
        return ""
    try:
        return request.form.get("text", "")
    except (HTTPException, OSError):  # the request itself could not be read
        return ""

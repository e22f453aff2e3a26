"""What machines read: the Atom feed, the site map, the word to robots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from flask import Flask, Response, current_app, render_template, request
from flask_babel import force_locale
from markupsafe import Markup

from blog.articles import listing
from blog.articles.models import Continuation
from blog.glossary import contents as glossary_contents
from blog.web.addresses import url_for
from blog.web.reading.door import bp
from blog.web.reading.sheet import continuation
from blog.web.reading.wording import absolute, site_host

FEED_LENGTH = 20
NEVER = datetime(1970, 1, 1, tzinfo=UTC)

#: What XML 1.0 cannot say, not even escaped (section 2.2).
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def init_app(app: Flask) -> None:
    app.extensions["feed_contents"] = lru_cache(maxsize=FEED_LENGTH)(_content)


@bp.get("/feed.atom")
def feed() -> Response:
    whole = current_app.config["FEED"] == "full"
    entries = [_entry(carried, whole=whole) for carried in listing.newest(FEED_LENGTH, whole=whole)]
    updated = max((entry["updated"] for entry in entries), default=NEVER)
    page = render_template("reading/feed.xml", entries=entries, updated=updated, host=site_host())
    return _xml(page, "application/atom+xml")


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    articles, terms = listing.published_addresses(), glossary_contents.public_addresses()
    places = [*_places("reading.article", articles), *_places("reading.term", terms)]
    return _xml(render_template("reading/sitemap.xml", places=places), "application/xml")


@bp.get("/robots.txt")
def robots() -> Response:
    return Response(render_template("reading/robots.txt"), content_type="text/plain; charset=utf-8")


def _entry(carried: listing.Carried, *, whole: bool) -> dict[str, Any]:
    article = carried.article
    return {
        "article": article,
        "id": f"tag:{site_host()},{article.published_at:%Y-%m-%d}:article-{article.id}",
        "published": article.published_at,
        "updated": max(article.revised_at, article.published_at),
        "content": current_app.extensions["feed_contents"](carried, whole, request.script_root),
    }


def _content(carried: listing.Carried, whole: bool, _root: str) -> Markup:
    """The setting decides whether it goes on elsewhere; what goes on at another address is linked in any case.
    Made once and kept, as an entry of a list is; `_root` is what addresses begin with."""
    article = carried.article
    with force_locale(article.language):
        is_all = whole and article.continuation is not Continuation.LINK
        onward = None if is_all else continuation(article)
        content = render_template("reading/feed_content.html", article=article, terms=carried.terms, onward=onward)
    return Markup(content)  # noqa: S704 - an autoescaped template's words


def _places(endpoint: str, rows: Iterable[tuple[str, datetime]]) -> Iterator[tuple[str, str]]:
    """Address and last change. All addresses of a kind begin alike: one is built, and not ten thousand."""
    start = absolute(url_for(endpoint, slug="x")).removesuffix("x")
    return ((start + slug, revised_at.isoformat(timespec="seconds")) for slug, revised_at in rows)


def _xml(page: str, kind: str) -> Response:
    return Response(UNSPEAKABLE.sub("", page), content_type=f"{kind}; charset=utf-8")

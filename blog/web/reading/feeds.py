"""What machines read: the Atom feed, the site map, the word to robots."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from flask import Response, current_app, render_template
from flask_babel import force_locale
from markupsafe import Markup

from blog.articles import service as articles
from blog.articles.models import Article, Continuation
from blog.glossary import contents as glossary_contents
from blog.web.reading.door import bp
from blog.web.reading.sheet import Sheet, continuation
from blog.web.reading.wording import site_host

FEED_LENGTH = 20
NEVER = datetime(1970, 1, 1, tzinfo=UTC)

#: What XML 1.0 cannot say, not even escaped (section 2.2).
UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@bp.get("/feed.atom")
def feed() -> Response:
    entries = [_entry(article) for article in articles.newest(FEED_LENGTH)]
    updated = max((entry["updated"] for entry in entries), default=NEVER)
    page = render_template("reading/feed.xml", entries=entries, updated=updated, host=site_host())
    return _xml(page, "application/atom+xml")


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    page = render_template(
        "reading/sitemap.xml", addresses=articles.published_addresses(), terms=glossary_contents.public_addresses()
    )
    return _xml(page, "application/xml")


@bp.get("/robots.txt")
def robots() -> Response:
    return Response(render_template("reading/robots.txt"), content_type="text/plain; charset=utf-8")


def _entry(article: Article) -> dict[str, Any]:
    sheet = Sheet(article=article, is_whole=_is_whole(article))
    published = article.published_at or article.created_at
    return {
        "article": article,
        "id": f"tag:{site_host()},{published:%Y-%m-%d}:article-{article.id}",
        "published": published,
        "updated": max(article.revised_at, published),
        "content": _content(sheet),
    }


def _is_whole(article: Article) -> bool:
    """The setting decides; what goes on at another address is linked in any case."""
    everything = current_app.config["FEED"] == "full" and article.continuation is not Continuation.LINK
    return everything or continuation(article) is None


def _content(sheet: Sheet) -> Markup:
    with force_locale(sheet.article.language):
        onward = None if sheet.is_whole else continuation(sheet.article)
        content = render_template("reading/feed_content.html", article=sheet.article, sheet=sheet, onward=onward)
    return Markup(content)  # noqa: S704 - an autoescaped template's words


def _xml(page: str, kind: str) -> Response:
    return Response(UNSPEAKABLE.sub("", page), content_type=f"{kind}; charset=utf-8")

"""The lists and the article itself."""

from __future__ import annotations

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from blog.articles import listing
from blog.articles import service as articles
from blog.articles.models import Continuation
from blog.web.addresses import url_for
from blog.web.language import speak
from blog.web.reading.conversation import conversation
from blog.web.reading.door import bp
from blog.web.reading.entries import entries
from blog.web.reading.linked_data import linked_data
from blog.web.reading.sheet import Sheet, sheet


@bp.get("/")
def home() -> str:
    before = request.args.get("before") or None
    page = listing.published(before=before)
    path = url_for("reading.home", before=before)
    return render_template("reading/home.html", page=page, entries=entries(page), canonical=path)


@bp.get("/topics/<slug:slug>")
def topic(slug: str) -> str:
    topic = articles.topic_by_slug(slug)
    before = request.args.get("before") or None
    page = listing.published(before=before, topic=topic)
    path = url_for("reading.topic", slug=slug, before=before)
    return render_template("reading/topic.html", topic=topic, page=page, entries=entries(page), canonical=path)


@bp.get("/articles/<slug:slug>")
def article(slug: str) -> str:
    return _article_page(sheet(articles.published_by_slug(slug)), "reading.article")


@bp.get("/articles/<slug:slug>/full")
def full(slug: str) -> str | Response:
    """All of an article whose own page shows the lead. Any other has one page: its own."""
    article = articles.published_by_slug(slug)
    if article.continuation is not Continuation.PAGE:
        return redirect(url_for("reading.article", slug=slug))
    return _article_page(Sheet(article=article, is_whole=True), "reading.full")


def _article_page(sheet: Sheet, endpoint: str) -> str:
    article = sheet.article
    path = url_for(endpoint, slug=article.slug)
    speak(article.language)
    return render_template(
        "reading/article.html",
        article=article,
        sheet=sheet,
        conversation=conversation(sheet),
        canonical=path,
        linked_data=linked_data(sheet, path),
    )

"""The lists and the article itself."""

from __future__ import annotations

from flask import get_template_attribute, redirect, render_template, request, url_for
from flask_babel import force_locale
from markupsafe import Markup
from werkzeug.wrappers import Response

from blog.articles import service as articles
from blog.articles.models import Article, Continuation
from blog.web.language import speak
from blog.web.reading.conversation import conversation
from blog.web.reading.door import bp
from blog.web.reading.forms import CommentForm
from blog.web.reading.linked_data import linked_data
from blog.web.reading.sheet import Sheet, continuation, sheet


@bp.get("/")
def home() -> str:
    before = request.args.get("before") or None
    page = articles.published(before=before)
    path = url_for("reading.home", before=before)
    return render_template("reading/home.html", page=page, entries=_entries(page), canonical=path)


@bp.get("/topics/<slug:slug>")
def topic(slug: str) -> str:
    topic = articles.topic_by_slug(slug)
    before = request.args.get("before") or None
    page = articles.published(before=before, topic=topic)
    path = url_for("reading.topic", slug=slug, before=before)
    return render_template("reading/topic.html", topic=topic, page=page, entries=_entries(page), canonical=path)


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
    side = CommentForm.REST if endpoint == "reading.full" else ""
    return render_template(
        "reading/article.html",
        article=article,
        sheet=sheet,
        conversation=conversation(sheet),
        form=CommentForm.asked_for({"side": side}),
        canonical=path,
        linked_data=linked_data(sheet, path),
    )


def _entries(page: articles.Page) -> list[Markup]:
    return [_entry(article, is_first=index == 0) for index, article in enumerate(page.articles)]


def _entry(article: Article, *, is_first: bool) -> Markup:
    """An article in a list: its words and ours around them are in its own language."""
    entry = get_template_attribute("macros/entries.html", "entry")
    with force_locale(article.language):
        return Markup(entry(article, continuation(article), is_first))  # noqa: S704 - an autoescaped template's words

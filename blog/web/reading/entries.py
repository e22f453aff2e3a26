"""An article in a list, as a value: the same value is the same HTML, made once and kept, as a comment's card is."""

from __future__ import annotations

from functools import lru_cache

from flask import Flask, current_app, get_template_attribute, request
from flask_babel import force_locale
from markupsafe import Markup

from blog.articles.listed import Listed
from blog.articles.listing import Page
from blog.web.reading.sheet import continuation

KEPT = 60  # entries a process, each of some kilobytes and as many again for the value


def init_app(app: Flask) -> None:
    app.extensions["entries"] = lru_cache(maxsize=KEPT)(_made)


def entries(page: Page) -> list[Markup]:
    made, root = current_app.extensions["entries"], request.script_root
    return [made(article, root, index == 0) for index, article in enumerate(page.articles)]


def _made(article: Listed, _root: str, is_first: bool) -> Markup:
    """Its words and ours around them are in its own language. `_root` is what addresses begin with."""
    entry = get_template_attribute("macros/entries.html", "entry")
    with force_locale(article.language):
        return Markup(entry(article, continuation(article), is_first))  # noqa: S704 - an autoescaped template's words

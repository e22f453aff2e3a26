"""The day an article bears: only here, for the models know no time zone."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask
from flask_babel import to_user_timezone

from blog.articles.listed import Listed
from blog.articles.listing import Mention
from blog.articles.models import Article


def init_app(app: Flask) -> None:
    app.jinja_env.globals["day_of"] = day_of


def day_of(article: Article | Listed | Mention) -> date | None:
    """As editors dated it, else the day of its publication where the site is; none before that."""
    if article.dated or not article.published_at:
        return article.dated
    published_at: datetime = to_user_timezone(article.published_at)
    return published_at.date()

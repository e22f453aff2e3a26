"""The blueprint, the shape of its addresses, and who may keep its answers."""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.routing import BaseConverter

from blog.comments.models import Comment

bp = Blueprint("reading", __name__)

#: The pages that are kept in front of the application, and what an address may ask of them: anything else it asks is
#: not heard.
KEPT = frozenset(
    f"reading.{name}"
    for name in ("home", "topic", "article", "full", "feed", "sitemap", "robots", "glossary", "term", "term_articles")
)
PARAMETERS = frozenset({"before", "after", "order", "turn", "only", "q", "letter", "language"})


class Slug(BaseConverter):
    """Whatever else stands in an address never reaches the database."""

    regex = "[a-z0-9-]{1,200}"


class Key(BaseConverter):
    regex = Comment.KEY.pattern


@bp.after_request
def same_for_everybody(response: Response) -> Response:
    """A public page may be kept by anybody, who asks each time whether it still stands; an error by nobody."""
    if response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    elif response.status_code == 200 and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "public, no-cache"
        response.add_etag()
        response.make_conditional(request)
    return response


def private(response: Response) -> Response:
    """For one person: kept nowhere, found by no search engine, told to no other site."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response

"""The addresses of a comment, of the number of comments, and of a page for the form alone. What is sent goes to
`posting.py`."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from blog.articles import service as articles
from blog.articles.models import Article
from blog.comments import service as comments
from blog.comments import standing, threads
from blog.comments.housekeeping import house
from blog.comments.models import Comment
from blog.comments.openness import openness_at
from blog.comments.views import View
from blog.database import LARGEST_ID, utcnow
from blog.web.language import speak
from blog.web.reading.conversation import address_of_comment
from blog.web.reading.door import bp, private
from blog.web.reading.forms import CommentForm
from blog.web.reading.speaker import speaker


@bp.get(f"/articles/<slug:slug>/comments/<int(max={LARGEST_ID}):comment_id>")
def comment(slug: str, comment_id: int) -> AnyResponse:
    """A comment's own address leads to the page it stands on now."""
    article = articles.published_by_slug(slug)
    return redirect(address_of_comment(comments.visible_on(article, comment_id)))


@bp.get("/articles/<slug:slug>/comments/new")
def new_comment(slug: str) -> AnyResponse:
    """A page for an answer to somebody, or to one turn. It is made for whoever asks: nobody types there what is known
    of them."""
    article = articles.published_by_slug(slug)
    speak(article.language)
    form = CommentForm.asked_for(request.args)
    beside = beside_the_form(article, form)
    form.as_guest.data = "as_guest" in request.args and not beside["openness"].is_for_members
    form.speak_as(speaker(article))
    if not beside["openness"].lets_in(form.by):
        return private(make_response(redirect(url_for("security.login", next=request.full_path.rstrip("?")))))
    return private(make_response(render_template("reading/new_comment.html", **beside, form=form)))


@bp.get("/articles/<slug:slug>/comments/count")
def comment_count(slug: str) -> Response:
    """How many are public, on one `turn` or but for those on the rest, and the address of the newest; asked for by
    pages that stand open."""
    article = articles.published_by_slug(slug)
    view = _asked_for(article)
    turn, side = view.anchor or None, "lead" if view.without_rest else None
    return jsonify(
        number=threads.number(article, view, standing.counts(article)),
        newest=url_for("reading.newest_comment", slug=slug, turn=turn, side=side),
    )


@bp.get("/articles/<slug:slug>/comments/newest")
def newest_comment(slug: str) -> AnyResponse:
    """Leads to the one that was published last, of those that `comment_count` counts."""
    article = articles.published_by_slug(slug)
    view = _asked_for(article)
    newest = threads.newest(article, view)
    everything = url_for("reading.article", slug=slug, _anchor="comments")
    return redirect(address_of_comment(newest, view) if newest else everything)


def beside_the_form(article: Article, form: CommentForm) -> dict[str, Any]:
    """What stands beside the form on a page of its own. Raises Conflict where comments are closed."""
    now = house()
    here = comments.must_be_open(openness_at(utcnow(), article, now.settings))
    return {
        "article": article,
        "openness": here,
        "rules": now.rules_in(article.language),
        "parent": _parent(article, form),
    }


def _asked_for(article: Article) -> View:
    turn = article.turn_at(request.args.get("turn"))
    return View(anchor=turn.anchor if turn else "", without_rest=request.args.get("side") == "lead")


def _parent(article: Article, form: CommentForm) -> Comment | None:
    """What is answered to. Raises Missing when it is not public any more; the error page keeps what was typed."""
    return comments.answered_on(article, form.parent_id) if form.parent_id else None

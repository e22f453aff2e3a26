"""A comment's private address: its author reads there what has become of it, and may take it back."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from blog.comments import service as comments
from blog.comments.addresses import is_confirmable
from blog.comments.openness import openness
from blog.moderation import service as moderation
from blog.web.language import speak
from blog.web.reading.door import bp, private
from blog.web.reading.speaker import speaker


@bp.get("/comments/<key:key>")
def own_comment(key: str) -> Response:
    comment = comments.by_key(key)
    speak(comment.article.language)
    decisions = moderation.decisions_about(comment)
    page = render_template(
        "reading/own_comment.html",
        comment=comment,
        article=comment.article,
        openness=openness(comment.article),
        decision=decisions[-1] if decisions else None,
        by=speaker(),
        is_confirmable=is_confirmable(comment),
    )
    return private(make_response(page))


@bp.post("/comments/<key:key>/withdrawal")
def withdraw_comment(key: str) -> AnyResponse:
    comments.withdraw(comments.by_key(key))
    return redirect(url_for("reading.own_comment", key=key), 303)

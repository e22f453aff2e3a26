"""A guest confirms an e-mail address: a mail with a link, a page with a button, a device that is known from then on."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from blog.comments import addresses
from blog.comments import service as comments
from blog.comments.models import Comment
from blog.mail import ring_for_mails
from blog.web.language import speak, visitors_language
from blog.web.limits import POSTING, limiter
from blog.web.reading.door import bp, private
from blog.web.reading.known import forget, link_token, read_link, remember
from blog.web.reading.speaker import speaker


@bp.post("/comments/<key:key>/address")
@limiter.limit(POSTING)
def mail_address_link(key: str) -> AnyResponse:
    """Whoever has the comment's own page has the address from its author; nothing tells whether we know it already."""
    comment = comments.by_key(key)
    addresses.send_link(comment, link_token(comment))
    ring_for_mails()
    return redirect(url_for("reading.own_comment", key=key, mailed="", _anchor="address"), 303)


@bp.get("/addresses/<token>")
def confirm_address(token: str) -> Response:
    """Programs that read mail follow links: this confirms nothing."""
    speak(visitors_language())  # of a link that is over nothing tells the article's
    comment = addresses.comment_of(*read_link(token))
    speak(comment.article.language)
    page = render_template("reading/confirm_address.html", comment=comment, article=comment.article, link=token)
    return private(make_response(page))


@bp.post("/addresses/<token>")
@limiter.limit(POSTING)
def address_confirmed(token: str) -> AnyResponse:
    comment = addresses.confirm(*read_link(token), keys=speaker().keys)
    answer = redirect(url_for("reading.own_comment", key=comment.key, _anchor="address"), 303)
    return remember(answer, str(comment.email))


@bp.post("/device/forgetting")
def forget_device() -> AnyResponse:
    """Back to the comment on whose page it was asked, else to the front page."""
    key = request.form.get("key", "")
    own = Comment.KEY.fullmatch(key)
    home = url_for("reading.own_comment", key=key, _anchor="address") if own else url_for("reading.home")
    return forget(redirect(home, 303))

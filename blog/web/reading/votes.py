"""Finding a comment useful. The public page has a link; the button stands on a private page, which a script fetches to
press it in place."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_limiter import RateLimitExceeded
from werkzeug.wrappers import Response as AnyResponse

from blog.articles import service as articles
from blog.comments import service as comments
from blog.comments import useful as votes
from blog.comments.models import Comment
from blog.comments.useful import Voter
from blog.database import LARGEST_ID
from blog.errors import Missing
from blog.web.language import speak
from blog.web.limits import VOTING, VOTING_FOR_ONE, limiter, visitor_code
from blog.web.reading.device import Device
from blog.web.reading.door import bp, private
from blog.web.reading.speaker import speaker
from blog.web.reads import reads_first

ADDRESS = f"/articles/<slug:slug>/comments/<int(max={LARGEST_ID}):comment_id>/useful"


@bp.get(ADDRESS)
def useful(slug: str, comment_id: int) -> Response:
    return _page(_comment(slug, comment_id))


@bp.post(ADDRESS)
@limiter.limit(VOTING)
@reads_first
def find_useful(slug: str, comment_id: int) -> AnyResponse:
    comment, device = _comment(slug, comment_id), Device.here()
    if device is None:
        return _page(comment, _("Your browser had not kept our cookie yet. Please press once more."))
    if not votes.has_voted(comment, voter := _voter(device)):
        try:
            with limiter.limit(VOTING_FOR_ONE, key_func=lambda: f"{visitor_code()} {comment.id}"):
                votes.vote(comment, voter)
        except RateLimitExceeded:
            return _page(comment, _("Enough votes for this comment came from your network today."), 429)
    return redirect(url_for("reading.useful", slug=slug, comment_id=comment_id, _anchor="state"), 303)


@bp.post(f"{ADDRESS}/withdrawal")
@limiter.limit(VOTING)
@reads_first
def take_vote_back(slug: str, comment_id: int) -> AnyResponse:
    comment, device = _comment(slug, comment_id), Device.here()
    if device is not None:
        votes.take_back(comment, _voter(device))
    return redirect(url_for("reading.useful", slug=slug, comment_id=comment_id, _anchor="state"), 303)


def _comment(slug: str, comment_id: int) -> Comment:
    article = articles.published_by_slug(slug)
    speak(article.language)
    if not votes.are_on():
        raise Missing(_("There is nothing to vote for at this address."))
    return comments.visible_on(article, comment_id)


def _voter(device: Device) -> Voter:
    return Voter(by=speaker(), device=device.id)


def _page(comment: Comment, refusal: str = "", status: int = 422) -> Response:
    device = Device.here() or Device()
    page = render_template(
        "reading/useful.html",
        article=comment.article,
        comment=comment,
        is_own=speaker().wrote(comment),
        has_voted=votes.has_voted(comment, _voter(device)),
        refusal=refusal,
    )
    response = private(make_response(page, status if refusal else 200))
    device.remember(response)
    return response

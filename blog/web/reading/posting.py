"""The way of a comment from the page to the moderators: form, preview, posting.

The form on a public page is the same for everybody and carries no token. Without scripts it leads to the preview,
which brings the token; with scripts the token comes when somebody starts to write.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Response, abort, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from blog import reading_first
from blog.articles import service as articles
from blog.articles.models import Article
from blog.comments import service as comments
from blog.comments.addresses import usual_name
from blog.comments.house import House
from blog.comments.housekeeping import house
from blog.comments.models import Comment
from blog.comments.openness import openness_at
from blog.comments.speakers import Speaker
from blog.comments.submission import Submission
from blog.database import utcnow
from blog.errors import NotAllowed
from blog.web.forms import WITHOUT_TOKEN, csrf
from blog.web.kept import hand_back
from blog.web.language import speak
from blog.web.limits import POSTING, limiter, visitor_code
from blog.web.reading.comments import beside_the_form
from blog.web.reading.device import Device
from blog.web.reading.door import bp, private
from blog.web.reading.forms import CommentForm
from blog.web.reading.known import forget_invitation
from blog.web.reading.speaker import has_lost_invitation, speaker
from blog.web.reads import reads_first, stores_nothing


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where somebody comments, as it was read."""

    article: Article
    house: House
    by: Speaker


@bp.get("/articles/<slug:slug>/comments/token")
def comment_token(slug: str) -> Response:
    """And, for somebody whom this device is known as, the name and address that need not be typed again."""
    by = _enter(slug).by
    by = by.as_guest if "as_guest" in request.args else by
    known = {"name": usual_name(by), "email": by.email}
    told = {field: value for field, value in known.items() if value}
    return private(jsonify(csrf_token=generate_csrf(), key=Comment.new_key(), **told))


@bp.post("/articles/<slug:slug>/comments/preview")
@limiter.limit(POSTING)
@stores_nothing
def preview_comment(slug: str) -> Response:
    """Changes nothing, so it asks for no token."""
    place = _enter(slug)
    form = CommentForm(meta=WITHOUT_TOKEN).speak_as(place.by)
    with form.refusals():
        form.check_seen_speaker(had_invitation=has_lost_invitation(place.article))
    return _preview(place.article, form, _draft(place, form) if form.accepted and form.validate() else None)


@bp.post("/articles/<slug:slug>/comments")
@limiter.limit(POSTING)
@reads_first
def post_comment(slug: str) -> AnyResponse:
    seen, place = reading_first.seen(), _enter(slug)
    form = CommentForm().speak_as(place.by)
    with form.refusals():
        form.check_seen_speaker(had_invitation=has_lost_invitation(place.article))
    if form.accepted and form.validate():
        with form.refusals():
            form.check_typed_name()
            return _sent(place, form, seen)
    return _preview(place.article, form, None)


for view in (preview_comment, post_comment):
    csrf.exempt(view)  # the form asks for the token itself: a stale one must not be the end of a text


def _sent(place: Place, form: CommentForm, seen: int | None) -> AnyResponse:
    """To its private address, which the device keeps. `seen`: see `reading_first.seen`."""
    here = Device.here()
    device, network = (here, "") if here else (Device(), visitor_code())
    comment = comments.post(
        place.article,
        _agreed(place, form),
        by=form.by,
        device=device.id,
        network=network,
        house=place.house,
        seen=seen,
    )
    form.check_words_of(comment)
    answer = redirect(url_for("reading.own_comment", key=comment.key, _anchor="state"), 303, Response)
    device.with_comment(comment).remember(answer)
    return answer


def _agreed(place: Place, form: CommentForm) -> Submission:
    """Whoever sends a comment agrees to the rules that hold, also when no version comes with the form."""
    typed = form.submission
    return typed if typed.rules_version is not None else replace(typed, rules_version=place.house.rules.version)


def _draft(place: Place, form: CommentForm) -> Comment | None:
    with form.refusals():
        return comments.draft(place.article, form.submission, by=form.by, house=place.house)
    return None


def _preview(article: Article, form: CommentForm, comment: Comment | None) -> Response:
    """The comment as it will look, if it can be posted; below it the form, now with its token."""
    page = render_template(
        "reading/preview_comment.html",
        **beside_the_form(article, form),
        form=form,
        comment=comment,
        explained=list(dict.fromkeys(use.term for use in comment.uses)) if comment else [],
    )
    answer = private(make_response(page, 200 if comment else 422))
    if has_lost_invitation(article):
        forget_invitation(answer, article)
    return answer


def _enter(slug: str) -> Place:
    """A stranger where only members comment gets back what they typed, and a way to sign in."""
    article = articles.published_alone(slug)
    speak(article.language)
    place = Place(article=article, house=house(), by=speaker(article))
    try:
        comments.check_open(openness_at(utcnow(), article, place.house.settings), place.by)
    except NotAllowed as refusal:
        lost = CommentForm(meta=WITHOUT_TOKEN).seen_invitation or has_lost_invitation(article)
        refused = _("Your invitation to reply has ended.") if lost else refusal
        sentence = _("%(refusal)s Nothing was stored; what you typed is below.", refusal=refused)
        abort(make_response(hand_back(401, _("Sign in to comment"), sentence)))
    return place

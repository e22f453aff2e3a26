"""Somebody whom an editor invited opens the link of the mail, and replies on a page of their own."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from blog.articles import service as articles
from blog.articles.models import Article
from blog.comments import invitations, threads
from blog.comments import service as comments
from blog.comments.models import Invitation
from blog.comments.openness import openness
from blog.comments.views import Only, Order, View
from blog.web.language import speak, visitors_language
from blog.web.limits import POSTING, limiter
from blog.web.reading.comments import beside_the_form
from blog.web.reading.door import bp, private
from blog.web.reading.forms import CommentForm
from blog.web.reading.known import forget_invitation, invitation_token, let_in
from blog.web.reading.speaker import speaker

UNANSWERED = View(order=Order.OLDEST, only=Only.UNANSWERED)


@bp.get("/invitations/<token>")
def open_invitation(token: str) -> Response:
    """Programs that read mail follow links: this lets nobody in."""
    invitation = _invitation(token)
    shown = {"invitation": invitation, "article": invitation.article, "link": token}
    page = render_template("reading/open_invitation.html", **shown)
    return private(make_response(page))


@bp.post("/invitations/<token>")
@limiter.limit(POSTING)
def accept_invitation(token: str) -> AnyResponse:
    invitation = _invitation(token)
    answer = redirect(url_for("reading.reply_as_guest", slug=invitation.article.slug), 303)
    return let_in(answer, invitation, token)


@bp.get("/articles/<slug:slug>/comments/invited")
def reply_as_guest(slug: str) -> Response:
    """The form of the invited person, as of `new_comment`. Raises Missing for others, Gone once it has ended."""
    article = _article(slug)
    by = speaker(article)
    invitation = by.invitation or invitations.by_token(invitation_token(), under=article)
    form = CommentForm.asked_for(request.args).speak_as(by)
    shown = beside_the_form(article, form)
    has_questions = article.questions_to and not form.parent_id and not form.anchor
    shown |= {"form": form, "invitation": invitation, "questions": None}
    if has_questions:
        shown |= {"questions": threads.page(article, UNANSWERED), "waiting": invitations.waiting_replies(invitation)}
    return private(make_response(render_template("reading/reply_as_guest.html", **shown)))


@bp.post("/articles/<slug:slug>/comments/invited/leaving")
def leave_invitation(slug: str) -> AnyResponse:
    """This device no longer speaks for the invited person; the link in the mail stays good."""
    article = _article(slug)
    return forget_invitation(redirect(url_for("reading.article", slug=slug), 303), article)


def _invitation(token: str) -> Invitation:
    speak(visitors_language())  # of a link that is over nothing tells the article's
    invitation = invitations.by_token(token)
    speak(invitation.article.language)
    comments.must_be_open(openness(invitation.article))
    return invitation


def _article(slug: str) -> Article:
    article = articles.published_by_slug(slug)
    speak(article.language)
    return article

"""A comment's private address: its author reads there what has become of it, may rewrite it and take it back."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from blog.comments import rewriting
from blog.comments import service as comments
from blog.comments.addresses import is_confirmable
from blog.comments.models import Comment
from blog.comments.openness import openness
from blog.database import utcnow
from blog.errors import Conflict
from blog.moderation import service as moderation
from blog.moderation import waiting
from blog.web.forms import row_id
from blog.web.language import speak, visitors_language
from blog.web.limits import POSTING, limiter
from blog.web.reading.door import bp, private
from blog.web.reading.rewriting_form import RewritingForm
from blog.web.reading.speaker import speaker
from blog.web.reads import stores_nothing


@bp.get("/comments/")
def own_comments() -> Response:
    """Those sent from this device, and wherever else by whom it is known as, in the language of the newest;
    `?before=` goes on to older ones."""
    by = speaker()
    theirs = comments.sent_by(by, before=request.args.get("before", type=row_id))
    shown = theirs[: comments.LISTED]
    speak(shown[0].article.language if shown else visitors_language())
    last = shown[-1] if len(theirs) > len(shown) else None
    return private(make_response(render_template("reading/own_comments.html", comments=shown, last=last, by=by)))


@bp.get("/comments/<key:key>")
def own_comment(key: str) -> Response:
    comment = _comment(key)
    decisions = moderation.decisions_about(comment)
    page = render_template(
        "reading/own_comment.html",
        comment=comment,
        article=comment.article,
        openness=openness(comment.article),
        decision=decisions[-1] if decisions else None,
        by=speaker(),
        is_confirmable=is_confirmable(comment),
        place=waiting.place_of(comment) if comment.is_held else None,
        usual_wait=waiting.usual_wait() if comment.is_held else None,
        is_rewritable=comment.is_rewritable(utcnow()),
    )
    return private(make_response(page))


@bp.post("/comments/<key:key>/withdrawal")
def withdraw_comment(key: str) -> AnyResponse:
    comments.withdraw(comments.by_key(key))
    return redirect(url_for("reading.own_comment", key=key, _anchor="state"), 303)


@bp.get("/comments/<key:key>/revision")
def rewriting_comment(key: str) -> Response:
    comment = _comment(key)
    rewriting.check_rewritable(comment)
    return _rewriting_page(comment, RewritingForm.of(comment, comment.source))


@bp.post("/comments/<key:key>/revision/preview")
@limiter.limit(POSTING)
@stores_nothing
def preview_rewriting(key: str) -> Response:
    comment, draft = _comment(key), None
    form = RewritingForm().about(comment)
    rewriting.check_rewritable(comment)
    if form.validate():
        with form.refusals():
            draft = rewriting.rewritten(comment, form.values["source"], form.values["name"])
    return _rewriting_page(comment, form, draft=draft, status=200 if draft else 422)


@bp.post("/comments/<key:key>/revision")
@limiter.limit(POSTING)
def rewrite_comment(key: str) -> AnyResponse:
    comment = _comment(key)
    form = RewritingForm().about(comment)
    if form.validate():
        try:
            with form.refusals():
                rewriting.rewrite(comment, **form.values, keys=speaker().keys)
        except Conflict as conflict:
            again = RewritingForm.of(comment, form.values["source"], form.values["name"])
            return _rewriting_page(comment, again, refusal=str(conflict), status=409)
        if form.accepted:
            return redirect(url_for("reading.own_comment", key=key, _anchor="state"), 303)
    return _rewriting_page(comment, form, status=422)


def _comment(key: str) -> Comment:
    comment = comments.by_key(key)
    speak(comment.article.language)
    return comment


def _rewriting_page(
    comment: Comment, form: RewritingForm, *, draft: Comment | None = None, refusal: str = "", status: int = 200
) -> Response:
    """The form has what was typed; beside it, after a refusal, the comment as it is now."""
    page = render_template(
        "reading/rewriting_comment.html",
        comment=comment,
        article=comment.article,
        form=form,
        draft=draft,
        refusal=refusal,
        is_rewritable=comment.is_rewritable(utcnow()),
    )
    return private(make_response(page, status))

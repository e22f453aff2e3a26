"""The moderators' room."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, get_flashed_messages, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from blog.accounts.models import Role
from blog.comments.models import Comment, CommentStatus
from blog.database import LARGEST_ID, utcnow
from blog.errors import Conflict
from blog.mail import ring_for_mails
from blog.moderation import choosing, queues
from blog.moderation import service as moderation
from blog.moderation.grounds import Ground
from blog.moderation.models import Decision
from blog.text.comparing import beside
from blog.web.addresses import address_of_turn
from blog.web.choosing import ChoiceForm
from blog.web.guards import person, require
from blog.web.moderation.forms import DecisionForm

bp = Blueprint("moderation", __name__, url_prefix="/moderation")
bp.before_request(require(Role.MODERATOR))


@bp.context_processor
def beside_every_page() -> dict[str, Any]:
    told = next(iter(get_flashed_messages(category_filter=["decided"])), None)
    shown = {"counts": queues.counts, "now": utcnow(), "grounds": tuple(Ground), "told": told}
    return {**shown, "address_of_turn": address_of_turn, "beside": beside}


@bp.get("/")
def queue() -> str:
    return render_template("moderation/queue.html", stretch=queues.held(after=_after()), form=DecisionForm())


@bp.get("/appeared")
def appeared() -> str:
    return render_template("moderation/appeared.html", stretch=queues.appeared(after=_after()), form=DecisionForm())


@bp.get("/spam")
def spam() -> str:
    return render_template("moderation/spam.html", stretch=queues.spam(after=_after()), form=DecisionForm())


@bp.get("/decided")
def decided() -> str:
    return render_template("moderation/decided.html", stretch=queues.decided(after=_after()))


@bp.get(f"/comments/<int(max={LARGEST_ID}):comment_id>")
def comment(comment_id: int) -> str:
    return _page_about(moderation.comment_by_id(comment_id), DecisionForm())


@bp.post(f"/comments/<int(max={LARGEST_ID}):comment_id>/decision")
def decide(comment_id: int) -> Response | tuple[str, int]:
    comment = moderation.comment_by_id(comment_id)
    form = DecisionForm()
    if form.validate_on_submit():
        with form.refusals():
            decision = moderation.decide(comment, by=person(), **form.decision)
        if form.accepted:
            ring_for_mails()
            return _onward(decision)
    return _page_about(comment, form), 422


@bp.post(f"/comments/<int(max={LARGEST_ID}):comment_id>/choice")
def choose(comment_id: int) -> Response | tuple[str, int]:
    comment = moderation.comment_by_id(comment_id)
    form = ChoiceForm()
    if form.validate_on_submit():
        choosing.choose(comment, form.choice.data, by=person())
        return redirect(url_for(".comment", comment_id=comment.id, _anchor=f"chosen-{comment.id}"), 303)
    return _page_about(comment, DecisionForm()), 422


@bp.errorhandler(Conflict)
def stale(conflict: Conflict) -> tuple[str, int]:
    """The comment as it is now, and what was typed about it."""
    return _page_about(conflict.current, DecisionForm(), refusal=str(conflict)), 409


def _page_about(comment: Comment, form: DecisionForm, refusal: str = "") -> str:
    decisions = moderation.decisions_about(comment)
    return render_template("moderation/comment.html", comment=comment, decisions=decisions, form=form, refusal=refusal)


def _onward(decision: Decision) -> Response:
    """To the place in the queue where the comment stood; after a change of an earlier decision, back to the comment."""
    comment, was_held = decision.comment, decision.status_before is CommentStatus.HELD
    told = {"id": comment.id, "name": comment.name, "verdict": decision.verdict.value}
    flash({**told, "before": queues.next_held(comment) if was_held else None}, "decided")  # type: ignore[arg-type]
    if was_held:
        return redirect(url_for(".queue", _anchor="done"), 303)
    return redirect(url_for(".comment", comment_id=comment.id), 303)


def _after() -> int:
    given = request.args.get("after", "")
    return min(int(given), LARGEST_ID) if given.isdecimal() and len(given) < 12 else 0

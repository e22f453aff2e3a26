"""Asks in the moderators' room: a word, its sentences, and one verdict on as many of them as are ticked."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blog.asks.answering import answer_asks
from blog.asks.grounds import AskGround
from blog.asks.models import Ask, AskStatus
from blog.database import LARGEST_ID
from blog.errors import Conflict
from blog.jobs import jobs
from blog.moderation import asks
from blog.web.addresses import address_of_anchor
from blog.web.guards import person
from blog.web.moderation.forms import AskDecisionForm, ReopeningForm
from blog.web.moderation.routes import bp

Page = str | tuple[str, int] | Response


@bp.get("/asks")
def asked() -> str:
    return _queue(AskDecisionForm())


@bp.get("/asks/decided")
def asks_decided() -> str:
    return _decided()


@bp.post("/asks/decision")
def decide_asks() -> Page:
    form = AskDecisionForm()
    try:
        if form.validate_on_submit():
            with form.refusals():
                return _onward(asks.decide(form.asks.data, by=person(), **form.decision))
    except Conflict as stale:
        return _queue(form, refusal=str(stale)), 409
    return _queue(form), 422


@bp.post(f"/asks/<int(max={LARGEST_ID}):ask_id>/reopening")
def reopen_ask(ask_id: int) -> Page:
    form = ReopeningForm()
    try:
        if form.validate_on_submit():
            with form.refusals():
                ask = asks.reopen(ask_id, seen_status=form.seen_status.data)
                flash(_("“%(word)s” waits again.", word=ask.word), "asks")
                return redirect(url_for(".asked"), 303)
    except Conflict as stale:
        return _decided(refusal=str(stale)), 409
    return _decided(), 422


def _onward(chosen: Sequence[Ask]) -> Response:
    word, verdict = chosen[0].word, chosen[0].status
    sentences = {
        AskStatus.ACCEPTED: _("“%(word)s” is on the editors’ list.", word=word),
        AskStatus.REJECTED: _("“%(word)s” is rejected.", word=word),
        AskStatus.SPAM: _("“%(word)s” is in the spam.", word=word),
    }
    flash(sentences[verdict], "asks")
    if verdict is AskStatus.ACCEPTED:
        jobs.ring(answer_asks)  # it may have been explained while it waited
    return redirect(url_for(".asked"), 303)


def _queue(form: AskDecisionForm, refusal: str = "") -> str:
    return render_template(
        "moderation/asked.html",
        words=asks.held(),
        form=form,
        refusal=refusal,
        ask_grounds=tuple(AskGround),
        place_of=address_of_anchor,
    )


def _decided(refusal: str = "") -> str:
    return render_template("moderation/asks_decided.html", asks=asks.decided(), refusal=refusal)

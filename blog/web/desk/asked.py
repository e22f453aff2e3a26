"""Words that readers ask about, at the desk: to be defined, or declined with a reason."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField, TextAreaField
from wtforms.widgets import HiddenInput

from blog.asks import service as asks
from blog.errors import Conflict
from blog.glossary.entry import LANGUAGES
from blog.web.addresses import address_of_anchor
from blog.web.desk.door import bp
from blog.web.forms import Form, plain_breaks, row_id
from blog.web.guards import person

Page = str | tuple[str, int] | Response


class DeclineForm(Form):
    """`asks` are those that stood on the page. It has a form for each word, so no fault leads to a field by its id."""

    asks = SelectMultipleField(coerce=row_id, validate_choice=False, widget=HiddenInput())
    reason = TextAreaField(filters=[plain_breaks], widget=HiddenInput())


@bp.get("/glossary/asked")
def asked_words() -> str:
    return _page(DeclineForm())


@bp.post("/glossary/asked/decline")
def decline_word() -> Page:
    form = DeclineForm()
    try:
        if form.validate_on_submit():
            with form.refusals():
                declined = asks.decline(form.asks.data, form.reason.data, by=person())
                flash(_("“%(word)s” is declined; those who asked can read why.", word=declined[0].word))
                return redirect(url_for(".asked_words"), 303)
    except Conflict as stale:
        return _page(form, refusal=str(stale)), 409
    return _page(form), 422


def _page(form: DeclineForm, refusal: str = "") -> str:
    language = request.args.get("language")
    chosen = language if language in LANGUAGES else None
    return render_template(
        "desk/asked_words.html",
        words=asks.open_words(chosen),
        chosen=chosen,
        form=form,
        refusal=refusal,
        place_of=address_of_anchor,
    )

"""How the whole site converses: who may comment and what is read first, and the house rules."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from blog.articles.models import Commenting
from blog.comments import housekeeping
from blog.comments.house import ConversationSettings, House, HouseRules
from blog.errors import Conflict
from blog.web.desk.comparison import Difference, differences
from blog.web.desk.door import bp
from blog.web.desk.forms import SLOWNESS
from blog.web.desk.spelling import CHOICES, COMMENTINGS, chosen, label
from blog.web.forms import Form, plain_breaks
from blog.web.guards import person
from blog.web.reads import stores_nothing

Page = str | tuple[str, int] | Response
DAYS = NumberRange(0, ConversationSettings.MOST_DAYS)
RULES = [InputRequired(_("Nobody can agree to rules without words.")), Length(max=HouseRules.LONGEST)]


class ConversationForm(Form):
    """`seen` is the mark of the house it began from; `over` a newer one that the editor has been shown."""

    commenting = RadioField(_("Comments"), choices=COMMENTINGS[1:])
    closes_after = IntegerField(_("Days after publication when comments close"), [Optional(), DAYS])
    slow_mode = IntegerField(_("Seconds between two comments of one person"), [Optional(), SLOWNESS])
    has_votes = BooleanField(_("Readers may say that a comment is useful"))
    rules_fr = TextAreaField(_("House rules in French"), RULES, filters=[plain_breaks])
    rules_en = TextAreaField(_("House rules in English"), RULES, filters=[plain_breaks])
    seen = HiddenField()
    over = HiddenField()

    @property
    def typed(self) -> dict[str, Any]:
        return {
            "commenting": chosen(self.commenting),
            "closes_after": self.closes_after.data or 0,
            "slow_mode": self.slow_mode.data or 0,
            "has_votes": self.has_votes.data,
            "rules_fr": self.rules_fr.data or "",
            "rules_en": self.rules_en.data or "",
        }

    @property
    def shown_rules(self) -> dict[str, Markup]:
        """By language, as readers will see them."""
        rules = HouseRules.written(0, self.typed["rules_fr"], self.typed["rules_en"])
        return {"fr": rules.html_fr, "en": rules.html_en}

    def differences(self, theirs: House) -> list[Difference]:
        return differences(self, _as_compared(theirs.typed), _as_compared(self.typed))


@bp.get("/conversation")
def conversation() -> str:
    house = housekeeping.house()
    return _page(ConversationForm(formdata=None, data={**house.typed, "seen": house.mark}))


@bp.post("/conversation")
def revise_conversation() -> Page:
    form = ConversationForm()
    if form.validate():
        values = {**form.typed, "commenting": Commenting(form.typed["commenting"])}
        try:
            with form.refusals():
                housekeeping.revise(by=person(), seen=form.over.data or form.seen.data or "", **values)
        except Conflict as conflict:
            return _page(form, theirs=conflict.current), 409
        if form.accepted:
            flash(gettext("Saved."))
            return redirect(url_for(".conversation"), 303)
    return _page(form), 422


@bp.post("/conversation/preview")
@stores_nothing
def preview_conversation() -> str:
    return _page(ConversationForm())


def _page(form: ConversationForm, theirs: House | None = None) -> str:
    return render_template("desk/conversation.html", form=form, theirs=theirs, versions=housekeeping.versions())


def _as_compared(typed: dict[str, Any]) -> dict[str, str]:
    return {name: label(CHOICES.get(name, ()), value).strip() for name, value in typed.items()}

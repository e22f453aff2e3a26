"""The shape of a decision."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from blog.asks.grounds import AskGround
from blog.asks.models import AskStatus
from blog.comments.models import CommentStatus
from blog.moderation.grounds import Ground
from blog.moderation.models import Decision, Verdict
from blog.web.choosing import PRESENT, UNSEEN
from blog.web.forms import Form, row_id


class DecisionForm(Form):
    """`verdict` is the button that was pressed; `seen_…` is what stood on the page it was pressed on."""

    verdict = RadioField(coerce=Verdict, **UNSEEN)
    ground = RadioField(_("Rule"), coerce=lambda value: Ground(value) if value else None, validate_choice=False)
    note = TextAreaField(
        _("Note to the author"),
        validators=[Length(max=Decision.LONGEST_NOTE, message=_("A note has at most %(max)d characters."))],
        filters=[lambda text: (text or "").replace("\r\n", "\n")],
    )
    seen_revision = HiddenField(validators=[PRESENT, Length(max=64)])
    seen_status = RadioField(coerce=CommentStatus, **UNSEEN)

    @property
    def decision(self) -> dict[str, Any]:
        return {name: self[name].data for name in ("verdict", "ground", "note", "seen_revision", "seen_status")}


class AskDecisionForm(Form):
    """One verdict, the button that was pressed, on the asks that are ticked: those are what the moderator saw. A page
    has a form for each word, so no fault leads to a field by its id."""

    verdict = RadioField(coerce=AskStatus, **UNSEEN)
    ground = RadioField(
        coerce=lambda value: AskGround(value) if value else None, validate_choice=False, widget=HiddenInput()
    )
    asks = SelectMultipleField(coerce=row_id, validate_choice=False, widget=HiddenInput())

    @property
    def decision(self) -> dict[str, Any]:
        return {name: self[name].data for name in ("verdict", "ground")}


class ReopeningForm(Form):
    seen_status = RadioField(coerce=AskStatus, **UNSEEN)

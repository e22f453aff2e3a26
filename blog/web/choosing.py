"""The buttons that pin a thread or feature a comment, at the desk and in the moderators' room."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from blog.moderation.choosing import Choice
from blog.web.forms import Form

PRESENT = InputRequired(_("Part of the form was missing. Please decide once more."))
UNSEEN: dict[str, Any] = {"validate_choice": False, "validators": [PRESENT], "widget": HiddenInput()}


class ChoiceForm(Form):
    """`choice` is the button that was pressed."""

    choice = RadioField(coerce=Choice, **UNSEEN)

"""What a reader types under an article."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import EmailField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from blog.articles.models import Turn
from blog.comments.models import Comment, CommentStatus
from blog.comments.speakers import GUEST, Speaker
from blog.errors import Invalid
from blog.text.characters import tidy
from blog.web.forms import Form, plain_breaks, row_id


class CommentForm(Form):
    """The ids begin with `write-`, for the page has many others."""

    text = TextAreaField(
        _("Your comment"),
        [
            InputRequired(_("Your comment has no words yet.")),
            Length(max=Comment.MAX_LENGTH, message=_("A comment has at most %(max)d characters.")),
        ],
        id="write-text",
        filters=[plain_breaks],
    )
    name = StringField(
        _("Name"),
        [
            InputRequired(_("Please give a name, or a pen name.")),
            Length(max=Comment.LONGEST_NAME, message=_("A name has at most %(max)d characters.")),
        ],
        id="write-name",
    )
    email = EmailField(
        _("E-mail address"),
        [Optional(), Email(_("This does not look like an e-mail address."))],
        id="write-email",
    )
    turn = HiddenField(id="write-turn")
    side = HiddenField(id="write-side")  # REST, when it comes from where the rest is read
    reply_to = HiddenField(id="write-reply-to")
    rules = HiddenField(id="write-rules")  # the version that stood at the form
    key = HiddenField(id="write-key")

    REST = "rest"
    by: Speaker = GUEST

    def validate_reply_to(self, field: HiddenField) -> None:
        if field.data and not self.parent_id:
            raise ValidationError(
                _("We cannot tell which comment you reply to. Sent once more, your comment stands by itself.")
            )

    def speak_as(self, by: Speaker) -> CommentForm:
        """Nobody is asked what is known of them: an account's or an invitation's name, a confirmed address."""
        self.by = by
        if by.name:
            del self.name
        if by.email:
            del self.email
        return self

    @property
    def parent_id(self) -> int | None:
        return _number(self.reply_to)

    @property
    def rules_version(self) -> int | None:
        """None when the form did not say; 0, which there is not, when nobody can tell which it says."""
        return (_number(self.rules) or 0) if self.rules.data else None

    @property
    def fresh_key(self) -> str:
        """The key it came with, so that a form sent again is the same comment; a new one when that cannot be used."""
        given = self.key.data or ""
        return given if Comment.KEY.fullmatch(given) and not self.key.errors else Comment.new_key()

    @property
    def anchor(self) -> str | None:
        return self.turn.data or None

    @property
    def is_of_rest(self) -> bool:
        return bool(self.side.data == self.REST)

    @property
    def values(self) -> dict[str, Any]:
        """For `comments.post` and `comments.draft`."""
        return {
            "name": self.data.get("name") or "",
            "email": self.data.get("email") or "",
            "source": self.text.data,
            "anchor": self.anchor,
            "parent_id": self.parent_id,
            "of_rest": self.is_of_rest,
            "rules_version": self.rules_version,
        }

    def check_words_of(self, comment: Comment) -> None:
        """Raises Invalid when its key was used before, for other words: somebody went back and wrote one more."""
        if comment.source != tidy(self.text.data).strip():
            raise Invalid(_("This form was sent before, with other words. Send it again to post these as well."), "key")

    def speaks_of(self, turns: list[Turn]) -> Turn | None:
        return next((turn for turn in turns if turn.anchor == self.anchor), None)


def _number(field: HiddenField) -> int | None:
    try:
        return row_id(field.data or "")
    except ValueError:
        return None


class RewritingForm(Form):
    """`seen_…`: the comment that its author began to rewrite."""

    text = TextAreaField(
        _("Your comment"),
        [InputRequired(_("Your comment has no words yet.")), Length(max=Comment.MAX_LENGTH)],
        id="write-text",
        filters=[plain_breaks],
    )
    seen_revision = HiddenField()
    seen_status = RadioField(coerce=CommentStatus, validate_choice=False, widget=HiddenInput())

    @classmethod
    def of(cls, comment: Comment, text: str) -> RewritingForm:
        seen = {"seen_revision": comment.revision, "seen_status": comment.status}
        return cls(formdata=None, data={"text": text, **seen})

    @property
    def values(self) -> dict[str, Any]:
        """For `rewriting.rewrite`."""
        return {
            "source": self.text.data,
            "seen_revision": self.seen_revision.data,
            "seen_status": self.seen_status.data,
        }

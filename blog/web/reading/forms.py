"""What a reader types under an article."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, HiddenField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError

from blog.articles.models import Turn
from blog.comments.addresses import usual_name
from blog.comments.models import Comment
from blog.comments.openness import Openness
from blog.comments.speakers import GUEST, Speaker
from blog.comments.submission import Submission
from blog.errors import Invalid
from blog.text.characters import one_line, tidy
from blog.web.forms import WITHOUT_TOKEN, Form, plain_breaks, row_id

INVITATION_OVER = _("Your invitation to reply has ended: this was not sent. Below you can send it as any other reader.")
NO_LONGER_KNOWN = _(
    "You are no longer signed in as before. Look below under which name your comment will appear, then send it."
)
SIGNED_IN_AS = _(
    "You are signed in as %(name)s: your comment will appear under that name. Press Send if that is right."
)
REPLIES_AS = _("You reply here as %(name)s: your comment will appear under that name. Press Send if that is right.")


def text_field() -> TextAreaField:
    most = Length(max=Comment.MAX_LENGTH, message=_("A comment has at most %(max)d characters."))
    validators = [InputRequired(_("Your comment has no words yet.")), most]
    return TextAreaField(_("Your comment"), validators, id="write-text", filters=[plain_breaks])


def name_field() -> StringField:
    most = Length(max=Comment.LONGEST_NAME, message=_("A name has at most %(max)d characters."))
    return StringField(_("Name"), [InputRequired(_("Please give a name, or a pen name.")), most], id="write-name")


class CommentForm(Form):
    """The ids begin with `write-`, for the page has many others."""

    text = text_field()
    name = name_field()
    email = EmailField(
        _("E-mail address"),
        [Optional(), Email(_("This does not look like an e-mail address."))],
        id="write-email",
    )
    turn = HiddenField("", id="write-turn")
    seen_turn = HiddenField("")  # the digest of its words that stood there
    side = HiddenField("", id="write-side")  # REST, when it comes from where the rest is read
    reply_to = HiddenField("", id="write-reply-to")
    rules = HiddenField("", id="write-rules")  # the version that stood at the form
    key = HiddenField("", id="write-key")

    #: Whom the page said that its reader writes as; none, when it is the same for everybody.
    seen_speaker = HiddenField("")
    as_guest = HiddenField("")  # the answer of somebody known who wants to be none of that

    REST = "rest"
    by: Speaker = GUEST
    typed_name = typed_email = ""
    has_said_name = False  # under which it appears, in a refusal

    @classmethod
    def asked_for(cls, address: Mapping[str, str]) -> CommentForm:
        """An empty one. An address says what it answers to, and never what somebody writes: it may be a stranger's."""
        about = {name: address.get(name, "") for name in ("turn", "side", "reply_to")}
        return cls(formdata=None, data=about, meta=WITHOUT_TOKEN)

    def validate_reply_to(self, field: HiddenField) -> None:
        if field.data and not self.parent_id:
            raise ValidationError(
                _("We cannot tell which comment you reply to. Sent once more, your comment stands by itself.")
            )

    def speak_as(self, by: Speaker) -> CommentForm:
        """Nobody is asked what is known of them: an account's or an invitation's name, a confirmed address. A name that
        was not typed is the one used before. Whoever types another address than the device is known as is another
        person."""
        self.typed_name, self.typed_email = one_line(self.name.data or ""), one_line(self.email.data or "")
        is_another = not by.name and self.typed_email.lower() not in ("", (by.email or "").lower())
        self.by = by = by.as_guest if is_another or self.as_guest.data else by
        if by.name:
            del self.name
        elif not self.typed_name:
            self.name.process(MultiDict({"name": usual_name(by)}))
        if by.email:
            del self.email
        return self

    @property
    def is_otherwise_typed(self) -> bool:
        """Than the name and address that the comment will have."""
        pairs = ((self.typed_name, self.by.name), (self.typed_email.lower(), (self.by.email or "").lower()))
        return bool(self.by.name) and any(typed and typed != known for typed, known in pairs)

    @property
    def seen_invitation(self) -> bool:
        return (self.seen_speaker.data or "").startswith("invitation")

    def check_seen_speaker(self, *, had_invitation: bool) -> None:
        """Raises Invalid when whoever wrote this was somebody else then: they cannot know under which name it goes."""
        seen = self.seen_speaker.data or ""
        if self.as_guest.data or (seen and seen == self.by.mark):
            return
        if self.seen_invitation or (had_invitation and not self.by.invitation):
            raise Invalid(INVITATION_OVER)
        if seen:
            raise Invalid(NO_LONGER_KNOWN)

    def check_typed_name(self) -> None:
        """Raises Invalid when it would appear under another, unless the page has said so."""
        if self.seen_speaker.data or not self.is_otherwise_typed:
            return
        self.has_said_name = True
        sentence = REPLIES_AS if self.by.invitation else SIGNED_IN_AS
        raise Invalid(sentence % {"name": self.by.name})

    def asks(self, openness: Openness) -> bool:
        """Where readers ask, those for whom the house vouches answer."""
        return bool(openness.questions_to) and not self.parent_id and not self.by.is_vouched_for

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
    def submission(self) -> Submission:
        return Submission(
            source=self.text.data,
            name=self.data.get("name") or "",
            email=self.data.get("email") or "",
            key=self.fresh_key,
            anchor=self.anchor,
            seen_turn=self.seen_turn.data or "",
            of_rest=self.is_of_rest,
            parent_id=self.parent_id,
            rules_version=self.rules_version,
        )

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

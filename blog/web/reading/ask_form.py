"""What a reader types who asks about a word."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import EmailField, HiddenField, StringField
from wtforms.validators import Email, InputRequired, Length, Optional

from blog.asks.models import Ask
from blog.errors import Invalid
from blog.text.asking import asked_words, folded_words
from blog.text.characters import tidy
from blog.web.forms import Form, row_id


def _cut(text: str | None) -> str:
    """Of what is too long no more comes back than shows that it is."""
    return tidy((text or "").strip()[: Ask.LONGEST + 1])


class AskForm(Form):
    word = StringField(
        _("Word or words"),
        [
            InputRequired(_("Type a word of the article.")),
            Length(max=Ask.LONGEST, message=_("Ask about at most %(max)d characters.")),
        ],
        id="ask-word",
        filters=[_cut],
    )
    email = EmailField(
        _("E-mail address"),
        [Optional(), Length(max=254), Email(_("This does not look like an e-mail address."))],
        id="ask-email",
    )
    turn = HiddenField(id="ask-turn", filters=[lambda text: (text or "")[:200]])
    comment = HiddenField(id="ask-comment")
    key = HiddenField(id="ask-key")

    @property
    def fresh_key(self) -> str:
        """The key it came with, so that a form sent again is the same ask; a new one when that cannot be used."""
        given = self.key.data or ""
        return given if Ask.KEY.fullmatch(given) and not self.key.errors else Ask.new_key()

    @property
    def near(self) -> str | None:
        """The turn in which the words were selected."""
        return self.turn.data or None

    @property
    def comment_id(self) -> int | None:
        """The comment in which they were."""
        try:
            return row_id(self.comment.data or "")
        except ValueError:
            return None

    @property
    def values(self) -> dict[str, Any]:
        """For `asks.post` and `asks.draft`."""
        return {"word": self.word.data or "", "email": self.email.data or "", "near": self.near}

    def check_word_of(self, ask: Ask) -> None:
        """Raises Invalid when its key was used before, for another word: somebody went back and asked once more."""
        if ask.folded != folded_words(asked_words(self.word.data or "", ask.language)):
            raise Invalid(_("This form was sent before, with another word. Send it again to ask about this."), "key")

"""Why a comment waits although others like it do not: in a few words for moderators, in a sentence for its author."""

from __future__ import annotations

import enum

from flask_babel import lazy_gettext as _


class Hold(enum.Enum):
    """None: everybody's comments wait here."""

    UNKNOWN_AUTHOR = "unknown_author"
    NAME_OF_STAFF = "name_of_staff"
    NAME_OF_PERSON = "name_of_person"
    NAME_OF_READER = "name_of_reader"
    REWRITTEN = "rewritten"

    @property
    def label(self) -> str:
        """For moderators."""
        return str(_WORDS[self][0])

    @property
    def sentence(self) -> str:
        """For the author of the comment."""
        return str(_WORDS[self][1])


_WORDS = {
    Hold.UNKNOWN_AUTHOR: (
        _("First comment of somebody we do not know"),
        _("It is the first one we have from you. Once one of yours has been published, the next ones wait no more."),
    ),
    Hold.NAME_OF_STAFF: (
        _("The name looks like that of somebody of the house"),
        _("The name looks like that of somebody who works here. A person looks whether readers could mistake you."),
    ),
    Hold.NAME_OF_PERSON: (
        _("The name looks like that of a person of the article"),
        _("The name looks like that of a person of the article. A person looks whether readers could mistake you."),
    ),
    Hold.NAME_OF_READER: (
        _("The name looks like that of a known reader who speaks here"),
        _("Somebody whom we know speaks under this name already. If that is you, confirm your address or sign in."),
    ),
    Hold.REWRITTEN: (
        _("Rewritten after it was published"),
        _("You have rewritten it since it was published: it is read once more."),
    ),
}

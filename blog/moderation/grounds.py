"""Why a comment is rejected: each ground is a paragraph of the house rules, in a few words and in a sentence."""

from __future__ import annotations

import enum

from flask_babel import lazy_gettext as _


class Ground(enum.Enum):
    OFF_TOPIC = "off_topic"
    PERSONAL_ATTACK = "personal_attack"
    HATEFUL = "hateful"
    ADVERTISING = "advertising"
    UNLAWFUL = "unlawful"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"

    @property
    def label(self) -> str:
        """For those who choose it."""
        return str(_WORDS[self][0])

    @property
    def sentence(self) -> str:
        """For the author of the comment."""
        return str(_WORDS[self][1])


_WORDS = {
    Ground.OFF_TOPIC: (
        _("Not about the article"),
        _("A comment speaks of the article it stands under, or of what others said about it."),
    ),
    Ground.PERSONAL_ATTACK: (
        _("Attacks a person"),
        _("We discuss what people say and do, however sharply, but nobody is insulted or run down here."),
    ),
    Ground.HATEFUL: (
        _("Hateful"),
        _("Nobody is disparaged here for origin, religion, sex, orientation, disability or age."),
    ),
    Ground.ADVERTISING: (
        _("Advertising"),
        _("Comments are not a place to advertise goods, services or sites."),
    ),
    Ground.UNLAWFUL: (
        _("Against the law"),
        _("We do not publish what the law forbids, such as defamation, threats or somebody's private data."),
    ),
    Ground.UNREADABLE: (
        _("Cannot be understood"),
        _("A comment can be understood by other readers: please write it once more, in whole sentences."),
    ),
    Ground.DUPLICATE: (
        _("Said already"),
        _("The same comment stands here already, or was posted more than once."),
    ),
}

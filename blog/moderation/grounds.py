"""Why a comment is rejected: each ground is a paragraph of the house rules, in a few words and in a sentence."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from blog.explained import Explained


class Ground(Explained):
    OFF_TOPIC = (
        "off_topic",
        _("Not about the article"),
        _("A comment speaks of the article it stands under, or of what others said about it."),
    )
    PERSONAL_ATTACK = (
        "personal_attack",
        _("Attacks a person"),
        _("We discuss what people say and do, however sharply, but nobody is insulted or run down here."),
    )
    HATEFUL = (
        "hateful",
        _("Hateful"),
        _("Nobody is disparaged here for origin, religion, sex, orientation, disability or age."),
    )
    ADVERTISING = (
        "advertising",
        _("Advertising"),
        _("Comments are not a place to advertise goods, services or sites."),
    )
    UNLAWFUL = (
        "unlawful",
        _("Against the law"),
        _("We do not publish what the law forbids, such as defamation, threats or somebody's private data."),
    )
    UNREADABLE = (
        "unreadable",
        _("Cannot be understood"),
        _("A comment can be understood by other readers: please write it once more, in whole sentences."),
    )
    DUPLICATE = (
        "duplicate",
        _("Said already"),
        _("The same comment stands here already, or was posted more than once."),
    )

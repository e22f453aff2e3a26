"""Why a moderator does not pass an ask on: in a few words and in a sentence."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from blog.explained import Explained


class AskGround(Explained):
    NOT_A_WORD = (
        "not_a_word",
        _("Not a word or a term"),
        _("What can be explained is a word, or a few words that mean something together."),
    )
    EVERYDAY = (
        "everyday",
        _("Everyday word"),
        _("The glossary explains the words of a trade; this one stands in every dictionary."),
    )
    INSULT = (
        "insult",
        _("Meant to hurt"),
        _("We explain words for those who want to understand, not to have somebody run down."),
    )
    REPEATED = (
        "repeated",
        _("Asked too often"),
        _("The same word was asked many times from one place. Once is enough."),
    )

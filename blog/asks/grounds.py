"""Why a moderator does not pass an ask on: in a few words and in a sentence."""

from __future__ import annotations

import enum

from flask_babel import lazy_gettext as _


class AskGround(enum.Enum):
    NOT_A_WORD = "not_a_word"
    EVERYDAY = "everyday"
    INSULT = "insult"
    REPEATED = "repeated"

    @property
    def label(self) -> str:
        """For those who choose it."""
        return str(_WORDS[self][0])

    @property
    def sentence(self) -> str:
        """For whoever asked."""
        return str(_WORDS[self][1])


_WORDS = {
    AskGround.NOT_A_WORD: (
        _("Not a word or a term"),
        _("What can be explained is a word, or a few words that mean something together."),
    ),
    AskGround.EVERYDAY: (
        _("Everyday word"),
        _("The glossary explains the words of a trade; this one stands in every dictionary."),
    ),
    AskGround.INSULT: (
        _("Meant to hurt"),
        _("We explain words for those who want to understand, not to have somebody run down."),
    ),
    AskGround.REPEATED: (
        _("Asked too often"),
        _("The same word was asked many times from one place. Once is enough."),
    ),
}

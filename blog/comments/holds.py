"""Why a comment waits although others like it do not: in a few words for moderators, in a sentence for its author."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from blog.explained import Explained


class Hold(Explained):
    """None: everybody's comments wait here."""

    UNKNOWN_AUTHOR = (
        "unknown_author",
        _("First comment of somebody we do not know"),
        _("It is the first one we have from you. Once one of yours has been published, the next ones wait no more."),
    )
    NAME_OF_STAFF = (
        "name_of_staff",
        _("The name looks like that of somebody of the house"),
        _("The name looks like that of somebody who works here. A person looks whether readers could mistake you."),
    )
    NAME_OF_PERSON = (
        "name_of_person",
        _("The name looks like that of a person of the article"),
        _("The name looks like that of a person of the article. A person looks whether readers could mistake you."),
    )
    NAME_OF_READER = (
        "name_of_reader",
        _("The name looks like that of somebody else who speaks here"),
        _(
            "Somebody speaks under this name here already. If that is you, sign in or confirm your address; "
            "if it is not, you can rewrite your comment under another name."
        ),
    )
    NAME_CLAIMS = (
        "name_claims",
        _("The name has words or signs that only the house gives"),
        _("The name has words or signs that only we give to a name. A person looks whether readers could mistake you."),
    )
    NAME_MIXES_ALPHABETS = (
        "name_mixes_alphabets",
        _("The name looks like another one in foreign letters"),
        _("A word of the name mixes letters of two alphabets. A person looks whether readers could mistake you."),
    )
    REWRITTEN = (
        "rewritten",
        _("Rewritten after it was published"),
        _("You have rewritten it since it was published: it is read once more."),
    )

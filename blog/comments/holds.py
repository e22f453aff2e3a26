"""Why a comment waits although others like it do not, in a sentence for its author."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from blog.comments.models import Comment, Hold


def reasons(comment: Comment) -> Sequence[str]:
    """None when it waits as every comment does, or waits no more."""
    return [str(SENTENCES[hold]) for hold in Hold if comment.is_held and hold.value in comment.holds]


SENTENCES = {
    Hold.UNKNOWN_AUTHOR: _("It is read first because we do not know you yet: no comment of yours has been published."),
    Hold.NAME_OF_STAFF: _("It is read first because your name looks like that of somebody who works here."),
    Hold.NAME_OF_PERSON: _("It is read first because your name looks like that of somebody who speaks in the article."),
    Hold.NAME_OF_READER: _(
        "It is read first because your name looks like that of another reader here, who has confirmed who they are."
    ),
    Hold.REWRITTEN: _("It is read again because you have rewritten it after it was published."),
}

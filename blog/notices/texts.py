"""The words of our mails. A subject is ours alone; a mail repeats nothing that a visitor wrote, so that nobody can have
us send their words to somebody else's address."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from blog.articles.models import Article
from blog.asks.models import Ask
from blog.comments.models import Comment, CommentStatus, Invitation
from blog.moderation.models import Decision, Verdict
from blog.text.typography import typeset, within_quotes
from blog.text.words import plain_text


@dataclass(frozen=True)
class Told:
    subject: str
    text: str


def about(decision: Decision, *, site: str) -> Told | None:
    """In the language that is spoken now; `site` is what links begin with."""
    if decision.verdict is Verdict.APPROVE:
        return _approved(decision.comment, site)
    if decision.verdict is Verdict.REJECT:
        return _rejected(decision, site)
    return None


def _approved(comment: Comment, site: str) -> Told:
    return Told(
        subject=_("Your comment is on the page"),
        text=_letter(
            _("Your comment on “%(title)s” is on the page now:", title=_title(comment.article)),
            f"{site}/articles/{comment.article.slug}/comments/{comment.id}",
            _("Thank you for taking part in the conversation."),
            _("Here you can see what has become of it, and withdraw it:"),
            f"{site}/comments/{comment.key}",
            None
            if comment.is_verified
            else _("There you can also confirm that this address is yours, so that we know you again."),
        ),
    )


def _rejected(decision: Decision, site: str) -> Told:
    comment = decision.comment
    taken_down = decision.status_before is CommentStatus.APPROVED
    said = (
        _("We have taken down your comment on “%(title)s”.", title=_title(comment.article))
        if taken_down
        else _("We have not published your comment on “%(title)s”.", title=_title(comment.article))
    )
    return Told(
        subject=_("Your comment has been taken down") if taken_down else _("Your comment has not been published"),
        text=_letter(
            said,
            decision.ground and _("The rule that decided: %(rule)s", rule=decision.ground.sentence),
            decision.note and _("The moderator adds:\n%(note)s", note=decision.note),
            _("Your comment and this decision stand here, for you alone:"),
            f"{site}/comments/{comment.key}",
        ),
    )


def of_answer(ask: Ask, *, site: str) -> Told | None:
    """The words that were asked about are the article's, but which they are was a visitor's choice: the entry's stand
    here instead."""
    term = ask.answer
    if term is None:
        return None
    return Told(
        subject=_("The word you asked about is explained"),
        text=_letter(
            _("You asked what a word in “%(title)s” means. The glossary says:", title=_title(ask.article)),
            f"{typeset(term.label, term.language)}\n{plain_text(term.definition_html)}",
            f"{site}/glossary/{term.slug}",
            _("Your question and the answer stand here, for you alone:"),
            f"{site}/asks/{ask.key}",
            _("There will be no other mail about it."),
        ),
    )


def of_address(comment: Comment, token: str, *, site: str) -> Told:
    return Told(
        subject=_("Confirm your e-mail address"),
        text=_letter(
            _("A comment on “%(title)s” was sent with this address.", title=_title(comment.article)),
            _("If you wrote it, confirm that the address is yours, within half an hour:"),
            f"{site}/addresses/{token}",
            _("If it was not you, do nothing: without this link nobody speaks in your name."),
        ),
    )


def of_invitation(invitation: Invitation, token: str, *, site: str) -> Told:
    return Told(
        subject=_("You are invited to reply to our readers"),
        text=_letter(
            _(
                "%(editor)s invites you, %(name)s, to reply to readers of “%(title)s”.",
                editor=invitation.vouched_by,
                name=invitation.name,
                title=_title(invitation.article),
            ),
            f"{site}/invitations/{token}",
            _(
                "The link is yours alone, and good until %(day)s. Readers will see that it is you, and who vouches.",
                day=format_date(invitation.ends_at, "long"),
            ),
        ),
    )


def _title(article: Article) -> str:
    return within_quotes(typeset(article.title, article.language), article.language)


def _letter(*paragraphs: str | None) -> str:
    last = _("This mail was written by a program; answers to it are not read.")
    return "\n\n".join((_("Hello,"), *filter(None, paragraphs), last)) + "\n"

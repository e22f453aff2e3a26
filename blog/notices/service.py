"""Who is told of what: the author of a comment, of a decision about it; whoever asked about a word, of the answer; and
who gets a link: to confirm an address, to reply as an editor's guest."""

from __future__ import annotations

from flask_babel import force_locale

from blog.asks import answering
from blog.asks.models import Ask
from blog.comments import addresses, invitations
from blog.comments.models import Comment, Invitation
from blog.mail import outbox
from blog.moderation import service as moderation
from blog.moderation.models import Decision
from blog.notices import texts


def listen() -> None:
    """From now on decisions and answers write mails, in their own transaction. Safe to call again."""
    moderation.decided.connect(tell_author)
    answering.answered.connect(tell_asker)
    addresses.link_wanted.connect(send_address_link)
    invitations.invited.connect(send_invitation)


def tell_author(decision: Decision) -> None:
    """In the article's language, when the author left an address. Nobody is told that they were taken for spam."""
    comment = decision.comment
    with force_locale(comment.article.language):
        told = texts.about(decision, site=outbox.site_url)
    if comment.email and told:
        outbox.put(comment.email, subject=told.subject, text=told.text)


def tell_asker(ask: Ask) -> None:
    """In the article's language, when an address was left."""
    with force_locale(ask.language):
        told = texts.of_answer(ask, site=outbox.site_url)
    if ask.email and told:
        outbox.put(ask.email, subject=told.subject, text=told.text)


def send_address_link(comment: Comment, *, token: str) -> None:
    with force_locale(comment.article.language):
        told = texts.of_address(comment, token, site=outbox.site_url)
    outbox.put(str(comment.email), subject=told.subject, text=told.text)


def send_invitation(invitation: Invitation, *, token: str) -> None:
    with force_locale(invitation.article.language):
        told = texts.of_invitation(invitation, token, site=outbox.site_url)
    outbox.put(invitation.email, subject=told.subject, text=told.text)

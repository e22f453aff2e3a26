"""Flask-Security's mails, by way of the outbox: text alone."""

from __future__ import annotations

from typing import Any

from flask import after_this_request
from flask_security import MailUtil
from flask_security.confirmable import send_confirmation_instructions
from flask_security.utils import hash_data
from werkzeug.wrappers import Response

from blog.accounts.datastore import datastore
from blog.accounts.models import User
from blog.errors import TooMany
from blog.mail import check_mailbox, outbox, ring_for_mails


class OutboxMails(MailUtil):
    def send_mail(
        self, template: str, subject: str, recipient: Any, sender: Any, body: str | None, html: str | None, **_: Any
    ) -> None:
        """The mail joins what this request writes, and leaves once that is committed."""
        outbox.put(str(recipient), subject=str(subject), text=body or "")
        after_this_request(_commit_and_ring)


def mail_link_again(user: User | None) -> None:
    """To somebody who has the password and has not confirmed the address, as long as it gets few mails. The page says
    what it says to a wrong password, and as late: who made an account with somebody else's address would learn whether
    they have one from any difference."""
    if user and _gets_few_mails(user.email):
        send_confirmation_instructions(user)  # type: ignore[no-untyped-call]
    else:
        hash_data("no link")  # which is what takes long of making one


def _gets_few_mails(address: str) -> bool:
    try:
        check_mailbox(address)
    except TooMany:
        return False
    return True


def _commit_and_ring(response: Response) -> Response:
    datastore.commit()  # type: ignore[no-untyped-call]
    ring_for_mails()
    return response

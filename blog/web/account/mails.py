"""Flask-Security's mails, by way of the outbox: text alone."""

from __future__ import annotations

from typing import Any

from flask import after_this_request
from flask_security import MailUtil
from werkzeug.wrappers import Response

from blog.accounts.datastore import datastore
from blog.mail import outbox, ring_for_mails


class OutboxMails(MailUtil):
    def send_mail(
        self, template: str, subject: str, recipient: Any, sender: Any, body: str | None, html: str | None, **_: Any
    ) -> None:
        """The mail joins what this request writes, and leaves once that is committed."""
        outbox.put(str(recipient), subject=str(subject), text=body or "")
        after_this_request(_commit_and_ring)


def _commit_and_ring(response: Response) -> Response:
    datastore.commit()  # type: ignore[no-untyped-call]
    ring_for_mails()
    return response

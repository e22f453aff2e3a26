"""The outbox: mails are rows written with what they tell of, and leave later, by the worker.

Headers hold nothing a visitor typed but an address that `checked_address` let in.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Model, db, utcnow
from blog.errors import Invalid, TooMany
from blog.jobs import chore, jobs
from blog.transports import Transport, transport_of

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 8
MOST_AN_HOUR = 5  # mails to one address, before somebody who may be a stranger has another sent there

log = logging.getLogger(__name__)


def checked_address(typed: str) -> str:
    """In its normal form. Raises Invalid, also for an address that `email` would decode into others (RFC 2047)."""
    refusal = Invalid(_("This does not look like an e-mail address."), "email")
    if "=?" in typed:
        raise refusal
    try:
        return validate_email(typed.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        raise refusal from None


def check_mailbox(recipient: str) -> None:
    """Before a mail that anybody can have sent to anybody, in its transaction: by rows, so that all processes count
    together. Raises TooMany."""
    if db.engine.dialect.name == "postgresql":  # those who ask at the same moment are counted one after the other
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(recipient.lower()))))
    lately = OutboxMail.written_at > utcnow() - timedelta(hours=1)
    query = (
        select(func.count())
        .select_from(OutboxMail)
        .where(lately, func.lower(OutboxMail.recipient) == recipient.lower())
    )
    if (db.session.scalar(query) or 0) >= MOST_AN_HOUR:
        raise TooMany(_("Several mails went to this address within the hour. Look there, or come back later."))


class OutboxMail(Model):
    __tablename__ = "outbox_mails"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    message_id: Mapped[str] = mapped_column(unique=True)
    written_at: Mapped[datetime] = mapped_column(default=utcnow, index=True)
    due_at: Mapped[datetime | None] = mapped_column(default=utcnow, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None]
    sent_at: Mapped[datetime | None]


class Outbox:
    """Where mails wait. `site_url` is the address that links in mails begin with."""

    site_url: str
    sender: str
    transport: Transport

    def init_app(self, app: Any) -> None:
        self.site_url = app.config["SITE_URL"]
        self.sender = app.config["MAIL_FROM"]
        self.transport = transport_of(app.config["MAIL_URL"], app.config["INSTANCE"] / "mail")

    def put(self, recipient: str, *, subject: str, text: str) -> None:
        """Adds a mail to the running transaction; whoever commits sends it. `subject` comes from a template of ours:
        an encoded word in it could become headers of its own (`email` decodes them), and is refused."""
        if "=?" in subject or not subject.isprintable():
            raise ValueError("a subject is one line of plain words")
        domain = parseaddr(self.sender)[1].rpartition("@")[2]
        db.session.add(
            OutboxMail(
                recipient=recipient, subject=subject, text=text, message_id=make_msgid(domain=domain or "localhost")
            )
        )


outbox = Outbox()


@chore
def deliver_mails() -> int:
    """Sends what is due, one mail a transaction; a failed one is tried again later, at most MOST_ATTEMPTS times."""
    sent = 0
    while (mail := _claim()) is not None:
        sent += _deliver(mail)
    return sent


def overdue(since: datetime) -> int:
    """How many mails should have been tried before."""
    late = select(func.count()).select_from(OutboxMail).where(OutboxMail.sent_at.is_(None), OutboxMail.due_at < since)
    return db.session.scalar(late) or 0


def ring_for_mails() -> None:
    jobs.ring(deliver_mails)


def _claim() -> OutboxMail | None:
    """One due mail, leased to this worker: another leaves it alone until the lease ends."""
    now = utcnow()
    mail_id = db.session.scalar(
        select(OutboxMail.id)
        .where(OutboxMail.sent_at.is_(None), OutboxMail.due_at <= now)
        .order_by(OutboxMail.due_at, OutboxMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if mail_id is not None:
        claimed = update(OutboxMail).where(OutboxMail.id == mail_id)
        db.session.execute(claimed.values(due_at=now + LEASE, attempts=OutboxMail.attempts + 1))
    db.session.commit()
    return None if mail_id is None else db.session.get(OutboxMail, mail_id)


def _deliver(mail: OutboxMail) -> bool:
    try:
        message = _message(mail)
        db.session.commit()  # a mail server may be slow: on SQLite everybody who writes would wait for it
        outbox.transport(message)
    except Exception as trouble:  # `email` stumbles in many ways over odd addresses; the other mails go on
        log.warning("mail %s did not leave: %s", mail.id, trouble)
        mail.failure = str(trouble)
        mail.due_at = utcnow() + timedelta(minutes=2**mail.attempts) if mail.attempts < MOST_ATTEMPTS else None
    else:
        mail.sent_at, mail.due_at, mail.failure = utcnow(), None, None
    db.session.commit()
    return mail.sent_at is not None


def _message(mail: OutboxMail) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = outbox.sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message

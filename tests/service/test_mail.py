"""The outbox against a real mail server on this machine: what leaves, when, and what happens when it cannot."""

from __future__ import annotations

import email
import email.policy
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from email_validator import validate_email

from blog import mail
from blog.database import db, utcnow
from blog.errors import Invalid
from blog.mail import OutboxMail, deliver_mails, outbox
from blog.transports import FolderTransport, SmtpTransport


class Letterbox:
    """What the server took; `refuses` is the answer it gives instead of taking."""

    def __init__(self):
        self.letters, self.refuses = [], ""

    async def handle_DATA(self, server, session, envelope):
        if self.refuses:
            return self.refuses
        self.letters.append(envelope)
        return "250 taken"


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@contextmanager
def a_server(host="127.0.0.1", **settings):
    letterbox = Letterbox()
    controller = Controller(letterbox, hostname=host, port=free_port(), **settings)
    controller.start()
    try:
        letterbox.port = controller.port
        yield letterbox
    finally:
        controller.stop()


@pytest.fixture
def letterbox(monkeypatch):
    with a_server() as letterbox:
        monkeypatch.setattr(outbox, "transport", SmtpTransport(f"smtp://127.0.0.1:{letterbox.port}"))
        yield letterbox


def put(recipient="ada@example.org", subject="Your comment is on the page", text="Bonjour,\n\nvoilà.\n"):
    outbox.put(recipient, subject=subject, text=text)
    db.session.commit()


def the_mail():
    db.session.expire_all()
    return db.session.query(OutboxMail).one()


def make_due():
    db.session.query(OutboxMail).update({"due_at": utcnow() - timedelta(seconds=1)})
    db.session.commit()


def test_a_mail_arrives_as_it_was_written(letterbox):
    put(text="Bonjour,\n\nvoilà « ça » 🌊.\n")

    assert deliver_mails() == 1

    [letter] = letterbox.letters
    message = email.message_from_bytes(letter.content, policy=email.policy.default)
    assert letter.rcpt_tos == ["ada@example.org"]
    assert message["Subject"] == "Your comment is on the page"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n") == "Bonjour,\n\nvoilà « ça » 🌊.\n"
    assert message["Message-ID"] == the_mail().message_id


def test_a_mail_leaves_once(letterbox):
    put()

    assert [deliver_mails(), deliver_mails()] == [1, 0]
    assert the_mail().sent_at is not None


def test_a_mail_of_a_transaction_that_fell_never_leaves(letterbox):
    outbox.put("ada@example.org", subject="Never", text="Never.")
    db.session.rollback()

    assert deliver_mails() == 0
    assert letterbox.letters == []


def test_two_workers_send_each_mail_once(app, letterbox):
    for number in range(10):
        put(f"ada{number}@example.org")

    def work(_):
        with app.app_context():
            return deliver_mails()

    with ThreadPoolExecutor(2) as pool:
        sent = sum(pool.map(work, range(2)))

    assert sent == 10
    assert len({letter.rcpt_tos[0] for letter in letterbox.letters}) == len(letterbox.letters) == 10


def test_a_mail_that_is_refused_is_tried_again_later(letterbox):
    letterbox.refuses = "451 not now"
    put()

    assert deliver_mails() == 0
    waiting = the_mail()
    assert "not now" in waiting.failure
    assert waiting.due_at > utcnow() + timedelta(minutes=1)

    letterbox.refuses = ""
    make_due()
    assert deliver_mails() == 1
    assert the_mail().failure is None


def test_a_mail_that_nobody_takes_is_given_up(letterbox, monkeypatch):
    monkeypatch.setattr(mail, "MOST_ATTEMPTS", 2)
    letterbox.refuses = "550 no such person"
    put()

    for _ in range(3):
        deliver_mails()
        if the_mail().due_at is not None:
            make_due()

    assert the_mail().due_at is None
    assert the_mail().attempts == 2


def test_a_server_that_is_away_costs_nothing_but_time(monkeypatch):
    with a_server() as gone:
        port = gone.port
    monkeypatch.setattr(outbox, "transport", SmtpTransport(f"smtp://127.0.0.1:{port}"))
    put()

    assert deliver_mails() == 0
    assert the_mail().sent_at is None


def test_a_mail_that_fails_does_not_hold_up_the_others(letterbox, monkeypatch):
    send = outbox.transport
    monkeypatch.setattr(outbox, "transport", lambda message: fail() if "bad" in message["To"] else send(message))
    put("bad@example.org")
    put("good@example.org")

    def fail():
        raise OSError("no route")

    assert deliver_mails() == 1
    assert letterbox.letters[0].rcpt_tos == ["good@example.org"]


def test_whatever_a_mail_fails_of_it_is_tried_again_and_the_others_leave(letterbox, monkeypatch):
    send = outbox.transport
    monkeypatch.setattr(outbox, "transport", lambda message: [][0] if "bad" in message["To"] else send(message))
    put("bad@example.org")
    put("good@example.org")

    assert deliver_mails() == 1
    assert db.session.query(OutboxMail).filter_by(recipient="bad@example.org").one().failure


def test_others_write_while_a_mail_server_takes_its_time(app, monkeypatch):
    def slow(message):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(write_from_elsewhere).result(timeout=5)

    def write_from_elsewhere():
        with app.app_context():
            put("second@example.org")
            monkeypatch.setattr(outbox, "transport", lambda message: None)

    monkeypatch.setattr(outbox, "transport", slow)
    put("first@example.org")

    assert deliver_mails() == 2


def test_a_worker_that_dies_leaves_its_mail_to_another(letterbox):
    put()
    mail._claim()  # and nothing more: the worker is gone

    assert deliver_mails() == 0
    make_due()
    assert deliver_mails() == 1


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_user_and_password_of_the_address_are_used():
    asked = []

    def check(server, session, envelope, mechanism, login):
        asked.append((login.login, login.password))
        return AuthResult(success=True)

    settings = {"authenticator": check, "auth_required": True, "auth_require_tls": False}
    with a_server(**settings) as letterbox:
        SmtpTransport(f"smtp://en%40tretien:p%3Ass@127.0.0.1:{letterbox.port}")(a_message())

        assert len(letterbox.letters) == 1
    assert asked == [(b"en@tretien", b"p:ss")]


@pytest.mark.parametrize(
    "subject", ["One\r\nBcc: all@example.org", "One\nTwo", "=?utf-8?q?=0D=0ABcc:_all@example.org?="]
)
def test_a_subject_cannot_make_a_header(subject):
    with pytest.raises(ValueError, match="plain words"):
        put(subject=subject)


@pytest.mark.parametrize("words", ["x=0D=0ABcc=3Aall=40e.org", "x=2c_all=40e.org"])
def test_an_address_cannot_make_a_header_or_another_address(words):
    """email-validator lets these pass: a local part may look like an encoded word."""
    address = f"=?utf-8?q?{words}?=@example.org"
    assert validate_email(address, check_deliverability=False)

    with pytest.raises(Invalid):
        mail.checked_address(address)


def test_without_a_server_mails_become_files(tmp_path):
    FolderTransport(tmp_path / "mail")(a_message())

    [file] = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    assert b"To: ada@example.org" in file.read_bytes()


def a_message():
    written = {"id": 1, "recipient": "ada@example.org", "subject": "One", "text": "One.\n", "written_at": utcnow()}
    return mail._message(SimpleNamespace(**written, message_id="<1@localhost>"))

"""No visitor's text in a mail header, and none that a reader of mail would run: every notice, as bytes on the wire."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message
from email.policy import SMTP
from email.utils import getaddresses

import pytest
from flask_babel import force_locale

from blog import mail
from blog.accounts import service as accounts
from blog.comments.models import Comment, CommentStatus
from blog.database import db
from blog.errors import Invalid
from blog.mail import OutboxMail, deliver_mails, outbox
from blog.moderation import service as moderation
from blog.moderation.grounds import Ground
from blog.moderation.models import Verdict
from tests import hostile
from tests.factories import PASSWORD, a_comment, a_user, an_article

HEADERS = {
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
    *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
}
IN_HEADERS = (
    "Ada\r\nBcc: hit@b.example",
    "Ada\nX-Hit: 1",
    "Ada\rX-Hit: 1",
    "Ada\u2028X-Hit: 1\u2029\x85\x0bX-Hit: 1\x0c",
    "=?utf-8?q?Ada=0D=0ABcc:_hit@b.example?=",
    "=?utf-8?b?QWRhDQpCY2M6IGhpdEBiLmV4YW1wbGU=?=",
    "=?utf-8?q?=?= =?utf-8?q?=0AX-Hit:_1?=",
    "Ada <hit@b.example>, hit@b.example;",
    "Ada\r\n\r\n<html><script>__hit=1</script>",
    "\r\n.\r\nMAIL FROM:<hit@b.example>\r\n",
    "--===============\r\nContent-Type: text/html\r\n\r\n<img src=http://127.0.0.1:1/hit>",
    *hostile.BREAK_OUTS,
)


@pytest.fixture
def sent(monkeypatch):
    """What leaves, byte by byte."""
    left = []
    monkeypatch.setattr(outbox, "transport", lambda message: left.append(message.as_bytes(policy=SMTP)))
    return left


@pytest.mark.parametrize("text", IN_HEADERS)
@pytest.mark.parametrize("verdict", [Verdict.APPROVE, Verdict.REJECT])
@pytest.mark.parametrize("before", [CommentStatus.HELD, CommentStatus.APPROVED])
def test_a_notice_has_our_headers_and_one_addressee(sent, text, verdict, before):
    article = an_article(title=f"a {text}", standfirst=text, language="en")
    comment = a_comment(article, name=f"a {text}"[: Comment.LONGEST_NAME], email="ada@example.org", source=f"a {text}")
    comment.status = before
    db.session.commit()

    moderation.decide(
        comment,
        verdict,
        by=a_user("moderator", name=text),
        seen_revision=comment.revision,
        seen_status=before,
        ground=Ground.OFF_TOPIC,
        note=text,
    )
    deliver_mails()

    [written] = sent
    check_mail(written, to="ada@example.org", said=text)


@pytest.mark.parametrize("address", hostile.TRICKY_EMAILS[2:])
def test_a_tricky_address_is_refused_at_the_door(address):
    with pytest.raises(Invalid):
        mail.checked_address(address)
    with pytest.raises(Invalid):
        a_comment(email=address)
    with pytest.raises(Invalid):
        accounts.add(address, name="Ada", roles=["reader"], password=PASSWORD)

    assert db.session.query(Comment).count() == db.session.query(OutboxMail).count() == 0


@pytest.mark.parametrize("address", ["{{7*7}}@example.org", "o'hara+a@example.org", "é@example.org", "a@exämple.org"])
def test_an_odd_address_is_written_as_it_is(sent, address):
    address = mail.checked_address(address)
    outbox.put(address, subject="Hello", text="Hello.")
    db.session.commit()

    deliver_mails()

    check_mail(sent[0], to=address)


@pytest.mark.parametrize("text", IN_HEADERS[:12])
@pytest.mark.parametrize("form", ["/account/reset", "/account/confirmation"])
def test_a_mail_about_an_account_has_our_headers_and_one_addressee(client, sent, text, form):
    user = a_user(email="ida@example.org", password=PASSWORD)
    user.name, user.confirmed_at = text, None if form.endswith("confirmation") else user.confirmed_at
    db.session.commit()

    client.post(
        form, data={"email": "ida@example.org", "name": text, "next": text}, headers={"X-Forwarded-Host": "b.example"}
    )
    client.post(form, data={"email": f"ida@example.org{text}"})
    deliver_mails()

    [written] = sent
    assert b"b.example" not in written
    check_mail(written, to="ida@example.org")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_subject_is_ours_in_every_language(sent, language):
    with force_locale(language):
        comment = a_comment(an_article(language=language), email="ada@example.org")
        moderation.decide(
            comment, Verdict.APPROVE, by=None, seen_revision=comment.revision, seen_status=CommentStatus.HELD
        )
    deliver_mails()

    assert len(parsed(sent[0])["Subject"].splitlines()) == 1


def check_mail(written: bytes, *, to: str, said: str = "") -> None:
    message = parsed(written)
    assert {*message.keys()} == HEADERS
    assert len(message.keys()) == len(HEADERS)
    assert [address for _name, address in getaddresses([str(message["To"])])] == [to]
    assert message.get_content_type() == "text/plain"
    assert not message.is_multipart()
    if words := said.split():
        for name, value in message.items():
            assert name == "Date" or words[-1] not in str(value) or len(words[-1]) < 4, name


def parsed(written: bytes) -> Message:
    return message_from_bytes(written, policy=SMTP)

"""What authors are told about decisions, and that nothing a visitor wrote travels by our mail."""

from __future__ import annotations

import pytest

from blog.comments.models import CommentStatus
from blog.database import db
from blog.errors import Conflict
from blog.mail import OutboxMail
from blog.moderation import service as moderation
from blog.moderation.grounds import Ground
from blog.moderation.models import Verdict
from tests.factories import a_comment, an_article


def decide(comment, verdict=Verdict.APPROVE, **reasons):
    return moderation.decide(
        comment, verdict, by=None, seen_revision=comment.revision, seen_status=comment.status, **reasons
    )


def mails():
    return db.session.query(OutboxMail).order_by(OutboxMail.id).all()


def test_an_approved_comment_comes_with_a_link_to_it():
    comment = a_comment(an_article(slug="the-tide-clock", title="The tide clock"), email="ada@example.org")

    decide(comment)

    [mail] = mails()
    assert (mail.recipient, mail.subject) == ("ada@example.org", "Your comment is on the page")
    assert f"http://localhost/articles/the-tide-clock/comments/{comment.id}\n" in mail.text
    assert f"http://localhost/comments/{comment.key}\n" in mail.text


@pytest.mark.parametrize(
    ("language", "title", "quoted"),
    [
        ("fr", "« Nous avons commencé », dit-elle", "« “Nous avons commencé”, dit-elle »"),
        ("en", "“We began”, she says", "“‘We began’, she says”"),
    ],
)
def test_a_title_with_quotation_marks_of_its_own_stands_in_others(language, title, quoted):
    comment = a_comment(an_article(title=title, language=language), email="ada@example.org")

    decide(comment)

    assert quoted in mails()[0].text.replace("\u202f", " ")


def test_a_rejected_comment_comes_with_its_reasons():
    comment = a_comment(email="ada@example.org")

    decide(comment, Verdict.REJECT, ground=Ground.OFF_TOPIC, note="Try the forum.\nIt is open.")

    [mail] = mails()
    assert mail.subject == "Your comment has not been published"
    assert Ground.OFF_TOPIC.sentence in mail.text
    assert "Try the forum.\nIt is open." in mail.text
    assert f"http://localhost/comments/{comment.key}\n" in mail.text


def test_a_comment_taken_down_is_called_that():
    comment = a_comment(email="ada@example.org", status=CommentStatus.APPROVED)

    decide(comment, Verdict.REJECT, ground=Ground.HATEFUL)

    [mail] = mails()
    assert mail.subject == "Your comment has been taken down"
    assert "The moderator adds" not in mail.text


def test_spam_is_not_answered():
    decide(a_comment(email="ada@example.org"), Verdict.SPAM)

    assert mails() == []


def test_who_left_no_address_gets_no_mail():
    decide(a_comment())

    assert mails() == []


def test_a_decision_that_does_not_stand_tells_nobody():
    comment = a_comment(email="ada@example.org")

    with pytest.raises(Conflict):
        moderation.decide(comment, Verdict.APPROVE, by=None, seen_revision="old", seen_status=CommentStatus.HELD)

    assert mails() == []


def test_a_mail_speaks_the_articles_language():
    for language in ("fr", "en"):
        decide(a_comment(an_article(language=language), email="ada@example.org"))

    assert [mail.subject for mail in mails()] == ["Votre commentaire est publié", "Your comment is on the page"]


@pytest.mark.parametrize(
    "words",
    [
        "Ada\r\nBcc: everybody@example.org",
        "Ada\nSubject: won",
        "=?utf-8?q?Ada=0D=0ABcc:_all@example.org?=",
        "Ada\u2028Bcc: all@example.org",
        "https://bought.example",
    ],
)
@pytest.mark.parametrize("verdict", [Verdict.APPROVE, Verdict.REJECT])
def test_a_mail_repeats_nothing_that_a_visitor_wrote(words, verdict):
    comment = a_comment(name=words, source=words, email="ada@example.org")

    decide(comment, verdict, ground=Ground.OFF_TOPIC)

    [mail] = mails()
    for word in ("Bcc", "won", "=0D=0A", "bought.example", "Ada"):
        assert word not in mail.subject + mail.text
    assert mail.recipient == "ada@example.org"


@pytest.mark.parametrize("ground", list(Ground))
def test_every_ground_has_words(ground):
    assert ground.label
    assert ground.sentence.endswith(".")

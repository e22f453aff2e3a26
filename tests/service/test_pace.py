"""Slow mode: who has just commented under an article waits, whichever process is asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from blog.accounts.models import Address, Role
from blog.articles.models import Article
from blog.comments import pace
from blog.comments import service as comments
from blog.comments.counted import LastPost
from blog.comments.models import Badge, Comment, Invitation
from blog.comments.speakers import GUEST, Speaker
from blog.comments.submission import Submission
from blog.database import db, utcnow
from blog.errors import Invalid
from tests.factories import a_user, an_article


def say(article, by=GUEST, device="mine", network="", key=None):
    typed = Submission(key=key or Comment.new_key(), name="Ada", source="Yes.")
    return comments.post(article, typed, by=by, device=device, network=network)


def number_of(model):
    return db.session.scalar(select(func.count()).select_from(model))


def let_pass(seconds):
    """As if so much time had passed."""
    for row in db.session.scalars(select(LastPost)):
        row.posted_at -= timedelta(seconds=seconds)
    db.session.commit()


def test_whoever_comments_twice_too_soon_is_told_how_long_to_wait_and_nothing_is_stored():
    article = an_article(slow_mode=300)
    say(article)

    with pytest.raises(Invalid, match="Please wait 5 minutes") as refusal:
        say(article)
    db.session.rollback()

    assert refusal.value.field == ""
    assert number_of(Comment) == 1


@pytest.mark.parametrize(("passed", "is_taken"), [(298, False), (300, True)])
def test_the_wait_is_as_long_as_it_says(passed, is_taken):
    article = an_article(slow_mode=300)
    say(article)
    let_pass(passed)

    if is_taken:
        say(article)
    else:
        with pytest.raises(Invalid, match=r"Please wait [12] second"):
            say(article)


def test_a_refusal_does_not_lengthen_the_wait():
    article = an_article(slow_mode=60)
    say(article)
    let_pass(30)
    with pytest.raises(Invalid):
        say(article)
    db.session.rollback()
    let_pass(31)

    assert say(article).id


def test_others_and_other_articles_do_not_wait():
    article, other = an_article(slow_mode=300), an_article(slow_mode=300)
    say(article, device="one")

    say(article, device="two")
    say(other, device="one")
    say(an_article(), device="one")

    assert number_of(Comment) == 4


def test_who_is_not_known_yet_waits_for_the_network_and_is_told_so():
    article = an_article(slow_mode=300)
    say(article, device="one", network="here")

    with pytest.raises(Invalid, match="Somebody on your network has just commented here"):
        say(article, device="two", network="here")
    with pytest.raises(Invalid, match="You have just commented here"):
        say(article, device="one")
    db.session.rollback()

    assert say(article, device="three", network="there").id


def test_a_person_is_known_by_account_or_address_wherever_they_are():
    article, address = an_article(slow_mode=300), Address(email="ada@example.org")
    db.session.add(address)
    db.session.commit()
    for speaker in (Speaker(user=a_user()), Speaker(address=address)):
        say(article, speaker, device="one", network="here")

        with pytest.raises(Invalid):
            say(article, speaker, device="two", network="there")
        db.session.rollback()


def test_staff_and_whom_editors_invited_do_not_wait():
    article = an_article(slow_mode=300)
    who = {"badge": Badge.INTERVIEWEE, "name": "Ida", "email": "ida@example.org", "vouched_by": "Maren"}
    invitation = Invitation(article=article, token_digest="x", ends_at=utcnow(), **who)
    db.session.add(invitation)
    db.session.commit()

    for speaker in (Speaker(user=a_user(Role.MODERATOR)), Speaker(invitation=invitation)):
        say(article, speaker)
        say(article, speaker)

    assert number_of(LastPost) == 0


def test_without_slow_mode_nobody_is_noted():
    article = an_article()

    say(article)
    say(article)

    assert number_of(LastPost) == 0


def test_the_same_form_sent_twice_is_no_second_comment():
    article, key = an_article(slow_mode=300), Comment.new_key()

    assert say(article, key=key) is say(article, key=key)


@pytest.mark.parametrize("is_same_form", [True, False])
def test_of_many_forms_at_the_same_moment_one_is_taken(app, is_same_form):
    article_id, key = an_article(slow_mode=300).id, Comment.new_key()
    db.session.rollback()

    def send(_number):
        with app.app_context():
            try:
                return say(db.session.get_one(Article, article_id), key=key if is_same_form else None).id
            except Invalid:
                return 0

    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(send, range(8)))

    assert number_of(Comment) == 1
    assert sent.count(0) == (0 if is_same_form else 7)


def test_a_wait_that_was_shortened_or_lengthened_meanwhile_holds_from_then_on():
    article = an_article(slow_mode=60)
    say(article)
    let_pass(90)

    article.slow_mode = 120
    db.session.commit()
    with pytest.raises(Invalid, match=r"Please wait (29|30) seconds"):
        say(article)
    db.session.rollback()
    article.slow_mode = 80
    db.session.commit()

    assert say(article).id


def test_a_clock_that_went_back_keeps_nobody_longer():
    article = an_article(slow_mode=60)
    say(article)
    let_pass(-10_000)

    with pytest.raises(Invalid, match="Please wait 60 seconds"):
        say(article)


def test_who_posted_is_forgotten_within_a_day():
    article = an_article(slow_mode=60)
    say(article, device="one")
    let_pass(Article.SLOWEST + 1)
    say(article, device="two")

    pace.forget_turns()

    assert db.session.scalars(select(LastPost.person)).all() == ["device two"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (121, "3 minutes"),
        (7_200, "2 hours"),
        (7_201, "3 hours"),
        (86_400, "24 hours"),
    ],
)
def test_a_wait_is_said_in_words(app, seconds, words):
    with app.test_request_context():
        assert pace.in_words(seconds) == words

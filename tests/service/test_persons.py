"""Who is one person under an article, for a reader who hides them: no homonym, and nobody across articles."""

from __future__ import annotations

import pytest

from blog.comments import addresses, rewriting
from blog.comments.models import Comment
from blog.comments.speakers import GUEST, Speaker
from blog.database import db
from blog.web.reading.known import link_token, read_link
from tests.factories import a_comment, a_user, an_address, an_article, an_invitation, fresh


@pytest.fixture
def article():
    return an_article()


def test_two_guests_of_one_name_are_two(article):
    assert a_comment(article, name="Ada").person != a_comment(article, name="Ada").person


def test_a_guest_is_one_at_one_device(article):
    first = a_comment(article, name="Ada")

    second = a_comment(article, name="ADA", by=Speaker(keys=[first.key]))

    assert second.person == first.person


def test_somebody_known_is_one_on_all_devices(article):
    invitation, _token = an_invitation(article)
    for known in (Speaker(user=a_user()), Speaker(address=an_address()), Speaker(invitation=invitation)):
        assert a_comment(article, by=known).person == a_comment(article, by=known).person


def test_a_guest_at_the_device_of_somebody_known_is_another(article):
    known = a_comment(article, name="Ada", by=Speaker(address=an_address()))

    guest = a_comment(article, name="Ada", by=Speaker(keys=[known.key]))

    assert guest.person != known.person


def test_nobody_is_told_to_be_one_under_two_names_or_two_articles(article):
    for known in (GUEST, Speaker(user=a_user(name="Ada")), Speaker(address=an_address())):
        first = a_comment(article, name="Ada", by=known)
        again = Speaker(user=known.user, address=known.address, keys=[first.key])
        if not known.user:
            assert a_comment(article, name="Bo", by=again).person != first.person
        assert a_comment(an_article(), name="Ada", by=again).person != first.person


def test_a_comment_that_gets_another_name_is_another_person_s(article):
    first = a_comment(article, name="Ada")
    second = a_comment(article, name="Ada", by=Speaker(keys=[first.key]))
    seen = {"seen_revision": second.revision, "seen_status": second.status}

    rewriting.rewrite(second, source="A word.", name="Bo", keys=[first.key, second.key], **seen)
    assert fresh(second).person != first.person
    seen["seen_revision"] = second.revision
    rewriting.rewrite(second, source="A word.", name="Ada", keys=[first.key, second.key], **seen)

    assert fresh(second).person == first.person


def test_whoever_confirms_an_address_stays_who_they_were(article):
    comment = a_comment(article, name="Ada", email="ada@example.org")
    before = comment.person

    addresses.confirm(*read_link(link_token(comment)), keys=[comment.key])

    assert fresh(comment).person == before
    by = Speaker(address=addresses.by_email("ada@example.org"))
    assert a_comment(article, name="Ada", by=by).person == before


def test_the_sign_says_nothing_of_the_person(article):
    user = a_user(name="Ada")
    people = {a_comment(an_article(), by=Speaker(user=user)).person for _each in range(20)}

    assert len(people) == 20
    assert {len(person) for person in people} == {7}
    assert db.session.query(Comment.person).distinct().count() == 20

"""Whether an article takes comments, by its own word, the site's and the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from blog.accounts.models import User
from blog.articles.models import Article, ArticleStatus, Commenting
from blog.comments.house import ConversationSettings
from blog.comments.models import Invitation
from blog.comments.openness import Shut, openness_at
from blog.comments.speakers import GUEST, Speaker

PUBLISHED = datetime(2026, 10, 20, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def the_openness(now=PUBLISHED, *, site=None, status=ArticleStatus.PUBLISHED, **article):
    usual = {"commenting": Commenting.BEFORE, "closes_after": 0, "slow_mode": 0, "has_votes": True}
    fields = {"commenting": Commenting.SITE, "published_at": PUBLISHED, **article}
    return openness_at(now, Article(status=status, **fields), ConversationSettings(**{**usual, **(site or {})}))


@pytest.mark.parametrize("site", [each for each in Commenting if each is not Commenting.SITE])
def test_an_article_that_says_nothing_follows_the_site(site):
    assert the_openness(site={"commenting": site}).mode is site
    assert the_openness(site={"commenting": site, "slow_mode": 60}).slow_mode == 60


@pytest.mark.parametrize("own", [each for each in Commenting if each is not Commenting.SITE])
def test_an_article_that_says_something_holds_to_it(own):
    assert the_openness(site={"commenting": Commenting.KNOWN}, commenting=own).mode is own
    assert the_openness(site={"slow_mode": 60}, slow_mode=0).slow_mode == 0


@pytest.mark.parametrize(
    ("status", "commenting", "shut"),
    [
        (ArticleStatus.PUBLISHED, Commenting.SITE, None),
        (ArticleStatus.PUBLISHED, Commenting.CLOSED, Shut.CLOSED),
        (ArticleStatus.PUBLISHED, Commenting.MEMBERS, None),
        (ArticleStatus.WITHDRAWN, Commenting.AFTER, Shut.AWAY),
    ],
)
def test_what_is_closed_says_why(status, commenting, shut):
    found = the_openness(status=status, commenting=commenting)

    assert (found.shut, found.is_open) == (shut, shut is None)


def test_a_draft_takes_none():
    assert the_openness(status=ArticleStatus.DRAFT, published_at=None, site={"closes_after": 9}).shut is Shut.AWAY


@pytest.mark.parametrize(
    ("now", "shut"),
    [
        (PUBLISHED - SECOND, Shut.EARLY),
        (PUBLISHED, None),
        (PUBLISHED + timedelta(hours=1) - SECOND, None),
        (PUBLISHED + timedelta(hours=1), Shut.OVER),
    ],
)
def test_the_opening_time_is_in_and_the_closing_time_is_out(now, shut):
    assert the_openness(now, comments_from=PUBLISHED, comments_until=PUBLISHED + timedelta(hours=1)).shut is shut


@pytest.mark.parametrize(
    ("now", "shut"),
    [
        (PUBLISHED + timedelta(days=14) - SECOND, None),
        (PUBLISHED + timedelta(days=14), Shut.AGE),  # clocks went back between: days of 24 hours all the same
    ],
)
def test_comments_close_after_so_many_days(now, shut):
    found = the_openness(now, site={"closes_after": 14})

    assert (found.shut, found.closes_after, found.closes_at) == (shut, 14, PUBLISHED + timedelta(days=14))


def test_a_closing_time_of_its_own_holds_instead_of_the_days():
    later = PUBLISHED + timedelta(days=99)

    found = the_openness(later - SECOND, site={"closes_after": 14}, comments_until=later)

    assert (found.shut, found.closes_after, found.closes_at) == (None, 0, later)


@pytest.mark.parametrize("commenting", [Commenting.BEFORE, Commenting.KNOWN, Commenting.AFTER])
def test_everybody_is_let_in(commenting):
    assert the_openness(commenting=commenting).lets_in(GUEST)


@pytest.mark.parametrize(
    ("speaker", "is_let_in"), [(GUEST, False), (Speaker(user=User()), True), (Speaker(invitation=Invitation()), True)]
)
def test_where_only_members_comment_they_are_let_in_and_whom_editors_invited(speaker, is_let_in):
    found = the_openness(commenting=Commenting.MEMBERS)

    assert found.is_for_members
    assert found.lets_in(speaker) is is_let_in

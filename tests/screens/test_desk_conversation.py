"""The desk's page about the conversation of the whole site, and what an article says of its own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from blog.accounts.models import Role
from blog.articles import service as articles
from blog.articles.models import Commenting
from blog.comments import housekeeping
from blog.comments.house import HouseRules
from blog.database import db
from tests.factories import an_article, fresh

ADDRESS = "/desk/conversation"


@pytest.fixture(autouse=True)
def editor(sign_in):
    return sign_in(Role.EDITOR)


def settings():
    db.session.rollback()
    return housekeeping.house().settings


def test_what_holds_is_filled_in(client):
    page = client.get(ADDRESS)

    assert page.find("input[name=commenting][checked]")["value"] == "before"
    assert page.find("#closes_after")["value"] == "0"
    assert page.find("#has_votes").get("checked") is not None
    assert "Speak to a person." in page.text("#rules_en")
    assert "site" not in [choice["value"] for choice in page.all("input[name=commenting]")]


def test_what_is_saved_holds_under_every_article_that_says_nothing(client):
    an_article(slug="ice")
    an_article(slug="quay", commenting=Commenting.CLOSED)

    page = client.get(ADDRESS).submit(
        "Save changes", commenting="after", closes_after="30", slow_mode="60", has_votes=None
    )

    assert page.follow().text("[role=status]") == "Saved."
    assert (settings().commenting, settings().closes_after, settings().slow_mode) == (Commenting.AFTER, 30, 60)
    assert settings().has_votes is False
    assert "appears at once" in client.get("/articles/ice").text("#write .rules")
    assert client.get("/articles/quay").all(".closed")


def test_saving_what_was_opened_changes_nothing(client):
    client.get(ADDRESS).submit("Save changes")
    before = housekeeping.house().mark

    client.get(ADDRESS).submit("Save changes")

    db.session.rollback()
    assert housekeeping.house().mark == before
    assert housekeeping.versions() == []


def test_a_preview_shows_both_languages_and_stores_nothing(client):
    page = client.get(ADDRESS).submit("Preview", rules_fr="Soyez *gentils* !", rules_en="Be **kind**.")

    assert page.text("#preview [lang=fr] em") == "gentils"
    assert page.text("#preview [lang=en] strong") == "kind"
    assert page.text("#rules_en") == "Be **kind**."
    assert db.session.query(HouseRules).count() == 0


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"rules_fr": ""}, "rules_fr"),
        ({"rules_en": "…"}, "rules_en"),
        ({"rules_en": "x" * 10_001}, "rules_en"),
        ({"closes_after": "-1"}, "closes_after"),
        ({"closes_after": "soon"}, "closes_after"),
        ({"slow_mode": "99999"}, "slow_mode"),
        ({"commenting": "site"}, "commenting"),
    ],
)
def test_what_cannot_be_saved_is_told_at_its_field_and_what_was_typed_stays(client, typed, field):
    page = client.get(ADDRESS).submit("Save changes", **{"rules_fr": "Gardé.", **typed})

    assert page.status == 422
    assert page.all(f"#{field}-error")
    assert page.all(f'.summary a[href="#{field}"]') or field == "commenting"
    assert page.text("#rules_fr") == typed.get("rules_fr", "Gardé.")
    assert db.session.query(HouseRules).count() == 0


def test_two_editors_at_once_lose_nothing(client):
    mine = client.get(ADDRESS)
    client.get(ADDRESS).submit("Save changes", rules_en="Theirs.", commenting="after")

    both = mine.submit("Save changes", rules_en="Mine.", slow_mode="60")

    assert both.status == 409
    assert "Theirs." in both.text(".both")
    assert "at once, read afterwards" in both.text(".both")
    assert both.text("#rules_en") == "Mine."
    assert both.find("#slow_mode")["value"] == "60"
    assert settings().commenting is Commenting.AFTER
    saved = both.submit("Save mine over theirs")
    assert saved.status == 303
    assert [each.source_en for each in housekeeping.versions()][:2] == ["Mine.\n", "Theirs.\n"]
    assert (settings().commenting, settings().slow_mode) == (Commenting.BEFORE, 60)


def test_theirs_can_change_once_more_before_mine_is_saved(client):
    mine = client.get(ADDRESS)
    client.get(ADDRESS).submit("Save changes", rules_en="Theirs.")
    both = mine.submit("Save changes", rules_en="Mine.")
    client.get(ADDRESS).submit("Save changes", rules_en="Theirs again.")

    again = both.submit("Save mine over theirs")

    assert again.status == 409
    assert "Theirs again." in again.text(".both")


@pytest.mark.parametrize(("role", "status"), [(Role.READER, 403), (Role.MODERATOR, 403), (Role.ADMIN, 200)])
def test_the_page_is_for_editors_and_admins(client, sign_in, role, status):
    sign_in(role)

    assert client.get(ADDRESS).status == status


# an article of its own


def save(client, **typed):
    return client.get("/desk/articles/ice").submit("Save changes", **typed)


def test_an_article_says_at_the_desk_how_it_takes_comments(client):
    an_article(slug="ice")

    page = save(
        client,
        commenting="known",
        comments_from="2026-07-01T10:00",
        comments_until="2026-12-24T18:30",
        slow_mode="0",
    )

    assert page.status == 302, page.texts(".summary li")
    article = articles.by_slug("ice")
    assert (article.commenting, article.slow_mode) == (Commenting.KNOWN, 0)
    assert article.comments_from == datetime(2026, 7, 1, 8, tzinfo=UTC)  # the site is in Paris
    assert article.comments_until == datetime(2026, 12, 24, 17, 30, tzinfo=UTC)
    again = client.get("/desk/articles/ice")
    assert again.find("#comments_from")["value"] == "2026-07-01T10:00"
    assert again.find("#comments_until")["value"] == "2026-12-24T18:30"
    assert again.find("#slow_mode")["value"] == "0"


def test_emptied_fields_follow_the_site_again(client):
    article = an_article(slug="ice", comments_until=datetime(2026, 12, 24, tzinfo=UTC), slow_mode=60)

    save(client, comments_until="", slow_mode="", commenting="site")

    assert (fresh(article).comments_until, article.slow_mode, article.commenting) == (None, None, Commenting.SITE)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("comments_from", "2026-03-29T02:30", "There is no such time"),
        ("comments_until", "2026-10-25T02:30", "This time comes twice"),
        ("comments_from", "0001-01-01T00:00", "This is no time of ours."),
        ("comments_until", "9999-12-31T23:59", "Give a year from 2000 to 2199."),
        ("comments_until", "tomorrow", "Not a valid datetime"),
        ("slow_mode", "-1", "between 0 and 86400"),
    ],
)
def test_a_time_that_cannot_be_is_told_at_its_field_and_stays(client, field, typed, sentence):
    an_article(slug="ice")

    page = save(client, **{field: typed, "title": "Kept"})

    assert page.status == 422
    assert sentence in page.text(f"#{field}-error")
    assert page.find(f"#{field}")["value"] == typed
    assert page.find("#title")["value"] == "Kept"


def test_comments_open_before_they_close(client):
    an_article(slug="ice")

    page = save(client, comments_from="2026-07-01T10:00", comments_until="2026-07-01T10:00")

    assert "Comments must open before they close." in page.text("#comments_until-error")


def test_two_editors_of_an_article_see_how_its_comments_differ(client):
    an_article(slug="ice")
    mine = client.get("/desk/articles/ice")
    save(client, commenting="closed", slow_mode="0", comments_until="2026-12-24T18:30")

    both = mine.submit("Save changes", commenting="after", title="Before")

    assert both.status == 409
    compared = both.text(".both")
    assert all(words in compared for words in ("closed", "at once, read afterwards", "12/24/26, 6:30", "Before"))

"""Pinning threads and featuring comments, at the desk."""

from __future__ import annotations

import pytest

from blog.accounts.models import Role
from blog.comments.models import CommentStatus
from tests.factories import a_comment, an_article, fresh, many_comments

PATH = "/desk/articles/ice/conversation"
APPROVED = CommentStatus.APPROVED


@pytest.fixture
def article(sign_in):
    sign_in(Role.EDITOR)
    return an_article(slug="ice")


def test_an_editor_pins_a_thread_and_features_a_comment(client, article):
    first = a_comment(article, status=APPROVED, name="Ada")
    a_comment(article, status=APPROVED, name="Bo")

    page = client.get("/desk/articles/ice").click("Conversation")
    assert page.texts(".case .from b") == ["Bo", "Ada"]
    page = page.submit("Pin the thread: the comment by Ada").follow()

    assert page.texts(".case .from b") == ["Ada", "Bo"]
    assert "1 of 3 threads are pinned." in page.words
    page = page.submit("Choose the comment: the comment by Ada").follow()
    assert page.text("[role=status]") == "Pinned, and chosen by the editors."
    assert client.get("/articles/ice").texts(".chosen span") == ["Pinned", "Chosen by the editors"]

    page.submit("Unpin the thread: the comment by Ada").follow().submit("Choose it no longer: the comment by Ada")
    assert (fresh(first).pinned, first.is_featured) == (False, False)


def test_a_reply_is_featured_but_not_pinned(client, article):
    first = a_comment(article, status=APPROVED)
    a_comment(article, status=APPROVED, name="Bo", parent=first)

    page = client.get(PATH)

    assert [len(case.select("button")) for case in page.all(".case")] == [2, 1]
    assert page.text(".case + .case .where").endswith("in reply to Ada")


def test_a_fourth_pin_is_refused_in_a_sentence(client, article):
    names = ["Ada", "Bo", "Cleo", "Dag"]
    for name in names:
        a_comment(article, status=APPROVED, name=name)

    page = client.get(PATH)
    answers = [page.submit(f"Pin the thread: the comment by {name}") for name in names]

    assert [answer.status for answer in answers] == [303, 303, 303, 409]
    assert "3 threads are pinned under this article already" in answers[-1].text("[role=alert]")


def test_nothing_that_is_not_public_stands_there_or_is_chosen(client, article):
    gone = a_comment(article, status=APPROVED, source="Canary.")
    a_comment(article, status=APPROVED, parent=gone, name="Bo")
    for status in CommentStatus:
        if status is not APPROVED:
            a_comment(article, status=status, source="Canary.")
    client.post(f"/comments/{gone.key}/withdrawal")

    page = client.get(PATH)

    assert page.texts(".case .from b") == ["Bo"]
    assert "Canary" not in page.response.text
    assert client.post(f"{PATH}/{gone.id}/choice", data={"choice": "pin"}).status == 404


def test_a_comment_of_another_article_is_not_here(client, article):
    elsewhere = a_comment(status=APPROVED)

    assert client.post(f"{PATH}/{elsewhere.id}/choice", data={"choice": "pin"}).status == 404
    assert not fresh(elsewhere).pinned


def test_a_forged_choice_is_refused(client, article):
    comment = a_comment(article, status=APPROVED)

    assert client.post(f"{PATH}/{comment.id}/choice", data={"choice": "praise"}).status == 422


def test_the_page_goes_on_after_a_hundred_and_comes_back_to_the_comment(client, article):
    many_comments(article, 103)

    page = client.get(PATH).click("Further ones")
    assert len(page.all(".case")) == 3
    after = page.submit("Choose the comment").response.headers["Location"]

    assert "after=" in after
    assert "Chosen by the editors." in client.get(after).words


@pytest.mark.parametrize(
    ("role", "status"), [(None, 302), (Role.READER, 403), (Role.MODERATOR, 403), (Role.ADMIN, 200)]
)
def test_it_is_for_editors(client, sign_in, role, status):
    an_article(slug="ice")
    if role:
        sign_in(role)

    assert client.get(PATH).status == status

"""The private address of a comment: what has become of it, in plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blog.accounts.models import Role
from blog.articles import publishing, writing
from blog.articles.manuscript import Manuscript
from blog.comments.models import CommentStatus
from blog.moderation import service as moderation
from blog.moderation.grounds import Ground
from blog.moderation.models import Verdict
from tests.factories import SOURCE, a_comment, an_article, fresh


def decided(comment, verdict, **why):
    return moderation.decide(
        comment, verdict, by=None, seen_revision=comment.revision, seen_status=comment.status, **why
    )


def test_it_is_for_one_person(client):
    page = client.get(f"/comments/{a_comment().key}")

    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_the_comment_stands_there_as_it_was_typed(client):
    page = client.get(f"/comments/{a_comment(source='With *stars* & <b>').key}")

    assert page.text(".typed") == "With *stars* & <b>"


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (CommentStatus.HELD, "It waits for a moderator."),
        (CommentStatus.APPROVED, "It is published."),
        (CommentStatus.REJECTED, "It has not been published."),
        (CommentStatus.SPAM, "It has not been published."),
        (CommentStatus.WITHDRAWN, "You have taken it back."),
        (CommentStatus.ERASED, "It has been erased."),
    ],
)
def test_it_says_what_has_become_of_the_comment(client, status, sentence):
    comment = a_comment(status=status)

    assert client.get(f"/comments/{comment.key}").text(".state .word") == sentence


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (SOURCE.replace("an afternoon", "a winter"), "The answer has been reworded since. It began:"),
        (SOURCE.partition("## Who comes?")[0], "on a passage that is no longer in the text:"),
    ],
)
def test_its_author_and_the_moderators_see_which_words_it_spoke_of(client, sign_in, source, sentence):
    article = an_article()
    comment = a_comment(article, anchor=article.turns[1].anchor)

    writing.revise(article, replace(Manuscript.of(article), source=source), by=None, seen=article.revision)

    sign_in(Role.MODERATOR)
    for path in (f"/comments/{comment.key}", "/moderation/"):
        assert f"{sentence} {comment.quote}" in client.get(path).words


@pytest.mark.parametrize("verdict", [Verdict.REJECT, Verdict.SPAM])
def test_what_was_public_is_said_to_be_so_no_longer(client, verdict):
    comment = a_comment(status=CommentStatus.APPROVED)
    decided(comment, verdict, **({"ground": Ground.OFF_TOPIC} if verdict is Verdict.REJECT else {}))

    assert client.get(f"/comments/{comment.key}").text(".state .word") == "It is no longer published."


def test_under_a_withdrawn_article_nothing_is_said_to_be_public(client):
    comment = a_comment(an_article(), status=CommentStatus.APPROVED)
    publishing.withdraw(comment.article)

    page = client.get(f"/comments/{comment.key}")

    assert page.text(".state .word") == "It is no longer published, for the article has been withdrawn."
    assert not page.all(".state a")


def test_a_rejection_gives_its_reasons(client):
    comment = a_comment()
    decided(comment, Verdict.REJECT, ground=Ground.OFF_TOPIC, note="Try the piece on sand.")

    page = client.get(f"/comments/{comment.key}")

    assert Ground.OFF_TOPIC.sentence in page.words
    assert "Try the piece on sand." in page.words


def test_what_is_public_is_linked(client):
    comment = a_comment(an_article(slug="ice"))
    decided(comment, Verdict.APPROVE)

    page = client.get(f"/comments/{comment.key}")

    assert page.find(".state a")["href"] == f"/articles/ice/comments/{comment.id}"


@pytest.mark.parametrize("status", [CommentStatus.HELD, CommentStatus.APPROVED])
def test_its_author_may_take_it_back(client, status):
    comment = a_comment(status=status)

    page = client.get(f"/comments/{comment.key}").submit("Withdraw my comment").follow()

    assert "You have taken it back." in page.words
    assert fresh(comment).status is CommentStatus.WITHDRAWN


def test_taking_it_back_takes_two_steps(client):
    page = client.get(f"/comments/{a_comment().key}")

    assert page.text("details:not([open]) summary") == "Withdraw my comment…"
    assert page.texts("details button") == ["Withdraw my comment"]


def test_what_is_rejected_cannot_be_taken_back(client):
    comment = a_comment(status=CommentStatus.REJECTED)

    assert not client.get(f"/comments/{comment.key}").all("form")
    assert client.post(f"/comments/{comment.key}/withdrawal").status == 409


def test_taking_back_asks_for_a_token(client):
    comment = a_comment()

    assert client.post(f"/comments/{comment.key}/withdrawal", with_token=False).status == 400
    assert fresh(comment).is_held


@pytest.mark.parametrize("key", ["Zm9yIG5vYm9keSBhdCBhbGwgLSBub3R5ZXQ_", "short", "x" * 80, "%00" * 30])
def test_nobody_guesses_it(client, key):
    assert client.get(f"/comments/{key}").status == 404

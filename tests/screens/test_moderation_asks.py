"""Asks in the moderators' room: what waits, one verdict on several, and taking it back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from blog.asks.grounds import AskGround
from blog.asks.models import AskStatus
from blog.database import utcnow
from blog.moderation import asks
from tests.factories import an_article, an_ask, fresh

TEXT = "## Well?\n\nA slipway on piles, and the ice house.\n"


@pytest.fixture
def moderator(sign_in):
    return sign_in("moderator")


@pytest.fixture
def article():
    return an_article(title="Low water", source=TEXT)


def decide(client, *chosen, **given):
    return client.post("/moderation/asks/decision", data={"asks": [ask.id for ask in chosen], **given})


@pytest.mark.parametrize("address", ["/moderation/asks", "/moderation/asks/decided"])
@pytest.mark.parametrize(
    ("role", "status"), [(None, 302), ("reader", 403), ("editor", 403), ("moderator", 200), ("admin", 200)]
)
def test_the_room_is_for_moderators(client, sign_in, address, role, status):
    sign_in(role)

    assert client.get(address).status == status


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("reader", 403), ("editor", 403)])
def test_only_moderators_decide(client, sign_in, article, role, status):
    ask = an_ask(article)
    sign_in(role)

    assert decide(client, ask, verdict="accepted").status == status
    assert fresh(ask).is_held


def test_words_wait_with_their_sentences_and_no_address(client, moderator, article):
    an_ask(article, word="piles", email="ada@example.org", at=utcnow() - timedelta(hours=1))
    for hours in (2, 5):
        an_ask(article, word="slipway", at=utcnow() - timedelta(hours=hours))

    page = client.get("/moderation/asks")

    assert page.text("h1") == "3 questions about words wait"
    assert page.texts(".case h2") == ["slipway asked 2 times", "piles asked once"]
    assert page.texts(".case label")[0] == "A slipway on piles, and the ice house."
    assert page.texts(".case .where")[0] == "Low water, has waited for 5 hours"
    assert page.texts(".queues a")[-1] == "Words asked about 3"
    assert "ada@example.org" not in page.response.text


def test_an_empty_list_says_so(client, moderator):
    assert client.get("/moderation/asks").text("h1") == "No question about a word waits"


def test_all_of_a_word_are_accepted_at_once(client, moderator, article):
    chosen = [an_ask(article, word="slipway") for _ in range(3)]
    other = an_ask(article, word="piles")

    answer = client.get("/moderation/asks").submit("Accept slipway")

    assert answer.status == 303
    assert answer.follow().text(".told") == "“slipway” is on the editors’ list."
    assert {fresh(ask).status for ask in chosen} == {AskStatus.ACCEPTED}
    assert fresh(other).is_held


def test_one_of_a_word_is_decided_when_it_alone_is_ticked(client, moderator, article):
    first, second = (an_ask(article, word="slipway") for _ in range(2))

    client.get("/moderation/asks").submit("Spam slipway", asks=[str(second.id)])

    assert fresh(first).is_held
    assert fresh(second).status is AskStatus.SPAM


def test_a_rejection_says_why(client, moderator, article):
    ask = an_ask(article)

    client.get("/moderation/asks").submit("Reject ice house", ground="insult")

    assert (fresh(ask).status, fresh(ask).ground) == (AskStatus.REJECTED, AskGround.INSULT)
    assert fresh(ask).decided_by_id == moderator.id


def test_a_rejection_without_a_reason_keeps_the_ticks(client, moderator, article):
    an_ask(article, word="slipway")
    second = an_ask(article, word="slipway")
    an_ask(article, word="piles")

    page = client.get("/moderation/asks").submit("Reject slipway", asks=[str(second.id)])

    assert page.text("#ground-wrong") == "Choose why this is not passed on."
    assert len(page.all("details[open]")) == 1
    assert [box["value"] for box in page.all("#word-1 ~ .ticks [checked]")] == [str(second.id)]
    assert len(page.all("#word-2 ~ .ticks [checked]")) == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"verdict": "rejected"}, "Choose why this is not passed on."),
        ({"verdict": "accepted", "asks": []}, "Choose at least one."),
        ({}, "Part of the form was missing."),
        ({"verdict": "answered"}, "Part of the form was missing."),
        ({"verdict": "burn"}, ""),
        ({"verdict": "rejected", "ground": "burn"}, ""),
        ({"verdict": "accepted", "asks": ["x"]}, ""),
        ({"verdict": "accepted", "asks": [str(10**30)]}, ""),
    ],
)
def test_a_verdict_that_lacks_something_is_none(client, moderator, article, given, sentence):
    ask = an_ask(article)

    page = decide(client, ask, **given)

    assert page.status == 422
    assert sentence in page.text(".summary")
    assert fresh(ask).is_held


def test_a_stale_verdict_decides_nothing_and_shows_what_waits(client, moderator, article):
    first, second = (an_ask(article, word="slipway") for _ in range(2))
    opened = client.get("/moderation/asks")
    asks.decide([first.id], AskStatus.SPAM, by=None)

    page = opened.submit("Accept slipway")

    assert page.status == 409
    assert "Somebody has decided on this word since you opened the page." in page.text(".summary")
    assert page.texts(".case h2") == ["slipway asked once"]
    assert fresh(second).is_held


def test_what_came_after_the_page_was_opened_is_not_decided(client, moderator, article):
    an_ask(article, word="slipway")
    opened = client.get("/moderation/asks")
    later = an_ask(article, word="slipway")

    assert opened.submit("Accept slipway").status == 303
    assert fresh(later).is_held


def test_a_decision_is_taken_back(client, moderator, article):
    ask = an_ask(article)
    client.get("/moderation/asks").submit("Reject ice house", ground="everyday")
    page = client.get("/moderation/asks/decided")

    answer = page.submit("Let it wait again")

    assert page.text(".outcome b") == "ice house: rejected, Everyday word"
    assert answer.follow().text(".told") == "“ice house” waits again."
    assert fresh(ask).is_held
    assert page.submit("Let it wait again").status == 409


def test_a_forged_verdict_is_refused(client, moderator, article):
    ask = an_ask(article)

    page = client.post("/moderation/asks/decision", data={"asks": ask.id, "verdict": "accepted"}, with_token=False)

    assert page.status == 400
    assert fresh(ask).is_held

"""The editors' list of words that readers ask about."""

from __future__ import annotations

import pytest

from blog.asks import service as asks
from blog.asks.models import AskStatus
from tests.factories import an_article, an_ask, fresh

ACCEPTED = AskStatus.ACCEPTED
TEXT = "## Well?\n\nA slipway on piles, and the ice house.\n\n## And?\n\nThe slipway again.\n"


@pytest.fixture
def editor(sign_in):
    return sign_in("editor")


@pytest.fixture
def article():
    return an_article(title="Low water", source=TEXT)


@pytest.mark.parametrize(("role", "status"), [(None, 302), ("reader", 403), ("moderator", 403), ("editor", 200)])
def test_the_list_is_for_editors(client, sign_in, role, status):
    sign_in(role)

    assert client.get("/desk/glossary/asked").status == status


def test_the_most_asked_comes_first_with_its_sentences(client, editor, article):
    an_ask(article, word="piles", status=ACCEPTED)
    for _ in range(2):
        an_ask(article, word="slipway", email="ada@example.org", status=ACCEPTED)
    an_ask(article, word="ice house")

    page = client.get("/desk/glossary/asked")

    assert page.texts(".case h2") == ["slipway asked 2 times", "piles asked once"]
    assert len(page.all(".case:first-of-type .ticks li")) == 1
    assert page.text("#word-1 ~ .ticks .where") == "Low water"
    assert "ada@example.org" not in page.response.text
    assert "ice house" not in page.texts(".case h2")


def test_it_can_be_of_one_language(client, editor, article):
    an_ask(article, word="piles", status=ACCEPTED)

    assert not client.get("/desk/glossary/asked?language=fr").all(".case")
    assert client.get("/desk/glossary/asked?language=en").all(".case")


def test_define_begins_an_entry_with_the_word(client, editor, article):
    an_ask(article, word="slipway", status=ACCEPTED)

    page = client.get("/desk/glossary/asked").click("Define")

    assert page.find("[name=label]")["value"] == "slipway"


def test_declining_says_why(client, editor, article):
    chosen = [an_ask(article, word="slipway", status=ACCEPTED) for _ in range(2)]

    answer = client.get("/desk/glossary/asked").submit("Decline slipway", reason="The picture\r\nshows one.")

    assert answer.status == 303
    assert "“slipway” is declined" in answer.follow().text(".told")
    for ask in chosen:
        assert (fresh(ask).status, fresh(ask).reason) == (AskStatus.DECLINED, "The picture\nshows one.")
    assert "The picture shows one." in client.get(f"/asks/{chosen[0].key}").words


def test_declining_without_a_reason_declines_nothing(client, editor, article):
    an_ask(article, word="piles", status=ACCEPTED)
    ask = an_ask(article, word="slipway", status=ACCEPTED)

    page = client.get("/desk/glossary/asked").submit("Decline slipway", reason=" ")

    assert page.status == 422
    assert "Say in a few words why" in page.text(".summary")
    assert len(page.all("details[open]")) == 1
    assert fresh(ask).status is ACCEPTED


def test_a_stale_refusal_declines_nothing_and_keeps_the_reason(client, editor, article):
    first, second = (an_ask(article, word="slipway", status=ACCEPTED) for _ in range(2))
    opened = client.get("/desk/glossary/asked")
    asks.decline([first.id], "No.", by=None)

    page = opened.submit("Decline slipway", reason="Everybody knows.")

    assert page.status == 409
    assert "Somebody has decided on this word" in page.text(".summary")
    assert page.text("details[open] textarea") == "Everybody knows."
    assert fresh(second).status is ACCEPTED


def test_an_entry_called_asked_has_another_address(client, editor):
    client.post(
        "/desk/glossary",
        data={"label": "Asked", "language": "en", "definition": "Put as a question.", "act": "publish"},
    )

    assert client.get("/glossary/asked-en").status == 200
    assert client.get("/desk/glossary/asked").text("h1") == "Words asked about"

"""The way of an ask from the article to its private address."""

from __future__ import annotations

from time import process_time

import pytest

from blog.articles.models import Commenting
from blog.asks.answering import answer_asks
from blog.asks.grounds import AskGround
from blog.asks.models import Ask, AskStatus
from blog.database import db
from blog.glossary import writing
from tests.factories import a_term, an_article, an_ask, fresh

FORM = "/articles/ice/asks/new"


@pytest.fixture
def article():
    return an_article(title="Ice", slug="ice", source="## Well?\n\nWe built it by the slipway, on piles.\n")


def the_asks():
    return db.session.query(Ask).order_by(Ask.id).all()


def the_preview(client, **typed):
    return client.post("/articles/ice/asks/preview", data={"word": "slipway", **typed}, with_token=False)


def test_a_link_under_the_article_leads_to_the_form(client, article):
    form = client.get("/articles/ice").click("A word you do not know? Ask what it means.")

    assert form.status == 200
    assert form.text("h1") == "What does this mean?"
    assert not form.all("form input[type=hidden]")


def test_the_link_stands_in_a_footer_that_reader_views_leave_out(client, article):
    assert client.get("/articles/ice").find("footer.ask a")["href"] == FORM


def test_the_address_fills_the_form_in_and_shows_the_sentence(client, article):
    page = client.get(f"{FORM}?word=the+slipway")

    assert page.find("#ask-word")["value"] == "the slipway"
    assert page.text("mark") == "the slipway"
    assert "Set-Cookie" not in page.headers


def test_from_the_form_to_the_private_address(client, article):
    preview = client.get(FORM).submit("Continue", word="Slipway", email="ada@example.org")
    own = preview.submit("Send").follow()

    assert preview.headers["Cache-Control"] == own.headers["Cache-Control"] == "no-store"
    assert preview.text(".asked") == "We built it by the slipway, on piles."
    assert own.text(".state .word") == "It waits for a moderator."
    assert own.text("mark") == "slipway"
    assert own.find("section.mine .when a")["href"] == f"/articles/ice#{article.turns[0].anchor}"
    assert [(ask.word, ask.email) for ask in the_asks()] == [("slipway", "ada@example.org")]


def test_a_look_before_sending_stores_nothing(client, article):
    assert the_preview(client).status == 200

    assert the_asks() == []


def test_the_same_form_sent_twice_is_one_ask(client, article):
    preview = the_preview(client)

    first, second = preview.submit("Send"), preview.submit("Send")

    assert first.location == second.location
    assert len(the_asks()) == 1


def test_another_word_in_a_form_already_sent_is_another_ask(client, article):
    preview = the_preview(client)
    preview.submit("Send")

    again = preview.submit("Send", word="piles")
    again.submit("Send")

    assert again.status == 422
    assert "sent before" in again.text(".summary")
    assert [ask.word for ask in the_asks()] == ["slipway", "piles"]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"word": ""}, "word", "Type a word of the article."),
        ({"word": "…"}, "word", "Type a word of the article."),
        ({"word": "crane"}, "word", "This does not stand in the article."),
        ({"word": "x" * 101}, "word", "Ask about at most 100 characters."),
        ({"email": "nowhere"}, "email", "This does not look like an e-mail address."),
    ],
)
def test_a_mistake_is_told_at_its_field_and_what_was_typed_stays(client, article, typed, field, sentence):
    page = the_preview(client, **typed)

    assert page.status == 422
    assert page.text("h1") == "Your question has not been sent yet"
    assert sentence in page.text(f"#ask-{field}-error")
    assert page.find(".summary a")["href"] == f"#ask-{field}"
    assert page.find("#ask-word")["value"] == typed.get("word", "slipway")


@pytest.mark.parametrize("token", [None, "", "stale", "IjEi.aaaa.bbbb"])
def test_a_token_that_is_missing_old_or_foreign_loses_nothing(client, article, token):
    page = client.post("/articles/ice/asks", data={"word": "slipway", "csrf_token": token}, with_token=False)

    assert page.status == 422
    assert page.find("#ask-word")["value"] == "slipway"
    assert "Nothing is lost" in page.text("[role=alert]")
    assert the_asks() == []
    assert page.submit("Send").status == 303


def test_a_sentence_that_the_browser_sends_is_not_believed(client, article):
    the_preview(client, sentence="Buy cheap slipway", anchor="made-up", turn="made-up").submit("Send")

    assert the_asks()[0].sentence == "We built it by the slipway, on piles."
    assert the_asks()[0].anchor == article.turns[0].anchor


@pytest.mark.parametrize("way", ["get", "preview", "post"])
def test_what_the_glossary_explains_is_answered_at_once(client, article, way):
    a_term("slipway", definition="A *slope* for boats.")
    sent = {"word": "Slipways"}  # a form, whether or not it stands in the article
    page = {
        "get": lambda: client.get(FORM, query_string=sent),
        "preview": lambda: the_preview(client, **sent),
        "post": lambda: client.post("/articles/ice/asks", data={**sent, "csrf_token": client.token()}),
    }[way]()

    assert page.status == 200
    assert page.text("dl dfn") == "slipway"
    assert page.text("dl em") == "slope"
    assert page.find("dl a")["href"] == "/glossary/slipway"
    assert the_asks() == []


def test_two_senses_are_both_shown(client, article):
    a_term("slipway", definition="A slope.")
    a_term("slipway", definition="An excuse.", sense="slang")

    assert client.get(f"{FORM}?word=slipway").texts("dl dd > :first-child") == ["A slope.", "An excuse."]


@pytest.mark.parametrize(
    "word",
    [
        "\x00",
        "\ud800",
        "e" + "\u0301" * 100_000,
        "\u202e" * 50,
        "\u202eyawpils",
        "x" * 1_000_000,
        "(" * 90,
        "<script>__hit=1</script>",
        "=?utf-8?q?Ada=0D=0ABcc:_all@example.org?=",
    ],
    ids=ascii,
)
def test_hostile_words_get_a_sentence_quickly(client, article, word):
    typed = word.encode("utf-8", "replace").decode()
    began = process_time()

    page = the_preview(client, word=typed)
    asked = client.get(FORM, query_string={"word": typed[:2_000]})

    assert process_time() - began < 2
    assert (page.status, asked.status) == (422, 200)
    assert page.text("#ask-word-error")
    assert len(page.data) < 20_000
    assert not page.all("main script")


def test_the_form_is_not_there_without_a_public_article(client):
    an_article(slug="draft", published=False)
    an_article(slug="gone", withdrawn=True)

    assert client.get("/articles/draft/asks/new").status == 404
    assert client.get("/articles/gone/asks/new").status == 410
    assert client.post("/articles/draft/asks/preview", data={"word": "ice"}).status == 404
    assert client.post("/articles/gone/asks", data={"word": "ice"}).status == 410


def test_where_comments_are_closed_words_can_be_asked_about(client):
    an_article(slug="quiet", commenting=Commenting.CLOSED)

    assert client.post("/articles/quiet/asks/preview", data={"word": "ice house"}).status == 200


def test_whoever_is_too_quick_is_slowed_down(client, article):
    assert [the_preview(client).status for _ in range(11)] == [200] * 10 + [429]


@pytest.mark.parametrize("path", ["asks/preview", "asks"])
def test_asks_are_posted_not_got(client, article, path):
    assert client.get(f"/articles/ice/{path}").status == 405


def test_the_private_address_is_for_one_person(client):
    page = client.get(f"/asks/{an_ask(email='ada@example.org').key}")

    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "ada@example.org" not in page.response.text


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (AskStatus.HELD, "It waits for a moderator."),
        (AskStatus.ACCEPTED, "It is on the editors’ list."),
        (AskStatus.ANSWERED, "It is answered."),
        (AskStatus.DECLINED, "The editors do not explain this word."),
        (AskStatus.REJECTED, "It has not been passed on."),
        (AskStatus.SPAM, "It has not been passed on."),
    ],
)
def test_it_says_what_has_become_of_it(client, status, sentence):
    page = client.get(f"/asks/{an_ask(status=status).key}")

    assert page.text(".state .word") == sentence
    assert ("Not here." in page.words) == (status is AskStatus.DECLINED)
    assert (AskGround.EVERYDAY.sentence in page.words) == (status is AskStatus.REJECTED)


def test_an_answer_is_the_definition_and_where_it_stands(client, article):
    ask = an_ask(article, word="slipway", status=AskStatus.ACCEPTED)
    term = a_term("slipway", definition="A *slope*.")
    answer_asks()

    page = client.get(f"/asks/{ask.key}")

    assert page.text("dl em") == "slope"
    assert page.find("dl a")["href"] == "/glossary/slipway"
    writing.remove(term)
    assert "the entry is no longer there" in client.get(f"/asks/{ask.key}").words


def test_an_answer_that_is_a_draft_again_is_not_shown(client, article):
    ask = an_ask(article, word="slipway", status=AskStatus.ACCEPTED)
    term = a_term("slipway", definition="A secret.")
    answer_asks()
    term.status = type(term.status).DRAFT
    db.session.commit()

    assert "A secret." not in client.get(f"/asks/{ask.key}").words


def test_of_a_withdrawn_article_nothing_is_told(client):
    article = an_article(slug="gone", title="Low water")
    ask = an_ask(article)
    article.withdraw()
    db.session.commit()

    page = client.get(f"/asks/{fresh(ask).key}")

    assert "This article has been withdrawn." in page.words
    assert "Low water" not in page.words
    assert not page.all("main a[href*=gone]")


@pytest.mark.parametrize("key", ["Zm9yIG5vYm9keSBhdCBhbGwgLSBub3R5ZXQ_", "short", "x" * 80, "%00" * 30])
def test_nobody_guesses_it(client, key):
    assert client.get(f"/asks/{key}").status == 404


def test_the_form_speaks_the_articles_language(client):
    an_article(slug="glace", language="fr")

    assert client.get("/articles/glace/asks/new").find("html")["lang"] == "fr"

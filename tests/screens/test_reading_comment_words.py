"""The words of comments: marks and their definitions, quotations of the article, and asking what a word means."""

from __future__ import annotations

import pytest

from blog.accounts.models import Role
from blog.articles.annotating import follow_glossary
from blog.articles.models import Continuation
from blog.asks import service as asks
from blog.asks.answering import answer_asks
from blog.asks.models import Ask, AskStatus
from blog.comments.models import CommentStatus
from blog.comments.standing import settle
from blog.database import db
from tests.factories import a_comment, a_term, an_article, fresh

APPROVED = CommentStatus.APPROVED
SOURCE = "## How did it begin?\n\nThe old quay stood empty, and the rain came in.\n"


@pytest.fixture
def article():
    a_term("quay", definition="Where boats lie.")
    a_term("oar", definition="It moves a boat.")
    return an_article(title="Ice", slug="ice", source=SOURCE)


def targets(page, within):
    return [button["popovertarget"] for button in page.all(f"{within} .gl > button")]


def test_marks_of_comments_open_the_definition_that_the_article_has(client, article):
    comment = a_comment(article, status=APPROVED, source="Our quay.")

    page = client.get("/articles/ice")

    assert targets(page, f"#comment-{comment.id}") == ["g-quay"]
    assert page.find("#g-quay").find_parent("article") is not None
    assert not page.all(".talks .gloss")


def test_what_only_comments_mark_is_explained_once_below_them(client, article):
    for _ in range(2):
        a_comment(article, status=APPROVED, source="An oar on the quay.")

    page = client.get("/articles/ice")

    assert targets(page, ".comment") == ["g-oar", "g-quay"] * 2
    assert page.texts(".talks .gloss dfn") == ["oar"]
    assert page.text("#gloss-beside-h") == "Words explained in the comments"
    assert page.all(".essay .switches")
    assert not page.all(".talks .switches")
    assert not page.all(".talks .gl-back")


def test_the_switches_come_with_the_first_definitions_there_are(client):
    a_term("oar")
    a_comment(an_article(slug="dry", source="## Why?\n\nNobody knows.\n"), status=APPROVED, source="An oar.")

    page = client.get("/articles/dry")

    assert len(page.all(".talks .switches")) == 1
    assert any("choices" in script["src"] for script in page.all("script[src]"))


@pytest.mark.parametrize("status", [status for status in CommentStatus if status is not APPROVED])
def test_what_a_comment_marks_that_is_not_public_is_not_explained(client, article, status):
    hidden = a_comment(article, status=APPROVED, source="An oar.")
    a_comment(article, status=APPROVED, parent=hidden)
    settle(hidden, status)
    db.session.commit()

    page = client.get("/articles/ice")

    assert page.all(".gone")
    assert "It moves a boat." not in page.text("main")


def test_on_the_page_with_the_lead_comments_explain_what_only_the_rest_does(client):
    a_term("quay")
    source = "## How?\n\nSlowly.\n\n<!--more-->\n\n## Where?\n\nOn the quay.\n"
    a_comment(an_article(slug="two", source=source, continuation=Continuation.PAGE), status=APPROVED, source="A quay.")

    assert client.get("/articles/two").texts(".talks .gloss dfn") == ["quay"]
    assert client.get("/articles/two/full").all(".talks .gloss") == []


def test_the_preview_shows_the_marks_with_their_definitions(client, article):
    typed = {"text": "An oar on the quay.", "name": "Ada"}
    preview = client.post("/articles/ice/comments/preview", data=typed, with_token=False)

    assert targets(preview, ".as-it-will-look") == ["g-oar", "g-quay"]
    assert preview.texts(".gloss dfn") == ["oar", "quay"]


def test_elsewhere_a_comment_stands_without_marks(client, article):
    comment = a_comment(article, status=APPROVED, source="An oar on the quay.")

    assert not client.get(f"/articles/ice/comments/new?reply_to={comment.id}").all(".gl")


def test_a_quotation_of_the_article_leads_to_its_turn(client, article):
    comment = a_comment(article, status=APPROVED, source="> the rain came in.\n\nHere too.\n\n> it never rained here")

    page = client.get("/articles/ice")

    link = page.find(f"#comment-{comment.id} figcaption a")
    assert link.text == "from the answer to “How did it begin?”"
    assert link["href"] == f"/articles/ice#{article.turns[0].anchor}"
    assert page.all(f"[id='{article.turns[0].anchor}']")
    assert len(page.all(f"#comment-{comment.id} .said > blockquote:not([cite])")) == 1


def test_a_word_of_a_comment_can_be_asked_about(client, article):
    comment = a_comment(article, status=APPROVED, name="Bo", source="It was *all* baggywrinkle. Then it snowed.")

    form = client.get("/articles/ice").click("Ask about a word")
    assert "baggywrinkle" in form.text("figure.asked")
    preview = form.submit("Continue", word="Baggywrinkle")
    own = preview.submit("Send").follow()

    ask = db.session.query(Ask).one()
    assert (ask.word, ask.sentence, ask.comment) == ("baggywrinkle", "It was all baggywrinkle.", comment)
    assert preview.text("blockquote.asked") == own.text(".asked") == "It was all baggywrinkle."
    assert own.click("In the comment by Bo").headers["Location"].endswith(f"#comment-{comment.id}")


def test_editors_and_moderators_see_in_which_comment_the_word_stands(client, sign_in, article):
    turn = article.turns[0]
    comment = a_comment(article, status=APPROVED, name="Bo", source="All baggywrinkle.", anchor=turn.anchor)
    ask = asks.post(article, key=Ask.new_key(), word="baggywrinkle", comment=comment)
    sign_in(Role.ADMIN)

    for path in ("/moderation/asks", "/desk/glossary/asked"):
        page = client.get(path)
        assert page.text(".ticks span") == "All baggywrinkle."
        assert page.find(".where a:first-child")["href"] == f"/articles/ice#{turn.anchor}"
        assert page.click("in the comment by Bo").headers["Location"] == f"/articles/ice#comment-{comment.id}"
        ask.decide(AskStatus.ACCEPTED, by=None)
        db.session.commit()


def test_the_answer_shows_in_the_comment_from_which_it_was_asked(client, article):
    comment = a_comment(article, status=APPROVED, source="It was baggywrinkle.")
    ask = asks.post(article, key=Ask.new_key(), word="baggywrinkle", comment=comment)
    ask.decide(AskStatus.ACCEPTED, by=None)
    a_term("baggywrinkle", definition="It keeps sails from chafing.")

    follow_glossary()
    answer_asks()

    page = client.get(f"/asks/{ask.key}").click("In the comment by Ada").follow()
    assert page.text(f"#comment-{comment.id} .gl") == "baggywrinkle"


@pytest.mark.parametrize("status", [status for status in CommentStatus if status is not APPROVED])
def test_of_a_comment_that_is_no_longer_public_the_word_alone_stands(client, sign_in, article, status):
    comment = a_comment(article, status=APPROVED, name="Bo", source="The canary sat on baggywrinkle.")
    ask = asks.post(article, key=Ask.new_key(), word="baggywrinkle", comment=comment)
    comment.status = status
    db.session.commit()
    sign_in(Role.ADMIN)

    pages = [client.get(f"/asks/{ask.key}"), client.get("/moderation/asks")]

    assert "It stood in a comment that is no longer public." in pages[0].words
    assert "in a comment that is no longer public" in pages[1].words
    for page in pages:
        assert "canary" not in page.words
        assert "baggywrinkle" in page.words


def test_the_address_of_the_form_names_word_and_comment(client, article):
    comment = a_comment(article, status=APPROVED, source="It was baggywrinkle.")

    page = client.get(f"/articles/ice/asks/new?word=baggywrinkle&comment={comment.id}")

    assert page.text("mark") == "baggywrinkle"
    assert page.find("input[name=comment]")["value"] == str(comment.id)
    assert "Set-Cookie" not in page.headers


def test_what_the_glossary_explains_is_answered_at_a_comment_too(client, article):
    comment = a_comment(article, status=APPROVED, source="An oar.")

    assert client.get(f"/articles/ice/asks/new?word=oar&comment={comment.id}").text("dd > p:first-child") == (
        "It moves a boat."
    )


def test_a_word_that_the_comment_does_not_have_is_refused_there(client, article):
    comment = a_comment(article, status=APPROVED, source="It was baggywrinkle.")

    typed = {"word": "rain", "comment": str(comment.id)}
    page = client.post("/articles/ice/asks/preview", data=typed, with_token=False)

    assert page.status == 422
    assert "This does not stand in the comment." in page.words


@pytest.mark.parametrize("status", [status for status in CommentStatus if status is not APPROVED])
def test_nobody_asks_about_a_comment_that_is_not_public(client, article, status):
    comment = a_comment(article, status=status, source="It was baggywrinkle.")
    typed = {"word": "baggywrinkle", "comment": str(comment.id)}

    answers = [
        client.get(f"/articles/ice/asks/new?word=baggywrinkle&comment={comment.id}"),
        client.post("/articles/ice/asks/preview", data=typed, with_token=False),
        client.post("/articles/ice/asks", data=typed),
    ]

    assert [answer.status for answer in answers] == [404, 404, 404]
    assert not any("baggywrinkle" in answer.words for answer in answers)
    assert fresh(comment).status is status


def test_a_comment_under_another_article_is_not_asked_about_here(client, article):
    comment = a_comment(status=APPROVED, source="It was baggywrinkle.")

    assert client.get(f"/articles/ice/asks/new?word=baggywrinkle&comment={comment.id}").status == 404

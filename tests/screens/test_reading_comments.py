"""The conversation under an article, and the way of a comment from the form to its private address."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blog.articles import writing
from blog.articles.manuscript import Manuscript
from blog.articles.models import Commenting
from blog.comments.models import Comment, CommentStatus
from blog.comments.standing import settle
from blog.database import db
from tests.factories import SOURCE, a_comment, an_article, fresh
from tests.pages import Visitor

APPROVED = CommentStatus.APPROVED


@pytest.fixture
def article():
    return an_article(title="Ice", slug="ice")


def the_comments():
    return db.session.query(Comment).order_by(Comment.id).all()


def the_preview(client, **typed):
    values = {"text": "We had *one* too.", "name": "Ada", **typed}
    return client.post("/articles/ice/comments/preview", data=values, with_token=False)


def test_comments_are_nested_lists_of_articles(client, article):
    first = a_comment(article, status=APPROVED, name="Ada", source="The *first* word.")
    a_comment(article, status=APPROVED, name="Bo", parent=first, source="An answer.")

    page = client.get("/articles/ice")

    assert page.text("#comments-h") == "2 comments"
    answer = page.find("ol.thread > li > ol > li > article.comment")
    assert answer["aria-label"] == f"Bo, {answer.select_one('time').text.rpartition(', ')[0]}"
    assert answer.select_one(".to a")["href"] == f"/articles/ice/comments/{first.id}"
    assert page.find(f"#comment-{first.id} .said em").text == "first"
    assert page.find(f"#comment-{first.id} time")["datetime"].endswith("+00:00")


def test_a_comment_says_which_question_it_speaks_of(client, article):
    comment = a_comment(article, status=APPROVED, anchor=article.turns[1].anchor)

    page = client.get("/articles/ice")

    assert page.text(f"#comment-{comment.id} .on") == "on Who comes?"
    assert page.find(f"#comment-{comment.id} .on a")["href"] == f"#{article.turns[1].anchor}"
    assert "1 comment on this answer" in page.texts(".talk a")


@pytest.mark.parametrize("status", [status for status in CommentStatus if status is not APPROVED])
def test_what_is_not_public_leaves_no_trace(client, article, status):
    before = client.get("/articles/ice")
    hidden = a_comment(article, status=APPROVED, name="Nobody", source="Nothing to see.")
    settle(hidden, status)
    db.session.commit()

    after = client.get("/articles/ice")

    assert after.data == before.data
    assert after.headers["ETag"] == before.headers["ETag"]
    assert client.get(f"/articles/ice/comments/new?reply_to={hidden.id}").status == 404


def test_an_answer_to_what_is_hidden_does_not_name_it(client, article):
    hidden = a_comment(article, status=APPROVED, name="Nobody")
    a_comment(article, status=APPROVED, name="Bo", parent=hidden)
    settle(hidden, CommentStatus.REJECTED)
    db.session.commit()

    page = client.get("/articles/ice")

    assert "Nobody" not in page.words
    assert page.texts("ol.thread > li > .gone") == ["A moderator has removed this comment."]
    assert page.texts("ol.thread > li > ol > li > article .by b") == ["Bo"]


def test_where_comments_are_closed_a_sentence_says_so(client, article):
    article.commenting = Commenting.CLOSED
    db.session.commit()

    page = client.get("/articles/ice")

    assert "Comments are closed under this article." in page.words
    assert not page.all("form.write")
    assert client.get("/articles/ice/comments/new").status == 409


def test_the_form_on_the_page_carries_no_token(client, article):
    form = client.get("/articles/ice").find("form.write")

    assert [field["name"] for field in form.select("input[type=hidden]")] == ["rules"]


def test_without_scripts_a_comment_goes_by_the_preview(client, article):
    preview = client.get("/articles/ice").submit("Preview", text="We had *one* too.", name="Ada")
    own = preview.submit("Send").follow()

    assert preview.find(".as-it-will-look em").text == "one"
    assert preview.headers["Cache-Control"] == "no-store"
    assert preview.status == 200
    assert "It waits for a moderator." in own.words
    assert [comment.source for comment in the_comments()] == ["We had *one* too."]


def test_a_preview_stores_nothing(client, article):
    assert the_preview(client).status == 200

    assert the_comments() == []


def test_with_scripts_the_token_comes_when_somebody_begins_to_write(client, article):
    token = client.get("/articles/ice/comments/token")
    answer = client.post(
        "/articles/ice/comments", data={**token.json, "text": "We had one.", "name": "Ada"}, with_token=False
    )

    assert token.headers["Cache-Control"] == "no-store"
    assert answer.status == 303
    assert answer.location == f"/comments/{the_comments()[0].key}#state"


def test_the_same_form_sent_twice_is_one_comment(client, article):
    preview = the_preview(client)

    first, second = preview.submit("Send"), preview.submit("Send")

    assert first.location == second.location
    assert len(the_comments()) == 1


def test_other_words_in_a_form_already_sent_are_another_comment(client, article):
    preview = the_preview(client)
    preview.submit("Send")

    again = preview.submit("Send", text="And one more thing.")
    again.submit("Send")

    assert again.status == 422
    assert "sent before" in again.text(".summary")
    assert [comment.source for comment in the_comments()] == ["We had *one* too.", "And one more thing."]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"text": ""}, "text", "Your comment has no words yet."),
        ({"text": "…"}, "text", "Your comment has no words yet."),
        ({"text": "\u3164\u115f"}, "text", "Your comment has no words yet."),
        ({"text": "&#12644; &nbsp;"}, "text", "Your comment has no words yet."),
        ({"text": "x" * 5_001}, "text", "5,000"),
        ({"name": ""}, "name", "Please give a name, or a pen name."),
        ({"name": "!"}, "name", "Please give a name, or a pen name."),
        ({"name": "\u3164"}, "name", "Please give a name, or a pen name."),
        ({"email": "nowhere"}, "email", "This does not look like an e-mail address."),
    ],
)
def test_a_mistake_is_told_at_its_field_and_what_was_typed_stays(client, article, typed, field, sentence):
    page = the_preview(client, **typed)

    assert page.status == 422
    assert sentence.replace(",", "") in page.text(f"#write-{field}-error").replace(",", "")
    assert f"write-{field}-error" in page.find(f"#write-{field}")["aria-describedby"]
    assert page.find(".summary a")["href"] == f"#write-{field}"
    assert page.find("#write-text").text.strip() == typed.get("text", "We had *one* too.")
    assert page.find("#write-name")["value"] == typed.get("name", "Ada")


def test_as_many_characters_as_the_browser_counts_are_taken(client, article):
    assert the_preview(client, text="x\r\n" * 2_500).status == 200


@pytest.mark.parametrize("token", [None, "", "stale", "IjEi.aaaa.bbbb"])
def test_a_token_that_is_missing_old_or_foreign_loses_no_text(client, article, token):
    page = client.post(
        "/articles/ice/comments",
        data={"text": "Words I chose.", "name": "Ada", "csrf_token": token},
        with_token=False,
    )

    assert page.status == 422
    assert page.find("#write-text").text.strip() == "Words I chose."
    assert "Nothing is lost" in page.text("[role=alert]")
    assert the_comments() == []
    assert page.submit("Send").status == 303


def test_a_reply_quotes_what_it_answers(client, article):
    parent = a_comment(article, status=APPROVED, name="Ada", source="The first word.")

    form = client.get("/articles/ice").click("Reply")
    form.submit("Preview", text="And the second.", name="Bo").submit("Send")

    assert form.text("h1") == "Reply to Ada"
    assert "The first word." in form.text(".asked")
    assert fresh(the_comments()[-1]).parent_id == parent.id


def test_what_one_browser_sends_under_one_name_is_one_person_s(client, app, article):
    for browser in (client, client, Visitor(app)):
        browser.get("/articles/ice").submit("Preview", text="A word.", name="Ada").submit("Send")

    first, second, other = (comment.person for comment in the_comments())
    assert first == second != other


def test_a_comment_on_one_answer_quotes_its_question(client, article):
    anchor = article.turns[1].anchor

    form = client.get(f"/articles/ice/comments/new?turn={anchor}")
    form.submit("Preview", text="We do.", name="Bo").submit("Send")

    assert form.text(".asked") == "Who comes?"
    assert the_comments()[0].anchor == anchor


@pytest.mark.parametrize("pressed", ["Preview", "Send"])
@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (SOURCE.replace("an afternoon", "a winter"), "This answer has been reworded since you began."),
        (SOURCE.partition("## Who comes?")[0], "This answer has been taken out of the text since you began."),
    ],
)
def test_whoever_wrote_about_other_words_is_told_before_it_is_sent(client, article, pressed, source, sentence):
    form = client.get(f"/articles/ice/comments/new?turn={article.turns[1].anchor}")
    form = form if pressed == "Preview" else form.submit("Preview", text="We do.", name="Bo")

    writing.revise(article, replace(Manuscript.of(article), source=source), by=None, seen=article.revision)
    page = form.submit(pressed, text="We do.", name="Bo")

    assert page.status == 422
    assert sentence in page.text(".summary")
    assert not the_comments()
    if article.turn_at(form.find("[name=turn]")["value"]):
        assert "a bicycle or a winter" in page.text(".asked")
    page.submit("Send")
    assert the_comments()[0].turn_digest == (article.turns[1].digest if "reworded" in sentence else "")


def test_where_only_typography_changed_nobody_is_held_up(client, article):
    form = client.get(f"/articles/ice/comments/new?turn={article.turns[1].anchor}")

    source = SOURCE.replace("an afternoon", "an  *afternoon*")
    writing.revise(article, replace(Manuscript.of(article), source=source), by=None, seen=article.revision)

    assert form.submit("Preview", text="We do.", name="Bo").submit("Send").status == 303


def test_an_address_fills_in_no_words_name_or_address(client, article):
    typed = "text=I+was+wrong.&name=Ida+Holm&email=ida@example.org&rules=1&key=" + "k" * 24

    page = client.get(f"/articles/ice/comments/new?{typed}&turn={article.turns[1].anchor}")

    assert page.text(".asked") == "Who comes?"
    assert page.text("#write-text") == ""
    assert not page.find("#write-name").get("value")
    assert not page.find("#write-email").get("value")
    assert not page.all("[name=key]")


@pytest.mark.parametrize("reply_to", ["x", "-1", "9" * 40, "²", "\0", "99"])
def test_an_answer_to_nothing_is_no_error_of_ours(client, article, reply_to):
    page = the_preview(client, reply_to=reply_to, text="Words I chose.")

    assert page.status == (404 if reply_to == "99" else 422)
    assert "Words I chose." in page.response.text
    if page.status == 422:
        assert "We cannot tell which comment you reply to." in page.text(".summary")
        assert page.submit("Send").status == 303


def test_whoever_is_too_quick_keeps_the_text(client, article):
    pages = [the_preview(client, text="Words I chose.") for _ in range(11)]

    assert pages[0].status == 200
    assert pages[-1].status == 429
    assert pages[-1].find("#typed").text.strip() == "Words I chose."


def test_an_article_that_closed_meanwhile_keeps_the_text(client, article):
    preview = the_preview(client, text="Words I chose.")
    article.commenting = Commenting.CLOSED
    db.session.commit()

    page = preview.submit("Send")

    assert page.status == 409
    assert page.find("#typed").text.strip() == "Words I chose."


@pytest.mark.parametrize("path", ["comments/preview", "comments"])
def test_comments_are_posted_not_got(client, article, path):
    assert client.get(f"/articles/ice/{path}").status == 405

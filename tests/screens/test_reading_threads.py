"""The conversation on the interview's own structure: on a turn, around the split, a page at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from blog.articles import writing
from blog.articles.manuscript import Manuscript
from blog.articles.models import Commenting, Continuation
from blog.comments import threads
from blog.comments.models import Comment, CommentStatus
from blog.comments.standing import settle
from blog.database import db
from tests.factories import a_comment, a_user, an_article, fresh, many_comments
from tests.routes import enter

APPROVED = CommentStatus.APPROVED
SPLIT = "## Why ice?\n\nIce keeps.\n\n<!-- more -->\n\n## Who comes?\n\nFour of us come.\n"


@pytest.fixture
def article(app):
    return an_article(slug="ice", source=SPLIT, continuation=Continuation.PAGE)


def rewrite(article, source):
    writing.revise(article, replace(Manuscript.of(article), source=source), by=None, seen=article.revision)


def test_the_count_at_a_question_opens_its_comments(client, article):
    lead = article.turns[0]
    for anchor in (lead.anchor, lead.anchor, None):
        a_comment(article, status=APPROVED, anchor=anchor)

    page = client.get("/articles/ice").click("2 comments on this answer")

    assert page.text("#comments-h") == "2 comments"
    assert len(page.all("article.comment")) == 2
    assert len(page.click("All 3 comments").all("article.comment")) == 3


def test_whoever_reads_what_was_said_on_an_answer_writes_on_it(client, article):
    anchor = article.turns[0].anchor
    a_comment(article, status=APPROVED, anchor=anchor)

    page = client.get(f"/articles/ice?turn={anchor}")
    form = client.get(page.find("#comments a.button")["href"])
    form.submit("Preview", text="Why?", name="Bo").submit("Send")

    assert not page.all("#write")
    assert {comment.anchor for comment in db.session.scalars(select(Comment))} == {anchor}


def test_under_the_lead_only_the_number_of_the_others_is_told(client, article):
    lead, rest = article.turns
    a_comment(article, status=APPROVED, anchor=lead.anchor, source="About the lead.")
    a_comment(article, status=APPROVED, anchor=rest.anchor, source="About the rest.")

    page = client.get("/articles/ice")

    assert page.texts(".said") == ["About the lead."]
    whole = page.click("1 comment on the rest of the text")
    assert set(whole.texts(".said")) == {"About the lead.", "About the rest."}


def test_where_the_rest_is_read_elsewhere_all_comments_stand_under_the_lead(client, article):
    lead, rest = article.turns
    a_comment(article, status=APPROVED, anchor=lead.anchor, source="About the lead.")
    about_rest = a_comment(article, status=APPROVED, anchor=rest.anchor, source="About the rest.")

    elsewhere = {"continuation": Continuation.LINK, "continuation_url": "https://far.example.org/ice.pdf"}
    writing.revise(article, replace(Manuscript.of(article), **elsewhere), by=None, seen=article.revision)

    page = client.get("/articles/ice")
    assert page.texts(".said") == ["About the rest.", "About the lead."]
    assert "on the rest of the text" not in page.words
    assert client.get(f"/articles/ice/comments/{about_rest.id}").location == f"/articles/ice#comment-{about_rest.id}"


def test_nobody_has_said_anything_only_where_nobody_has(client, article):
    nothing = "Nobody has said anything yet."
    assert nothing in client.get("/articles/ice").words

    about_rest = a_comment(article, status=APPROVED, anchor=article.turns[1].anchor)

    for address in ("", f"/full?after=0.0.{about_rest.id}"):
        assert nothing not in client.get(f"/articles/ice{address}").words


def test_the_number_that_an_open_page_asks_for_is_of_what_it_shows(client, article):
    lead, rest = article.turns
    for anchor in (lead.anchor, lead.anchor, rest.anchor, None):
        a_comment(article, status=APPROVED, anchor=anchor)

    for address, number in ((f"?turn={rest.anchor}", 1), (f"/full?turn={lead.anchor}", 2), ("", 3), ("/full", 4)):
        (place,) = client.get(f"/articles/ice{address}").all("[data-conversation]")
        assert (int(place["data-number"]), client.get(place["data-count"]).json) == (number, {"number": number})


def test_a_comment_keeps_the_words_it_spoke_of_and_says_that_they_changed(client, article):
    comment = a_comment(article, status=APPROVED, anchor=article.turns[0].anchor)
    assert not client.get("/articles/ice").all(".reworded")

    rewrite(article, SPLIT.replace("Ice keeps.", "Ice keeps fish, and has done so for years."))

    said = client.get("/articles/ice").text(f"#comment-{comment.id} .reworded")
    assert said == "The answer has been reworded since. It began: Ice keeps."


def test_where_only_typography_changed_nothing_is_said(client, article):
    a_comment(article, status=APPROVED, anchor=article.turns[0].anchor)

    rewrite(article, SPLIT.replace("Ice keeps.", "*Ice*  keeps."))

    assert not client.get("/articles/ice").all(".reworded")


def test_comments_on_a_turn_that_is_gone_fall_back_to_the_article(client, article):
    comment = a_comment(article, status=APPROVED, anchor=article.turns[0].anchor)

    rewrite(article, "## Where to?\n\nNorth, by the slow boat.\n\n<!-- more -->\n\n## Who comes?\n\nFour of us come.\n")

    page = client.get("/articles/ice")
    assert page.text("#comments-h") == "1 comment"
    assert page.text(f"#comment-{comment.id} .on") == "on a passage that is no longer in the text: Ice keeps."


@pytest.mark.parametrize("commenting", [Commenting.AFTER, Commenting.MEMBERS])
def test_what_is_written_below_the_whole_text_does_not_show_under_the_lead(app, article, commenting):
    article.commenting = commenting
    db.session.commit()
    visitor = enter(app, a_user() if commenting is Commenting.MEMBERS else None)

    page = visitor.get("/articles/ice/full")
    page = page.click("Sign in and write") if commenting is Commenting.MEMBERS else page
    typed = {"text": "In the end they leave."} | ({"name": "Ada"} if page.all("#write-name") else {})
    page.submit("Preview", **typed).submit("Send")
    posted = db.session.scalars(select(Comment)).one()
    settle(posted, APPROVED)
    db.session.commit()

    assert posted.of_rest
    lead = visitor.get("/articles/ice")
    assert not lead.all(".said")
    assert lead.click("1 comment on the rest of the text").texts(".said") == ["In the end they leave."]


def test_what_is_written_below_the_lead_shows_there(client, article):
    client.get("/articles/ice").submit("Preview", text="Ice?", name="Ada").submit("Send")

    assert not db.session.scalars(select(Comment)).one().of_rest


def test_a_comment_on_the_rest_stays_on_its_side_when_its_turn_goes(client, article):
    a_comment(article, status=APPROVED, anchor=article.turns[1].anchor, source="About the rest.")

    rewrite(article, "## Why ice?\n\nIce keeps.\n\n<!-- more -->\n\n## How?\n\nWith sawdust, and with patience.\n")

    assert not client.get("/articles/ice").all(".said")
    assert client.get("/articles/ice/full").texts(".said") == ["About the rest."]


def test_an_address_says_the_order_and_marks_it(client, article):
    for name in ("Ada", "Bo"):
        a_comment(article, status=APPROVED, name=name)

    page = client.get("/articles/ice")
    assert page.texts(".by b") == ["Bo", "Ada"]
    oldest = page.click("Oldest first")

    assert oldest.texts(".by b") == ["Ada", "Bo"]
    assert oldest.texts(".orders [aria-current]") == ["Oldest first"]
    assert oldest.find("link[rel=canonical]")["href"].endswith("/articles/ice")


@pytest.mark.parametrize(
    "query", ["order=rude", "after=x", "after=1", "after=-1", "turn=none", "after=99999999999999999999"]
)
def test_what_an_address_asks_wrongly_is_left_out(client, article, query):
    a_comment(article, status=APPROVED)

    assert client.get(f"/articles/ice?{query}").texts(".by b") == ["Ada"]


@pytest.mark.parametrize("status", list(CommentStatus))
def test_no_address_tells_which_comments_there_are(client, article, status):
    root = a_comment(article, status=APPROVED)
    ids = [a_comment(article, status=status, parent=parent).id for parent in (None, root)]
    listed = client.get("/articles/ice").texts(".by b")

    for id in (*ids, 404):
        page = client.get(f"/articles/ice?after={id}")
        assert page.texts(".by b") == listed
        assert "Back to the first comments" not in page.words


def test_the_address_of_a_comment_finds_the_third_page(client, article):
    many_comments(article, 250)
    first = a_comment(article).id - 250

    page = client.get(f"/articles/ice/comments/{first}").follow()

    assert page.find(f"#comment-{first}")
    assert page.response.request.path == "/articles/ice/full"
    assert len(page.all("article.comment")) == 250 - 2 * threads.LENGTH
    assert page.click("Back to the first comments").all("article.comment")


def test_pages_are_walked_by_links_alone(client, article):
    many_comments(article, 250)

    page = client.get("/articles/ice/full")
    walked = [tag["id"] for tag in page.all("article.comment")]
    while "Further comments" in page.words:
        page = page.click("Further comments")
        walked += [tag["id"] for tag in page.all("article.comment")]

    assert len(walked) == len(set(walked)) == 250


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (CommentStatus.WITHDRAWN, "Its author has taken this comment back."),
        (CommentStatus.HELD, "Its author has rewritten this comment; it is being read again."),
        (CommentStatus.SPAM, "A moderator has removed this comment."),
    ],
)
def test_a_place_that_is_kept_says_why_and_no_more(client, article, status, words):
    gone = a_comment(article, status=APPROVED, name="Nobody", source="Not a word.")
    a_comment(article, status=APPROVED, name="Bo", parent=gone)
    settle(gone, status)
    db.session.commit()

    page = client.get("/articles/ice/full")

    assert page.texts(".gone") == [words]
    assert "Nobody" not in page.words
    assert "Not a word" not in page.words
    assert page.text(".to") == "in reply to a comment that is no longer public"
    assert page.text("#comments-h") == "1 comment"


def test_what_others_may_not_see_cannot_be_replied_to(client, article):
    gone = a_comment(article, status=APPROVED)
    a_comment(article, status=APPROVED, parent=gone)
    settle(gone, CommentStatus.WITHDRAWN)
    db.session.commit()

    answer = client.post("/articles/ice/comments", data={"text": "Why?", "name": "Bo", "reply_to": gone.id})

    assert answer.status == 404
    assert "The comment that you reply to is not public any more." in answer.words
    assert answer.find("#typed").text.strip() == "Why?"
    assert fresh(gone).replies == 1

"""A round of questions: readers ask, those whom editors name answer, and everybody sees what is still open."""

from __future__ import annotations

import pytest

from blog.accounts.models import Role
from blog.articles.models import Commenting, Continuation
from blog.comments.models import Badge, Comment, CommentStatus
from blog.comments.speakers import Speaker
from blog.comments.standing import settle
from blog.database import db
from tests.counting import counting
from tests.factories import a_comment, a_user, an_article, an_invitation, fresh, many_comments

APPROVED = CommentStatus.APPROVED
SPLIT = "## Why ice?\n\nIce keeps.\n\n<!-- more -->\n\n## Who comes?\n\nFour of us come.\n"


@pytest.fixture
def article(app):
    return an_article(slug="ice", questions_to="Ida Holm", source=SPLIT, continuation=Continuation.PAGE)


@pytest.fixture
def expert(article):
    """And the token of the invitation."""
    return an_invitation(article, name="Nadia Kessler", email="nadia@example.org", badge=Badge.EXPERT)


def an_answer(article, question, by):
    return a_comment(article, status=APPROVED, parent=question, by=Speaker(invitation=by[0]), source="So it is.")


def test_the_page_says_whom_readers_ask(client, article):
    page = client.get("/articles/ice")

    assert page.text("#comments-h") == "Questions to Ida Holm"
    assert page.text("#write-h") == "Ask a question"
    assert page.text("label[for=write-text]") == "Your question"
    assert "Here you can put questions to Ida Holm." in page.text("#write .rules")
    assert "Nobody has asked anything yet." in page.words


def test_a_question_says_whether_it_has_an_answer_and_leads_there(client, article, expert):
    question = a_comment(article, status=APPROVED, name="Ada")
    assert client.get("/articles/ice").texts(".chosen") == ["Not answered yet"]

    answer = an_answer(article, question, expert)

    page = client.get("/articles/ice")
    assert page.texts(".chosen") == ["See the answer"]
    assert page.find(".chosen a")["href"] == f"/articles/ice/comments/{answer.id}"
    assert page.texts(".badge") == ["Expert"]
    assert page.texts(".vouched") == ["Vouched for by Maren Lund, editor"]


def test_what_other_readers_reply_is_no_answer(client, article):
    a_comment(article, status=APPROVED, parent=a_comment(article, status=APPROVED))

    assert client.get("/articles/ice").texts(".chosen") == ["Not answered yet"]


def test_an_answer_that_is_not_public_is_none(client, article, expert):
    question = a_comment(article, status=APPROVED)
    answer = an_answer(article, question, expert)

    settle(answer, CommentStatus.HELD)
    db.session.commit()

    page = client.get("/articles/ice")
    assert page.texts(".chosen") == ["Not answered yet"]
    assert f"comments/{answer.id}" not in page.response.text


def test_what_those_with_a_badge_begin_is_no_question(client, article, expert):
    a_comment(article, status=APPROVED, by=Speaker(invitation=expert[0]), source="Ask away!")

    assert not client.get("/articles/ice").all(".chosen")


def test_readers_choose_which_questions_they_see(client, article, expert):
    asked = {name: a_comment(article, status=APPROVED, name=name) for name in ("Ada", "Bo", "Cleo")}
    an_answer(article, asked["Bo"], expert)
    a_comment(article, status=APPROVED, name="Dag", parent=asked["Cleo"])

    page = client.get("/articles/ice").click("Answered")
    assert page.texts(".comment .by b") == ["Bo", "Nadia Kessler"]
    assert page.texts("[aria-current=true]") == ["Answered", "Newest first"]

    page = page.click("Unanswered").click("Oldest first")
    assert page.texts(".comment .by b") == ["Ada", "Cleo", "Dag"]
    assert page.texts("[aria-current=true]") == ["Unanswered", "Oldest first"]
    assert len(page.click("All questions").all(".comment")) == 5


@pytest.mark.parametrize(
    ("only", "sentence"),
    [("answered", "No question has been answered yet."), ("unanswered", "No question is waiting for an answer.")],
)
def test_where_there_is_none_the_page_says_so(client, article, expert, only, sentence):
    a_comment(article, status=APPROVED, by=Speaker(invitation=expert[0]))

    page = client.get(f"/articles/ice?only={only}")

    assert page.text(".none") == sentence
    assert not page.all(".comment")


@pytest.mark.parametrize("only", ["answered", "unanswered"])
def test_after_the_last_of_them_the_page_does_not_say_there_is_none(client, article, only):
    question = a_comment(article, status=APPROVED)

    page = client.get(f"/articles/ice?only={only}&after=0.0.{question.id}")

    assert not page.all(".comment, .talks .none")
    assert "Back to the first comments" in page.words


def test_the_comments_on_one_answer_are_all_that_their_number_says(client, article, expert):
    question = a_comment(article, status=APPROVED, anchor=article.turns[0].anchor)
    an_answer(article, question, expert)

    page = client.get("/articles/ice?only=unanswered").click("2 comments on this answer")

    assert len(page.all(".comment")) == 2


@pytest.mark.parametrize("only", ["none", "ALL", "", "unanswered%00"])
def test_another_wish_is_none(client, article, only):
    a_comment(article, status=APPROVED)

    assert len(client.get(f"/articles/ice?only={only}").all(".comment")) == 1


def test_elsewhere_readers_converse(client):
    article = an_article(slug="quay")
    a_comment(article, status=APPROVED)

    page = client.get("/articles/quay?only=answered")

    assert page.text("#comments-h") == "1 comment"
    assert not page.all(".chosen, [aria-label='Which questions']")
    assert len(page.all(".comment")) == 1


def test_questions_about_the_rest_stay_behind_the_split(client, article, expert):
    lead, rest = article.turns
    for turn in (lead, rest):
        a_comment(article, status=APPROVED, anchor=turn.anchor, source=f"On {turn.anchor}.")

    page = client.get("/articles/ice?only=unanswered")

    assert page.texts(".said") == [f"On {lead.anchor}."]
    assert "1 comment on the rest of the text" in page.words
    assert len(client.get("/articles/ice/full?only=unanswered").all(".comment")) == 2


def test_pages_of_unanswered_questions_stay_stable_while_answers_come(client, article, expert):
    many_comments(article, 130)
    first = client.get("/articles/ice/full?only=unanswered")
    shown = [comment["id"] for comment in first.all(".comment")]
    question = db.session.get_one(Comment, int(shown[-1].removeprefix("comment-")))
    an_answer(article, question, expert)

    second = first.click("Further comments")

    assert second.request.args["only"] == "unanswered"
    ids = [comment["id"] for comment in second.all(".comment")]
    assert (len(shown), len(ids), {*shown} & {*ids}) == (100, 30, set())


@pytest.mark.parametrize("address", ["/articles/ice", "/articles/ice?only=unanswered", "/articles/ice?only=answered"])
def test_a_page_of_questions_asks_for_no_more_than_any_other(client, article, expert, address):
    question = a_comment(article, status=APPROVED)
    an_answer(article, question, expert)
    client.get("/articles/ice")
    db.session.remove()

    with counting() as statements:
        client.get(f"{address}{'&' if '?' in address else '?'}order=oldest")

    assert len(statements) <= 6


def test_the_form_on_a_page_of_its_own_asks_the_same(client, article):
    page = client.get("/articles/ice/comments/new")

    assert page.text("h1") == "Ask a question"
    assert page.text("label[for=write-text]") == "Your question"


def test_readers_ask_about_one_answer(client, article):
    page = client.get("/articles/ice").click("Ask about this answer")

    assert page.text("h1") == "Ask about this answer"
    assert page.text("label[for=write-text]") == "Your question"


def test_an_editor_is_not_told_to_ask(client, sign_in, article):
    sign_in(Role.EDITOR)

    page = client.get("/articles/ice/comments/new")

    assert page.text("h1") == "Post a comment"
    assert page.text("label[for=write-text]") == "Your comment"


def test_a_reply_is_no_question(client, article):
    question = a_comment(article, status=APPROVED)

    page = client.get(f"/articles/ice/comments/new?reply_to={question.id}")

    assert page.text("label[for=write-text]") == "Your comment"


def test_whoever_answers_finds_what_is_open_the_oldest_first(client, article, expert):
    asked = [a_comment(article, status=APPROVED, name=name, source=f"By {name}?") for name in ("Ada", "Bo", "Cleo")]
    a_comment(article, source="Held?", name="Dora")
    an_answer(article, asked[1], expert)

    page = client.get(f"/invitations/{expert[1]}").submit("I am Nadia Kessler").follow()

    assert page.text("#to-answer-h") == "Questions without an answer, the oldest first"
    assert page.texts(".to-answer blockquote") == ["By Ada?", "By Cleo?"]
    page = page.click("Answer")
    assert page.text("h1") == "Reply to Ada"
    assert not page.all(".to-answer")
    page.submit("Send", text="Because it keeps.")
    reply = db.session.query(Comment).order_by(Comment.id.desc()).first()
    assert (reply.parent_id, reply.badge) == (asked[0].id, Badge.EXPERT)
    settle(reply, APPROVED)
    db.session.commit()

    page = client.get(f"/comments/{reply.key}").click("Further questions without an answer")

    assert page.texts(".to-answer blockquote") == ["By Cleo?"]


def test_whoever_answers_sees_which_answers_wait_for_a_moderator(client, article, expert):
    asked = [a_comment(article, status=APPROVED, name=name) for name in ("Ada", "Bo")]
    client.get(f"/invitations/{expert[1]}").submit("I am Nadia Kessler")
    page = (
        client.get(f"/articles/ice/comments/invited?reply_to={asked[0].id}").submit("Send", text="So it is.").follow()
    )

    page = page.click("Further questions without an answer")

    assert page.texts(".to-answer li > p:last-child") == ["Your answer is waiting for a moderator.", "Answer"]
    assert page.click("Your answer is waiting for a moderator.").text("h1") == "Your comment"


def test_an_answer_of_somebody_else_that_waits_is_nobody_s_to_see(client, article, expert):
    question = a_comment(article, status=APPROVED)
    other = an_invitation(article, name="Bo Lind", email="bo@example.org", badge=Badge.EXPERT)
    a_comment(article, parent=question, by=Speaker(invitation=other[0]))

    page = client.get(f"/invitations/{expert[1]}").submit("I am Nadia Kessler").follow()

    assert page.texts(".to-answer li > p:last-child") == ["Answer"]


def test_where_readers_converse_nothing_waits_for_the_invited_person(client):
    quay = an_article(slug="quay")
    _invitation, token = an_invitation(quay)
    a_comment(quay, status=APPROVED)

    page = client.get(f"/invitations/{token}").submit("I am Ida Holm").follow()

    assert not page.all(".to-answer")


def test_an_expert_answers_where_only_members_ask(client, article, expert):
    article.commenting = Commenting.MEMBERS
    db.session.commit()

    page = client.get("/articles/ice")

    assert page.text("#write-h") == "Ask a question"
    assert client.get(f"/invitations/{expert[1]}").submit("I am Nadia Kessler").follow().all("#write-text")


def test_nobody_asks_under_the_name_of_whom_editors_invited(client, article, expert):
    comment = a_comment(article, name="Nadia Kessler")

    assert [hold.name for hold in fresh(comment).reasons] == ["NAME_OF_PERSON"]


def test_the_desk_shows_what_is_open(client, sign_in, article, expert):
    question = a_comment(article, status=APPROVED, name="Ada")
    a_comment(article, status=APPROVED, name="Bo")
    an_answer(article, question, expert)
    sign_in(Role.EDITOR)

    page = client.get("/desk/articles/ice/conversation")
    assert len(page.all(".case")) == 3

    page = page.click("Unanswered questions")

    assert page.texts(".case .from b") == ["Bo"]


def test_an_editor_says_who_answers(client, sign_in):
    article = an_article(slug="quay")
    sign_in(Role.EDITOR)

    client.get("/desk/articles/quay").submit("Save changes", questions_to="  Nadia\tKessler ")

    assert fresh(article).questions_to == "Nadia Kessler"
    assert client.get("/desk/articles/quay").find("#questions_to")["value"] == "Nadia Kessler"
    page = client.get("/desk/articles/quay").submit("Save changes", questions_to="N" * 121)
    assert page.status == 422
    assert page.find("#questions_to")["value"] == "N" * 121
    assert fresh(article).questions_to == "Nadia Kessler"


def test_whoever_answers_has_a_name_that_can_be_read(client, sign_in):
    article = an_article(slug="quay")
    sign_in(Role.EDITOR)

    page = client.get("/desk/articles/quay").submit("Save changes", questions_to="\u200b…")

    assert page.status == 422
    assert "Give a name that can be read, or leave this empty." in page.words
    assert fresh(article).questions_to == ""


def test_an_editor_invites_an_expert(client, sign_in, article):
    sign_in(Role.EDITOR)

    page = client.get("/desk/articles/ice/invitations")
    page = page.submit("Send the link", name="Bo Lind", email="bo@example.org", badge="expert", days="7").follow()

    assert "Bo Lind · Expert · bo@example.org" in page.words


def test_an_editor_s_word_counts_as_an_answer(client, article):
    question = a_comment(article, status=APPROVED)

    a_comment(article, status=APPROVED, parent=question, by=Speaker(user=a_user(Role.EDITOR)))

    assert client.get("/articles/ice").texts(".chosen") == ["See the answer"]


def test_where_the_comments_on_one_answer_are_shown_readers_ask_about_it(client, article):
    page = client.get(f"/articles/ice?turn={article.turns[0].anchor}")

    assert page.text(".talks a.button") == "Ask about this answer"

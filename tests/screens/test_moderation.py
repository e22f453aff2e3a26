"""The moderators' room: who enters, what waits, deciding and changing a decision."""

from __future__ import annotations

from datetime import timedelta

import pytest

from blog.articles.models import Continuation
from blog.comments import service as comments
from blog.comments.models import CommentStatus
from blog.database import db, utcnow
from blog.mail import OutboxMail
from blog.moderation import queues
from blog.moderation import service as moderation
from blog.moderation.grounds import Ground
from blog.moderation.models import Decision, Verdict
from tests.factories import a_comment, a_user, an_article, fresh

ROOM = ("/moderation/", "/moderation/spam", "/moderation/decided", "/moderation/comments/1")


@pytest.fixture
def moderator(sign_in):
    return sign_in("moderator")


def the_decision():
    return db.session.query(Decision).one()


@pytest.mark.parametrize("address", ROOM)
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 302),  # a stranger is asked to sign in
        ("reader", 403),
        ("editor", 403),
        ("moderator", 200),
        ("admin", 200),
    ],
)
def test_the_room_is_for_moderators(client, sign_in, role, status, address):
    a_comment()
    sign_in(role)

    assert client.get(address).status == status


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("reader", 403), ("editor", 403)])
def test_only_moderators_decide(client, sign_in, role, status):
    comment = a_comment()
    sign_in(role)

    page = client.post(f"/moderation/comments/{comment.id}/decision", data=as_seen(comment, verdict="approve"))

    assert page.status == status
    assert fresh(comment).is_held


def test_a_stranger_is_led_back_after_signing_in(client):
    page = client.get("/moderation/decided?after=7")

    assert page.location == "/account/sign-in?next=/moderation/decided?after%3D7"


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/moderation/comments/1/decision"),
        ("head", "/moderation/comments/1/decision"),
        ("post", "/moderation/"),
        ("post", "/moderation/comments/1"),
        ("delete", "/moderation/comments/1"),
    ],
)
def test_a_wrong_method_changes_nothing(client, moderator, method, address):
    comment = a_comment()

    assert getattr(client, method)(address).status == 405
    assert fresh(comment).is_held


def test_a_forged_decision_is_refused(client, moderator):
    comment = a_comment()

    page = client.post(
        f"/moderation/comments/{comment.id}/decision", data=as_seen(comment, verdict="approve"), with_token=False
    )

    assert page.status == 400
    assert fresh(comment).is_held


def test_the_queue_shows_what_a_moderator_needs_and_no_address(client, moderator):
    article = an_article(title="The tide clock")
    asked = article.turns[1]
    shown = a_comment(article, name="Paul", source="Ours is late.", status=CommentStatus.APPROVED, anchor=asked.anchor)
    a_comment(article, name="Hélène", email="helene@example.org", source="By *how* much?", parent=shown)

    page = client.get("/moderation/")

    assert page.text("h1") == "1 comment waits"
    assert page.text(".case .said") == "By how much?"
    assert page.text(".case .question") == asked.question_text
    assert "Paul" in page.text(".case .answered")
    assert "The tide clock" in page.text(".case .where")
    assert "helene@example.org" not in page.response.text


def test_the_queue_is_oldest_first_and_says_how_long_the_oldest_waits(client, moderator):
    now = utcnow()
    for name, hours in (("second", 2), ("first", 5), ("third", 1)):
        a_comment(name=name, at=now - timedelta(hours=hours))

    page = client.get("/moderation/")

    assert page.texts(".case .from b") == ["first", "second", "third"]
    assert page.text(".sum") == "The oldest has waited for 5 hours."


def test_an_empty_queue_says_so(client, moderator):
    page = client.get("/moderation/")

    assert page.text("h1") == "Nothing waits"


def test_a_long_queue_goes_on_on_another_page(client, moderator, monkeypatch):
    monkeypatch.setattr(queues, "LENGTH", 2)
    article, now = an_article(), utcnow()
    for number in range(5):
        a_comment(article, name=f"No {number}", at=now - timedelta(minutes=9 - number))

    second = client.get("/moderation/").click("Further ones")
    third = second.click("Further ones")

    assert second.texts(".case .from b") == ["No 2", "No 3"]
    assert third.texts(".case .from b") == ["No 4"]
    assert not third.all(".further")


@pytest.mark.parametrize(
    ("continuation", "address"),
    [
        ({"continuation": Continuation.HERE}, "/articles/ice#{anchor}"),
        ({"continuation": Continuation.PAGE}, "/articles/ice/full#{anchor}"),
        ({"continuation": Continuation.LINK, "continuation_url": "https://example.org/ice.pdf"}, "/articles/ice"),
    ],
)
def test_a_case_leads_to_the_answer_where_that_is_read(client, moderator, continuation, address):
    article = an_article(title="Ice", **continuation)
    turn = article.rest[0]
    a_comment(article, anchor=turn.anchor)

    page = client.get("/moderation/")

    assert page.find(".case .where a")["href"] == address.format(anchor=turn.anchor)


def test_approving_leads_to_the_place_where_the_comment_stood_and_says_what_became_of_it(client, moderator):
    article, now = an_article(), utcnow()
    a_comment(article, name="Al", at=now - timedelta(hours=3))
    comment = a_comment(article, name="Ada", at=now - timedelta(hours=2))
    a_comment(article, name="Bo", at=now - timedelta(hours=1))

    answer = client.get("/moderation/").submit("Approve the comment by Ada")
    page = answer.follow()

    assert answer.status == 303
    assert answer.location == "/moderation/#done"
    assert page.text("#done span") == "The comment by Ada is on the page."
    assert page.texts(".case .from b, #done a") == ["Al", "Change this", "Bo"]
    assert fresh(comment).is_visible
    assert the_decision().made_by.id == moderator.id


def test_rejecting_keeps_ground_and_note(client, moderator):
    comment = a_comment()

    answer = client.get("/moderation/").submit("Reject the comment", ground="off_topic", note="Try\r\nthe forum.")

    assert answer.status == 303
    assert fresh(comment).status is CommentStatus.REJECTED
    assert (the_decision().ground, the_decision().note) == (Ground.OFF_TOPIC, "Try\nthe forum.")


def test_spam_leaves_the_queue_and_can_come_back(client, moderator):
    comment = a_comment(name="Cheap")

    client.get("/moderation/").submit("Spam the comment by Cheap")
    page = client.get("/moderation/spam")
    page.submit("Approve the comment by Cheap")

    assert page.texts(".case .from b") == ["Cheap"]
    assert fresh(comment).is_visible


def test_a_rejection_without_a_rule_shows_the_form_again_with_the_note(client, moderator):
    comment = a_comment()

    page = client.get("/moderation/").submit("Reject the comment", note="Not like this.")

    assert page.status == 422
    assert page.find("details.reject").has_attr("open")
    assert page.text("#note") == "Not like this."
    assert page.text("#wrong") == "Choose the rule that this comment breaks."
    assert page.find(".summary a[href='#ground']")
    assert fresh(comment).is_held


def test_a_note_that_is_too_long_is_kept_and_refused(client, moderator):
    comment = a_comment()
    note = "x" * (Decision.LONGEST_NOTE + 1)

    page = client.get("/moderation/").submit("Reject the comment", ground="off_topic", note=note)

    assert page.status == 422
    assert page.text("#note") == note
    assert fresh(comment).is_held


@pytest.mark.parametrize("missing", ["verdict", "seen_revision", "seen_status"])
def test_a_decision_that_lacks_something_is_no_decision(client, moderator, missing):
    comment = a_comment()
    given = as_seen(comment, verdict="approve")
    del given[missing]

    assert client.post(f"/moderation/comments/{comment.id}/decision", data=given).status == 422
    assert fresh(comment).is_held


@pytest.mark.parametrize("field", ["verdict", "ground", "seen_status"])
def test_a_value_that_does_not_exist_is_no_decision(client, moderator, field):
    comment = a_comment()
    given = as_seen(comment, verdict="approve") | {field: "burn"}

    assert client.post(f"/moderation/comments/{comment.id}/decision", data=given).status == 422
    assert fresh(comment).is_held


def test_a_stale_decision_shows_who_decided_and_what_stands_now(client, moderator):
    comment = a_comment(name="Ada")
    opened = client.get("/moderation/")
    decided_by(a_user("moderator", name="Ines"), comment, Verdict.APPROVE)

    page = opened.submit("Reject the comment", ground="hateful", note="No.")

    assert page.status == 409
    assert "This comment has changed since you opened it." in page.text(".summary")
    assert "Is on the page" in page.texts(".sum")
    assert "Ines" in page.text(".decisions")
    assert page.text("#note") == "No."
    assert fresh(comment).is_visible
    page.submit("Reject the comment")
    assert fresh(comment).status is CommentStatus.REJECTED


def test_a_rewritten_comment_is_shown_before_it_is_decided(client, moderator):
    comment = a_comment(source="A kind word.")
    opened = client.get("/moderation/")
    comment.write("An unkind word.")
    db.session.commit()

    page = opened.submit("Approve the comment")

    assert page.status == 409
    assert page.text(".said") == "An unkind word."
    assert fresh(comment).is_held


def test_a_comment_taken_back_meanwhile_stays_taken_back(client, moderator):
    comment = a_comment()
    opened = client.get("/moderation/")
    comments.withdraw(comment)

    page = opened.submit("Approve the comment")

    assert page.status == 409
    assert not page.all(".case button")
    assert fresh(comment).status is CommentStatus.WITHDRAWN


def test_a_decision_is_changed_by_another_one_and_both_stand(client, moderator):
    comment = a_comment(name="Ada")
    decided_by(a_user("moderator", name="Ines"), comment, Verdict.REJECT, ground=Ground.OFF_TOPIC, note="Elsewhere.")

    answer = client.get("/moderation/decided").click("Comment by Ada").submit("Approve the comment")
    page = answer.follow()

    assert answer.location == f"/moderation/comments/{comment.id}"
    assert page.texts(".decisions b") == ["Rejected: Not about the article", "Approved"]
    assert page.text(".decisions .note") == "Elsewhere."
    assert fresh(comment).is_visible


def test_the_tabs_count(client, moderator):
    article = an_article()
    for status in (CommentStatus.HELD, CommentStatus.HELD, CommentStatus.SPAM):
        a_comment(article, status=status)
    decided_by(moderator, a_comment(article), Verdict.APPROVE)

    assert client.get("/moderation/decided").texts(".queues a") == [
        "Waiting 2",
        "Appeared at once",
        "Spam 1",
        "Decided 1",
        "Words asked about 0",
    ]


@pytest.mark.parametrize(
    "address", ["/moderation/comments/404", f"/moderation/comments/{10**30}", "/moderation/nothing"]
)
def test_what_is_not_there_is_missing(client, moderator, address):
    assert client.get(address).status == 404


@pytest.mark.parametrize("after", ["", "x", "-1", "0", "²", str(10**30)])
def test_a_strange_place_in_the_queue_is_its_beginning(client, moderator, after):
    a_comment(name="Ada")

    page = client.get("/moderation/", query_string={"after": after})

    assert page.status == 200
    assert client.get("/moderation/decided", query_string={"after": after}).status == 200


def test_a_hostile_name_and_note_stay_text(client, moderator):
    comment = a_comment(name="<img src=x onerror=alert(1)>")
    decided_by(moderator, comment, Verdict.REJECT, ground=Ground.HATEFUL, note="<script>alert(1)</script>")

    page = client.get(f"/moderation/comments/{comment.id}")

    assert page.text(".note") == "<script>alert(1)</script>"
    assert not page.all("main img, main script")


def test_the_room_is_kept_nowhere(client, moderator):
    assert client.get("/moderation/").headers["Cache-Control"] == "no-store, private"


def test_an_author_is_told(client, moderator):
    a_comment(email="ada@example.org")

    client.get("/moderation/").submit("Approve the comment")

    assert db.session.query(OutboxMail).one().recipient == "ada@example.org"


def as_seen(comment, **given):
    return {"seen_revision": comment.revision, "seen_status": comment.status.value, **given}


def decided_by(moderator, comment, verdict, **reasons):
    return moderation.decide(
        comment, verdict, by=moderator, seen_revision=comment.revision, seen_status=comment.status, **reasons
    )


def test_a_thread_is_pinned_and_a_comment_chosen_from_its_page(client, sign_in):
    sign_in("moderator")
    comment = a_comment(an_article(slug="ice"), status=CommentStatus.APPROVED)

    page = client.get(f"/moderation/comments/{comment.id}").submit("Pin the thread").follow()
    page = page.submit("Choose the comment").follow()

    assert page.text(".choosing [role=status]") == "Pinned, and chosen by the editors."
    assert client.get("/articles/ice").texts(".chosen span") == ["Pinned", "Chosen by the editors"]
    page.submit("Unpin the thread").follow().submit("Choose it no longer")
    assert not client.get("/articles/ice").all(".chosen")


def test_a_fourth_pin_is_refused_in_a_sentence(client, sign_in):
    sign_in("moderator")
    article = an_article()
    pages = [
        client.get(f"/moderation/comments/{a_comment(article, status=CommentStatus.APPROVED).id}") for _ in range(4)
    ]

    answers = [page.submit("Pin the thread") for page in pages]

    assert [answer.status for answer in answers] == [303, 303, 303, 409]
    assert "3 threads are pinned under this article already" in answers[-1].text("[role=alert]")


def test_what_is_not_public_has_no_such_buttons(client, sign_in):
    sign_in("moderator")
    comment = a_comment()
    address = f"/moderation/comments/{comment.id}"

    assert not client.get(address).all(".choosing")
    assert client.post(f"{address}/choice", data={"choice": "feature"}).status == 409
    assert client.post(f"{address}/choice", data={"choice": "praise"}).status == 422

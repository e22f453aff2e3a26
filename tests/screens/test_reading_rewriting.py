"""Rewriting one's own comment, from its private address; and all of one's own comments on a device."""

from __future__ import annotations

from datetime import timedelta

import pytest

from blog.accounts.models import Role
from blog.comments.models import Comment, CommentStatus, Hold
from blog.comments.speakers import Speaker
from blog.database import db, utcnow
from blog.moderation import service as moderation
from blog.moderation.models import Verdict
from blog.web.reading.device import MOST, Device
from tests.counting import counting
from tests.factories import a_comment, a_user, an_article, fresh
from tests.pages import Visitor
from tests.screens.test_reading_own_comment import decided

APPROVED = CommentStatus.APPROVED


def post(client, article, text="A word.", **typed):
    token = client.get(f"/articles/{article.slug}/comments/token").json
    answer = client.post(
        f"/articles/{article.slug}/comments", data={**token, "text": text, "name": "Ada", **typed}, with_token=False
    )
    assert answer.status == 303
    return answer


def test_it_says_why_it_waits_and_its_place(client):
    first, second = a_comment(), a_comment()
    second.holds = [Hold.NAME_OF_STAFF.value]
    db.session.commit()

    page = client.get(f"/comments/{second.key}")

    assert "somebody who works here" in page.text(".state")
    assert "Of 2 comments that wait it is number 2." in page.text(".state")
    assert "Usually" not in page.text(".state")
    decided(first, Verdict.APPROVE)
    assert "No other comment waits." in client.get(f"/comments/{second.key}").text(".state")


def test_once_enough_was_decided_it_says_how_long_it_usually_takes(client):
    for _ in range(5):
        decided(a_comment(at=utcnow() - timedelta(hours=2)), Verdict.APPROVE)

    assert "Usually it takes about 2 hours." in client.get(f"/comments/{a_comment().key}").text(".state")


def test_from_the_private_address_it_is_rewritten_by_way_of_a_preview(client):
    comment = a_comment(source="First.")

    form = client.get(f"/comments/{comment.key}").click("Rewrite my comment")
    preview = form.submit("Preview", text="*Second.*")
    assert fresh(comment).source == "First."
    own = preview.submit("Save").follow()

    assert form.find("textarea").text.strip() == "First."
    assert form.headers["Cache-Control"] == "no-store"
    assert preview.find(".as-it-will-look em").text == "Second."
    assert own.text(".typed") == "*Second.*"
    assert "Rewritten on" in own.words


def test_the_answer_leads_to_the_message(client):
    answer = client.get(f"/comments/{a_comment().key}/revision").submit("Save", text="Second.")

    assert answer.location.endswith("#state")
    assert answer.follow().find("#state")["tabindex"] == "-1"


def test_a_public_comment_leaves_the_page_until_it_is_read_again(client):
    comment = a_comment(an_article(slug="ice"), status=APPROVED, source="First.")

    form = client.get(f"/comments/{comment.key}").click("Rewrite my comment")
    own = form.submit("Save", text="Second.").follow()

    assert "read again before others see it" in form.text(".rules")
    assert "You have rewritten it" in own.text(".state")
    assert not {"First.", "Second."} & set(client.get("/articles/ice").texts(".said"))
    decided(fresh(comment), Verdict.APPROVE)
    page = client.get("/articles/ice")
    assert page.texts(".said") == ["Second."]
    assert page.text(".rewritten").startswith("Rewritten on")


def test_what_was_rewritten_before_anybody_saw_it_says_nothing_of_it(client):
    comment = a_comment(an_article(slug="ice"))
    client.get(f"/comments/{comment.key}/revision").submit("Save", text="Second.")
    decided(fresh(comment), Verdict.APPROVE)

    assert not client.get("/articles/ice").all(".rewritten")


def test_when_the_time_is_over_there_is_no_way_but_to_withdraw(client):
    comment = a_comment(status=APPROVED)
    form = client.get(f"/comments/{comment.key}/revision")
    comment.published_at = utcnow() - timedelta(minutes=16)
    db.session.commit()

    late = form.submit("Save", text="Words I chose.")

    assert late.status == 409
    assert "15 minutes" in late.text("[role=alert]")
    assert late.find("textarea[readonly]").text.strip() == "Words I chose."
    assert fresh(comment).source != "Words I chose."
    assert not client.get(f"/comments/{comment.key}").all("a.button")
    assert client.get(f"/comments/{comment.key}/revision").status == 409


def test_a_stale_form_loses_no_text_and_can_be_sent_again(client):
    comment = a_comment(source="First.")
    one, other = (client.get(f"/comments/{comment.key}/revision") for _ in range(2))
    one.submit("Save", text="From one window.")

    late = other.submit("Save", text="From the other.")

    assert late.status == 409
    assert "rewritten elsewhere" in late.text("[role=alert]")
    assert late.text(".typed") == "From one window."
    assert late.find("textarea").text.strip() == "From the other."
    assert fresh(comment).source == "From one window."
    assert late.submit("Save").status == 303
    assert fresh(comment).source == "From the other."


def test_a_moderators_decision_meanwhile_is_told_first(client):
    comment = a_comment()
    form = client.get(f"/comments/{comment.key}/revision")
    decided(comment, Verdict.APPROVE)

    late = form.submit("Save", text="Second.")

    assert late.status == 409
    assert "A moderator has decided" in late.text("[role=alert]")
    assert fresh(comment).is_visible


def test_a_guest_mends_the_name_that_it_waits_for(client, sign_in):
    a_user(Role.EDITOR, name="Nora Vik")
    comment = a_comment(name="Nora Vik", source="Same words.")
    assert fresh(comment).reasons == [Hold.NAME_OF_STAFF]

    form = client.get(f"/comments/{comment.key}").click("Rewrite my comment")
    preview = form.submit("Preview", name="Nora V.")
    assert preview.texts(".as-it-will-look b") == ["Nora V."]
    own = preview.submit("Save").follow()

    assert "as Nora V." in own.words
    assert (fresh(comment).name, comment.reasons, comment.is_held) == ("Nora V.", [], True)
    assert [revision.name for revision in comment.revisions] == ["Nora Vik"]
    sign_in("moderator")
    for path in ("/moderation/", f"/moderation/comments/{comment.id}"):
        assert "Nora Vik" in client.get(path).words


def test_a_name_that_readers_saw_stays(client):
    comment = a_comment(status=APPROVED, name="Ada")
    one, other = (client.get(f"/comments/{comment.key}/revision") for _tab in range(2))
    one.submit("Save", text="Second.")

    page = other.submit("Save", text="Third.")
    page.submit("Save", text="Third.", name="Bo")

    assert "This comment was rewritten elsewhere" in page.text(".summary")
    assert (fresh(comment).source, comment.name) == ("Third.", "Ada")


def test_a_mended_name_is_looked_at_again(client):
    a_user(Role.EDITOR, name="Nora Vik")
    comment = a_comment(name="Ada")

    client.get(f"/comments/{comment.key}/revision").submit("Save", name="N. Vik")

    assert fresh(comment).reasons == [Hold.NAME_OF_STAFF]


@pytest.mark.parametrize("name", ["", "\u3164", "x" * 81])
def test_a_bad_name_is_told_at_its_field(client, name):
    comment = a_comment(name="Ada")

    page = client.get(f"/comments/{comment.key}/revision").submit("Save", name=name)

    assert page.status == 422
    assert page.all("#write-name-error")
    assert fresh(comment).name == "Ada"


@pytest.mark.parametrize("kind", ["public", "an account's"])
def test_no_other_name_is_changed(client, kind):
    comment = a_comment(status=APPROVED) if kind == "public" else a_comment(by=Speaker(user=a_user(name="Ada")))
    form = client.get(f"/comments/{comment.key}/revision")
    assert not form.all("#write-name")

    form.submit("Save", text="Second.", name="Another")

    assert (fresh(comment).name, comment.source) == ("Ada", "Second.")


def test_saved_twice_is_one_change(client):
    comment = a_comment()
    form = client.get(f"/comments/{comment.key}/revision")

    assert [form.submit("Save", text="Second.").status for _ in range(2)] == [303, 303]
    assert len(fresh(comment).revisions) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "no words yet"), ("&nbsp;", "no words yet"), ("…", "no words yet"), ("x" * 5_001, "5000")],
)
@pytest.mark.parametrize("button", ["Save", "Preview"])
def test_a_mistake_is_told_at_the_text(client, text, sentence, button):
    comment = a_comment(source="First.")

    page = client.get(f"/comments/{comment.key}/revision").submit(button, text=text)

    assert page.status == 422
    assert sentence in page.text("#write-text-error").replace(",", "")
    assert page.find("textarea").text.strip() == text
    assert fresh(comment).source == "First."


@pytest.mark.parametrize("way", ["revision", "revision/preview", "withdrawal"])
def test_another_key_opens_nothing(client, way):
    a_comment()

    assert client.post(f"/comments/{Comment.new_key()}/{way}", data={"text": "Mine now."}).status == 404


def test_a_form_without_its_token_loses_no_text(client):
    comment = a_comment(source="First.")

    page = client.post(f"/comments/{comment.key}/revision", data={"text": "Words I chose."}, with_token=False)

    assert page.status == 400
    assert "Words I chose." in page.find("textarea").text
    assert fresh(comment).source == "First."


def test_the_device_keeps_what_was_sent_from_it(app, client):
    article = an_article(slug="ice")
    posted = [post(client, article, text=f"Word {number}.") for number in range(3)]

    page = client.get("/comments/")

    assert page.texts("ol.own a") == ["Word 2.", "Word 1.", "Word 0."]
    assert page.headers["Cache-Control"] == "no-store"
    assert [f"{link['href']}#state" for link in page.all("ol.own a")] == [each.location for each in posted[::-1]]
    assert Visitor(app).get("/comments/").all("ol.own") == []


def test_its_cookie_is_no_scripts_and_no_other_sites_and_stays_small(app):
    kept, answer = Device(), app.response_class()
    for _each in range(200):
        kept = kept.with_comment(Comment(key=Comment.new_key()))

    with app.test_request_context():
        kept.remember(answer)

    cookie = answer.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert len(kept.keys) == MOST
    assert len(cookie) < 3_500


@pytest.mark.parametrize("value", ["", "x", "W10.aaaa", "[1,2]", "\u0000", "a" * 3_000, "WyJhIl0.bbb.ccc"])
def test_a_cookie_that_is_not_ours_says_nothing(client, value):
    a_comment()
    client.set_cookie("entretien_device", value)

    assert client.get("/comments/").all("ol.own") == []


def test_the_public_page_asks_nothing_of_the_device(app, client):
    article = an_article(slug="ice")
    a_comment(article, status=APPROVED)
    post(client, article)

    page, stranger = client.get("/articles/ice"), Visitor(app).get("/articles/ice")

    assert page.data == stranger.data
    assert "Set-Cookie" not in page.headers
    assert page.find("a[href='/comments/']")


def test_the_moderator_sees_what_was_there_before(client, sign_in):
    comment = a_comment(status=APPROVED, source="The same.\n\nFirst.")
    client.get(f"/comments/{comment.key}/revision").submit("Save", text="The same.\n\nSecond.")
    sign_in(Role.MODERATOR)

    queue, case = client.get("/moderation/"), client.get(f"/moderation/comments/{comment.id}")

    assert queue.text(".case .before .changed") == "Before: First.Now: Second."
    assert case.texts("#earlier + ol .said") == ["The same. First."]


def test_the_queue_asks_as_much_for_many_rewritten_comments(client, sign_in):
    article = an_article()
    sign_in(Role.MODERATOR)
    asked = []
    for _ in range(2):
        for _each in range(3):
            comment = a_comment(article)
            client.get(f"/comments/{comment.key}/revision").submit("Save", text="Second.")
        with counting() as each:
            client.get("/moderation/")
        asked.append(len(each))

    assert asked[0] == asked[1]


def test_a_decision_about_rewritten_words_is_about_these(client):
    comment = a_comment()
    client.get(f"/comments/{comment.key}/revision").submit("Save", text="Second.")

    decision = decided(fresh(comment), Verdict.APPROVE)

    assert decision.revision == fresh(comment).revision
    assert moderation.decisions_about(comment) == [decision]

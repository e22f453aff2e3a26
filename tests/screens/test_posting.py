"""A post reads first and writes in the end: what changes in between is seen, and little is done under the lock."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from blog.accounts.models import Role, User
from blog.articles import publishing, writing
from blog.articles.manuscript import Manuscript
from blog.articles.models import Article, Commenting
from blog.comments import housekeeping, invitations
from blog.comments.findings import CommentUse, CommentWord
from blog.comments.models import Comment, CommentStatus, Invitation
from blog.comments.standing import settle
from blog.database import db
from blog.moderation.choosing import Choice, choose
from blog.web.reading.forms import INVITATION_OVER
from blog.web.reading.known import INVITED
from tests.counting import listening
from tests.factories import SOURCE, a_comment, a_term, a_user, an_article, an_invitation
from tests.meanwhile import meanwhile

APPROVED, HELD = CommentStatus.APPROVED, CommentStatus.HELD
WORDS = "The ice house by the slipway."


@pytest.fixture
def article():
    return an_article(slug="ice", commenting=Commenting.AFTER)


def send(client, **typed):
    values = {"text": WORDS, "name": "Ada", "key": Comment.new_key(), "csrf_token": client.token(), **typed}
    return client.post("/articles/ice/comments", data=values, with_token=False)


def the_comments():
    db.session.rollback()
    return db.session.scalars(select(Comment).order_by(Comment.id)).all()


def the_article():
    return db.session.scalars(select(Article)).one()


def the_comment():
    return db.session.scalars(select(Comment)).one()


def revise(**fields):
    article = the_article()
    writing.revise(article, Manuscript(**{**vars(Manuscript.of(article)), **fields}), by=None, seen=article.revision)


@pytest.mark.parametrize(
    ("commenting", "most", "most_under_lock"),
    [
        (Commenting.BEFORE, 10, 4),
        (Commenting.KNOWN, 11, 4),
        (Commenting.AFTER, 11, 5),  # it is counted
    ],
)
def test_a_post_asks_little_and_less_while_nobody_else_can_write(app, client, commenting, most, most_under_lock):
    an_article(slug="ice", commenting=commenting)
    send(app.test_client())  # the first stores the house rules
    db.session.rollback()

    with listening() as heard:
        assert send(client).status == 303

    locks = 2 if db.engine.dialect.name == "postgresql" else 0
    assert len(heard.asked) <= most + locks, heard.asked
    assert len(heard.under_lock) <= most_under_lock, heard.under_lock


def test_an_answer_with_marks_in_slow_mode_asks_little_more(client):
    article = an_article(slug="ice", slow_mode=1)
    a_term("ice house")
    parent_id = a_comment(article, status=APPROVED, anchor=article.turns[0].anchor).id

    with listening() as heard:
        assert send(client, reply_to=parent_id, name="Bo").status == 303

    assert len(heard.asked) <= 20, heard.asked
    assert len(heard.under_lock) <= 8, heard.under_lock


def test_what_was_posted_is_as_it_always_was(client, article):
    a_term("ice house")

    page = send(client, turn=article.turns[1].anchor).follow()

    comment = the_comments()[0]
    assert WORDS in page.words
    assert (comment.path, comment.root_id, comment.pinned) == (f"{comment.id:010d}", comment.id, False)
    assert (comment.anchor, comment.replies, comment.useful) == ("q-who-comes", 0, 0)
    assert comment.published_at >= comment.posted_at
    assert [use.form for use in comment.uses] == ["ice house"]
    assert "slipway" in db.session.scalars(select(CommentWord.word).filter_by(comment_id=comment.id)).all()


@pytest.mark.parametrize(
    ("act", "status"),
    [
        (lambda: publishing.withdraw(the_article()), 410),
        (lambda: revise(commenting=Commenting.CLOSED), 409),
        (lambda: revise(commenting=Commenting.MEMBERS), 401),
    ],
)
def test_an_article_that_is_closed_at_this_moment_takes_no_comment(app, client, article, act, status):
    with meanwhile(app, act) as done:
        page = send(client)

    assert done
    assert page.status == status
    assert the_comments() == []


def test_who_is_held_at_this_moment_is_held(app, client, article):
    with meanwhile(app, lambda: revise(commenting=Commenting.BEFORE)):
        assert send(client).status == 303

    assert [comment.status for comment in the_comments()] == [HELD]


def test_house_rules_that_change_at_this_moment_are_shown_first(app, client, article):
    editor_id = a_user(Role.EDITOR).id

    def change():
        now = housekeeping.house()
        typed = {**now.typed, "rules_en": "Be kind.", "commenting": Commenting.AFTER}
        housekeeping.revise(by=db.session.get_one(User, editor_id), seen=now.mark, **typed)

    with meanwhile(app, change):
        page = send(client, rules="1")

    assert page.status == 422
    assert "The house rules have changed since you began" in page.words
    assert the_comments() == []


def test_a_term_that_is_explained_from_this_moment_is_marked(app, client, article):
    with meanwhile(app, lambda: a_term("ice house").id) as term:
        assert send(client).status == 303

    assert db.session.scalars(select(CommentUse.term_id)).all() == term


def test_a_quotation_leads_to_what_stands_from_this_moment(app, client, article):
    quoted = "> The old ice house stood empty, and the rain came in."

    with meanwhile(app, lambda: revise(source=SOURCE.replace("stood empty", "was full"))):
        assert send(client, text=f"{quoted}\n\nDid it?").status == 303

    assert "figcaption" not in the_comments()[0].html


def test_nobody_answers_what_is_hidden_at_this_moment(app, client, article):
    parent_id = a_comment(article, status=APPROVED, name="Bo").id

    def hide():
        settle(the_comment(), CommentStatus.REJECTED)
        db.session.commit()

    with meanwhile(app, hide):
        assert send(client, reply_to=parent_id).status == 404

    assert len(the_comments()) == 1


def test_an_answer_to_what_is_pinned_at_this_moment_is_pinned(app, client, article):
    parent_id = a_comment(article, status=APPROVED, name="Bo").id

    with meanwhile(app, lambda: choose(the_comment(), Choice.PIN, by=a_user(Role.EDITOR))):
        assert send(client, reply_to=parent_id).status == 303

    assert [comment.pinned for comment in the_comments()] == [True, True]
    assert the_comments()[0].replies == 1


def test_an_invitation_that_is_revoked_at_this_moment_opens_nothing(app, client, article):
    invitation, token = an_invitation(article)
    invitation_id = invitation.id
    client.set_cookie(INVITED, token)

    with meanwhile(app, lambda: invitations.revoke(db.session.get_one(Invitation, invitation_id))):
        page = send(client, name="", seen_speaker=f"invitation-{invitation_id}")

    assert page.status == 422
    assert str(INVITATION_OVER) in page.words
    assert the_comments() == []


def test_a_name_that_is_given_away_at_this_moment_is_held(app, client, article):
    with meanwhile(app, lambda: a_comment(the_article(), status=APPROVED, name="Bo Berg")):
        assert send(client, name="Bo Berg").status == 303

    assert [comment.holds for comment in the_comments()] == [[], ["name_of_reader"]]


def test_what_readers_do_not_see_disturbs_nobody(app, client):
    an_article(slug="ice", commenting=Commenting.BEFORE)

    with meanwhile(app, lambda: a_comment(the_article(), name="Bo Berg")), listening() as heard:
        assert send(client).status == 303

    assert len([each for each in heard.asked if each.startswith("SELECT glossary_terms.slug")]) == 2  # theirs and ours


def at_once(app, number, act):
    """From so many browsers."""
    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(lambda each: act(app.test_client(), each), range(number)))


def test_one_form_from_ten_browsers_is_one_comment(app, article):
    key = Comment.new_key()

    pages = at_once(app, 10, lambda client, each: send(client, key=key))

    assert {(page.status, page.location) for page in pages} == {(303, f"/comments/{key}#state")}
    assert len(the_comments()) == 1


def test_ten_comments_at_the_same_moment_are_ten(app, article):
    pages = at_once(app, 10, lambda client, each: send(client, name=f"Reader {each}", text=f"Number {each}."))

    assert [page.status for page in pages] == [303] * 10
    assert {comment.source for comment in the_comments()} == {f"Number {each}." for each in range(10)}
    assert len({comment.path for comment in the_comments()}) == 10


def test_in_slow_mode_one_of_eight_from_a_network_is_taken(app):
    an_article(slug="ice", slow_mode=300)

    pages = at_once(app, 8, lambda client, each: send(client))

    assert sorted(page.status for page in pages) == [303] + [422] * 7
    assert len(the_comments()) == 1

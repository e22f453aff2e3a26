"""The demo is whole, tells nobody by mail, and goes on after an interruption."""

from __future__ import annotations

import stat

import pytest
from sqlalchemy import func, select

from blog import demo
from blog.accounts import service as accounts
from blog.articles.models import Article, Kind
from blog.asks.models import Ask, AskStatus
from blog.comments.models import Comment, CommentStatus
from blog.database import db, utcnow
from blog.demo import conversation, people
from blog.errors import Conflict
from blog.mail import OutboxMail
from blog.moderation import queues
from blog.moderation.models import Decision
from blog.text.words import count_words
from tests.factories import a_user, all_terms, an_article


def test_it_shows_what_entretien_is_for(app, tmp_path):
    demo.load(tmp_path)

    articles = db.session.scalars(select(Article)).all()
    interviews = [article for article in articles if article.kind is Kind.INTERVIEW]
    longest = {article.language: article for article in sorted(interviews, key=lambda article: len(article.turns))}
    assert all(article.is_published and article.picture and article.uses for article in articles)
    assert len(longest["fr"].questions) >= 8
    assert sum(count_words(turn.words) for turn in longest["fr"].turns) >= 1500
    assert len(longest["en"].questions) >= 5
    assert len(all_terms()) >= 15
    states = set(db.session.scalars(select(Comment.status).distinct()))
    assert states == set(CommentStatus) - {CommentStatus.ERASED}  # an erased one leaves nothing to show


def test_somebody_asks_about_a_word_of_the_article_and_somebody_about_one_of_a_comment(app, tmp_path):
    demo.load(tmp_path)

    asks = db.session.scalars(select(Ask)).all()
    assert {ask.status for ask in asks} >= {AskStatus.HELD, AskStatus.ACCEPTED, AskStatus.ANSWERED, AskStatus.REJECTED}
    [ask] = [ask for ask in asks if ask.comment]
    assert ask.word in ask.comment.source
    assert ask.comment.is_visible


def test_what_becomes_of_comments_can_be_seen(app, client, tmp_path):
    demo.load(tmp_path)

    page = client.get("/articles/compter-les-congelateurs")

    assert all(
        page.all(f".comment {kind}, .thread {kind}") for kind in (".reworded", ".on q", ".gone", ".badge", ".pin")
    )
    assert all(page.all(f".comment{kind}") for kind in (".featured", " .known", " figcaption", " .gl"))
    assert {comment.name for comment in queues.appeared().items if not comment.badge} == {"Pascale Orhand"}
    held = db.session.scalars(select(Comment).filter_by(status=CommentStatus.HELD)).all()
    assert {comment.name for comment in held if comment.holds} == {"Maud Verchere"}


def test_what_one_guest_says_is_one_person_s(app, tmp_path):
    demo.load(tmp_path)

    query = select(Comment.article_id, Comment.folded_name, Comment.person).filter_by(status=CommentStatus.APPROVED)
    people = db.session.execute(query.distinct()).all()
    names = {(article_id, name) for article_id, name, _person in people}
    assert len(people) == len(names)


def test_it_shows_who_speaks(app, tmp_path):
    demo.load(tmp_path)

    invited = db.session.scalars(select(Comment).where(Comment.invitation_id.is_not(None))).all()
    names = {"Maud Verchère", "Moira Tennant", "Idris Pell", "Ilham Cazenave", "Solène Audric"}
    assert {comment.name for comment in invited} == names
    assert {comment.invitation.vouched_by for comment in invited} == {"Étienne Salabert"}
    assert db.session.scalar(select(func.count()).where(Comment.address_id.is_not(None))) == 4


def test_it_happened_before_today_and_nobody_is_told(app, tmp_path):
    demo.load(tmp_path)

    assert db.session.scalar(select(func.count()).select_from(OutboxMail)) == 0
    assert db.session.scalar(select(func.max(Comment.posted_at))) < utcnow()
    decisions = db.session.scalars(select(Decision)).all()
    assert all(decision.comment.posted_at <= decision.made_at <= utcnow() for decision in decisions)
    assert {decision.made_by.name for decision in decisions} == {"Ottilie Marsh"}


def test_three_people_can_sign_in_with_passwords_kept_for_the_owner_alone(app, tmp_path):
    loaded = demo.load(tmp_path)

    kept = people.kept_in(tmp_path)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [account.role for account in loaded] == ["editor", "moderator", "admin"]
    for account in loaded:
        assert accounts.by_email(account.email).verify_and_update_password(account.password)
        assert f"{account.email} {account.password}" in kept.read_text()


@pytest.mark.parametrize("something", [an_article, a_user, lambda: an_article(published=False)])
def test_it_goes_into_an_empty_database_only(app, tmp_path, something):
    something()

    with pytest.raises(Conflict, match="empty database only"):
        demo.load(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_it_is_not_loaded_twice(app, tmp_path):
    demo.load(tmp_path)

    assert not demo.is_wanted()
    with pytest.raises(Conflict):
        demo.load(tmp_path)


def test_interrupted_it_goes_on(app, tmp_path, monkeypatch):
    with monkeypatch.context() as pulled_plug:
        pulled_plug.setattr(conversation, "add", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            demo.load(tmp_path)
    db.session.rollback()
    passwords = people.kept_in(tmp_path).read_text()
    assert db.session.scalar(select(func.count()).where(Article.published_at.is_not(None))) == 0

    loaded = demo.load(tmp_path)

    assert people.kept_in(tmp_path).read_text() == passwords
    assert accounts.by_email(loaded[0].email).verify_and_update_password(loaded[0].password)
    assert db.session.scalar(select(func.count()).select_from(Comment)) > 10


def test_its_conversation_shows_what_can_become_of_a_comment(app, tmp_path):
    demo.load(tmp_path)

    page = app.test_client().get("/articles/compter-les-congelateurs")

    assert page.all(".comment .pin")
    assert page.all(".comment.featured")
    assert page.all(".thread > li > .gone")
    assert any("14" in words for words in page.texts(".comment .useful"))
    assert page.all(".comment .said .gl")
    assert page.all(".comment figure [cite], .comment [cite]")
    assert page.all(".comment .rewritten")
    assert set(page.texts(".comment .badge")) == {"Personne interviewée", "Mène l’entretien"}
    assert page.all(".thread ol ol > li + li .to")  # deeper than is shown


def test_both_interviewees_and_an_editor_answer_as_themselves(app, tmp_path):
    demo.load(tmp_path)

    page = app.test_client().get("/articles/the-sea-came-in-on-a-tuesday/full")

    assert sorted(page.texts(".comment .badge")) == ["Editor", "Interviewee", "Interviewee"]

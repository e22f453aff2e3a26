"""What is not public shows nowhere in public, and a public page is the same page for everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Response
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.accounts.models import Address, Role
from blog.articles.manuscript import PersonLine
from blog.articles.models import Continuation, Part
from blog.asks.models import AskStatus
from blog.comments import service as comments
from blog.comments.models import Badge, Comment, CommentStatus, Invitation
from blog.comments.standing import settle
from blog.database import db, utcnow
from blog.glossary import writing as glossary
from blog.glossary.models import TermStatus
from blog.glossary.service import as_entry
from blog.mail import OutboxMail
from blog.moderation import service as moderation
from blog.moderation.grounds import Ground
from blog.moderation.models import Verdict
from blog.web.limits import limiter
from tests.factories import a_comment, a_term, a_user, an_article, an_ask
from tests.routes import House, enter, fetch

CANARY = "canary"
PRIVATE = {
    "reading.own_comment",
    "reading.own_comments",
    "reading.rewriting_comment",
    "reading.useful",
    "reading.own_ask",
    "reading.comment_token",
    "reading.confirm_address",
    "reading.open_invitation",
    "reading.reply_as_guest",
}  # for one person: by an address that nobody else knows, or by what their device keeps
UNSEEN = [status for status in CommentStatus if status is not CommentStatus.APPROVED]


@pytest.fixture
def house(app, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", False)
    return House.furnish(app)


def public(house):
    """Every public address, and some more of each kind."""
    paths = [path for rule, path in house.addresses("GET", doors=("reading",)) if rule.endpoint not in PRIVATE]
    lists = [f"{path}?before=29990101T000000.000000-1" for path in ("/", "/topics/harbours")]
    lists += [f"/glossary{query}" for query in ("?q=ice", "?q=cold", "?language=en", "?letter=c", "?after=1&q=cold")]
    forms = [f"/articles/quay/comments/new?turn={turn.anchor}" for turn in house.article.turns]
    asking = [f"/articles/quay/asks/new?word={word}" for word in ("boat", "bicycle", "ice+house", "nothing")]
    shown = [f"/articles/quay/full?{query}" for query in ("order=oldest", "order=useful", "after=0.0.1", "turn=lead")]
    shown += [f"/articles/quay/full?turn={turn.anchor}" for turn in house.article.turns]
    return [
        *paths,
        *shown,
        *lists,
        *forms,
        *asking,
        "/no/such/page",
        "/articles/quay/comments",
        "/articles/quay/asks",
        "/articles/none",
    ]


def shared(house):
    """Those whose page is not made for whoever asks, though anybody may ask."""
    return [path for path in public(house) if "/comments/new" not in path]


def plant_canaries(house):
    """A word, a name and an address in everything that is not public."""
    for status in UNSEEN:
        a_comment(house.article, status=status, source=f"A {CANARY} of mine.", name=f"{CANARY} Ada")
        a_comment(house.article, status=status, anchor=house.article.turns[0].anchor, source=f"{CANARY}")
        gone = a_comment(
            house.article,
            status=CommentStatus.APPROVED,
            source=f"A {CANARY}.",
            name=CANARY,
            email=f"{CANARY}@gone.example",
        )
        a_comment(house.article, status=CommentStatus.APPROVED, parent=gone, name="Tom", source="I saw it go.")
        settle(gone, status)
    a_comment(house.article, status=CommentStatus.APPROVED, email=f"{CANARY}@example.org", name="Mia", source="Yes.")
    plant_addresses(house)
    hidden = {
        "title": f"The {CANARY}",
        "standfirst": f"A {CANARY}.",
        "source": f"## A {CANARY}?\n\nIn the ice house a {CANARY}.\n",
        "topics": ("Harbours", f"{CANARY} topic"),
        "people": (PersonLine(part=Part.AUTHOR, name=f"{CANARY} Holm"),),
    }
    for status in AskStatus:
        plant_ask(house.article, status)
    an_article(published=False, slug=f"{CANARY}-draft", **hidden)
    withdrawn = an_article(slug=f"{CANARY}-withdrawn", **hidden)
    a_comment(withdrawn, status=CommentStatus.APPROVED, source=f"A {CANARY}.", name=CANARY)
    draft = {"status": TermStatus.DRAFT, "definition": f"A {CANARY}.", "text": CANARY, "origin": CANARY}
    a_term(f"{CANARY} song", CANARY, translation="", **draft)
    a_term(
        f"chant de {CANARY}", language="fr", **draft, licence=CANARY, see_also=("ice house",), translation="ice house"
    )
    a_term("sawdust", see_also=(f"{CANARY} song",))
    a_term("sciure", language="fr", translation=f"{CANARY} song")
    a_term(f"{CANARY} without words", definition="")
    withdrawn.withdraw()
    db.session.commit()


def plant_addresses(house):
    """Of people without a comment, too."""
    a_user(Role.MODERATOR, email=f"{CANARY}@staff.example", name=f"{CANARY} Lund")
    db.session.add(Address(email=f"{CANARY}@known.example"))
    db.session.add(
        Invitation(
            article=house.article,
            token_digest=CANARY,
            badge=Badge.INTERVIEWEE,
            name=f"{CANARY} Dahl",
            email=f"{CANARY}@invited.example",
            vouched_by=f"{CANARY} Berg",
            ends_at=utcnow() + timedelta(days=1),
        )
    )
    db.session.commit()


def plant_ask(article, status):
    """One whose word, sentence, reason and address nobody but its owner may read."""
    ask = an_ask(article, word="boat", email=f"{CANARY}@example.org", status=status)
    ask.word = ask.folded = CANARY
    ask.sentence, ask.reason = f"The {CANARY} sang.", f"No {CANARY} is explained."
    db.session.commit()


def test_no_canary_sings(app, house):
    plant_canaries(house)
    visitor = enter(app, None)
    paths = [*public(house), f"/topics/{CANARY}-topic"]
    paths += [f"/glossary/{slug}" for slug in ("sawdust", "sciure", f"{CANARY}-song", f"{CANARY}-song/articles")]
    paths += [f"/articles/{CANARY}-{state}{rest}" for state in ("draft", "withdrawn") for rest in ("", "/full")]
    paths += [f"/articles/{CANARY}-{state}/comments/new" for state in ("draft", "withdrawn")]

    for path in paths:
        answer = fetch(visitor, path)
        said = (answer.data.decode("latin-1") + str(answer.headers)).replace(path, "").replace(path[1:], "")
        assert CANARY not in said.lower(), path


def test_every_field_for_an_e_mail_address_has_its_canary(house):
    plant_canaries(house)

    columns = [table.c.email for table in db.metadata.sorted_tables if "email" in table.c]
    assert len(columns) > 3
    for column in columns:
        assert db.session.scalar(select(column).where(column.contains(CANARY)).limit(1)), column


def test_no_mail_to_somebody_else_sings(house):
    plant_canaries(house)
    gone = db.session.scalars(select(Comment).filter_by(name="Tom")).all()
    for verdict, ground in ((Verdict.APPROVE, None), (Verdict.REJECT, Ground.OFF_TOPIC)):
        for parent in gone:
            reply = a_comment(house.article, parent=parent, name="Bo", email="bo@example.org", source="So did I.")
            decide(reply, verdict, ground)

    mails = [mail for mail in db.session.scalars(select(OutboxMail)) if CANARY not in mail.recipient]
    assert len(mails) >= 2 * len(gone)
    assert not [mail for mail in mails if CANARY in f"{mail.subject} {mail.text}".lower()]


def test_a_form_that_was_opened_before_the_withdrawal_tells_nothing(client):
    article = an_article(slug="gone", withdrawn=True, title=f"The {CANARY}")

    for way in ("comments", "comments/preview"):
        page = client.post(f"/articles/{article.slug}/{way}", data={"text": "A word.", "name": "Bo"})
        assert page.status == 410
        assert CANARY not in page.response.text


def test_a_draft_of_the_glossary_leaves_no_trace(app, house):
    a_term("sawdust", see_also=("ice house",))
    visitor, paths = enter(app, None), public(house)
    before = {path: seen(visitor, path) for path in paths}

    draft = a_term("slipway", status=TermStatus.DRAFT, language="fr", translation="ice house", see_also=("sawdust",))
    assert {path: seen(visitor, path) for path in paths} == before
    glossary.revise(draft, replace(as_entry(draft), definition="Colder."), seen=1)
    assert {path: seen(visitor, path) for path in paths} == before
    glossary.remove(draft)

    assert {path: seen(visitor, path) for path in paths} == before


def test_an_entry_that_is_a_draft_again_says_nothing_though_its_marks_have_not_followed_yet(app):
    terms = a_term("ice house"), a_term("slipway")
    a_comment(an_article(slug="quay"), status=CommentStatus.APPROVED, source="By the slipway.")
    for term in terms:
        entry = replace(as_entry(term), status=TermStatus.DRAFT, definition=CANARY)
        glossary.revise(term, entry, seen=term.revision)
    db.session.rollback()

    for path in ("/articles/quay", "/feed.atom"):
        assert CANARY not in FlaskClient(app, Response).get(path).text


@pytest.mark.parametrize("status", UNSEEN)
def test_a_comment_that_is_not_public_leaves_no_trace(app, house, status):
    visitor, paths = enter(app, None), public(house)
    before = {path: seen(visitor, path) for path in paths}

    a_comment(house.article, status=status, anchor=house.article.turns[0].anchor, source="A word.", name="Bo")

    assert {path: seen(visitor, path) for path in paths} == before


@pytest.mark.parametrize("status", AskStatus)
def test_an_ask_leaves_no_trace(app, house, status):
    visitor, paths = enter(app, None), public(house)
    before = {path: seen(visitor, path) for path in paths}

    for _each in range(3):
        an_ask(house.article, word="boat", email="ada@example.org", status=status)

    assert {path: seen(visitor, path) for path in paths} == before


def test_an_unseen_comment_answers_as_one_that_never_was(client, house):
    a_comment(house.article, name="Bo")
    unseen = a_comment(house.article, status=CommentStatus.REJECTED)

    numbers = (unseen.id, 404_404)
    asked = {client.get(f"/articles/quay/comments/new?reply_to={number}").data for number in numbers}
    answers = [
        client.post("/articles/quay/comments/preview", data={"name": "Bo", "text": "A word.", "reply_to": number})
        for number in numbers
    ]

    assert len(asked) == 1
    assert [answer.status for answer in answers] == [404, 404]
    assert answers[0].data == answers[1].data


def seen(visitor, path):
    answer = fetch(visitor, path)
    return answer.status, answer.data, answer.headers.get("ETag"), answer.headers.get("Last-Modified")


@pytest.mark.parametrize("role", Role.ALL)
def test_a_public_page_is_the_same_for_everybody(app, house, role):
    stranger, member = enter(app, None), enter(app, a_user(role, name="Ines Rask"))
    member.get("/account/")
    token_bearer = enter(app, None)
    token_bearer.get("/articles/quay/comments/token")

    for path in shared(house):
        answers = [
            fetch(visitor, path, headers={"Accept-Language": language})
            for visitor, language in (
                (stranger, "fr"),
                (stranger, "de, en;q=0.5"),
                (member, "fr"),
                (token_bearer, "en"),
            )
        ]
        for answer in answers:
            assert "Set-Cookie" not in answer.headers, path
            assert "cookie" not in answer.headers.get("Vary", "").lower(), path
        assert len({answer.data for answer in answers}) == 1, path
        assert len({answer.headers.get("ETag") for answer in answers}) == 1, path


def test_a_public_page_is_sent_once(app, house):
    visitor = enter(app, None)
    for path in shared(house):
        answer = fetch(visitor, path)
        if answer.status == 200:
            again = fetch(visitor, path, headers={"If-None-Match": answer.headers["ETag"]})
            assert (again.status, again.data) == (304, b""), path
            assert again.headers["ETag"] == answer.headers["ETag"]
            assert "Content-Security-Policy" in again.headers
            assert fetch(visitor, path, headers={"If-None-Match": '"another"'}).status == 200
        else:
            assert "ETag" not in answer.headers, path


@pytest.mark.parametrize("slug", ["quay", "below"])
def test_a_decision_is_on_the_page_at_the_very_next_request(app, house, slug):
    article = house.article if slug == "quay" else an_article(slug=slug, continuation=Continuation.HERE)
    visitor, path = enter(app, None), f"/articles/{slug}"
    comment = a_comment(article, source=f"A {CANARY} sings.")
    tags = [visitor.get(path).headers["ETag"]]

    for verdict, ground in ((Verdict.APPROVE, None), (Verdict.REJECT, Ground.OFF_TOPIC), (Verdict.APPROVE, None)):
        decide(comment, verdict, ground)
        page = visitor.get(path, headers={"If-None-Match": tags[-1]})
        assert page.status == 200
        assert (CANARY in page.response.text) == (verdict is Verdict.APPROVE)
        tags.append(page.headers["ETag"])
    comments.withdraw(comment)

    assert visitor.get(path, headers={"If-None-Match": tags[-1]}).status == 200
    assert tags[0] == tags[2] != tags[1] == tags[3]
    assert visitor.get(path).headers["ETag"] == tags[0]


def decide(comment, verdict, ground):
    seen = {"seen_revision": comment.revision, "seen_status": comment.status}
    moderation.decide(comment, verdict, by=None, ground=ground, **seen)


def test_a_withdrawn_article_takes_its_address_out_of_everything(client, house):
    a_term("slipway")
    article = an_article(slug="last", source="## Why?\n\nFor the slipway.\n")
    listed = ("/", "/feed.atom", "/sitemap.xml", "/glossary/slipway")
    assert all("/articles/last" in client.get(path).response.text for path in listed)

    article.withdraw()
    db.session.commit()

    assert not any("/articles/last" in client.get(path).response.text for path in listed)
    assert client.get("/articles/last").status == 410

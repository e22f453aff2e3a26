"""Bad text at the comment's door: a clear sentence, or a clean comment, and in a moment."""

from __future__ import annotations

from time import process_time
from urllib.parse import quote_from_bytes

import pytest
from flask import Response
from flask.testing import FlaskClient

from blog.comments.models import Comment, CommentStatus
from blog.comments.standing import settle
from blog.database import db
from blog.web.limits import limiter
from tests.factories import a_term, an_article
from tests.pages import Page

AT_MOST = 0.3  # seconds of the server's work
REFUSED = {
    "100,000 combining marks": (b"a" + "\u0301".encode() * 100_000, "A comment has at most 5000 characters."),
    "a megabyte": (b"a " * 500_000, "A comment has at most 5000 characters."),
    "a quote 50,000 deep": (b">" * 50_000 + b" a", "A comment has at most 5000 characters."),
    "nothing but NUL": (b"\0" * 9, "Your comment has no words yet."),
    "nothing but marks": ("\u202e\u0301\u200b".encode(), "Your comment has no words yet."),
}
CLEANED = {
    "NUL": (b"a\0b", "<p>ab</p>"),
    "right-to-left overrides": ("a\u202eb\u2067c &#x202e;d".encode(), "<p>abc d</p>"),
    "as many marks as go in": (b"a" + "\u0301".encode() * 4_999, "<p>a" + "\u0301" * 8 + "</p>"),
    "a lone surrogate": (b"a\xed\xa0\x80b", None),  # whatever it is read as
    "bytes that are no text": (b"a\xff\xfe\xc3b", None),
    "a quote as deep as goes in": (b">" * 4_998 + b" a", None),
    "a long quote of the article": (b"> " + b"The rain came in on the quay, and nobody minded. " * 100, None),
}


@pytest.fixture
def client(app, monkeypatch):
    """One that does not look at the page it gets: that would be measured too."""
    monkeypatch.setattr(limiter, "enabled", False)
    a_term("quay")
    an_article(slug="ice", source="## Why?\n\n" + "The rain came in on the quay, and nobody minded. " * 800)
    return FlaskClient(app, Response)


def sent(client, way, text):
    """The answer, and the seconds it took: the less of two tries, for other work only ever adds."""
    token = client.get("/articles/ice/comments/token").json["csrf_token"]
    body = f"name=Bo&csrf_token={token}&text={quote_from_bytes(text)}"
    tries = []
    for _each in range(2):
        began = process_time()
        answer = client.post(f"/articles/ice/{way}", data=body, content_type="application/x-www-form-urlencoded")
        tries.append(process_time() - began)
    return answer, min(tries)


@pytest.mark.parametrize("way", ["comments/preview", "comments"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_shown_is_refused_with_a_sentence(client, name, way):
    text, sentence = REFUSED[name]

    answer, seconds = sent(client, way, text)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert seconds < AT_MOST
    assert db.session.query(Comment).count() == 0


@pytest.mark.parametrize("name", CLEANED)
def test_what_can_be_shown_is_clean(client, name):
    text, html = CLEANED[name]

    answer, seconds = sent(client, "comments", text)

    comment = db.session.query(Comment).first()
    assert answer.status_code == 303
    assert seconds < AT_MOST
    assert html is None or comment.html == html
    settle(comment, CommentStatus.APPROVED)
    db.session.commit()
    shown = Page(client.get("/articles/ice")).text(".said")
    assert shown
    assert not any(character == "\0" or 0xD800 <= ord(character) < 0xE000 for character in shown)


def test_the_words_that_were_refused_come_back(client):
    answer, _seconds = sent(client, "comments", b"word " * 2_000)

    assert Page(answer).find("textarea").text.strip() == ("word " * 2_000).strip()


def test_a_text_in_another_direction_keeps_to_its_own_place(client):
    answer, _seconds = sent(client, "comments/preview", "שלום (abc)".encode())

    preview = Page(answer)
    assert preview.find(".said")["dir"] == "auto"
    assert preview.text(".by bdi") == "Bo"

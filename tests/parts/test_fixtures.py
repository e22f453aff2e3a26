"""The tests' own tools: each test begins empty, and a page that breaks a promise is caught."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from blog.articles.models import Article
from blog.comments.models import CommentStatus
from blog.database import db
from tests.factories import a_comment, a_term, a_user, an_article, fresh
from tests.promises import check_promises

GOOD = """<!doctype html><html lang="en"><head><title>Boats · Entretien</title></head><body><h1>Boats</h1>
<p><span id="gl-a">bow<button type="button" popovertarget="g-a" aria-label="Definition: bow"></button></span></p>
<form><label for="n">Name</label><input id="n"></form><div popover id="g-a">The front.</div></body></html>"""


@pytest.mark.parametrize("turn", ["first", "second"])
def test_every_test_begins_with_an_empty_database(app, turn):
    an_article(slug="the-same-address")

    assert db.session.scalar(select(func.count()).select_from(Article)) == 1


def test_factories_make_what_they_say(app):
    moderator = a_user("moderator")
    comment = a_comment(status=CommentStatus.APPROVED)
    term = a_term("slipway", "slip")

    assert moderator.may_act_as("moderator")
    assert fresh(comment).is_visible
    assert fresh(term).names == ("slipway", "slip")


def test_fresh_forgets_what_nobody_committed(app):
    article = an_article(title="Ropes")
    article.title = "Not saved"

    assert fresh(article).title == "Ropes"


def test_a_good_page_keeps_its_promises():
    check_promises(GOOD)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("<h1>Boats</h1>", ""),
        ("<h1>Boats</h1>", "<h1>Boats</h1><h1>More</h1>"),
        ("<title>Boats", "<title>Ropes"),
        (' lang="en"', ""),
        ('id="g-a"', 'id="gl-a"'),
        ('popovertarget="g-a"', 'popovertarget="g-b"'),
        ("<form>", "<script>1</script><form>"),
        ("<p>", '<p style="color:red">'),
        ("<p>", '<p onclick="x()">'),
        ('<label for="n">Name</label>', ""),
        ('aria-label="Definition: bow"', ""),
        ("<p>", '<p><img src="/x.png">'),
        ("<p>", '<p><a href="#nowhere">there</a>'),
        ("<!doctype html>", ""),
    ],
)
def test_a_broken_promise_is_caught(good, bad):
    with pytest.raises(AssertionError):
        check_promises(GOOD.replace(good, bad))

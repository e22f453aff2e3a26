"""Hostile text comes in by every way there is, a browser opens every page that shows it, and nothing runs."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from blog.articles import service as articles
from blog.articles.models import Article, ArticleStatus
from blog.asks.models import Ask
from blog.comments.models import Comment, CommentStatus
from blog.database import db
from blog.glossary.models import GlossaryTerm
from blog.web.limits import limiter
from blog.web.reading import feeds
from blog.web.reading.known import link_token
from tests import hostile, planting
from tests.browser.looking import crawl, look_at, shown_pages
from tests.signing_in import link_in, mails

PAYLOADS = (*hostile.PAYLOADS, *hostile.nests(60))
PUBLIC, ROOMS = ("reading",), ("desk", "moderation", "account")


@pytest.fixture
def admin(app, tmp_path, monkeypatch):
    """As many requests as it takes, and lists without an end."""
    monkeypatch.setattr(limiter, "enabled", False)
    monkeypatch.setattr(articles, "DESK_LENGTH", 1_000)
    monkeypatch.setattr(feeds, "FEED_LENGTH", 1_000)
    return planting.plant_everything(app, tmp_path, PAYLOADS)


def test_no_page_runs_what_somebody_brought_in(app, visit, admin, client):
    stranger, room = visit(policy=False), visit(policy=False, user=admin, headers=hostile_headers())
    private = [f"/comments/{comment.key}" for comment in db.session.query(Comment).limit(10)]
    private += [f"/asks/{ask.key}" for ask in db.session.query(Ask).limit(10)]
    private += [f"/glossary/{term.slug}/articles" for term in db.session.query(GlossaryTerm).limit(10)]
    private += [link_in(mail) for mail in mails() if "/invitations/" in mail.text]
    private += [f"/addresses/{link_token(comment)}" for comment in db.session.query(Comment).limit(10)]
    public = db.session.query(Comment).filter_by(status=CommentStatus.APPROVED).limit(10)
    private += [f"/articles/{each.article.slug}/comments/{each.id}/useful" for each in public]
    private += ["/rules/1"]
    rooms = ["/desk/", "/desk/following", "/desk/glossary/files/plan", "/moderation/", "/moderation/spam", "/account/"]

    seen = crawl(app, stranger, ["/", "/glossary", "/no/such/page", *private], PUBLIC)
    seen |= crawl(app, room, rooms, ROOMS)
    seen |= crawl(app, room, [f"/articles/{commented_article().slug}/comments/invited"], ("none",))

    assert shown_pages(app, (*PUBLIC, *ROOMS)) - seen == set()
    for content in contents_of_the_feed(client):
        stranger.page.set_content(content.replace("http://localhost/", f"{stranger.site}/"))
        look_at(stranger, "feed")
    for path in ("/", "/articles/from-a-file-3", "/glossary", private[0]):
        guarded = visit()
        guarded.goto(path)
        look_at(guarded, f"{path}, and nothing for the policy to stop")


def commented_article():
    """The one under which comments and invitations were planted."""
    return db.session.query(Comment).first().article


def hostile_headers():
    text = f"a\"'><script>{hostile.HIT}</script>"
    return dict.fromkeys(("User-Agent", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"), text)


def contents_of_the_feed(client):
    """Of all articles, after a look at what stands around them and at the site map."""
    feed, sitemap = (ElementTree.fromstring(client.get(path).response.data) for path in ("/feed.atom", "/sitemap.xml"))
    assert {element.tag.partition("}")[0] for element in feed.iter()} == {"{http://www.w3.org/2005/Atom"}
    assert {element.tag.rpartition("}")[2] for element in sitemap.iter()} == {"urlset", "url", "loc", "lastmod"}
    contents = [element.text for element in feed.iter("{http://www.w3.org/2005/Atom}content")]
    assert len(contents) == db.session.query(Article).filter_by(status=ArticleStatus.PUBLISHED).count()
    return contents

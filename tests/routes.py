"""Every address of the house, from its URL map, with something real behind it; and what the database holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from flask import Flask
from flask_security.confirmable import generate_confirmation_token
from flask_security.recoverable import generate_reset_password_token
from PIL import Image
from werkzeug.routing import Rule

from blog.accounts.models import User
from blog.articles import jargon
from blog.articles.models import Article, Continuation
from blog.asks.models import Ask, AskStatus
from blog.comments.models import Comment, CommentStatus, Invitation
from blog.database import db
from blog.glossary.models import GlossaryTerm
from blog.media import service as media
from blog.media.models import Picture
from blog.web.reading.known import link_token
from tests.factories import a_comment, a_term, a_user, an_article, an_ask, an_invitation
from tests.pages import Page, Visitor

SAFE = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, kw_only=True)
class House:
    """One of each thing that an address may name."""

    app: Flask
    article: Article
    term: GlossaryTerm
    comment: Comment
    ask: Ask  # waits
    passed_on: Ask
    picture: Picture
    user: User
    invitation: Invitation
    invitation_token: str

    @classmethod
    def furnish(cls, app: Flask) -> House:
        picture = media.store(picture_file())
        term = a_term("ice house")
        article = an_article(
            slug="quay",
            topics=("Harbours",),
            continuation=Continuation.PAGE,
            picture=picture.digest,
            picture_alt="A quay.",
        )
        jargon.ignore("tbc")
        a_comment(article, status=CommentStatus.APPROVED, name="Paul")
        comment = a_comment(article, name="Ada", email="ada@example.org")
        ask, passed_on = an_ask(article, word="boat"), an_ask(article, word="bicycle", status=AskStatus.ACCEPTED)
        invitation, invitation_token = an_invitation(article)
        return cls(
            app=app,
            article=article,
            term=term,
            comment=comment,
            ask=ask,
            passed_on=passed_on,
            picture=picture,
            user=a_user(),
            invitation=invitation,
            invitation_token=invitation_token,
        )

    def addresses(self, *methods: str, doors: tuple[str, ...] = ()) -> list[tuple[Rule, str]]:
        """The rules that take one of the methods, each with a path it matches."""
        rules = (rule for rule in self.app.url_map.iter_rules() if (rule.methods or set()) & set(methods))
        return [(rule, self.path(rule)) for rule in rules if not doors or door_of(rule) in doors]

    def path(self, rule: Rule) -> str:
        values = {name: self._value(rule, name) for name in rule.arguments}
        built = rule.build(values)
        assert built is not None, f"{rule.rule} does not take {values}"
        return built[1]

    def _value(self, rule: Rule, name: str) -> Any:
        if name == "slug":
            named = {"glossary": self.term.slug, "topics": "harbours"}
            return next((slug for part, slug in named.items() if f"/{part}/" in rule.rule), self.article.slug)
        if name == "token":
            return self._token(rule)
        if name == "digest":
            return self.picture.digest if "media" in rule.rule else "0123456789abcdef"
        known = {
            "key": self.ask.key if "/asks/" in rule.rule else self.comment.key,
            "ask_id": self.passed_on.id,
            "comment_id": self.comment.id,
            "ignored_id": jargon.ignored()[0].id,
            "version": 1,
            "number": self.term.revision,
            "invitation_id": self.invitation.id,
            "name": {"style": "reading.css", "icon": "favicon.svg"}.get(rule.endpoint, "comment.js"),
        }
        known |= {"width": self.picture.width, "extension": self.picture.extension}
        assert name in known, f"{rule.rule}: say here what stands for <{name}>"
        return known[name]

    def _token(self, rule: Rule) -> str:
        if rule.endpoint == "security.confirm_email":
            return str(generate_confirmation_token(self.user))
        if rule.endpoint == "security.reset_password":
            return str(generate_reset_password_token(self.user))
        if "/addresses/" in rule.rule:
            return link_token(self.comment)
        return self.invitation_token


def picture_file(extra: bytes = b"") -> bytes:
    stream = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(stream, "PNG")
    return stream.getvalue() + extra


def door_of(rule: Rule) -> str:
    """`reading`, `desk`…; what belongs to none is a file of ours."""
    return rule.endpoint.rpartition(".")[0] or "files"


def everything_stored() -> dict[str, list[str]]:
    """All rows of all tables."""
    db.session.rollback()
    with db.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(table.select()).all()))
            for table in db.metadata.sorted_tables
        }


def enter(app: Flask, user: User | None) -> Visitor:
    """Somebody's browser, signed in."""
    visitor = Visitor(app)
    if user is not None:
        with visitor.session_transaction() as session:
            session["_user_id"], session["_fresh"] = user.fs_uniquifier, True
    return visitor


def fetch(visitor: Visitor, path: str, **others: Any) -> Page:
    """An answer read to its end: one that is a file would else stay open."""
    page: Page = visitor.get(path, **others)
    page.get_data()
    page.close()
    return page


def ask(visitor: Visitor, spelling: str, **others: Any) -> Page:
    """The path as it goes over the wire, which a client's own reading of addresses would change."""
    path = unquote_to_bytes(spelling).decode("latin-1")
    said = {"PATH_INFO": path, "REQUEST_URI": spelling, "RAW_URI": spelling}
    page: Page = visitor.open("/", environ_overrides=said, **others)
    return page


def leads_home(location: str | None, path: str) -> bool:
    """As a browser reads it: backslashes are slashes, tabs and line breaks are not there."""
    here = f"http://localhost{path}"
    there = urlsplit(urljoin(here, re.sub(r"[\x00-\x20]", "", location or "").replace("\\", "/")))
    return (there.scheme, there.netloc) == ("http", "localhost")

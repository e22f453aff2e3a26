"""Signing in as people do, and the mails that come with it."""

from __future__ import annotations

import re

from blog.accounts.models import User
from blog.database import db
from blog.mail import OutboxMail
from tests.factories import PASSWORD, a_user
from tests.pages import Page, Visitor

ADDRESS = "ida@example.org"
NEW_PASSWORD = "another quiet harbour"


def ida() -> User:
    return a_user("moderator", email=ADDRESS, name="Ida Holm", password=PASSWORD)


def signed_in(client: Visitor, email: str = ADDRESS, password: str = PASSWORD, **query: str) -> Page:
    page: Page = client.get("/account/sign-in", query_string=query)
    return page.submit("Sign in", email=email, password=password)


def landed(page: Page) -> Page:
    """Where one redirect after the other leads."""
    while page.location:
        page = page.follow()
    return page


def mails() -> list[OutboxMail]:
    return db.session.query(OutboxMail).order_by(OutboxMail.id).all()


def link_in(mail: OutboxMail) -> str:
    found = re.search(r"http://localhost(/\S+)", mail.text)
    assert found, mail.text
    return found[1]

"""Accounts come to be as their rules say."""

from __future__ import annotations

import pytest

from blog.accounts import service as accounts
from blog.accounts.models import Role, User
from blog.database import db
from tests import signing_in
from tests.signing_in import NEW_PASSWORD


@pytest.fixture
def ida():
    return signing_in.ida()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"email": "IDA@example.org"}, "email"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "two\nlines\x07"}, "name"),
        ({"password": "x" * 11}, "password"),
        ({"roles": ["moderator", "king"]}, "roles"),
    ],
)
def test_an_account_that_breaks_a_rule_is_not_made(ida, given, field):
    whole = {"email": "new@example.org", "name": "New", "roles": ["editor"], "password": NEW_PASSWORD}

    with pytest.raises(accounts.Invalid) as refusal:
        accounts.add(**{**whole, **given})

    assert refusal.value.field == field
    assert db.session.query(User).count() == 1


def test_a_password_is_stored_as_argon2(ida):
    assert ida.password.startswith("$argon2id$")


def test_roles_are_made_once(app):
    for letter in "ab":
        accounts.add(f"{letter}@example.org", name="A", roles=[], password=NEW_PASSWORD)

    assert sorted(role.name for role in db.session.query(Role)) == ["admin", "editor", "moderator", "reader"]

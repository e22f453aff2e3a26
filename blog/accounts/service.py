"""Accounts come to be, and are found."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from flask_security import hash_password
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from blog.accounts.models import Role, User
from blog.database import db, utcnow
from blog.errors import Invalid
from blog.mail import checked_address

SHORTEST_PASSWORD = 12  # characters
LONGEST_PASSWORD = 1_000


def add(email: str, *, name: str, roles: Iterable[str], password: str) -> User:
    """A confirmed account, ready to sign in. Raises Invalid, with the field, when a value breaks a rule."""
    user = User(
        email=_free_email(email),
        name=checked_name(name),
        password=hash_password(checked_password(password)),
        fs_uniquifier=uuid.uuid4().hex,
        confirmed_at=utcnow(),
        roles=_checked_roles(roles),
    )
    db.session.add(user)
    try:
        db.session.commit()
    except IntegrityError:  # the same address, at the same moment
        db.session.rollback()
        raise _taken() from None
    return user


def by_email(email: str) -> User | None:
    """Upper and lower case are one address."""
    return db.session.scalar(select(User).filter_by(email=email.strip().lower()))


def is_anybody_here() -> bool:
    return db.session.scalar(select(User.id).limit(1)) is not None


def checked_name(name: str) -> str:
    """On one line. Raises Invalid."""
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise Invalid(_("An account needs a name."), "name")
    if len(name) > User.LONGEST_NAME:
        raise Invalid(_("A name has at most %(most)s characters.", most=User.LONGEST_NAME), "name")
    return name


def reader_role() -> Role:
    return next(role for role in _rows_of_all_roles() if role.name == Role.READER)


def end_all_sessions(user: User) -> None:
    """Whoever is signed in to the account, wherever, is a stranger at their next request."""
    user.fs_uniquifier = uuid.uuid4().hex
    db.session.commit()


def _free_email(email: str) -> str:
    address = checked_address(email).lower()
    if by_email(address) is not None:
        raise _taken()
    return address


def checked_password(password: str) -> str:
    """In the form (NFKD) in which the sign-in page compares it. Raises Invalid."""
    password = unicodedata.normalize("NFKD", password)
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid(_("A password has at least %(least)s characters.", least=SHORTEST_PASSWORD), "password")
    if len(password) > LONGEST_PASSWORD:
        raise Invalid(_("A password has at most %(most)s characters.", most=LONGEST_PASSWORD), "password")
    return password


def _taken() -> Invalid:
    return Invalid(_("There is an account with this e-mail address already."), "email")


def _checked_roles(names: Iterable[str]) -> list[Role]:
    names = set(names) or {Role.READER}
    if unknown := sorted(names - set(Role.ALL)):
        raise Invalid(
            _("There is no role “%(role)s”; there are: %(roles)s.", role=unknown[0], roles=", ".join(Role.ALL)), "roles"
        )
    return [role for role in _rows_of_all_roles() if role.name in names]


def _rows_of_all_roles() -> list[Role]:
    rows = {role.name: role for role in db.session.scalars(select(Role))}
    for name in Role.ALL:
        if name not in rows:
            rows[name] = Role(name=name)
            db.session.add(rows[name])
    return list(rows.values())

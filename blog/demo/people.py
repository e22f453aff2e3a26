"""Three people who work here, with passwords made at random and kept where the owner of the instance can read them."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from blog.accounts import service as accounts
from blog.accounts.models import Role


@dataclass(frozen=True, kw_only=True)
class Account:
    role: str
    name: str
    email: str
    password: str = ""


PEOPLE = (
    Account(role=Role.EDITOR, name="Étienne Salabert", email="redaction@example.org"),
    Account(role=Role.MODERATOR, name="Ottilie Marsh", email="moderation@example.org"),
    Account(role=Role.ADMIN, name="Camille Aubrac", email="admin@example.org"),
)


def add(instance: Path) -> list[Account]:
    """Passwords are kept before accounts have them, so that none is lost when this is interrupted."""
    passwords = _kept_passwords(kept_in(instance))
    people = [replace(person, password=passwords[person.email]) for person in PEOPLE]
    for person in people:
        if accounts.by_email(person.email) is None:
            accounts.add(person.email, name=person.name, roles=[person.role], password=person.password)
    return people


def kept_in(instance: Path) -> Path:
    return instance / "demo-accounts.txt"


def _kept_passwords(file: Path) -> dict[str, str]:
    if not file.exists():
        unfinished = file.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as lines:
            lines.writelines(f"{person.email} {secrets.token_urlsafe(12)} {person.role}\n" for person in PEOPLE)
        unfinished.replace(file)
    return {line.split()[0]: line.split()[1] for line in file.read_text("utf-8").splitlines()}

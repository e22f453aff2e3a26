"""Passwords, and the links in mails, are hashed slowly, on purpose: nobody who writes waits for it."""

from __future__ import annotations

from typing import Any

from passlib.context import CryptContext

from blog.accounts.datastore import datastore


class Unhurried(CryptContext):  # type: ignore[misc]
    """Ends the transaction before it begins. On SQLite one that may write holds the lock all others need; whatever
    is read or written after the tenths of a second that this takes has one of its own."""

    def hash(self, *args: Any, **options: Any) -> Any:
        datastore.commit()  # type: ignore[no-untyped-call]
        return super().hash(*args, **options)

    def verify(self, *args: Any, **options: Any) -> Any:
        datastore.commit()  # type: ignore[no-untyped-call]
        return super().verify(*args, **options)

"""Codes of an authenticator app."""

from __future__ import annotations

from typing import Any

from flask_security import Totp


class OneTimeCodes(Totp):
    """A code is good once (RFC 6238 §5.2): the number of the last one is kept with the account."""

    def get_last_counter(self, user: Any) -> int | None:
        return user.tf_last_counter  # type: ignore[no-any-return]

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        user.tf_last_counter = tmatch.counter

"""What a password must be, whoever sets it: the rule is that of the accounts."""

from __future__ import annotations

from typing import Any

from flask_security import PasswordUtil

from blog.accounts import service as accounts
from blog.errors import Invalid


class Passwords(PasswordUtil):
    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:
        try:
            return None, accounts.checked_password(password)
        except Invalid as refusal:
            return [str(refusal)], self.normalize(password)

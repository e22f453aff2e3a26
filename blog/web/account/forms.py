"""Flask-Security's forms, without the ways that we do not offer."""

from __future__ import annotations

from typing import Any, cast

from flask_security import LoginForm, RegisterFormV2, TwoFactorRescueForm, TwoFactorSetupForm, WebAuthnRegisterForm
from wtforms import HiddenField, RadioField, StringField, ValidationError
from wtforms.validators import AnyOf
from wtforms.widgets import HiddenInput

from blog.accounts import service as accounts
from blog.accounts.models import User
from blog.errors import Invalid


class SignInForm(LoginForm):
    remember = None  # type: ignore[assignment]  # a session ends with the browser

    @property
    def unconfirmed_user(self) -> User | None:
        """Whose password is right, when all that is missing is the link in our mail."""
        user = cast("User | None", self.user)
        waits = self.user_authenticated and self.requires_confirmation and user and user.is_active
        return user if waits else None


class RegistrationForm(RegisterFormV2):
    """Makes a reader, never more. The rules for name and password are those of the accounts."""

    name = StringField()

    def validate_name(self, field: StringField) -> None:
        try:
            field.data = accounts.checked_name(field.data or "")
        except Invalid as refusal:
            raise ValidationError(str(refusal)) from None

    def to_dict(self, only_user: bool) -> dict[str, Any]:
        return {**super().to_dict(only_user), "roles": [accounts.reader_role()]}


class CodesForm(TwoFactorSetupForm):
    """Which way is the name of the button."""

    setup = HiddenField()  # type: ignore[assignment]


class RescueForm(TwoFactorRescueForm):
    """Nobody is let in by mail: there are recovery codes."""

    help_setup = RadioField(choices=[], widget=HiddenInput())


class PasskeyForm(WebAuthnRegisterForm):
    """A passkey takes the place of the password; it is no second step after it."""

    usage = HiddenField(default="first", validators=[AnyOf(["first"])])  # type: ignore[assignment]

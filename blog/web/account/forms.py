"""Flask-Security's forms, without the ways that we do not offer."""

from __future__ import annotations

from flask_security import LoginForm, TwoFactorRescueForm, TwoFactorSetupForm, WebAuthnRegisterForm
from wtforms import HiddenField, RadioField
from wtforms.validators import AnyOf
from wtforms.widgets import HiddenInput


class SignInForm(LoginForm):
    remember = None  # type: ignore[assignment]  # a session ends with the browser


class CodesForm(TwoFactorSetupForm):
    """Which way is the name of the button."""

    setup = HiddenField()  # type: ignore[assignment]


class RescueForm(TwoFactorRescueForm):
    """Nobody is let in by mail: there are recovery codes."""

    help_setup = RadioField(choices=[], widget=HiddenInput())


class PasskeyForm(WebAuthnRegisterForm):
    """A passkey takes the place of the password; it is no second step after it."""

    usage = HiddenField(default="first", validators=[AnyOf(["first"])])  # type: ignore[assignment]

"""What Flask-Security is asked to do, and the sentences it says in our words."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _

from blog.accounts.service import SHORTEST_PASSWORD
from blog.database import utcnow

SETTINGS: dict[str, Any] = {
    "URL_PREFIX": "/account",
    "STATIC_FOLDER": None,
    "REGISTER_URL": "/registration",
    "LOGIN_URL": "/sign-in",
    "LOGOUT_URL": "/sign-out",
    "LOGOUT_METHODS": ["POST"],
    "RESET_URL": "/reset",
    "CHANGE_URL": "/password",
    "CONFIRM_URL": "/confirmation",
    "VERIFY_URL": "/verification",
    "TWO_FACTOR_SETUP_URL": "/two-factor",
    "TWO_FACTOR_TOKEN_VALIDATION_URL": "/code",
    "TWO_FACTOR_RESCUE_URL": "/code/rescue",
    "TWO_FACTOR_SELECT_URL": "/second-step",
    "MULTI_FACTOR_RECOVERY_CODES_URL": "/recovery-codes",
    "MULTI_FACTOR_RECOVERY_URL": "/code/recovery",
    "WAN_REGISTER_URL": "/passkeys",
    "WAN_DELETE_URL": "/passkeys/removal",
    "WAN_SIGNIN_URL": "/passkey",
    "WAN_VERIFY_URL": "/verification/passkey",
    "POST_LOGIN_VIEW": "account.home",
    "POST_LOGOUT_VIEW": "/",
    "POST_CHANGE_VIEW": "account.home",
    "POST_VERIFY_VIEW": "account.home",
    "POST_RESET_VIEW": ".login",
    "POST_REGISTER_VIEW": ".login",
    "REGISTERABLE": True,
    "CONFIRMABLE": True,
    "RECOVERABLE": True,
    "CHANGEABLE": True,
    "RETURN_GENERIC_RESPONSES": True,
    "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},  # no question to the DNS while somebody waits
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
    "RESET_PASSWORD_WITHIN": timedelta(hours=2),
    "CONFIRM_EMAIL_WITHIN": timedelta(days=2),
    "TWO_FACTOR": True,
    "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 60,  # seconds a telephone's clock may be wrong
    "TWO_FACTOR_RESCUE_EMAIL": False,
    "TWO_FACTOR_POST_SETUP_VIEW": "account.home",
    "MULTI_FACTOR_RECOVERY_CODES": True,
    "MULTI_FACTOR_RECOVERY_CODES_N": 8,
    "WEBAUTHN": True,
    "WAN_POST_REGISTER_VIEW": "account.home",
    "WAN_ALLOW_AS_VERIFY": ["first"],
    "WAN_ALLOW_USER_HINTS": False,  # a hint would tell who has passkeys
    "EMAIL_HTML": False,
    "CACHE_CONTROL": None,  # blog/web/headers.py says it for every working page
    "API_ENABLED_METHODS": ["session"],
    "DATETIME_FACTORY": utcnow,
    "CLI_USERS_NAME": None,  # the commands are ours, in blog/cli.py
    "CLI_ROLES_NAME": None,
    "EMAIL_SUBJECT_REGISTER": _("Confirm your e-mail address"),
    "EMAIL_SUBJECT_CONFIRM": _("Confirm your e-mail address"),
    "EMAIL_SUBJECT_PASSWORD_RESET": _("Choose a new password"),
    "EMAIL_SUBJECT_PASSWORD_NOTICE": _("Your password has been changed"),
    "EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": _("Your password has been changed"),
}

MESSAGES = {
    "GENERIC_AUTHN_FAILED": _(
        "E-mail address and password do not match, or the address is not confirmed yet: "
        "in that case a new link is on its way to it."
    ),
    "UNAUTHENTICATED": _("Please sign in to go on."),
    "REAUTHENTICATION_REQUIRED": _("Please confirm that it is you: your last sign-in is a while ago."),
    "REAUTHENTICATION_SUCCESSFUL": _("Thank you. You can go on."),
    "ANONYMOUS_USER_REQUIRED": _("You are signed in already."),
    "EMAIL_CONFIRMED": _("Thank you. Your e-mail address is confirmed; you can sign in."),
    "ALREADY_CONFIRMED": _("This e-mail address is confirmed already."),
    "INVALID_CONFIRMATION_TOKEN": _("This link is not valid. Ask for a new one."),
    "CONFIRMATION_EXPIRED": _("This link has run out. Ask for a new one."),
    "CONFIRM_REGISTRATION": _("Thank you. A mail is on its way to you: its link opens your account."),
    "CONFIRMATION_REQUEST": _("If an account with this address waits for its confirmation, a mail is on its way."),
    "CONFIRMATION_REQUIRED": _("Please confirm your e-mail address first: the link is in our mail."),
    "PASSWORD_RESET_REQUEST": _("If there is an account with this address, a mail with a link is on its way."),
    "INVALID_RESET_PASSWORD_TOKEN": _("This link is not valid. Ask for a new one."),
    "PASSWORD_RESET_EXPIRED": _("This link has run out. Ask for a new one."),
    "PASSWORD_RESET_NO_LOGIN": _("Your new password is kept. Sign in with it."),
    "PASSWORD_CHANGE": _("Your password is changed. Other devices are signed out."),
    "PASSWORD_IS_THE_SAME": _("This is the password you have already."),
    "PASSWORD_NOT_PROVIDED": _("Enter a password."),
    "RETYPE_PASSWORD_MISMATCH": _("The two passwords differ."),
    "INVALID_PASSWORD": _("This is not your password."),
    "INVALID_EMAIL_ADDRESS": _("This does not look like an e-mail address."),
    "EMAIL_NOT_PROVIDED": _("Enter your e-mail address."),
    "DISABLED_ACCOUNT": _("This account is closed."),
    "INVALID_REDIRECT": _("This link does not lead to a page of ours."),
    "INVALID_CODE": _("This code is not right, or has run out."),
    "TWO_FACTOR_INVALID_TOKEN": _("This code is not right, or has run out."),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": _("Welcome back."),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": _("From now on signing in takes a code from your app."),
    "TWO_FACTOR_DISABLED": _("Signing in no longer takes a code."),
    "TWO_FACTOR_PERMISSION_DENIED": _("Please sign in once more from the beginning."),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": _("Please choose one of the ways offered."),
    "TWO_FACTOR_SETUP_EXPIRED": _("That took too long. Please begin once more."),
    "INVALID_RECOVERY_CODE": _("This recovery code is not right, or has been used."),
    "NO_RECOVERY_CODES_SETUP": _("You have no recovery codes yet."),
    "API_ERROR": _("This did not work. Please begin once more."),
    "WEBAUTHN_EXPIRED": _("That took too long. Please begin once more."),
    "WEBAUTHN_NAME_REQUIRED": _("Give the passkey a name, so that you know it again."),
    "WEBAUTHN_NAME_INUSE": _("You have a passkey of that name already."),
    "WEBAUTHN_NAME_NOT_FOUND": _("You have no passkey of that name."),
    "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": _("A passkey's name has letters, digits, spaces and hyphens."),
    "WEBAUTHN_CREDENTIAL_DELETED": _("The passkey “%(name)s” is removed."),
    "WEBAUTHN_REGISTER_SUCCESSFUL": _("The passkey “%(name)s” is kept. You can sign in with it."),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": _("This passkey is registered already."),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": _("We do not know this passkey."),
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": _("This passkey is not kept for this."),
    "WEBAUTHN_NO_VERIFY": _("This passkey could not be verified."),
    "WEBAUTHN_MISMATCH_USER_HANDLE": _("This passkey belongs to another account."),
}


def of(secret: str, site_name: str) -> dict[str, Any]:
    """The settings with Flask-Security's prefix, as a Flask configuration takes them."""
    settings = {f"SECURITY_{name}": value for name, value in SETTINGS.items()}
    settings |= {f"SECURITY_MSG_{name}": (sentence, "info") for name, sentence in MESSAGES.items()}
    settings["PERMANENT_SESSION_LIFETIME"] = timedelta(days=14)  # the longest that a copied cookie is good for
    settings["SECURITY_TOTP_ISSUER"] = settings["SECURITY_WAN_RP_NAME"] = site_name
    settings["SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS"] = [_key(secret, "recovery codes")]
    return settings


def _key(secret: str, purpose: str) -> bytes:
    return base64.urlsafe_b64encode(hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest())

"""What the outside decides: environment variables become the application's settings.

`blog` never imports this module; `wsgi.py` hands the result to `create_app`.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel.dates import get_timezone

ALLOWED = {  # what a setting may begin with or be, and how that is said
    "ENTRETIEN_ENV": (r"production$", "be production, or be left out"),
    "DATABASE_URL": (r"postgres(ql)?://.|sqlite:///.", "begin with postgresql:// or sqlite:///"),
    "REDIS_URL": (r"(rediss?|unix)://", "begin with redis://, rediss:// or unix://"),
    "MAIL_URL": (r"smtps?://.", "begin with smtp:// or smtps://"),
    "SITE_URL": (r"https?://[^/?#\s]+(/[^?#\s]*)?$", "be an address that begins with https:// or http://"),
    "SITE_LANGUAGE": (r"(fr|en)$", "be fr or en"),
    "FEED": (r"(full|lead)$", "be full or lead"),
}
SHORTEST_SECRET = 32  # characters


class Misconfigured(Exception):
    """The environment asks for something Entretien will not start with; the message is one sentence."""


def from_environment(environ: Mapping[str, str], instance: Path) -> dict[str, Any]:
    """Settings for `create_app`. Raises Misconfigured; makes `instance` and a secret in it when needed."""
    production = environ.get("ENTRETIEN_ENV") == "production"
    _refuse_what_is_not_allowed(environ)
    secret = _secret(environ.get("SECRET_KEY", ""), _made(instance) / "secret_key", production)
    database = _database_url(environ.get("DATABASE_URL", ""), instance)
    port = _whole_number(environ, "PORT", default=8000, most=65_535)
    return {
        "SECRET_KEY": secret,
        "INSTANCE": instance,
        "PRODUCTION": production,
        "PORT": port,
        "DEMO": environ.get("DEMO", "1") != "0" and not production,
        "SQLALCHEMY_DATABASE_URI": database,
        # A connection that a restart of the database has cut is noticed before a request uses it.
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": database.startswith("postgresql")},
        "REDIS_URL": environ.get("REDIS_URL") or None,
        "MAIL_URL": environ.get("MAIL_URL") or None,
        "MAIL_FROM": environ.get("MAIL_FROM") or "Entretien <entretien@localhost>",
        "SITE_URL": (environ.get("SITE_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
        "SITE_NAME": environ.get("SITE_NAME") or "Entretien",
        "SITE_LANGUAGE": environ.get("SITE_LANGUAGE") or "fr",
        "SITE_TIMEZONE": _timezone(environ.get("SITE_TIMEZONE") or "Europe/Paris"),
        "FEED": environ.get("FEED") or "lead",
        "PAGE_CACHE": _whole_number(environ, "PAGE_CACHE", default=16, most=100_000),  # megabytes a process
        "TRUSTED_PROXIES": _whole_number(environ, "TRUSTED_PROXIES", default=0, most=10),
        "SECURITY_PASSWORD_SALT": _derived(secret, "password salt"),
        "SECURITY_TOTP_SECRETS": {"1": _derived(secret, "totp")},
        "SESSION_COOKIE_SECURE": production,
    }


def unneeded_clients(environ: Mapping[str, str]) -> set[str]:
    """The packages that speak to servers which the settings do not name."""
    named = {"psycopg": environ.get("DATABASE_URL", "").startswith("postgres"), "redis": environ.get("REDIS_URL")}
    return {package for package, is_named in named.items() if not is_named}


def _refuse_what_is_not_allowed(environ: Mapping[str, str]) -> None:
    for name, (pattern, words) in ALLOWED.items():
        given = environ.get(name)
        if given and not re.match(pattern, given):
            raise Misconfigured(f"{name} is not understood: it must {words}.")


def _made(instance: Path) -> Path:
    try:
        instance.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise Misconfigured(f"The folder {instance} cannot be made ({trouble.strerror}).") from None
    return instance


def _secret(given: str, kept: Path, production: bool) -> str:
    if production and not given:
        raise Misconfigured("SECRET_KEY is missing: in production Entretien does not start without one.")
    if production and len(given) < SHORTEST_SECRET:
        raise Misconfigured(f"SECRET_KEY is too short: give at least {SHORTEST_SECRET} characters.")
    try:
        return given or _kept_secret(kept)
    except OSError as trouble:
        raise Misconfigured(f"The secret in {kept} cannot be kept ({trouble.strerror}); give SECRET_KEY.") from None


def _kept_secret(kept: Path) -> str:
    """Made once. It appears whole: of two processes that start together one makes it, and both read it."""
    if not kept.exists():
        descriptor, unfinished = tempfile.mkstemp(dir=kept.parent, prefix=".secret")  # mode 0600
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            kept.hardlink_to(unfinished)
        except FileExistsError:
            pass
        finally:
            Path(unfinished).unlink()
    return kept.read_text().strip()


def _database_url(given: str, instance: Path) -> str:
    if not given:
        return f"sqlite:///{instance / 'entretien.db'}"
    scheme, _, rest = given.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else given


def _whole_number(environ: Mapping[str, str], name: str, default: int, most: int) -> int:
    given = environ.get(name) or str(default)
    if not (given.isascii() and given.isdecimal() and int(given) <= most):
        raise Misconfigured(f"{name} is “{given}”, but must be a whole number up to {most}.")
    return int(given)


def _timezone(name: str) -> str:
    try:
        get_timezone(name)
    except (LookupError, ValueError):
        raise Misconfigured(f"SITE_TIMEZONE is “{name}”, but must be a name like Europe/Paris.") from None
    return name


def _derived(secret: str, purpose: str) -> str:
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()

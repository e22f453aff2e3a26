"""What the environment may say, and the one sentence that answers what it may not."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from config import Misconfigured, from_environment

LONG = "x" * 32


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"PORT": "eighty"}, "PORT is “eighty”"),
        ({"PORT": "-1"}, "PORT is “-1”"),
        ({"PORT": "65536"}, "up to 65535"),
        ({"PORT": "٨٠"}, "PORT is"),
        ({"TRUSTED_PROXIES": "yes"}, "TRUSTED_PROXIES is “yes”"),
        ({"DATABASE_URL": "mysql://root:secret@host/name"}, "DATABASE_URL is not understood"),
        ({"DATABASE_URL": "entretien.db"}, "begin with postgresql:// or sqlite:///"),
        ({"REDIS_URL": "localhost:6379"}, "REDIS_URL is not understood"),
        ({"MAIL_URL": "mail.example.org"}, "MAIL_URL is not understood"),
        ({"SITE_URL": "example.org"}, "SITE_URL is not understood"),
        ({"SITE_URL": "https://"}, "SITE_URL is not understood"),
        ({"SITE_LANGUAGE": "de"}, "be fr or en"),
        ({"SITE_TIMEZONE": "Mars/Olympus"}, "SITE_TIMEZONE is “Mars/Olympus”"),
        ({"SITE_TIMEZONE": "../etc/passwd"}, "SITE_TIMEZONE"),
        ({"FEED": "everything"}, "be full or lead"),
        ({"ENTRETIEN_ENV": "production"}, "SECRET_KEY is missing"),
        ({"ENTRETIEN_ENV": "production", "SECRET_KEY": "x" * 31}, "SECRET_KEY is too short"),
    ],
)
def test_what_is_not_understood_is_refused_without_repeating_a_secret(tmp_path, environ, words):
    with pytest.raises(Misconfigured) as refused:
        from_environment(environ, tmp_path)

    assert words in str(refused.value)
    assert "secret@" not in str(refused.value)


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"PORT": "", "DATABASE_URL": "", "SITE_URL": ""},  # set, and empty: as if not set
        {"DATABASE_URL": "postgres://user:pass@host/name", "REDIS_URL": "redis://host:6379/0"},
        {"DATABASE_URL": "sqlite:////srv/entretien.db", "MAIL_URL": "smtps://user:pass@host:465"},
        {"SITE_URL": "https://example.org/entretiens/", "SITE_TIMEZONE": "UTC", "FEED": "full"},
        {"ENTRETIEN_ENV": "production", "SECRET_KEY": LONG},
    ],
)
def test_what_is_understood_is_taken(tmp_path, environ):
    from_environment(environ, tmp_path)


def test_production_has_no_demo_and_secure_cookies(tmp_path):
    settings = from_environment({"ENTRETIEN_ENV": "production", "SECRET_KEY": LONG, "DEMO": "1"}, tmp_path)

    assert (settings["DEMO"], settings["SESSION_COOKIE_SECURE"]) == (False, True)
    assert not (tmp_path / "secret_key").exists()


def test_a_secret_is_made_once_and_kept_for_its_owner_alone(tmp_path):
    first, again = (from_environment({}, tmp_path)["SECRET_KEY"] for _ in range(2))

    assert first == again
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_processes_that_start_together_have_one_secret(tmp_path):
    with ThreadPoolExecutor(16) as starting:
        made = {
            settings["SECRET_KEY"] for settings in starting.map(lambda _: from_environment({}, tmp_path), range(32))
        }

    assert len(made) == 1


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(Misconfigured, match="cannot be made"):
        from_environment({}, tmp_path / "file" / "instance")

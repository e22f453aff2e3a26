"""What every answer carries, errors too, and what a request may claim about itself without being believed."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import OperationalError

from blog.accounts.models import Role
from blog.articles import listing
from blog.articles.models import Commenting
from blog.web.limits import POSTING, limiter
from tests import hostile
from tests.factories import a_user, an_article
from tests.routes import House, ask, door_of, enter

WORKING = ("desk", "moderation", "account", "security")
KEPT_NOWHERE = ("no-store, private", "no-store", "private, no-cache")


@pytest.fixture
def house(app, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", False)
    return House.furnish(app)


def check_guarded(answer, path):
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'", path
    assert policy["script-src"] == policy["style-src"] == "'self'", path
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'", path
    assert policy["form-action"] == "'self'", path
    assert answer.headers["X-Content-Type-Options"] == "nosniff", path
    assert answer.headers["Referrer-Policy"] in ("strict-origin-when-cross-origin", "no-referrer"), path
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", path
    assert "Server" not in answer.headers or "Werkzeug" not in answer.headers["Server"]
    assert "X-Powered-By" not in answer.headers


@pytest.mark.parametrize("role", [None, Role.READER, Role.ADMIN])
def test_every_answer_is_guarded(app, house, role):
    visitor = enter(app, a_user(role) if role else None)

    for rule, path in house.addresses("GET", "POST"):
        for method in sorted((rule.methods or set()) | {"DELETE"}):
            answer = visitor.open(path, method=method)
            answer.close()
            check_guarded(answer, (method, path))
            if door_of(rule) in WORKING and answer.status != 405:
                assert answer.headers["Cache-Control"] in KEPT_NOWHERE, (method, path)


def test_every_error_is_guarded(app, client, monkeypatch):
    an_article(slug="closed", commenting=Commenting.CLOSED)
    an_article(slug="gone", withdrawn=True)
    an_article(slug="quay")
    answers = {
        400: client.post("/account/sign-in", with_token=False),
        404: client.get("/no/such/page"),
        405: client.delete("/"),
        409: client.get("/articles/closed/comments/new"),
        410: client.get("/articles/gone"),
    }
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(listing, "published", failing(RuntimeError("a secret")))
    answers[500] = client.get("/")
    monkeypatch.setattr(listing, "published", failing(OperationalError("a secret", {}, Exception("a secret"))))
    answers[503] = client.get("/")
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 10)
    answers[413] = client.post("/articles/quay/comments/preview", data={"text": "x" * 100})
    for _each in range(30):
        answers[429] = client.post("/account/sign-in", data={"email": "x"})

    for status, answer in answers.items():
        assert answer.status == status
        check_guarded(answer, status)
        assert "a secret" not in answer.response.text
        assert "Traceback" not in answer.response.text


def failing(error):
    def fail(**_arguments):
        raise error

    return fail


@pytest.mark.parametrize("name", ["Host", "X-Forwarded-Host", "X-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded"])
def test_who_we_are_is_nothing_a_request_decides(app, house, name):
    visitor = enter(app, a_user(Role.ADMIN))

    for rule, path in house.addresses("GET"):
        for each in (path, path.rstrip("/"), f"/{path}"):
            answer = ask(visitor, each or "/", headers={name: "evil.example"})
            answer.close()
            assert "evil.example" not in str(answer.headers), (rule.endpoint, each)
            if answer.is_html:
                assert "evil.example" not in answer.response.text, (rule.endpoint, each)


@pytest.mark.parametrize(
    "host", ['evil.example"><script>', "evil.example'", "evil.example/..", "a b", "[::1", "", "é.example"]
)
def test_a_host_that_is_none_is_no_trouble(house, client, host):
    for path in ("/", "/desk", "/account/sign-in", "/no/such/page"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status < 500
        assert "evil.example" not in answer.response.text + str(answer.headers)


def test_headers_are_not_shown(house, app):
    visitor = enter(app, None)
    plain = {path: visitor.get(path).data for path in ("/", "/articles/quay", "/no/such/page", "/glossary")}

    for payload in (*hostile.TAGS[::4], *hostile.BREAK_OUTS):
        said = "".join(letter for letter in payload if " " <= letter <= "~")
        names = (
            "User-Agent",
            "Referer",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Prefix",
            "Accept-Language",
        )
        for path, page in plain.items():
            assert visitor.get(path, headers=dict.fromkeys(names, said)).data == page


def test_another_address_is_claimed_in_vain(client):
    article = an_article(slug="quay")
    most = int(POSTING.split()[0])
    statuses = [
        client.post(
            f"/articles/{article.slug}/comments/preview",
            data={"text": "A word.", "name": "Bo"},
            headers=dict.fromkeys(("X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP"), f"192.0.2.{number}"),
        ).status
        for number in range(most + 1)
    ]

    assert statuses == [200] * most + [429]

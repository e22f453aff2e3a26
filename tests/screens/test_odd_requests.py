"""Characters, numbers and shapes that nobody types: every route answers them, and none of them is our mistake."""

from __future__ import annotations

import pytest

from blog.accounts.models import Role
from blog.web.limits import limiter
from tests.factories import a_user
from tests.routes import House, ask, enter
from tests.screens.test_security import TAKEN, good_form

FIELDS = {
    *(name for form in TAKEN.values() for name in form),
    *("all", "doubts", "choose", "undo", "choices-0", "choices-1"),
    *("key", "turn", "reply_to", "email", "password", "next", "before", "after", "q", "state", "only", "over", "act"),
    *(
        "source",
        "standfirst",
        "topics",
        "dated",
        "picture",
        "picture_alt",
        "continuation_url",
        "aliases",
        "note",
        "ground",
    ),
    *("seen_revision", "csrf_token", "people-99-name", "people-x-name", "label", "credential", "code", "setup", "name"),
    *("word", "asks", "reason", "verdict", "seen_status", "language"),
}
ODD = (
    "\x00",
    "a\x00b",
    "\ufffe\uffff\ud7ff\U0010ffff",
    "9" * 5_000,
    "-1",
    "²",
    "٣",
    "1e9999",
    "0x7fffffff",
    "2147483648",
    "9223372036854775808",
    "\r\n\r\n",
    "\u202e\u2066",
    "a" * 6_000,
    "%",
    "_%' OR 1=1 --",
    "\\",
    "'; DROP TABLE articles; --",
    "null",
    "[]",
)

FILE = b'--x\r\nContent-Disposition: form-data; name="%s"; filename="a"\r\n\r\nhello\r\n'


@pytest.fixture
def admin(app, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", False)
    return House.furnish(app), enter(app, a_user(Role.ADMIN))


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: ascii(odd)[:24])
def test_no_value_is_our_mistake(admin, odd):
    house, visitor = admin
    fields = dict.fromkeys(FIELDS, odd)

    for _rule, path in house.addresses("GET"):
        answer = visitor.get(path, query_string=dict.fromkeys(FIELDS, odd[:300]))
        answer.close()
        assert answer.status < 500, path
    for rule, path in house.addresses("POST"):
        one_odd = {**fields, **good_form(house, rule.endpoint)}
        for sent in (fields, one_odd, {**one_odd, "title": odd, "label": odd, "text": odd}):
            answer = visitor.post(path, data=sent)
            answer.close()
            assert answer.status < 500, path


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"%00=%00&%ff", b"{", b"a" * 1_000, b"--x\r\n\r\n", b"=&=&&&=", b"text=a&text=b"]
)
@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/json",
        "text/xml",
        "\xff",
    ],
)
def test_no_body_is_our_mistake(admin, body, kind):
    house, visitor = admin

    for rule, path in house.addresses("POST"):
        answer = visitor.post(path, data=body, content_type=kind)
        assert answer.status < 500, rule.endpoint


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"".join(FILE % name.encode() for name in sorted(FIELDS)) + b"--x--\r\n"),
        *(("application/json", body) for body in (b"[1, 2]", b'"x"', b"5", b'{"text": 5, "name": {"a": 1}}')),
    ],
)
def test_no_file_or_number_instead_of_words_is_our_mistake(admin, kind, body):
    house, visitor = admin

    for rule, path in house.addresses("POST"):
        answer = visitor.post(path, data=body, content_type=kind)
        assert answer.status < 500, rule.endpoint


@pytest.mark.parametrize(
    "odd",
    ["%00", "%ff", "%ed%a0%80", "%2e%2e%2f", "%0d%0aX-Hit:1", "a" * 3_000, "9" * 400, "%ef%bf%bf", "-", "%27", "%252e"],
)
def test_no_path_is_our_mistake(admin, odd):
    house, visitor = admin

    for rule, path in house.addresses("GET", "POST"):
        for each in (f"{path}{odd}", f"{path}/{odd}", path.replace("quay", odd).replace("ice-house", odd)):
            for method in rule.methods & {"GET", "POST"}:
                answer = ask(visitor, each, method=method)
                answer.close()
                assert answer.status < 500, (method, each)
                assert "X-Hit" not in answer.headers

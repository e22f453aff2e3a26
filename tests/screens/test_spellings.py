"""Addresses that would lead elsewhere, and other spellings of an address: none is another door."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from blog.accounts.models import Role
from blog.web.limits import limiter
from tests.factories import a_user, an_article
from tests.routes import House, ask, door_of, enter, leads_home

ELSEWHERE = (
    *(
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "/\t/evil.example",
    ),
    *("https://evil.example", "http:///evil.example", "//localhost@evil.example", "https://localhost.evil.example"),
    *(
        "javascript:alert(1)",
        "%2f%2fevil.example",
        "/%2fevil.example",
        "/.//evil.example",
        "/\r\nLocation: //evil.example",
    ),
)


@pytest.fixture
def house(app, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", False)
    return House.furnish(app)


@pytest.mark.parametrize("role", [None, Role.ADMIN])
def test_no_address_leads_elsewhere(app, house, role):
    visitor = enter(app, a_user(role) if role else None)

    for rule, path in house.addresses("GET"):
        for elsewhere in ELSEWHERE if door_of(rule) == "security" else ELSEWHERE[:2]:
            answer = visitor.get(path, query_string=dict.fromkeys(("next", "return_to", "url"), elsewhere))
            answer.close()
            assert leads_home(answer.location, path), (rule.endpoint, answer.location)


@pytest.mark.parametrize(
    "path", ["//evil.example", "//evil.example/desk", "///evil.example/..", "/\\evil.example", "//evil.example/%2e%2e"]
)
def test_no_path_leads_elsewhere(client, house, path):
    for each in (path, f"{path}/", f"{path}/articles/quay", f"/desk{path}", f"/account{path}"):
        answer = ask(client, each)
        assert leads_home(answer.location, "/"), (each, answer.location)


@pytest.mark.parametrize(
    "address", ["/desk/", "/desk/articles/quay", "/moderation/", "/moderation/comments/1", "/account/"]
)
def test_no_other_spelling_of_an_address_is_another_door(client, house, address):
    inner = address.strip("/")
    spellings = (
        *(f"//{inner}", f"/./{inner}", f"/x/../{inner}", f"/{inner}//", f"/{inner}/.", f"/{inner}%2f", f"/{inner}%00"),
        *(f"/{inner.upper()}", f"/{inner.title()}", f"/%2f{inner}", f"/{inner};x=1", f"/{inner}%20", f"/{inner}.json"),
        *(
            f"/{quote(inner[0])}{inner[1:]}",
            f"/%{ord(inner[0]):02x}{inner[1:]}",
            f"/{inner}/%2e%2e/",
            f"/articles/../{inner}",
        ),
        *(f"/articles/quay/%2e%2e/%2e%2e/{inner}", f"/static/../{inner}", f"/static/%2e%2e/{inner}", f"/{inner}\u3000"),
    )
    for spelling in spellings:
        for method in ("GET", "HEAD", "POST"):
            answer = ask(client, spelling, method=method, headers={"Accept": "application/json"})
            assert answer.status in (302, 308, 400, 401, 404, 405), (method, spelling, answer.status)
            assert house.article.title not in answer.response.text
            assert leads_home(answer.location, spelling)


@pytest.mark.parametrize(
    "spelling",
    [
        "/articles/Quay",
        "/articles/quay/",
        "/articles//quay",
        "/articles/quay%20",
        "/articles/quay%2f",
        "/articles/%71uay",
        "/articles/quay%00",
        "/articles/qua%79",
    ],
)
def test_a_withdrawn_article_comes_back_under_no_spelling(client, spelling):
    an_article(slug="quay", withdrawn=True, title="A canary sings")

    answer = ask(client, spelling)

    assert answer.status in (308, 404, 410)
    assert "A canary sings" not in answer.response.text

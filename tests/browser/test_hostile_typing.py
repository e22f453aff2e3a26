"""Hostile text that is typed wrongly, handed back, previewed or put into an address stays text in a browser."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from blog.articles.models import Commenting
from blog.web.limits import limiter
from tests import hostile, planting
from tests.browser.looking import NEVER_ASK, look_at, send
from tests.factories import a_comment, a_term, a_user, an_article

HEAP = "\n\n".join((*hostile.PAYLOADS, *hostile.nests(60)))
BREAK_OUTS = "\n".join(hostile.BREAK_OUTS)
ANSWERED = {
    # where it is typed: by whom, with what answer
    "/articles/quay/comments/preview": ("stranger", 422),
    "/articles/quay/comments": ("stranger", 422),
    "/articles/closed/comments": ("stranger", 409),
    "/articles/quay/asks/preview": ("stranger", 422),
    "/articles/quay/asks": ("stranger", 422),
    "/account/sign-in": ("stranger", 422),
    "/account/reset": ("stranger", 200),
    "/account/confirmation": ("stranger", 200),
    "/desk/articles": ("admin", 422),
    "/desk/articles/preview": ("admin", 200),
    "/desk/articles/preview?only": ("admin", 200),
    "/desk/articles/quay": ("admin", 422),
    "/desk/glossary": ("admin", 422),
    "/desk/glossary/crane": ("admin", 422),
    "/desk/glossary/preview": ("admin", 200),
    "/desk/glossary/preview?only": ("admin", 200),
    "/desk/glossary/crane/history/1/restoration": ("admin", 422),
    "/moderation/comments/1/decision": ("admin", 422),
    "/moderation/asks/decision": ("admin", 422),
    "/desk/glossary/asked/decline": ("admin", 422),
}
"""An answer that shows again what was typed, because it could not be taken."""
HANDED_BACK = (
    ("stranger", "/desk/articles", 401),  # the session has ended
    ("stranger", "/moderation/comments/1/decision", 401),
    ("admin", "/desk/articles", 400),  # the token is missing
    ("admin", "/moderation/comments/1/decision", 400),
    ("admin", "/account/password", 400),
)
IN_ADDRESSES = (
    ("stranger", "/?before={}&{}={}"),
    ("stranger", "/articles/quay?{}={}"),
    ("stranger", "/articles/quay/comments/new?turn={}&text={}&name={}&email={}&key={}"),
    ("stranger", "/articles/quay/comments/new?reply_to={}"),
    ("stranger", "/articles/quay/asks/new?word={}&email={}&turn={}&key={}"),
    ("stranger", "/asks/{}"),
    ("stranger", "/articles/{}"),
    ("stranger", "/comments/{}"),
    ("stranger", "/account/sign-in?next={}"),
    ("stranger", "/account/reset/{}"),
    ("stranger", "/account/confirmation/{}"),
    ("stranger", "/desk/?q={}"),
    ("admin", "/desk/?q={}&state={}"),
    ("admin", "/desk/glossary?language={}&q={}&show={}&letter={}&after={}"),
    ("admin", "/desk/glossary/crane?version={}"),
    ("admin", "/desk/glossary/crane/history?before={}"),
    ("admin", "/desk/glossary/crane/history/1?against={}"),
    ("admin", "/desk/glossary/new?label={}"),
    ("admin", "/desk/glossary/asked?language={}"),
    ("admin", "/desk/articles/{}"),
    ("admin", "/moderation/?after={}"),
    ("admin", "/moderation/decided?after={}"),
    ("admin", "/account/?next={}"),
)


@pytest.fixture
def quay(app, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", False)
    a_term("crane")
    article = an_article(slug="quay", title="The quay")
    an_article(slug="closed", commenting=Commenting.CLOSED)
    return a_comment(article, name="Ida").article


@pytest.fixture
def windows(visit, quay):
    opened = {"stranger": visit(policy=False), "admin": visit(policy=False, user=a_user("admin", name="A'><b>"))}
    for window in opened.values():
        window.page.add_init_script(f"({NEVER_ASK})()")
    opened["stranger"].goto("/account/sign-in")
    opened["admin"].goto("/desk/")
    tokens = {who: window.page.locator("[name=csrf_token]").first.input_value() for who, window in opened.items()}
    return {who: (window, tokens[who]) for who, window in opened.items()}


def everything_typed(token, text, **others):
    names = (
        "title",
        "standfirst",
        "source",
        "people-0-name",
        "people-0-role",
        "people-0-organisation",
        "people-0-part",
    )
    names += ("picture_alt", "picture_caption", "picture_credit", "language", "kind", "topics", "dated", "slug", "act")
    names += ("continuation", "continuation_url", "continuation_label", "continuation_language", "seen", "over")
    names += ("label", "aliases", "definition", "text", "name", "email", "turn", "reply_to", "key", "next", "password")
    names += (
        "added_forms",
        "new_form",
        "shown",
        "kept",
        "origin",
        "licence",
        "sense",
        "translation",
        "see_also",
        "meant",
    )
    names += ("verdict", "ground", "note", "seen_revision", "seen_status", "word", "reason", "asks", text[:100])
    return {**dict.fromkeys(names, text), "csrf_token": token, **others}


def test_what_is_typed_wrongly_comes_back_as_text(windows):
    for address, (who, status) in ANSWERED.items():
        window, token = windows[who]
        for text in (HEAP, BREAK_OUTS):
            assert send(window.page, address, everything_typed(token, text)) == status, address
            look_at(window, address)


def test_what_is_handed_back_is_text(windows):
    for who, address, status in HANDED_BACK:
        window, token = windows[who]
        for text in (HEAP, BREAK_OUTS):
            assert send(window.page, address, everything_typed(token if who == "stranger" else "", text)) == status
            look_at(window, address)


def test_two_texts_beside_one_another_are_text(windows, quay):
    window, token = windows["admin"]
    typed = everything_typed(token, "", title=BREAK_OUTS, source=HEAP, language="en", kind="interview", seen="7")
    typed |= {
        "topics": BREAK_OUTS[:400],
        "continuation": "here",
        "people-0-part": "author",
        "people-0-name": "a'\"><b>",
    }

    assert send(window.page, "/desk/articles/quay", {**typed, "title": BREAK_OUTS[:280]}) == 409
    look_at(window, "409")


def test_two_entries_beside_one_another_are_text(windows):
    window, token = windows["admin"]
    typed = everything_typed(token, "", label=BREAK_OUTS[:190], language="en", seen="7", act="draft")
    typed |= {"definition": HEAP[:4_900], "text": HEAP, "sense": BREAK_OUTS[:190], "see_also": BREAK_OUTS}

    with planting.nothing_refused_in_definitions():
        assert send(window.page, "/desk/glossary/crane", typed) == 409
    look_at(window, "409 of an entry")


def test_an_entry_that_would_run_something_comes_back_as_text(windows):
    window, token = windows["admin"]
    typed = everything_typed(token, "", label="crane", language="en", seen="1", act="draft")

    assert send(window.page, "/desk/glossary/crane", typed | {"definition": HEAP[:4_900], "text": HEAP}) == 422
    look_at(window, "422 of an entry")


def test_the_parts_of_an_entry_that_follow_the_keys_run_nothing(windows):
    window, _token = windows["admin"]
    page = window.goto("/desk/glossary/crane")

    with page.expect_response("**/preview?only"):
        page.fill("[name=aliases]", BREAK_OUTS)
        page.fill("[name=definition]", "\n\n".join(hostile.TAGS)[:4_900])

    page.wait_for_function("document.querySelector('[data-sheet=forms]').textContent.includes('__hit')")
    look_at(window, "live preview of an entry")


def test_the_preview_that_follows_the_keys_runs_nothing(windows):
    window, _token = windows["admin"]
    page = window.goto("/desk/articles/quay")

    with page.expect_response("**/preview?only"):
        page.fill("[name=continuation_url]", f"javascript:{hostile.HIT}")
        page.fill("[name=title]", BREAK_OUTS[:280])
        page.fill("[name=source]", planting.source_of(hostile.PAYLOADS))

    page.wait_for_function("document.querySelector('[data-sheet]').textContent.includes('__hit')")
    look_at(window, "live preview")


def test_a_picture_that_is_none_is_called_by_its_name(windows):
    window, _token = windows["admin"]
    for payload in (*hostile.TAGS[:6], *hostile.BREAK_OUTS[:10]):
        page = window.goto("/desk/pictures")
        svg = {"name": payload, "mimeType": "image/png", "buffer": f"<svg onload={hostile.HIT}>".encode()}
        page.set_input_files("[type=file]", svg)
        with page.expect_navigation():
            page.locator("main form button").click()

        assert page.locator("main .summary").count() == 1
        look_at(window, payload)


def test_what_stands_in_an_address_is_text(windows):
    for who, path in IN_ADDRESSES:
        for text in (HEAP[:4_000], BREAK_OUTS):
            words = text if "?" in path else text.replace("/", "\uff0f")
            windows[who][0].goto(path.replace("{}", quote(words, safe="")))
            look_at(windows[who][0], path)

"""What every route keeps. The routes come from the URL map: a new one is tested by being there."""

from __future__ import annotations

import pytest

from blog.accounts.models import Role
from blog.articles.models import Part
from blog.comments import housekeeping
from blog.database import db
from blog.glossary import files, importing
from blog.web.limits import limiter
from tests.factories import a_user, fresh
from tests.routes import SAFE, House, door_of, enter, everything_stored

DOORS = {"reading", "desk", "moderation", "account", "security", "files"}
WITHOUT_TOKEN = {"reading.preview_comment", "reading.preview_ask"}  # change nothing
ASKS_FOR_IT_ITSELF = {"reading.post_comment", "reading.post_ask"}  # the form shows what was typed again
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE")

ARTICLE = {
    "title": "Low water",
    "source": "It is low.",
    "language": "en",
    "kind": "interview",
    "continuation": "here",
    "commenting": "site",
}
CSV = "term,aliases,definition,language\nbollard,,A post.,en\n"
TERM = {"label": "slipway", "language": "en", "definition": "A slope.", "seen": 1}

#: A form that is taken when it comes with its token, for every route that changes something. In an order that works.
TAKEN = {
    "reading.post_comment": {"text": "A word.", "name": "Maren Lund"},  # as whom the account speaks
    "reading.post_ask": {"word": "afternoon"},
    "reading.rewrite_comment": {"text": "Another word.", "name": "Bo", "seen_status": "held"},
    "moderation.decide": {"verdict": "approve", "seen_status": "held"},
    "reading.mail_address_link": {},
    "reading.address_confirmed": {},
    "reading.find_useful": {},
    "reading.take_vote_back": {},
    "moderation.choose": {"choice": "pin"},
    "desk.choose_comment": {"choice": "feature"},
    "reading.withdraw_comment": {},
    "moderation.decide_asks": {"verdict": "accepted"},
    "moderation.reopen_ask": {"seen_status": "accepted"},
    "desk.revise_conversation": {"commenting": "after", "rules_fr": "Soyez gentils.", "rules_en": "Be kind."},
    "desk.decline_word": {"reason": "Everybody knows."},
    "desk.create_article": ARTICLE,
    "desk.revise_article": {
        **ARTICLE,
        "slug": "quay",
        "seen": "1",
        "people-0-name": "Ida",
        "people-0-part": Part.AUTHOR.value,
    },
    "desk.invite": {"name": "Bo Lind", "part": "interviewer", "email": "bo@example.org", "days": "7"},
    "desk.revoke_invitation": {},
    "desk.withdraw_article": {},
    "desk.publish_article": {},
    "desk.add_term": TERM,
    "desk.revise_term": {**TERM, "label": "ice store"},
    "desk.restore_term": {"seen": 2},
    "desk.remove_term": {},
    "desk.ignore_jargon": {"word": "RHS"},
    "desk.bring_jargon_back": {},
    "desk.hand_over_glossary": {"pasted": CSV},
    "desk.take_in_glossary": {},
    "desk.add_copied_page": {
        "title": "Copied",
        "language": "en",
        "source": "It is low.",
        "entries-0-wanted": "y",
        "entries-0-label": "mooring",
    },
    "account.sign_out_everywhere": {},
}
CHANGE_NOTHING = {
    "reading.accept_invitation",
    "reading.leave_invitation",
    "reading.forget_device",  # these three: but a cookie
    "reading.preview_rewriting",
    "desk.part_copied_page",
    "desk.preview_article",
    "desk.preview_conversation",
    "desk.preview_term",
    "desk.keep_picture",
    "desk.foresee",
}  # without a file


@pytest.fixture
def house(app, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", False)
    return House.furnish(app)


@pytest.fixture
def admin(app, house):
    return enter(app, a_user(Role.ADMIN))


def posting(house):
    return [(rule, path) for rule, path in house.addresses("POST", "PUT", "PATCH", "DELETE")]


def good_form(house, endpoint):
    more = {
        "reading.rewrite_comment": lambda: {"seen_revision": fresh(house.comment).revision},
        "moderation.decide": lambda: {"seen_revision": fresh(house.comment).revision},
        "moderation.decide_asks": lambda: {"asks": house.ask.id},
        "desk.revise_conversation": lambda: {"seen": housekeeping.house().mark},
        "desk.decline_word": lambda: {"asks": house.ask.id},
        "desk.take_in_glossary": lambda: {"seen": importing.dry_run(files.read(CSV.encode())).digest},
    }
    return {**TAKEN.get(endpoint, {}), **more.get(endpoint, dict)()}


def test_every_route_belongs_to_a_door(house):
    assert {door_of(rule) for rule, _path in house.addresses(*METHODS)} == DOORS


def test_what_changes_something_is_listed(house):
    ours = {rule.endpoint for rule, _path in posting(house) if door_of(rule) != "security"}

    assert ours == TAKEN.keys() | CHANGE_NOTHING | WITHOUT_TOKEN


@pytest.mark.parametrize("token", ["none", "another session's", "made up"])
def test_without_its_token_no_form_is_taken(app, house, admin, token):
    given = {"none": "", "made up": "ImEi.Z.Z", "another session's": enter(app, a_user(Role.ADMIN)).token()}[token]
    before = everything_stored()

    for rule, path in posting(house):
        if rule.endpoint not in WITHOUT_TOKEN:
            data = {**good_form(house, rule.endpoint), **({"csrf_token": given} if given else {})}
            headers = {"X-CSRFToken": given} if given else {}
            answer = admin.post(path, data=data, headers=headers, with_token=False)
            assert answer.status == (422 if rule.endpoint in ASKS_FOR_IT_ITSELF else 400), path
            assert admin.post(path, data=b"{}", content_type="text/plain", with_token=False).status in (400, 422), path

    assert everything_stored() == before


def test_with_its_token_each_form_is_taken(app, house, admin):
    paths = {rule.endpoint: path for rule, path in posting(house)}
    for endpoint in TAKEN:
        before = everything_stored()
        form = {**good_form(house, endpoint), "csrf_token": admin.token()}

        assert admin.post(paths[endpoint], data=form, with_token=False).status in (302, 303), endpoint

        assert everything_stored() != before, endpoint


def test_previews_change_nothing(house, admin):
    before = everything_stored()

    for rule, path in posting(house):
        if rule.endpoint in CHANGE_NOTHING | WITHOUT_TOKEN:
            admin.post(path, data={**ARTICLE, "topics": "New, Newer", "text": "A word.", "name": "Bo"})

    assert everything_stored() == before


@pytest.mark.parametrize(
    ("door", "role", "reads", "writes"),
    [
        ("desk", None, 302, 401),
        ("desk", Role.READER, 403, 403),
        ("desk", Role.MODERATOR, 403, 403),
        ("moderation", None, 302, 401),
        ("moderation", Role.READER, 403, 403),
        ("moderation", Role.EDITOR, 403, 403),
        ("account", None, 302, 401),
    ],
)
def test_a_door_opens_only_to_its_people(app, house, door, role, reads, writes):
    visitor = enter(app, a_user(role) if role else None)
    before = everything_stored()

    for rule, path in house.addresses(*METHODS, doors=(door,)):
        for method in (rule.methods or set()) - {"OPTIONS"}:
            answer = visitor.open(path, method=method, data=good_form(house, rule.endpoint))
            assert answer.status == (reads if method in SAFE else writes), (method, path)
            assert house.article.title not in answer.response.text
            if reads == 302 and method in SAFE:
                assert answer.location.startswith("/account/sign-in?next=/"), path

    assert everything_stored() == before


def test_an_account_that_was_closed_opens_nothing(app, house):
    user = a_user(Role.ADMIN)
    visitor = enter(app, user)
    assert visitor.get("/desk/").status == 200
    user.active = False
    db.session.commit()

    assert visitor.get("/desk/").status == 302


@pytest.mark.parametrize("role", [None, Role.READER, Role.ADMIN])
def test_reading_changes_nothing(app, house, role):
    visitor = enter(app, a_user(role) if role else None)
    before = everything_stored()

    for rule, path in house.addresses(*SAFE):
        for method in sorted(SAFE):
            answer = visitor.open(path, method=method, headers={"X-HTTP-Method-Override": "DELETE"})
            answer.close()
            assert answer.status < 500, path
        assert everything_stored() == before, rule.endpoint


def test_a_wrong_method_is_405_and_changes_nothing(app, house, admin):
    before = everything_stored()
    adapter = app.url_map.bind("localhost")

    for _rule, path in house.addresses(*METHODS):
        allowed = set(adapter.allowed_methods(path))
        for method in set(METHODS) - allowed - {"TRACE"}:
            answer = admin.open(path, method=method, data={"_method": "POST"})
            assert answer.status == 405, (method, path)
            assert set(answer.headers["Allow"].split(", ")) == allowed, path

    assert everything_stored() == before

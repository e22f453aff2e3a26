"""The moderators' room and the account pages in a browser: by keyboard, on a narrow screen, with a real passkey."""

from __future__ import annotations

import pytest

from blog.comments.models import CommentStatus
from blog.moderation import service as moderation
from blog.moderation.grounds import Ground
from blog.moderation.models import Verdict
from tests.browser.conftest import NARROWEST, findings, scrolls_sideways
from tests.factories import PASSWORD, a_comment, a_user, an_article, fresh

LONG_WORD = "https://a.example/" + "x" * 300
A_PASSKEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def moderator():
    return a_user("moderator", email="ida@example.org", name="Ida Holm", password=PASSWORD)


@pytest.fixture
def comment():
    """One of each kind; the one that waits is given."""
    article = an_article()
    shown = a_comment(article, status=CommentStatus.APPROVED)
    a_comment(article, name="Cheap", source=LONG_WORD, status=CommentStatus.SPAM)
    rejected = a_comment(article, name="Robert")
    seen = {"seen_revision": rejected.revision, "seen_status": rejected.status}
    moderation.decide(rejected, Verdict.REJECT, by=None, ground=Ground.OFF_TOPIC, note=LONG_WORD, **seen)
    return a_comment(article, name="Ada" * 26, source=LONG_WORD, anchor=article.turns[1].anchor, parent=shown)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    "address",
    [
        "/moderation/",
        "/moderation/spam",
        "/moderation/decided",
        "/moderation/comments/{0.id}",
        "/account/",
        "/account/password",
    ],
)
def test_rooms_fit_a_narrow_screen_and_axe_finds_nothing(visit, moderator, comment, address, dark):
    window = visit(width=NARROWEST, user=moderator, dark=dark)

    page = window.goto(address.format(comment))
    for summary in page.locator("details > summary").all():
        summary.click()

    assert not scrolls_sideways(page)
    assert findings(page) == []
    assert window.complaints == []


@pytest.mark.parametrize("address", ["/account/sign-in", "/account/reset", "/account/confirmation", "/account/passkey"])
def test_doors_fit_a_narrow_screen_and_axe_finds_nothing(visit, address):
    page = visit(width=NARROWEST).goto(address)

    assert not scrolls_sideways(page)
    assert findings(page) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_comment_is_rejected_by_keyboard_alone(visit, moderator, comment, scripts):
    page = visit(user=moderator, scripts=scripts).goto("/moderation/")

    press_until(page, "summary")
    page.keyboard.press("Enter")
    press_until(page, "input[type=radio]")
    page.keyboard.press("Space")
    press_until(page, "textarea")
    page.keyboard.type("Rather in the forum.")
    press_until(page, "button.no")
    page.keyboard.press("Enter")

    page.get_by_role("status").filter(has_text="is rejected").wait_for()
    assert fresh(comment).status is CommentStatus.REJECTED


def press_until(page, selector):
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"the Tab key never comes to {selector}")


def test_buttons_stay_in_place_when_the_reasons_open(visit, moderator, comment):
    page = visit(user=moderator).goto("/moderation/")
    buttons = [page.locator(selector).first for selector in (".approve button", ".reject summary", ".spam button")]
    before = [button.bounding_box() for button in buttons]

    page.locator(".reject summary").first.click()

    assert [button.bounding_box() for button in buttons] == before


def test_an_error_has_the_focus(visit, moderator, comment):
    page = visit(user=moderator).goto("/moderation/")
    page.locator(".reject summary").first.click()
    page.eval_on_selector_all("[required]", "all => all.forEach(one => one.required = false)")

    page.locator("button.no").first.click()

    page.locator(".summary:focus").wait_for()
    page.locator(".summary a").click()
    assert page.locator("#ground:focus").count() == 1


def test_a_passkey_opens_the_account_it_was_made_for(visit, moderator):
    window = visit()
    page, here = window.page, window.site.replace("127.0.0.1", "localhost")  # a passkey wants a name, not a number
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": A_PASSKEY})

    page.goto(f"{here}/account/sign-in?next=/account/passkeys")
    page.get_by_label("E-mail address").fill("ida@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Name of a new passkey").fill("telephone")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("The passkey “telephone” is kept.").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto(f"{here}/account/sign-in?next=/moderation/decided")
    page.get_by_role("link", name="Sign in with a passkey").click()
    page.get_by_role("button", name="Use my passkey").click()

    page.get_by_role("heading", level=1, name="Decided", exact=True).wait_for()


def test_a_browser_that_gives_no_passkey_is_told(visit, moderator):
    window = visit()
    tools = window.page.context.new_cdp_session(window.page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**A_PASSKEY, "isUserVerified": False}})

    window.page.goto(f"{window.site.replace('127.0.0.1', 'localhost')}/account/passkey")
    window.page.get_by_role("button", name="Use my passkey").click()

    window.page.get_by_text("The passkey was not given, or this browser cannot use one here.").wait_for()


def test_at_an_address_of_digits_it_is_said_that_a_passkey_needs_a_name(visit, moderator):
    page = visit().goto("/account/passkey")

    page.get_by_role("button", name="Use my passkey").click()

    page.get_by_text("Open this one as localhost, or by its domain").wait_for()


def test_without_scripts_a_passkey_page_says_what_is_missing(visit):
    page = visit(scripts=False).goto("/account/passkey")

    page.get_by_role("button", name="Use my passkey").click()

    page.get_by_text("Passkeys need scripts, and none runs here.").wait_for()

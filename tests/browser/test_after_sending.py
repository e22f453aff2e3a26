"""After a comment is sent, and what the device keeps of a conversation: in a real browser, by keyboard, at 320 px."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from blog.comments.models import Comment, CommentStatus
from blog.comments.speakers import Speaker
from blog.comments.standing import settle
from blog.database import db
from tests.browser.conftest import NARROWEST, findings, scrolls_sideways
from tests.factories import a_comment, a_user, an_article, an_invitation, fresh
from tests.signing_in import link_in, mails

APPROVED = CommentStatus.APPROVED


@pytest.fixture
def article():
    article = an_article(slug="ice")
    sent = {"Ada": [], "Bo": []}  # the keys that each one's device has
    for name in ("Ada", "Bo", "Ada"):
        comment = a_comment(article, status=APPROVED, name=name, source=f"By {name}.", by=Speaker(keys=sent[name]))
        sent[name].append(comment.key)
    db.session.rollback()
    return article


def another(article, **fields):
    comment = a_comment(article, status=APPROVED, **{"name": "Cy", "source": "New here.", **fields})
    db.session.rollback()
    return comment


def words(page):
    return page.get_by_role("textbox", name="Your comment")


def write(page, text="We had one too."):
    words(page).fill(text)
    page.get_by_label("Name").fill("Mia")


def wait_for_the_visit(page):
    for _each in range(100):
        if page.evaluate("localStorage.getItem('visits')"):
            return
        page.wait_for_timeout(50)


def wait_until_seen(page, number):
    page.wait_for_function("number => JSON.parse(localStorage.getItem('visits')).ice.length >= number", arg=number)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_post_wait_rewrite_and_withdraw(visit, article, scripts):
    window = visit(scripts=scripts, width=NARROWEST)
    page = window.goto("/articles/ice")
    write(page)
    if not scripts:
        page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Send", exact=True).click()

    expect(page.locator("#state")).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("No other comment waits.")
    page.get_by_role("link", name="Rewrite my comment").click()
    words(page).fill("We had *two*.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".as-it-will-look em")).to_have_text("two")
    if scripts:
        assert findings(page) == []
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".typed")).to_have_text("We had *two*.")
    assert not scrolls_sideways(page)
    page.get_by_role("link", name="your comments").click()
    page.get_by_role("link", name="We had *two*.").click()
    expect(page.get_by_role("button", name="Withdraw my comment")).to_be_hidden()
    page.get_by_text("Withdraw my comment…").click()
    page.get_by_role("button", name="Withdraw my comment").click()

    expect(page.locator("#state")).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("You have taken it back.")
    assert window.complaints == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_becomes_of_an_address_is_said_where_the_eye_and_the_focus_are(visit, article, scripts):
    email = f"{'m' * 60}@example.org"
    key = a_comment(article, email=email).key
    db.session.rollback()
    window = visit(scripts=scripts, width=NARROWEST)
    page = window.goto(f"/comments/{key}")
    said = page.locator("#address[role=status]")

    page.get_by_role("button", name="Send me a link").click()
    expect(said).to_be_focused()
    expect(said).to_be_in_viewport()
    expect(said).to_contain_text(f"A mail with a link is on its way to {email}.")
    assert not scrolls_sideways(page)
    link = link_in(mails()[-1])
    db.session.rollback()
    window.goto(link)
    page.get_by_role("button", name="Yes, this address is mine").click()
    expect(said).to_be_focused()
    expect(said).to_contain_text("this device knows you")
    page.get_by_role("button", name="Forget me on this device").click()

    expect(said).to_be_focused()
    expect(said).to_contain_text("this device does not know you")


def test_a_draft_comes_back_until_it_is_sent(visit, article):
    page = visit().goto("/articles/ice")
    write(page, "Half a thought")
    page.reload()
    expect(words(page)).to_have_value("Half a thought")
    expect(page.get_by_label("Name")).to_have_value("Mia")
    expect(page.locator(".draft")).to_contain_text("is back")

    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#state")).to_be_focused()
    page.goto(page.url.split("/comments/")[0] + "/articles/ice")

    expect(words(page)).to_have_value("")
    db.session.rollback()
    assert fresh(db.session.query(Comment).order_by(Comment.id.desc()).first()).source == "Half a thought"


def test_the_name_of_somebody_known_is_filled_in_unless_one_is_typed(visit, article):
    window = visit(user=a_user(name="Ines Rask", email="ines@example.org"))
    page = window.goto("/articles/ice")
    assert page.get_by_label("Name").input_value() == ""

    words(page).focus()
    expect(page.get_by_label("Name")).to_have_value("Ines Rask")
    expect(page.get_by_label("E-mail address")).to_have_value("ines@example.org")
    page.reload()
    page.get_by_label("Name").evaluate("field => field.value = 'Ada'")
    words(page).focus()
    expect(page.get_by_label("E-mail address")).to_have_value("ines@example.org")

    expect(page.get_by_label("Name")).to_have_value("Ada")
    assert window.complaints == []


def test_without_scripts_somebody_known_types_no_name(visit, article):
    page = visit(scripts=False, user=a_user(name="Ines Rask")).goto("/articles/ice")
    words(page).fill("A thought")

    page.get_by_role("button", name="Preview").click()

    expect(page.locator(".as-it-will-look .by")).to_contain_text("Ines Rask")


def test_with_scripts_the_preview_waits_for_a_name(visit, article):
    page = visit().goto("/articles/ice")
    words(page).fill("A thought")

    page.get_by_role("button", name="Preview").click()

    expect(page.get_by_label("Name")).to_be_focused()
    expect(page).to_have_url(re.compile("/articles/ice$"))


def test_a_signed_in_reader_writes_on_where_no_name_is_asked(visit, article):
    window = visit(user=a_user(name="Ines Rask"))
    page = window.goto("/articles/ice")
    words(page).fill("A thought")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".as-it-will-look")).to_be_visible()

    words(page).fill("Another thought")
    page.reload()
    page.get_by_role("button", name="Send", exact=True).click()

    expect(page.locator("#state")).to_be_focused()
    assert window.complaints == []


@pytest.mark.parametrize(("button", "then"), [("Preview", ".as-it-will-look"), ("Send", "#state")])
def test_a_signed_in_reader_who_is_quicker_than_the_token_is_asked_for_no_name(visit, article, button, then):
    window = visit(user=a_user(name="Ines Rask"))
    page = window.goto("/articles/ice")
    asked = []
    page.route("**/comments/token", lambda route: asked.append(route))  # it comes once the button is pressed
    words(page).fill("A thought")
    expect(page.locator("#write-name")).to_have_value("")

    page.get_by_role("button", name=button, exact=True).click()
    for route in asked:
        route.continue_()

    expect(page.locator(then)).to_be_visible()
    assert window.complaints == []


def test_the_draft_of_an_invited_reply_comes_back(visit, article):
    _invitation, token = an_invitation(article)
    db.session.rollback()
    window = visit()
    page = window.goto(f"/invitations/{token}")
    page.locator("main form button").click()
    page.wait_for_load_state()  # with the script that keeps drafts
    words(page).fill("Half an answer")
    page.reload()

    expect(words(page)).to_have_value("Half an answer")
    expect(page.locator(".draft")).to_contain_text("is back")
    page.get_by_role("button", name="Send", exact=True).click()

    expect(page.locator("#state")).to_be_focused()
    assert drafts(page) == []
    assert window.complaints == []


def own_page(article):
    address = f"/comments/{a_comment(article, name='Mia', source='We had one too.').key}"
    db.session.rollback()
    return address


def drafts(page):
    return page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('draft '))")


def test_a_draft_of_a_rewriting_comes_back_until_it_is_saved(visit, article):
    window, own = visit(), own_page(article)
    page = window.goto(f"{own}/revision")
    words(page).fill("We had two, by the slipway.")
    page.get_by_label("Name").fill("Mia R.")
    page.reload()
    expect(words(page)).to_have_value("We had two, by the slipway.")
    expect(page.get_by_label("Name")).to_have_value("Mia R.")
    expect(page.locator(".draft")).to_contain_text("is back")
    assert findings(page) == []

    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".as-it-will-look")).to_contain_text("two")
    window.goto(own)
    page.get_by_role("link", name="Rewrite my comment").click()
    expect(words(page)).to_have_value("We had two, by the slipway.")
    page.get_by_role("button", name="Save").click()

    expect(page.locator(".typed")).to_have_text("We had two, by the slipway.")
    assert drafts(page) == []
    page.get_by_role("link", name="Rewrite my comment").click()
    expect(page.locator(".draft")).to_be_empty()
    assert window.complaints == []


def test_a_draft_of_a_rewriting_is_thrown_away_and_none_is_kept_of_the_same_words(visit, article):
    window, own = visit(), own_page(article)
    page = window.goto(f"{own}/revision")
    words(page).fill("We had two.")
    page.reload()

    page.get_by_role("button", name="Discard it").press("Enter")

    expect(words(page)).to_have_value("We had one too.")
    expect(words(page)).to_be_focused()
    words(page).press_sequentially("!")
    assert len(drafts(page)) == 1
    words(page).press("Backspace")
    assert drafts(page) == []


def test_each_place_to_write_has_its_own_draft_and_it_can_be_thrown_away(visit, article):
    window = visit()
    page = window.goto("/articles/ice")
    write(page, "On the whole")
    reply = page.locator(".comment footer a", has_text="Reply").first.get_attribute("href")

    window.goto(reply)
    expect(words(page)).to_have_value("")
    write(page, "To somebody")
    window.goto("/articles/ice")
    expect(words(page)).to_have_value("On the whole")
    page.get_by_role("button", name="Discard it").press("Enter")

    expect(words(page)).to_have_value("")
    expect(words(page)).to_be_focused()
    page.reload()
    expect(words(page)).to_have_value("")
    window.goto(reply)
    expect(words(page)).to_have_value("To somebody")


def test_a_form_whose_session_ended_loses_nothing_and_is_sent_once(visit, article):
    page = visit().goto("/articles/ice")
    write(page, "Words I chose")
    page.wait_for_selector("[name=csrf_token]", state="attached")
    page.context.clear_cookies()

    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is lost")
    page.get_by_role("button", name="Send", exact=True).dblclick()

    expect(page.locator("#state")).to_be_focused()
    assert db.session.query(Comment).filter_by(source="Words I chose").count() == 1


def test_what_is_new_since_the_comments_were_last_seen_is_marked(visit, article):
    page = visit(width=NARROWEST).goto("/articles/ice")
    page.locator("#comments").scroll_into_view_if_needed()
    expect(page.locator(".comment .new")).to_have_count(0)
    wait_for_the_visit(page)
    one = another(article)

    page.reload()
    expect(page.locator(".comment .new")).to_have_count(1)
    expect(page.locator(f"#comment-{one.id} .new")).to_have_text("New")
    page.get_by_role("link", name="1 comment is new since your last visit").press("Enter")

    expect(page.locator(f"#comment-{one.id}")).to_be_focused()
    assert findings(page) == []
    assert not scrolls_sideways(page)


def test_at_the_first_visit_no_page_of_it_has_anything_new(visit, article):
    one, two = (turn.anchor for turn in article.turns)
    another(article, anchor=one).published_at -= timedelta(hours=2)
    another(article, anchor=two).published_at -= timedelta(hours=1)
    db.session.commit()
    window = visit()

    for anchor in (one, two):
        page = window.goto(f"/articles/ice?turn={anchor}")
        expect(page.get_by_role("button", name="Hide Cy on this device")).to_be_visible()

        expect(page.locator(".comment .new")).to_have_count(0)


def test_a_visit_that_did_not_come_to_the_comments_leaves_them_new(visit, article):
    page = visit(width=NARROWEST).goto("/articles/ice")
    page.evaluate("localStorage.setItem('visits', JSON.stringify({ice: ['2020-01-01T00:00:00+00:00']}))")

    for _each in range(2):
        page.evaluate("sessionStorage.clear()")
        page.reload()
        expect(page.locator(".comment .new")).to_have_count(3)


def test_what_is_new_stays_marked_for_the_whole_visit_and_is_not_new_at_the_next(visit, article):
    window = visit()
    page = window.goto("/articles/ice")
    page.locator("#comments").scroll_into_view_if_needed()
    wait_for_the_visit(page)
    another(article)
    another(article)

    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(page.locator(".comment .new")).to_have_count(2)
    page.locator(".comment .new").first.scroll_into_view_if_needed()
    wait_until_seen(page, 3)
    page.get_by_role("link", name="Oldest first").click()
    expect(page).to_have_url(re.compile("order=oldest"))
    expect(page.locator(".comment .new")).to_have_count(2)

    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(page.get_by_role("button", name="Hide Ada on this device").first).to_be_visible()
    expect(page.locator(".comment .new")).to_have_count(0)


def test_what_was_not_shown_stays_new(visit, article):
    one, two = (turn.anchor for turn in article.turns)
    window = visit()
    page = window.goto("/articles/ice")
    page.locator("#comments").scroll_into_view_if_needed()
    wait_for_the_visit(page)
    another(article, anchor=one)
    another(article, anchor=two)

    for number, anchor in enumerate((two, one), start=2):
        page.evaluate("sessionStorage.clear()")
        window.goto(f"/articles/ice?turn={anchor}")
        page.locator("#comments").scroll_into_view_if_needed()
        expect(page.locator(".comment .new")).to_have_count(1)
        wait_until_seen(page, number)


def test_new_comments_are_offered_by_a_button_and_never_jump_in(visit, article):
    window = visit()
    window.page.clock.install()
    page = window.goto("/articles/ice?order=oldest")
    write(page, "Half a thought")
    before = page.locator(".comment").count()
    newest = [another(article) for _ in range(3)][-1]

    page.clock.run_for(61_000)
    button = page.get_by_role("button", name="3 new comments")
    expect(button).to_be_visible()
    assert page.locator(".comment").count() == before
    expect(page.get_by_label("Name")).to_be_focused()
    button.press("Enter")

    expect(page.locator(".comment")).to_have_count(before + 3)
    expect(page.locator(".comment").first.locator(".new")).to_have_text("New")
    expect(words(page)).to_have_value("Half a thought")
    expect(page.locator(f"#comment-{newest.id}")).to_be_focused()
    expect(page.locator(f"#comment-{newest.id}")).to_be_in_viewport()
    assert window.complaints == []


def test_under_one_answer_only_what_came_there_is_announced(visit, article):
    one, two = (turn.anchor for turn in article.turns)
    window = visit()
    window.page.clock.install()
    page = window.goto(f"/articles/ice?turn={one}")
    another(article)
    another(article, anchor=two)
    on_one = another(article, anchor=one)

    page.clock.run_for(61_000)
    page.get_by_role("button", name="1 new comment").press("Enter")

    expect(page.locator(f"#comment-{on_one.id} .new")).to_have_count(1)


def test_a_person_is_hidden_here_and_shown_again_by_keyboard(visit, article):
    window = visit(width=NARROWEST)
    page = window.goto("/articles/ice")

    page.get_by_role("button", name="Hide Ada on this device").first.press("Enter")

    expect(page.locator(".hidden-one")).to_have_count(2)
    expect(page.locator(".comment .said:visible")).to_have_text(["By Bo."])
    expect(page.locator(".comment .hidden-one button").first).to_be_focused()
    expect(page.locator(".device > p", has_text="You hide Ada on this device.")).to_be_visible()
    assert findings(page) == []
    assert not scrolls_sideways(page)
    page.reload()
    expect(page.locator(".hidden-one")).to_have_count(2)

    page.locator(".hidden-people summary").press("Enter")
    page.locator(".hidden-people").get_by_role("button", name="Show Ada again").press("Enter")
    expect(page.locator(".hidden-one")).to_have_count(0)
    expect(page.locator("#comments-h")).to_be_focused()
    expect(page.locator(".comment .said:visible")).to_have_count(3)
    page.reload()
    expect(page.locator(".comment .said:visible")).to_have_count(3)
    assert window.complaints == []


def test_another_of_the_same_name_is_not_hidden_with_them(visit, article):
    other = another(article, name="Ada", source="By another Ada.")
    page = visit().goto("/articles/ice")

    page.get_by_role("button", name="Hide Ada on this device").last.press("Enter")

    expect(page.locator(".hidden-one")).to_have_count(2)
    expect(page.locator(f"#comment-{other.id} .said")).to_be_visible()


def test_a_name_or_a_word_without_an_end_widens_no_page(visit, article):
    endless = {"name": "W" * Comment.LONGEST_NAME, "source": "W" * 300}
    reply = another(article, parent=another(article, **endless), **endless)
    page = visit(width=NARROWEST).goto("/articles/ice")
    assert not scrolls_sideways(page)

    page.locator(f"#comment-{reply.id} [data-hide]").click()

    expect(page.locator(f"#comment-{reply.id} .said")).to_be_hidden()
    assert not scrolls_sideways(page)


def test_what_is_nested_deep_keeps_its_lines(visit, article):
    lists = "".join(f"{'  ' * depth}- one thing\n" for depth in range(20))
    one = another(article, source=f"{'> ' * 20}Words of somebody.\n\n{lists}")
    page = visit(width=NARROWEST).goto("/articles/ice")

    for innermost in (page.locator(f"#comment-{one.id} blockquote p"), page.locator(f"#comment-{one.id} li").last):
        assert innermost.bounding_box()["width"] > NARROWEST / 2


def test_a_vote_is_given_and_taken_back_in_place(visit, article):
    window = visit(width=NARROWEST)
    page = window.goto("/articles/ice")
    first = page.locator(".comment").first
    button = first.get_by_role("button", name=re.compile("^Useful"))
    expect(button).to_have_attribute("aria-pressed", "false")

    button.press("Enter")
    expect(first.get_by_role("status")).to_have_text("You find it useful.")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button.locator("[data-number]")).to_have_text("1")
    expect(button).to_be_focused()
    assert findings(page) == []
    assert not scrolls_sideways(page)
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()

    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button.locator("[data-number]")).to_have_text("")
    assert window.complaints == []
    db.session.rollback()
    assert sum(comment.useful for comment in db.session.query(Comment)) == 0


def test_double_clicks_and_a_forgetful_device_do_not_count_twice(visit, article):
    page = visit().goto("/articles/ice")
    button = page.locator(".comment").first.get_by_role("button", name=re.compile("^Useful"))

    button.dblclick()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.evaluate("localStorage.clear()")
    page.reload()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")

    db.session.rollback()
    assert sum(comment.useful for comment in db.session.query(Comment)) == 1


def test_a_vote_too_many_from_one_network_is_refused_in_place(visit, article):
    for number in range(6):
        page = visit().goto("/articles/ice")
        first = page.locator(".comment").first
        first.get_by_role("button", name=re.compile("^Useful")).click()
        said = "You find it useful." if number < 5 else "Enough votes for this comment came from your network today."
        expect(first.get_by_role("status")).to_have_text(said)


def test_where_a_vote_cannot_be_given_in_place_its_page_says_why(visit, article):
    page = visit().goto("/articles/ice")
    comment = db.session.query(Comment).order_by(Comment.id.desc()).first()
    settle(comment, CommentStatus.WITHDRAWN)
    db.session.commit()

    page.locator(".comment").first.get_by_role("button", name=re.compile("^Useful")).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing here")


def test_without_scripts_nothing_of_it_is_there(visit, article):
    page = visit(scripts=False, width=NARROWEST).goto("/articles/ice")

    expect(page.locator(".comment button:visible")).to_have_count(0)
    expect(page.locator(".device")).to_be_hidden()
    page.locator(".comment").first.get_by_role("link", name=re.compile("^Useful")).click()
    page.get_by_role("button", name="I find it useful").click()
    expect(page.locator("#state")).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("1 person finds it useful.")
    assert not scrolls_sideways(page)


def test_where_storage_is_refused_the_page_works(visit, article):
    window = visit()
    window.page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})")
    page = window.goto("/articles/ice")

    page.locator(".comment").first.get_by_role("button", name=re.compile("^Useful")).click()
    expect(page.locator(".comment").first.get_by_role("status")).to_have_text("You find it useful.")
    write(page)
    page.get_by_role("button", name="Send", exact=True).click()

    expect(page.locator("#state")).to_be_focused()
    assert window.complaints == []


def test_every_target_is_large_enough(visit, article):
    page = visit(width=NARROWEST).goto("/articles/ice")

    small = page.eval_on_selector_all(
        "#comments button, .comment footer a, .comment .by a, #comments :is(.leaf, .orders) a",
        """all => all.filter(each => {
             const {width, height} = each.getBoundingClientRect();
             return each.checkVisibility() && (width < 24 || height < 24);
           }).map(each => each.textContent)""",
    )

    assert small == []

"""A definition at the word: by mouse, key and touch, without scripts, on paper."""

import pytest

from tests.browser.conftest import NARROWEST, findings, scrolls_sideways
from tests.factories import a_term, an_article

PROSE = """\
## Comment la coopérative est-elle née\u202f?

Par un pacte entre voisins, l’ESS sous le bras, et des pôles territoriaux gelés par l’hiver.

## Et depuis\u202f?

On compte, et l’ESS aussi.
"""
LONG = "Une phrase assez longue pour remplir la carte et pour la faire défiler. " * 14
WORDS_AND_SIGN = """(mark) => {
  const words = document.createRange();
  words.selectNodeContents(mark.firstChild);
  return [[...words.getClientRects()].at(-1).bottom, mark.querySelector("button").getBoundingClientRect().top];
}"""
TALL = "\n\n".join(["Un paragraphe avant et après."] * 30)
PUT_AT = """(button, part) => scrollTo({behavior: "instant",
    top: scrollY + button.getBoundingClientRect().top - innerHeight * part})"""


@pytest.fixture
def article():
    a_term(
        "ESS",
        "économie sociale",
        definition="L’économie *sociale* et solidaire. [Voir](https://example.org/)",
        language="fr",
    )
    a_term("pôle territorial", definition="Un regroupement.", language="fr")
    return an_article(language="fr", source=PROSE, slug="pacte")


def definition_is_open(page, slug):
    return page.locator(f"#g-{slug}").evaluate("card => card.matches(':popover-open')")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_click_on_the_word_opens_its_definition_and_esc_closes_it(visit, article, scripts, width):
    page = visit(scripts=scripts, width=width).goto("/articles/pacte")

    page.mouse.click(*centre(page.locator(".gl:has(#gl-ess)")))

    assert definition_is_open(page, "ess")
    page.keyboard.press("Escape")
    assert not definition_is_open(page, "ess")


def test_a_click_elsewhere_closes_it(visit, article):
    page = visit().goto("/articles/pacte")
    page.locator("#gl-ess").click()

    page.mouse.click(5, 5)

    assert not definition_is_open(page, "ess")


def test_a_tap_opens_it_inside_the_window(visit, article):
    page = visit(width=360, touch=True, scripts=False).goto("/articles/pacte")

    page.touchscreen.tap(*centre(page.locator(".gl:has(#gl-ess)")))

    assert definition_is_open(page, "ess")
    card = page.locator("#g-ess").bounding_box()
    assert card["x"] >= 0
    assert card["x"] + card["width"] <= 360
    assert not scrolls_sideways(page)


def test_enter_opens_it_and_tab_goes_inside(visit, article):
    page = visit(scripts=False).goto("/articles/pacte")
    page.locator("#gl-ess").focus()

    page.keyboard.press("Enter")

    assert definition_is_open(page, "ess")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#g-ess') !== null")


def test_the_button_says_what_it_opens(visit, article):
    page = visit().goto("/articles/pacte")

    assert page.get_by_role("button", name="Définition\u202f: ESS", exact=True).count() == 1


def test_a_long_mark_keeps_its_button_beside_the_words(visit, article):
    page = visit(width=360).goto("/articles/pacte")

    assert page.locator(".gl:has(#gl-pole-territorial)").inner_text() == "pôles territoriaux"
    page.locator("#gl-pole-territorial").click()
    assert definition_is_open(page, "pole-territorial")


def test_the_paragraph_is_the_authors_prose(visit, article):
    page = visit().goto("/articles/pacte")

    assert page.locator(".turn p").first.text_content() == (
        "Par un pacte entre voisins, l’ESS sous le bras, et des pôles territoriaux gelés par l’hiver."
    )


def test_each_definition_stands_once_whole_and_safe_after_the_text(visit, article):
    page = visit().goto("/articles/pacte")

    assert page.locator(".gloss dt").all_text_contents() == ["ESS", "pôle territorial"]
    assert page.locator("#g-ess em").text_content() == "sociale"
    assert page.locator("#g-ess a[href='https://example.org/']").count() == 1


def test_on_paper_the_definitions_follow_the_prose_and_no_interface_is_left(visit, article):
    page = visit().goto("/articles/pacte")

    page.emulate_media(media="print")

    assert page.locator("#g-ess").is_visible()
    for unwanted in (".gl > button", ".site-head nav", ".site-foot", "form.write", ".talk"):
        assert not any(element.is_visible() for element in page.locator(unwanted).all()), unwanted


def test_with_a_definition_open_axe_finds_nothing(visit, article):
    watched = visit(width=360)
    page = watched.goto("/articles/pacte")
    page.locator("#gl-ess").click()

    assert findings(page) == []
    assert watched.complaints == []


def test_with_scripts_any_word_of_a_long_mark_opens_it_and_closes_it(visit, article):
    page = visit().goto("/articles/pacte")

    page.mouse.click(*first_word(page.locator(".gl:has(#gl-pole-territorial)")))
    assert definition_is_open(page, "pole-territorial")

    page.mouse.click(*first_word(page.locator(".gl:has(#gl-pole-territorial)")))
    assert not definition_is_open(page, "pole-territorial")


@pytest.mark.parametrize("size", [(NARROWEST, 568), (640, NARROWEST), (1280, 800)])
@pytest.mark.parametrize("definition", ["Un regroupement.", LONG])
def test_wherever_its_word_stands_the_card_is_in_the_window_and_beside_it(visit, size, definition):
    a_term("pôle", definition=definition, language="fr")
    an_article(language="fr", source=f"{TALL}\n\nDes pôles.\n\n{TALL}", slug="haut")
    page = visit(scripts=False).goto("/articles/haut")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    button = page.locator("#gl-pole")

    for part in (0.05, 0.35, 0.5, 0.65, 0.9):
        button.evaluate(PUT_AT, part)
        button.press("Enter")
        card, word = page.locator("#g-pole").bounding_box(), button.bounding_box()
        page.keyboard.press("Escape")

        assert card["x"] >= 0
        assert card["x"] + card["width"] <= size[0]
        assert card["y"] >= 0
        assert card["y"] + card["height"] <= size[1]
        assert card["y"] >= word["y"] + word["height"] or card["y"] + card["height"] <= word["y"]


def test_the_sign_of_a_long_mark_never_begins_a_line(visit, article):
    page = visit().goto("/articles/pacte")

    for width in range(NARROWEST, 560, 8):
        page.set_viewport_size({"width": width, "height": 700})
        words, sign = page.locator(".gl:has(#gl-pole-territorial)").evaluate(WORDS_AND_SIGN)
        assert sign < words, width


def centre(locator):
    """Of what stands on its first line: which words begin a new one depends on the fonts of the machine."""
    locator.scroll_into_view_if_needed()
    box = locator.evaluate("mark => mark.getClientRects()[0].toJSON()")
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def first_word(locator):
    """It may stand on another line than the last."""
    locator.scroll_into_view_if_needed()
    left, top = locator.evaluate("mark => [mark.getClientRects()[0].left, mark.getClientRects()[0].top]")
    return left + 8, top + 8

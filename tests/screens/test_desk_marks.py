"""Beside the preview: why each mark stands, and buttons that choose otherwise, with scripts off."""

from __future__ import annotations

import pytest

from blog.articles import service as articles
from blog.articles import writing
from blog.articles.choices import Act, Choice
from blog.articles.manuscript import Manuscript
from blog.text.glossary import Occurrence
from tests.counting import counting
from tests.factories import a_term, a_user, an_article, fresh

QUAY = "## What is it for?\n\nThe quay is for cranes. A quay is a wall.\n\n## Who?\n\nThe quay master, on a quay.\n"
ADDRESS = "/desk/articles/out-at-sea"


@pytest.fixture(autouse=True)
def editor(sign_in):
    return sign_in("editor")


def quay_article(**fields):
    return an_article(**{"title": "Out at sea", "source": QUAY, **fields})


def mentions(page, selector="#why .mentioned > li > .passages > li"):
    return [" ".join(item.get_text(" ").split()) for item in page.all(selector)]


def labels(page):
    return [button.get("aria-label") for button in page.all("#why button")]


def choices(page):
    return [field["value"] for field in page.all("#why input")]


def test_each_mark_says_its_entry_its_words_its_rule_and_its_question(client):
    a_term("quay", "cranes")
    quay_article()

    page = client.get(ADDRESS)

    assert page.text("#why-marks > summary") == "1 mark 62.5 in 1,000 words"
    assert page.find("#why .entry-name a")["href"] == "/desk/glossary/quay"
    assert mentions(page) == ["What is it for? The quay is for cranes. the name itself"]
    assert mentions(page, "#why-quay li") == [
        "What is it for? The quay is for cranes . another name Make it the first",
        "What is it for? A quay is a wall. the name itself Make it the first",
        "Who? The quay master, on a quay. the name itself quiet repeat Make it the first",
        "Who? The quay master, on a quay . the name itself Make it the first",
    ]


@pytest.mark.parametrize(
    ("source", "fields", "rule"),
    [
        ("The quay.", {}, "the name itself"),
        ("The pier.", {}, "another name"),
        ("The quays.", {}, "plural or singular by rule"),
        ("The kay.", {"added_forms": ("kay",)}, "a form that was added"),
        ("The [[edge|quay]].", {}, "tied in the text"),
    ],
)
def test_the_rule_is_said_in_plain_words(client, source, fields, rule):
    a_term("quay", "pier", **fields)
    quay_article(source=f"## Q?\n\n{source}\n")

    assert client.get(ADDRESS).texts("#why .mentioned .facts span") == [rule]


def test_a_term_is_skipped_and_the_skip_undone(client):
    a_term("quay")
    article = quay_article()

    page = client.get(ADDRESS).submit("Skip here")
    assert page.all("#preview .gl") == []
    assert page.find("#title")["value"] == "Out at sea"
    assert "“quay” is left alone" in page.text("#why .chosen")
    page = page.submit("Undo")
    assert len(page.all("#preview .gl")) == 2
    assert page.all("#why .chosen") == []

    assert fresh(article).choices == []


def test_what_is_chosen_is_stored_when_the_article_is(client):
    a_term("quay")
    article = quay_article()

    page = client.get(ADDRESS).submit("Skip here").submit("Save changes")

    assert page.status == 302
    assert (fresh(article).choices, article.uses) == (["skip quay"], [])
    assert "“quay” is left alone" in client.get(ADDRESS).text("#why .chosen")
    assert page.follow().all("#why-marks") == []


def test_every_mention_can_be_made_the_first(client):
    a_term("quay")
    article = quay_article()

    page = client.get(ADDRESS)
    pressed = page.all("#why-quay button")[-1]["value"]
    page = page.client.post(f"{ADDRESS}/preview", data={"source": QUAY, "language": "en", "choose": pressed})

    assert pressed == "first quay q-who 1"
    assert mentions(page) == ["Who? The quay master, on a quay . made the first"]
    assert "“quay” is marked under “Who?”, at mention 2" in page.text("#why .chosen")
    page.submit("Save", title="Out at sea", seen="1", act="save")
    assert article.title == "Out at sea"


@pytest.mark.parametrize(
    ("fields", "offered"),
    [
        ({}, True),
        ({"occurrence": Occurrence.QUESTION}, True),
        ({"occurrence": Occurrence.EVERY}, False),
        ({"occurrence": Occurrence.NEVER}, False),
        ({"source": QUAY + "\nThe [[edge|quay]].\n"}, False),
    ],
)
def test_the_first_is_offered_where_it_would_make_a_difference(client, fields, offered):
    a_term("quay")
    quay_article(**fields)

    assert any("Make it the first" in label for label in labels(client.get(ADDRESS))) is offered


def test_words_with_several_meanings_are_a_task_until_somebody_chooses(client):
    a_term("crane", sense="bird")
    a_term("crane", sense="machine")
    article = quay_article()

    page = client.get(ADDRESS)
    assert page.text("#why .tasks li p") == "“cranes” could be: crane (bird) crane (machine)"
    assert page.all("#preview .gl") == []
    page = page.submit("“cranes” is: crane (machine)")
    assert page.all("#why .tasks") == []
    assert mentions(page) == ["What is it for? The quay is for cranes . the chosen sense"]
    page = page.submit("Rather: crane (bird)")
    assert page.texts("#why .entry-name") == ["crane (bird)"]

    page.submit("Save changes")
    assert fresh(article).choices == ["sense crane"]


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (Choice(act=Act.SKIP, term="volcano"), "“volcano” is left alone has no effect any more"),
        (Choice(act=Act.SENSE, term="quay"), "“quay” is meant where several could be has no effect any more"),
        (
            Choice(act=Act.FIRST, term="quay", anchor="q-gone", number=0),
            "“quay” is marked at mention 1 of a passage has no effect any more",
        ),
        (
            Choice(act=Act.FIRST, term="quay", anchor="q-who", number=7),
            "“quay” is marked under “Who?”, at mention 8 has no effect any more",
        ),
    ],
)
def test_a_choice_that_makes_no_difference_any_more_says_so_and_can_be_dropped(client, choice, sentence):
    a_term("quay")
    quay_article(choices=(choice,))

    page = client.get(ADDRESS)
    assert page.text("#why .chosen li > span") == sentence
    page = page.submit("Undo")

    assert choices(page) == []


def test_a_lost_tie_is_advice(client):
    quay_article(source="## Q?\n\nThe [[edge|pier]].\n")

    assert "“[[…|pier]]”: no entry goes by that name." in client.get(ADDRESS).texts(".advice li")


def test_a_last_look_speaks_of_words_that_wait_for_a_choice(client):
    a_term("crane", sense="bird")
    a_term("crane", sense="machine")
    quay_article(published=False)

    advice = client.get(f"{ADDRESS}/publication").find(".advice li:last-child a")

    assert advice.get_text() == "“cranes” could mean several entries: choose one."
    assert advice["href"] == f"{ADDRESS}#why"


def test_two_editors_choices_stand_beside_each_other_in_words(client):
    a_term("quay")
    article = quay_article()
    page = client.get(ADDRESS).submit("Skip here")
    theirs = Manuscript(**{**Manuscript.of(article).__dict__, "choices": (Choice(act=Act.SENSE, term="quay"),)})
    writing.revise(article, theirs, by=a_user("editor"), seen=article.revision)

    page = page.submit("Save changes")

    assert page.status == 409
    assert "quay: meant where several could be" in page.text(".versus")
    assert "quay: left alone" in page.text(".versus")


def test_a_script_gets_the_panel_with_the_preview(client):
    a_term("quay")

    page = client.post("/desk/articles/preview?only", data={"source": QUAY, "language": "en", "choose": "skip quay"})

    assert choices(page) == ["skip quay"]
    assert page.find("#why button")["value"] == "skip quay"


@pytest.mark.parametrize(
    "odd", ["", "skip", "skip Quay", "first quay", "burn quay", "skip quay;x", "; skip quay", "\x00"]
)
def test_a_choice_that_no_button_makes_is_nobody_s(client, odd):
    a_term("quay")

    page = client.post(
        "/desk/articles/preview", data={"source": QUAY, "language": "en", "choose": odd, "choices-0": odd}
    )

    assert page.status == 200
    assert len(page.all("#preview .gl")) == 2


def test_there_is_an_end_to_choices_and_the_page_says_so(client):
    made = {f"choices-{number}": f"skip word-{number}" for number in range(200)}

    page = client.post("/desk/articles/preview", data={**made, "choose": "skip quay"})

    assert len(choices(page)) == 200
    assert "At most 200 choices about marks." in page.text(".summary")


def test_the_panel_asks_as_much_for_many_entries_as_for_few(client):
    a_term("quay")
    quay_article()
    with counting() as little:
        client.get(ADDRESS)
    for word in ("wall", "master", "cranes"):
        a_term(word)
    source = QUAY + "\n\n".join(f"## Why {number}?\n\nThe quay." for number in range(20))
    writing.revise(
        articles.by_slug("out-at-sea"),
        Manuscript(**{**Manuscript.of(articles.by_slug("out-at-sea")).__dict__, "source": source}),
        by=None,
        seen=1,
    )

    with counting() as much:
        client.get(ADDRESS)

    assert len(much) <= len(little) <= 18, much


# the task is found


def test_the_desk_s_front_tells_of_articles_with_words_that_wait(client):
    a_term("crane", sense="bird")
    a_term("crane", sense="machine")
    quay_article()
    an_article(title="In the hills")

    page = client.get("/desk/").click("In 1 article words with several meanings wait for a choice.")
    assert page.texts(".rows h2") == ["Out at sea"]
    assert page.find(".rows h2 a")["href"] == f"{ADDRESS}#why"
    assert page.find(".search input[name=doubts]")["value"] == ""
    assert client.get("/desk/?q=hills&doubts=").texts(".rows h2") == []
    assert len(page.click("Show all").all(".rows h2")) == 2

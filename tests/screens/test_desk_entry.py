"""An entry of the glossary at the desk, with scripts off: its form, its chips, what is refused and hinted at."""

from __future__ import annotations

import pytest

from blog.articles.annotating import follow_glossary
from blog.database import db
from blog.glossary import service as glossary
from blog.glossary.models import GlossaryChange, GlossaryTerm, TermStatus
from tests.factories import a_term, an_article, fresh

ADDRESS = "/desk/glossary/ice-house"


@pytest.fixture(autouse=True)
def editor(sign_in):
    return sign_in("editor")


def ticked(page):
    return [box["value"] for box in page.all(".form input[checked]")]


def unticked(page):
    return [box["value"] for box in page.all(".form input:not([checked])")]


def forms_of(slug):
    return [form.text for form in glossary.by_slug(slug).forms]


# states


def test_a_new_term_is_published_and_marked_within_moments(client):
    article = an_article()

    page = client.get("/desk/glossary/new").submit(
        "Save and publish",
        label="Ice house",
        aliases="ice cellar\n\nice room",
        definition="Kept *cold*.",
        language="en",
    )
    follow_glossary()

    told = page.follow().text("[role=status]")
    assert told == "“Ice house” is saved. Articles follow within moments."
    assert glossary.by_slug("ice-house").names == ("Ice house", "ice cellar", "ice room")
    assert [use.form for use in fresh(article).uses] == ["ice house"]


def test_a_draft_marks_nothing_until_it_is_published_and_nothing_again_after(client):
    article = an_article()

    page = client.get("/desk/glossary/new").submit("Save draft", label="ice house", definition="Cold.", language="en")
    follow_glossary()
    page = page.follow()
    assert page.text("[role=status]") == "“ice house” is saved as a draft: no article is marked with it."
    assert fresh(article).uses == []

    page = page.submit("Save and publish").follow()
    follow_glossary()
    assert [use.form for use in fresh(article).uses] == ["ice house"]
    assert page.text(".facts .chip") == "Published"

    page.submit("Back to draft")
    follow_glossary()
    assert fresh(article).uses == []
    assert glossary.by_slug("ice-house").status is TermStatus.DRAFT


@pytest.mark.parametrize("status", TermStatus)
def test_the_enter_key_leaves_the_state_as_it_is(client, status):
    a_term("ice house", status=status)

    client.get(ADDRESS).submit("Save", definition="Colder.")

    assert glossary.by_slug("ice-house").status is status


def test_all_that_is_typed_is_kept_and_comes_back(client):
    a_term("glacière", language="fr")
    a_term("slipway")
    typed = {
        "label": "ice house",
        "language": "en",
        "sense": "building",
        "aliases": "ice cellar\nice room",
        "definition": "Kept *cold*.",
        "text": "A long story.\n\nIn two parts.",
        "origin": "The harbour’s own lexicon",
        "licence": "CC BY 4.0",
        "topics": "ice, work",
        "translation": "glacière",
        "see_also": "slipway",
        "is_exact": "y",
        "spares_names": "y",
        "inflects": None,
    }

    page = client.get("/desk/glossary/new").submit("Save draft", **typed).follow()

    entry = glossary.as_entry(glossary.by_slug("ice-house"))
    assert (entry.aliases, entry.topics, entry.see_also) == (("ice cellar", "ice room"), ("ice", "work"), ("slipway",))
    assert (entry.inflects, entry.is_exact, entry.spares_names) == (False, True, True)
    for name in ("sense", "origin", "licence", "topics", "translation"):
        assert page.find(f"#{name}")["value"] == typed[name]
    for name in ("aliases", "definition", "text", "see_also"):
        assert page.find(f"#{name}").get_text() == typed[name]
    assert [name for name in ("inflects", "is_exact", "spares_names") if page.find(f"#{name}").has_attr("checked")] == [
        "is_exact",
        "spares_names",
    ]
    assert len(page.all("details[open]")) == 3

    page.submit("Save")
    assert glossary.as_entry(fresh(glossary.by_slug("ice-house"))) == entry


def test_the_first_screen_is_for_what_most_entries_need(client):
    assert client.get("/desk/glossary/new").all("details[open]") == []


# chips


def test_every_form_is_a_chip_and_the_plural_of_an_acronym_is_offered(client):
    page = client.get("/desk/glossary/new").submit("Preview", label="SCIC", aliases="ice house", language="en")

    assert page.status == 200
    assert page.texts(".form") == ["SCIC", "ice house", "ice houses", "SCICs"]
    assert ticked(page) == ["ice house", "ice houses"]
    assert unticked(page) == ["SCICs"]
    assert db.session.query(GlossaryTerm).count() == 0


def test_a_form_is_taken_away_and_another_added(client):
    a_term("ice house")

    page = client.get(ADDRESS).submit("Save changes", kept=None, new_form="house of ice").follow()

    assert forms_of("ice-house") == ["ice house", "house of ice"]
    assert (ticked(page), unticked(page)) == (["house of ice"], ["ice houses"])

    page = page.submit("Save changes", kept="ice houses", added_forms=None).follow()

    assert forms_of("ice-house") == ["ice house", "ice houses"]


def test_an_added_form_is_a_chip_before_it_is_saved(client):
    a_term("ice house")

    page = client.get(ADDRESS).submit("Add this form", new_form="house of ice")

    assert ticked(page) == ["ice houses", "house of ice"]
    assert page.find("#new_form").get("value", "") == ""
    assert forms_of("ice-house") == ["ice house", "ice houses"]
    page.submit("Save changes")
    assert forms_of("ice-house") == ["ice house", "house of ice", "ice houses"]


def test_a_form_that_was_taken_away_is_forgotten_with_its_name(client):
    term = a_term("ice house", "cold store", dropped_forms=("cold stores",))

    client.get(ADDRESS).submit("Save changes", aliases="cold room")

    assert forms_of("ice-house") == ["ice house", "cold room", "ice houses", "cold rooms"]
    assert fresh(term).dropped_forms == []


def test_typed_by_hand_a_form_comes_back(client):
    a_term("ice house", dropped_forms=("ice houses",))

    client.get(ADDRESS).submit("Save changes", new_form="ice houses")

    assert "ice houses" in forms_of("ice-house")


def test_a_save_that_changes_nothing_makes_no_article_follow(client):
    a_term("SCIC", "ice houses", added_forms=("SCICs", "a house of ice"), dropped_forms=("ice house",))
    db.session.query(GlossaryChange).delete()
    db.session.commit()

    client.get("/desk/glossary/scic").submit("Save changes", definition="Reworded.")

    assert glossary.by_slug("scic").definition_source == "Reworded."
    assert db.session.query(GlossaryChange).count() == 0


# the preview


def test_the_preview_shows_the_card_and_stores_nothing(client):
    term = a_term("ice house")

    page = client.get(ADDRESS).submit("Preview", definition="Kept **cold**.", text="Long.")

    assert page.find(".card strong").get_text() == "cold"
    assert page.text("#preview .prose") == "Long."
    assert page.find("#definition").get_text() == "Kept **cold**."
    assert fresh(term).definition_source == "A room kept cold."


def test_a_script_asks_for_the_parts_that_follow(client):
    page = client.post("/desk/glossary/preview?only", data={"label": "weir", "language": "en", "inflects": "y"})

    assert [part["data-sheet"] for part in page.all("[data-sheet]")] == ["forms", "reading", "offered"]
    assert page.texts(".form") == ["weir", "weirs"]


def test_entries_that_could_be_translated_are_offered(client):
    a_term("glacière", language="fr")
    a_term("glacier", language="fr")
    a_term("glacial")

    page = client.get("/desk/glossary/new").submit("Preview", label="ice house", language="en", translation="glaci")

    assert [option["value"] for option in page.all("#offered option")] == ["glacier", "glacière"]


def test_topics_of_articles_are_offered(client):
    an_article(topics=("Harbours", "Boats"))

    page = client.get("/desk/glossary/new")

    assert [option["value"] for option in page.all("#topics-there-are option")] == ["Boats", "Harbours"]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"label": "#quay"}, "added_forms", "“#quay” begins with a sign: texts are not searched for it."),
        ({"definition": "An <i>ice</i> house."}, "definition", "readers will see “<i>” as it is typed."),
        ({"text": "A <b>bold</b> word."}, "text", "readers will see “<b>” as it is typed."),
        ({"topics": "Boats, Harbors"}, "topics", "No article has the topic “Harbors” yet."),
    ],
)
def test_what_is_allowed_and_hardly_meant_is_hinted_at(client, typed, field, sentence):
    an_article(topics=("Boats",))

    page = (
        client.get("/desk/glossary/new").submit("Save draft", **{"label": "weir", "language": "en", **typed}).follow()
    )

    [hint] = page.all(".advice a")
    assert hint["href"] == f"#{field}"
    assert sentence in hint.get_text()


def test_markdown_about_tags_is_no_reason_for_a_hint(client):
    page = client.get("/desk/glossary/new").submit("Preview", label="HTML", definition="`<b>` makes bold, if 1 < 2.")

    assert page.all(".advice") == []


@pytest.mark.parametrize("label", ["C++", "R&D (bar", "1*", "$ US", "[sic]", "A.B.C."])
def test_signs_in_a_label_are_taken_literally(client, label):
    page = client.get("/desk/glossary/new").submit("Save and publish", label=label, definition="Odd.", language="en")

    assert page.status == 302


# refusals

REFUSED = [
    ({"label": ""}, "label", "An entry needs a term.", "Il faut un terme."),
    ({"label": "…?!"}, "label", "at least one letter or digit", "au moins une lettre ou un chiffre"),
    ({"label": "x" * 201}, "label", "200 characters", "200 caractères"),
    ({"aliases": "…"}, "aliases", "at least one letter or digit", "au moins une lettre ou un chiffre"),
    ({"aliases": "x" * 201}, "aliases", "at most 200 characters", "200 caractères"),
    ({"label": ".*(foo"}, "label", "looks like a pattern", "ressemble à un motif"),
    ({"aliases": "slip[a-z]+"}, "aliases", "looks like a pattern", "ressemble à un motif"),
    ({"new_form": "?"}, "added_forms", "at least one letter or digit", "au moins une lettre ou un chiffre"),
    (
        {"label": "Slipway"},
        "label",
        "“slipway” already. For a second meaning give this one a sense.",
        "Pour un second sens",
    ),
    ({"aliases": "slipways"}, "aliases", "“slipways” belongs to the entry “slipway” already.", "« slipway »"),
    ({"new_form": "slipway"}, "added_forms", "belongs to the entry “slipway” already", "« slipway »"),
    ({"label": "bank", "sense": "river"}, "sense", "There is an entry “bank (river)” already", "« bank (river) »"),
    ({"definition": "x" * 5001}, "definition", "5000", "5000"),
    ({"text": "x" * 50_001}, "text", "50000", "50000"),
    ({"language": "tlh"}, "language", "valid choice", "choix valide"),
    ({"translation": "nowhere"}, "translation", "There is no entry “nowhere”.", "« nowhere »"),
    ({"translation": "slipway"}, "translation", "is in the same language", "la même langue"),
    ({"see_also": "slipway\nnowhere"}, "see_also", "There is no entry “nowhere”.", "« nowhere »"),
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("typed", "field", "english", "french"), REFUSED)
def test_what_cannot_be_saved_comes_back_with_a_sentence_at_its_field(client, typed, field, english, french, language):
    a_term("slipway")
    a_term("bank", sense="river")
    typed = {"label": "ice house", "language": "en", "definition": "Kept.", **typed}

    page = client.get("/desk/glossary/new")
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    page = page.submit("Save and publish", **typed)

    assert page.status == 422
    assert (english if language == "en" else french) in page.text(f"#{field}-error").replace("\u202f", " ")
    assert page.find("#definition").get_text() == typed["definition"]
    assert page.find("#aliases").get_text() == typed.get("aliases", "")
    assert page.find("#label")["value"] == typed["label"]
    assert db.session.query(GlossaryTerm).count() == 2


def test_where_a_form_has_an_owner_the_sense_is_at_hand(client):
    a_term("bank", sense="money")

    page = client.get("/desk/glossary/new").submit("Save and publish", label="bank", language="en", definition="Kept.")
    assert page.find("details[open] #sense")
    page = page.submit("Save and publish", sense="river")

    assert page.follow().text("h1") == "bank (river)"


@pytest.mark.parametrize("path", ["/desk/glossary", "/desk/glossary/ice-house"])
def test_an_empty_form_is_answered(client, path):
    a_term("ice house")

    assert client.post(path).status == 422


@pytest.mark.parametrize(
    ("see_also", "sentence"),
    [
        ("ice house", "An entry does not lead on to itself."),
        ("slipway", "“slipway” leads back to this entry"),  # straight back
        ("weir", "“weir” leads back to this entry"),  # by way of another
    ],
)
def test_what_leads_round_is_refused(client, see_also, sentence):
    a_term("ice house")
    a_term("slipway", see_also=("ice house",))
    a_term("weir", see_also=("slipway",))

    page = client.get(ADDRESS).submit("Save changes", see_also=see_also, definition="Reworded.")

    assert page.status == 422
    assert sentence in page.text("#see_also-error")
    assert page.find("details[open] #see_also").get_text() == see_also
    assert glossary.by_slug("ice-house").definition_source == "A room kept cold."


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("definition", "A room. <script>alert(1)</script>", "“<script” would run something"),
        ("definition", "[x](javascript:alert(1))", "“javascript:” would run something"),
        ("text", "Cold.\n\n<b onclick=alert(1)>Very.</b>", "“onclick=” would run something"),
    ],
)
def test_what_would_run_is_refused_at_its_field_and_what_was_typed_is_kept(client, field, typed, told):
    a_term("ice house")

    for address, act in (("/desk/glossary/new", "Save draft"), (ADDRESS, "Save changes")):
        page = client.get(address).submit(act, label="weir", **{field: typed})

        assert page.status == 422
        assert told in page.text(f"#{field}-error")
        assert page.find(f"#{field}").get_text() == typed
        assert not page.all("main script, main a[href^=javascript]")
    assert [term.label for term in db.session.query(GlossaryTerm)] == ["ice house"]


def test_a_preview_says_what_will_be_refused(client):
    page = client.get("/desk/glossary/new").submit("Preview", label="weir", definition="<script>x</script> `<b>`")

    assert page.texts(".advice a") == [
        "“<script” would run something in a reader’s browser, and is not taken in. "
        "Take it out; to write about it, put it between backquotes: `<script`"
    ]


def test_writing_about_scripts_is_no_script(client):
    client.get("/desk/glossary/new").submit("Save draft", label="XSS", definition="A `<script>` of somebody else’s.")

    assert "A <code>&lt;script&gt;</code> of" in glossary.by_slug("xss").definition_html


def test_tags_in_a_definition_are_words(client):
    client.get("/desk/glossary/new").submit("Save and publish", label="<b>ice</b> house", definition="<b>Cold</b>.")

    for address in ("/desk/glossary", "/desk/glossary/b-ice-b-house", "/glossary"):
        assert not client.get(address).all("main b")


def test_a_translation_may_be_called_by_the_longest_title_there_is(client):
    longest = a_term("x" * 200, sense="y" * 200, language="fr")
    a_term("ice house")

    page = client.get(ADDRESS).submit("Save changes", translation=longest.title)

    assert page.status == 302
    assert glossary.as_entry(glossary.by_slug("ice-house")).translation == longest.title

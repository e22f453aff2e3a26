"""Articles at the desk, with scripts off."""

from __future__ import annotations

from io import BytesIO

import pytest
from markdown_it import MarkdownIt
from PIL import Image
from sqlalchemy import update

from blog.articles import service as articles
from blog.articles import writing
from blog.articles.manuscript import Manuscript
from blog.articles.models import Article, ArticleStatus, Commenting, Continuation, Part
from blog.database import db
from blog.glossary.models import GlossaryTerm
from blog.media import service as media
from blog.media.folder import folder
from tests.factories import SOURCE, a_term, a_user, an_article, fresh

ADDRESS = "/desk/articles/the-boat-shed"


@pytest.fixture
def editor(sign_in):
    return sign_in("editor")


@pytest.fixture
def draft(editor):
    return an_article(title="The boat shed", published=False, by=editor)


def a_photo(name="shed.jpg", colour="navy"):
    stream = BytesIO()
    Image.new("RGB", (700, 400), colour).save(stream, "JPEG")
    return BytesIO(stream.getvalue()), name


def somebody_else_saves(article, **changes):
    given = Manuscript.of(article).__dict__ | changes
    writing.revise(article, Manuscript(**given), by=a_user("editor", name="Per Dahl"), seen=article.revision)


# who enters


@pytest.mark.parametrize(
    "address", ["/desk/", "/desk/articles/new", ADDRESS, ADDRESS + "/publication", "/desk/glossary"]
)
@pytest.mark.parametrize(
    ("role", "status"),
    [(None, 302), ("reader", 403), ("moderator", 403), ("editor", 200), ("admin", 200)],
)
def test_the_desk_is_for_editors(client, sign_in, role, status, address):
    an_article(title="The boat shed")
    sign_in(role)

    assert client.get(address).status == status


def test_the_bar_shows_the_rooms_that_somebody_may_enter(client, sign_in):
    sign_in("editor")

    assert client.get("/desk/").texts(".bar nav a") == ["Desk"]


def test_no_cache_between_keeps_a_page_of_the_desk(client, editor):
    assert client.get("/desk/").headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("act", ["publication", "withdrawal"])
def test_looking_changes_nothing(client, draft, act):
    client.get(f"{ADDRESS}/{act}")

    assert fresh(draft).status is ArticleStatus.DRAFT


# the list


def test_the_list_says_what_there_is(client, editor):
    an_article(title="Out at sea", by=editor)
    an_article(title="In the shed", published=False)

    page = client.get("/desk/")

    assert page.texts(".rows h2") == ["In the shed", "Out at sea"]
    assert page.texts(".rows .chip") == ["Draft", "Published"]
    assert "Maren Lund" in page.texts(".rows li")[1]
    assert "/articles/out-at-sea" in [link["href"] for link in page.all(".rows .ways a")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=WEIR", ["A night at the weir"]),
        ("?q=lezarde", ["Le mur lézardé"]),
        ("?state=draft", ["Le mur lézardé"]),
        ("?q=weir&state=draft", []),
        ("?q=%00weir%1f", ["A night at the weir"]),
        ("?state=nonsense", ["Le mur lézardé", "A night at the weir"]),
    ],
)
def test_a_search_finds_words_and_states(client, editor, query, found):
    an_article(title="A night at the weir")
    an_article(title="Le mur lézardé", language="fr", published=False)

    assert client.get("/desk/" + query).texts(".rows h2") == found


# writing


def test_a_new_interview_is_saved_as_a_draft(client, editor):
    page = client.get("/desk/articles/new").submit(
        "Save draft",
        **{
            "title": "The boat shed",
            "standfirst": "Where boats sleep.",
            "source": SOURCE,
            "people-0-name": "Ida Holm",
            "people-0-role": "boat builder",
            "people-1-name": "Per Dahl",
            "people-1-part": "interviewer",
            "topics": "boats, work , boats",
            "language": "en",
            "dated": "2026-03-04",
            "continuation": "link",
            "continuation_url": "https://example.org/all.pdf",
            "continuation_label": "The whole conversation",
        },
    )

    assert page.status == 302, page.text(".summary")
    article = articles.by_slug("the-boat-shed")
    assert article.status is ArticleStatus.DRAFT
    assert article.created_by == editor
    assert [(person.name, person.part) for person in article.people] == [
        ("Ida Holm", Part.INTERVIEWEE),
        ("Per Dahl", Part.INTERVIEWER),
    ]
    assert [topic.name for topic in article.topics] == ["boats", "work"]
    assert article.continuation is Continuation.LINK
    assert article.dated.isoformat() == "2026-03-04"
    assert article.commenting is Commenting.SITE
    assert page.follow().text("[role=status]") == "Saved."


def test_a_new_interview_goes_out_in_one_click(client, editor):
    client.get("/desk/articles/new").submit("Save and publish", title="The boat shed", source=SOURCE)

    assert articles.by_slug("the-boat-shed").is_published
    assert client.get("/articles/the-boat-shed").status == 200


def test_the_enter_key_saves_and_does_not_publish(client, editor):
    page = client.get("/desk/articles/new")

    assert page.all("#manuscript button")[0]["value"] == "save"


def test_a_saved_article_is_filled_in_again(client, editor):
    an_article(
        title="The boat shed", standfirst="Where *boats* sleep.", topics=("boats", "work"), commenting=Commenting.CLOSED
    )

    page = client.get(ADDRESS)

    assert page.find("#title")["value"] == "The boat shed"
    assert page.find("#standfirst").get_text() == "Where *boats* sleep."
    assert page.find("#source").get_text() == SOURCE
    assert page.find("#people-0-name")["value"] == "Ida Holm"
    assert page.find("#topics")["value"] == "boats, work"
    assert page.find("#commenting option[selected]")["value"] == "closed"


def test_saving_what_was_opened_changes_nothing_but_the_revision(client, draft):
    before = Manuscript.of(draft)

    client.get(ADDRESS).submit("Save draft")

    assert Manuscript.of(fresh(draft)) == before
    assert draft.revision == 2


def test_every_save_is_a_revision(client, draft):
    client.get(ADDRESS).submit("Save draft", title="The old boat shed")

    page = client.get(ADDRESS)
    assert len(page.all(".revisions li")) == 2
    assert "Maren Lund" in page.texts(".revisions li")[0]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"title": ""}, "title", "An article needs a title."),
        ({"title": "x" * 301}, "title", "300"),
        ({"dated": "yesterday"}, "dated", "Not a valid date"),
        ({"slug": "Not an address!"}, "slug", "lower-case letters"),
        ({"slug": "taken"}, "slug", "Another article has this address."),
        ({"people-0-role": "boat builder"}, "people-0-name", "Give this person a name"),
        ({"continuation": "link", "continuation_url": "javascript:1"}, "continuation_url", "https://"),
        ({"continuation_language": "French"}, "continuation_language", "like fr or en-GB"),
        ({"picture": (BytesIO(b"nothing"), "plan.tiff")}, "picture", "plan.tiff is not a JPEG"),
    ],
)
def test_what_cannot_be_saved_comes_back_with_what_was_typed(client, editor, typed, field, sentence):
    an_article(slug="taken")

    page = client.get("/desk/articles/new").submit(
        "Save draft", **{"title": "Kept", "source": "Kept *words*.", **typed}
    )

    assert page.status == 422
    assert page.find("#source").get_text() == "Kept *words*."
    assert sentence in page.text(f"#{field}-error")
    assert page.all(f'.summary a[href="#{field}"]')
    assert db.session.query(Article).count() == 1


def test_an_error_is_tied_to_its_field(client, editor):
    page = client.get("/desk/articles/new").submit("Save draft", title="")

    title = page.find("#title")
    assert title["aria-invalid"] == "true"
    assert title["aria-describedby"] == "title-error"


def test_the_address_stays_once_readers_know_it(client, editor):
    an_article(title="The boat shed")

    page = client.get(ADDRESS)

    assert not page.all("input#slug")
    assert page.submit("Save changes", slug="elsewhere").status == 422


def test_one_more_person_keeps_everything_typed(client, editor):
    page = client.get("/desk/articles/new").submit("Add a person", **{"title": "Kept", "people-1-name": "Per Dahl"})

    assert page.status == 200
    assert page.find("#title")["value"] == "Kept"
    assert page.find("#people-1-name")["value"] == "Per Dahl"
    assert len(page.all(".row")) == 4
    assert db.session.query(Article).count() == 0


def test_an_emptied_row_takes_the_person_away(client, draft):
    client.get(ADDRESS).submit("Save draft", **{"people-0-name": "", "people-0-role": ""})

    assert fresh(draft).people == []


# the preview


def test_the_preview_is_the_real_rendering_and_stores_nothing(client, editor):
    a_term("ice house", definition="A room kept *cold*.")

    page = client.get("/desk/articles/new").submit("Preview", title="The boat shed", source=SOURCE)

    assert page.status == 200
    assert page.text(".preview .title") == "The boat shed"
    assert page.find(".preview .gl button")["id"] == "gl-ice-house"
    assert str(page.find(".preview .gloss dd em")) == "<em>cold</em>"
    assert page.find("#source").get_text() == SOURCE
    assert db.session.query(Article).count() == 0


def test_the_preview_of_a_saved_article_changes_nothing(client, draft):
    page = client.get(ADDRESS).submit("Preview", title="Another title")

    assert page.text(".preview .title") == "Another title"
    assert fresh(draft).title == "The boat shed"
    assert draft.revision == 1


def test_a_script_is_given_the_preview_alone(client, editor):
    page = client.post("/desk/articles/preview?only", data={"title": "The boat shed", "source": SOURCE})

    assert "<html" not in page.response.text
    assert page.text(".title") == "The boat shed"


def test_a_preview_waits_for_nobody_who_writes(client, editor):
    a_term("ice house")

    with db.engine.begin() as elsewhere:
        elsewhere.execute(update(GlossaryTerm).values(definition_source="Half of an import"))
        page = client.post("/desk/articles/preview?only", data={"title": "The boat shed", "source": SOURCE})

    assert page.text(".title") == "The boat shed"


def test_the_preview_runs_nothing(client, editor):
    source = "## <script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)>"

    page = client.post(
        "/desk/articles/preview?only",
        data={
            "title": "<script>1</script>",
            "source": source,
            "continuation": "link",
            "continuation_url": "javascript:1",
        },
    )

    assert not page.all("script, img, [onerror]")
    assert not [link for link in page.all("a") if str(link["href"]).startswith("javascript")]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ({"source": SOURCE}, "Without a line <!--more-->"),
        ({"source": SOURCE.replace("## Who", "<!--more-->\n\n## Who")}, ""),
        ({"source": "Prose alone."}, "There is no question yet"),
        ({"source": "Prose alone.", "kind": "article"}, ""),
        ({"continuation_label": "Lire la suite"}, "“Lire la suite” alone does not say where it leads"),
        ({"continuation_label": "All eight questions"}, ""),
    ],
)
def test_the_preview_says_what_an_editor_may_want_to_look_at(client, editor, typed, hint):
    page = client.post("/desk/articles/preview?only", data={"title": "The boat shed", **typed})

    hints = page.texts(".advice li")
    assert (hint in hints[0]) if hint else not hints


def test_the_preview_reads_the_text_once(client, editor, monkeypatch):
    parsed = []
    parse = MarkdownIt.parse
    monkeypatch.setattr(MarkdownIt, "parse", lambda self, text, env: parsed.append(text) or parse(self, text, env))

    client.post("/desk/articles/preview?only", data={"title": "The boat shed", "source": SOURCE})

    assert parsed == [SOURCE]


def test_the_preview_speaks_the_language_of_the_article(client, editor):
    page = client.post("/desk/articles/preview?only", data={"title": "Le hangar", "language": "fr"})

    assert page.find(".essay")["lang"] == "fr"


@pytest.mark.parametrize(
    "forged", [{"kept_picture": "0\x00"}, {"kind": "poem"}, {"language": "tlh"}, {"people-0-part": "x"}]
)
def test_a_forged_choice_is_refused_and_shows_as_the_first(client, editor, forged):
    data = {"title": "The boat shed", "source": SOURCE, "people-0-name": "Ida", **forged}

    assert client.post("/desk/articles/preview?only", data=data).status == 200
    assert client.post("/desk/articles", data=data).status == 422


@pytest.mark.parametrize("seen", ["-1", "9" * 40, "x"])
def test_a_forged_revision_is_refused(client, draft, seen):
    assert client.get(ADDRESS).submit("Save draft", seen=seen).status in (409, 422)


# the lead picture


def test_a_picture_is_kept_even_when_the_form_is_to_be_mended(client, editor):
    page = client.get("/desk/articles/new").submit("Save draft", title="The boat shed", picture=a_photo())

    assert page.status == 422
    assert "what the picture shows" in page.text("#picture_alt-error")
    digest = page.find("#kept_picture")["value"]

    page = page.submit("Save draft", picture_alt="A shed by the water")

    assert page.status == 302
    article = articles.by_slug("the-boat-shed")
    assert article.picture.digest == digest
    assert article.picture_alt == "A shed by the water"


def test_a_previewed_picture_is_shown_and_kept(client, editor):
    page = client.get("/desk/articles/new").submit("Preview", title="The boat shed", picture=a_photo())

    digest = page.find("#kept_picture")["value"]
    assert digest in page.find(".preview img")["src"]
    assert digest in page.find(".current img")["src"]


def test_a_picture_that_waited_too_long_is_asked_for_again_and_nothing_else_is_lost(client, editor):
    page = client.get("/desk/articles/new").submit("Preview", title="The boat shed", picture=a_photo())
    for file in folder.touch(page.find("#kept_picture")["value"]):
        file.unlink()

    page = page.submit("Save draft", picture_alt="A shed by the water", standfirst="A shed.")

    assert page.status == 422
    assert "upload it again" in page.text("#picture-error")
    assert page.find("#standfirst").get_text() == "A shed."
    assert page.find("#picture_alt")["value"] == "A shed by the water"
    assert page.submit("Save draft", picture=a_photo()).status == 302
    assert articles.by_slug("the-boat-shed").picture is not None


def test_a_picture_can_be_taken_off(client, editor):
    picture = media.store(a_photo()[0].read())
    article = an_article(title="The boat shed", picture=picture.digest, picture_alt="A shed")

    client.get(ADDRESS).submit("Save changes", drop_picture="y")

    assert fresh(article).picture is None


# somebody else was quicker


def test_a_save_over_a_newer_one_shows_both_texts(client, draft):
    page = client.get(ADDRESS)
    somebody_else_saves(draft, standfirst="Theirs.")

    page = page.submit("Save draft", standfirst="Mine.", source=SOURCE + "\nMy last words.\n")

    assert page.status == 409
    assert "Per Dahl did" in page.words
    both = page.text(".both")
    assert "Theirs." in both
    assert "Mine." in both
    assert "My last words." in both
    assert page.find("#standfirst").get_text() == "Mine."
    assert fresh(draft).standfirst == "Theirs."


def test_looking_at_a_preview_does_not_make_the_conflict_go_away(client, draft):
    page = client.get(ADDRESS)
    somebody_else_saves(draft, standfirst="Theirs.")

    page = page.submit("Save draft", standfirst="Mine.").submit("Preview").submit("Save draft")

    assert page.status == 409


def test_mine_can_be_saved_over_theirs_knowingly(client, draft):
    page = client.get(ADDRESS)
    somebody_else_saves(draft, standfirst="Theirs.")

    page = page.submit("Save draft", standfirst="Mine.").submit("Save mine over theirs")

    assert page.status == 302
    assert fresh(draft).standfirst == "Mine."
    assert draft.revision == 3


def test_a_third_save_meanwhile_is_shown_again(client, draft):
    page = client.get(ADDRESS)
    somebody_else_saves(draft, standfirst="Theirs.")
    page = page.submit("Save draft", standfirst="Mine.")
    somebody_else_saves(fresh(draft), standfirst="Theirs again.")

    page = page.submit("Save mine over theirs")

    assert page.status == 409
    assert "Theirs again." in page.text(".both")


def test_theirs_can_be_taken(client, draft):
    page = client.get(ADDRESS)
    somebody_else_saves(draft, standfirst="Theirs.")

    page = page.submit("Save draft", standfirst="Mine.").click("Take theirs")

    assert page.find("#standfirst").get_text() == "Theirs."


# out, and back


def test_a_draft_goes_out_after_a_last_look(client, draft):
    page = client.get("/desk/").click("Publish…")
    assert page.text(".preview .title") == "The boat shed"

    page = page.submit("Publish")

    assert page.follow().text("[role=status]") == "Published."
    assert fresh(draft).is_published


def test_an_article_is_withdrawn_and_comes_back(client, editor):
    article = an_article(title="The boat shed")

    client.get(ADDRESS).click("Withdraw…").submit("Withdraw")
    assert fresh(article).is_withdrawn
    assert client.get("/articles/the-boat-shed").status == 410

    client.get(ADDRESS).submit("Save and publish")
    assert fresh(article).is_published


NOTHING_TO_READ = "There is no text yet: readers would find an empty page."


@pytest.mark.parametrize("source", ["", " \n", "<!--more-->"])
def test_an_interview_without_text_does_not_go_out_and_what_was_typed_stays(client, editor, source):
    page = client.get("/desk/articles/new").submit(
        "Save and publish", title="The boat shed", standfirst="A shed.", source=source
    )

    assert page.status == 422
    assert page.text("#source-error") == NOTHING_TO_READ
    assert page.find("#standfirst").get_text() == "A shed."
    assert db.session.query(Article).count() == 0


def test_an_interview_without_text_is_a_draft(client, editor):
    client.get("/desk/articles/new").submit("Save draft", title="The boat shed")

    page = client.get("/desk/").click("Publish…").submit("Publish")

    assert page.status == 422
    assert page.text("#source-error") == NOTHING_TO_READ
    assert "It is saved, but not published." in page.text(".summary")
    assert articles.by_slug("the-boat-shed").is_draft


def test_a_published_text_cannot_be_emptied(client, editor):
    article = an_article(title="The boat shed")

    page = client.get(ADDRESS).submit("Save changes", standfirst="Mine.", source="")

    assert page.status == 422
    assert page.text("#source-error") == NOTHING_TO_READ
    assert page.find("#standfirst").get_text() == "Mine."
    assert fresh(article).turns
    assert fresh(article).revision == 1


def test_what_is_published_is_not_published_twice(client, editor):
    an_article(title="The boat shed")

    assert client.post(ADDRESS + "/publication").status == 409


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("act", ["", "/publication", "/withdrawal"])
def test_what_is_not_there_is_missing(client, editor, method, act):
    assert getattr(client, method)("/desk/articles/nowhere" + act).status == 404

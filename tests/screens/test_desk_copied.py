"""A copied page, bubbles and all, becomes a draft article and draft entries (AC24)."""

from __future__ import annotations

import io

import pytest

from blog.articles import writing
from blog.articles.models import Article, ArticleStatus, Kind
from blog.database import db
from blog.glossary import service as glossary
from blog.glossary.models import GlossaryTerm, TermRevision, TermStatus
from tests.factories import a_term
from tests.routes import everything_stored

COPIED = """\
Devant le moulin de Vaussoles, Odile Fabre, meunière
Pourquoi avoir rouvert ce bief
Bief
Canal qui mène l’eau à la roue.
, après trente ans ?
La commune avait fondé une régie
Régie
Service tenu par la commune.
qui n’avait rien à faire.
Lire la suite de l’entretien
"""


@pytest.fixture(autouse=True)
def editor(sign_in):
    return sign_in("editor")


def parted(client, text=COPIED, language="fr"):
    return client.get("/desk/articles/copied").submit("Take it apart", pasted=text, language=language)


def count(model) -> int:
    return db.session.query(model).count()


def test_the_list_of_articles_leads_there(client):
    assert client.get("/desk/").click("Take in a copied page").text("h1") == "Take in a page that was copied"


def test_a_page_is_parted_and_nothing_is_stored(client):
    before = everything_stored()

    page = parted(client)

    assert page.status == 200
    assert page.find("#source").get_text() == (
        "## Pourquoi avoir rouvert ce bief, après trente ans ?\n\n"
        "La commune avait fondé une régie qui n’avait rien à faire.\n\n"
        "<!--more-->\n"
    )
    assert page.find("#picture_caption")["value"] == "Devant le moulin de Vaussoles, Odile Fabre, meunière"
    assert page.texts("legend") == ["Bief", "Régie"]
    assert page.find("#entries-1-definition").get_text() == "Service tenu par la commune."
    assert all(box.get("checked") is not None for box in page.all("[type=checkbox]"))
    assert everything_stored() == before


def test_one_button_makes_drafts_of_what_is_ticked_and_of_the_prose(client, editor):
    page = parted(client).submit(
        "Save the drafts",
        title="Le moulin rouvert",
        **{"entries-0-wanted": None, "entries-1-definition": "Service *public* de la commune."},
    )

    [article], [entry] = db.session.query(Article).all(), db.session.query(GlossaryTerm).all()
    assert page.follow().text("[role=status]") == "The article is a draft. 1 draft entry is in the glossary."
    assert (article.title, article.kind, article.status) == ("Le moulin rouvert", Kind.INTERVIEW, ArticleStatus.DRAFT)
    assert (article.language, len(article.turns), article.created_by) == ("fr", 1, editor)
    assert (entry.label, entry.status, entry.language) == ("Régie", TermStatus.DRAFT, "fr")
    assert entry.definition_source == "Service *public* de la commune."
    assert db.session.query(TermRevision).one().saved_by == editor


def test_a_file_will_do(client):
    page = client.post(
        "/desk/articles/copied", data={"language": "fr", "file": (io.BytesIO(COPIED.encode("utf-8-sig")), "page.txt")}
    )

    assert page.texts("legend") == ["Bief", "Régie"]


def test_what_has_an_entry_is_recognised_by_any_of_its_forms_and_not_ticked(client):
    a_term("service communal", "regie", language="fr", status=TermStatus.DRAFT)

    page = parted(client, COPIED.replace("Régie\n", "Régies\n").replace("une régie", "des régies"))

    assert page.texts("fieldset .hint") == ["There is an entry already: service communal"]
    assert page.find("#entries-0-wanted").get("checked") is not None
    assert page.find("#entries-1-wanted").get("checked") is None


def test_prose_without_a_question_is_an_article(client):
    parted(client, "Un moulin.\nIl tourne.\n").submit("Save the drafts", title="Le moulin")

    assert db.session.query(Article).one().kind is Kind.ARTICLE


def test_what_cannot_be_an_entry_comes_back_at_its_field_and_nothing_is_stored(client):
    a_term("Régie", language="fr")

    page = parted(client).submit("Save the drafts", **{"entries-1-wanted": "y", "entries-0-label": "…"})
    assert page.status == 422
    assert "at least one letter" in page.text("#entries-0-label-error")
    page = page.submit("Save the drafts", **{"entries-0-label": "Bief"})

    assert page.status == 422
    assert "“Régie” belongs to the entry “Régie” already." in page.text("#entries-1-label-error")
    assert (count(GlossaryTerm), count(Article)) == (1, 0)
    assert glossary.by_slug("regie").language == "fr"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"title": " "}, "title", "An article needs a title."),
        ({"title": "x" * 1_000}, "title", "longer than"),
        ({"entries-0-definition": "x" * 5_001}, "entries-0-definition", "5000"),
    ],
)
def test_what_cannot_be_saved_comes_back_with_what_was_typed(client, typed, field, sentence):
    page = parted(client).submit("Save the drafts", **typed)

    assert page.status == 422
    assert sentence in page.text(f"#{field}-error")
    assert (count(GlossaryTerm), count(Article)) == (0, 0)


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({"pasted": "\n \n"}, "pasted", "Paste the text of a page first."),
        ({"file": (io.BytesIO("é".encode("latin-1")), "x.txt")}, "file", "it is not UTF-8"),
        ({"pasted": "a\0b"}, "pasted", "it holds a NUL character"),
        ({"pasted": "x" * 1_000_001}, "pasted", "it has more than 1,000,000 bytes"),
    ],
    ids=["empty", "encoding", "NUL", "long"],
)
def test_a_page_that_cannot_be_read_is_refused(client, data, field, sentence):
    page = client.post("/desk/articles/copied", data={"language": "fr", **data})

    assert page.status == 422
    assert sentence in page.text(f"#{field}-error")


def test_what_fails_in_the_middle_stores_neither_the_article_nor_an_entry(client, monkeypatch):
    page, before = parted(client), everything_stored()

    def fail(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr(writing, "index", fail)

    assert page.submit("Save the drafts").status == 500
    assert everything_stored() == before


def test_a_script_in_a_definition_comes_back_at_its_field_and_nothing_is_stored(client):
    page = parted(client, COPIED.replace("Canal", "<script>alert(1)</script> Canal")).submit("Save the drafts")

    assert page.status == 422
    assert "“<script” would run something" in page.text("#entries-0-definition-error")
    assert page.find("#entries-0-definition").get_text().startswith("<script>alert(1)</script> Canal")
    assert (count(GlossaryTerm), count(Article)) == (0, 0)


def test_scripts_in_a_page_are_words(client):
    hostile = COPIED.replace("Régie\n", "<script>alert(1)</script> régie\n").replace(
        "une régie", "une <script>alert(1)</script> régie"
    )

    page = parted(client, hostile)
    assert not page.all("main script")
    assert not page.submit("Save the drafts", title="<b>x</b>").follow().all("main b, main script")

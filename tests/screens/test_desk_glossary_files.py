"""The glossary as a file at the desk: looked at first, then taken in."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from blog.accounts.models import Role
from blog.articles.annotating import follow_glossary
from blog.database import db, utcnow
from blog.glossary import service, waiting, writing
from blog.glossary.models import GlossaryFile, GlossaryTerm, TermRevision, TermStatus
from blog.web.desk import glossary_files
from tests.factories import a_term, a_user, all_terms, an_article, fresh
from tests.routes import enter

CSV = "term,aliases,definition,language\nSlipway,ramp,A slope.,en\nQuay,,A wall.,en\n"


@pytest.fixture(autouse=True)
def editor(sign_in):
    return sign_in("editor")


def hand_over(client, text=CSV, name="words.csv"):
    """The page that says what it would change."""
    data = text if isinstance(text, bytes) else text.encode()
    page = client.post("/desk/glossary/files", data={"file": (io.BytesIO(data), name)})
    assert page.status == 302
    return page.follow()


def count(model) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def test_the_list_leads_to_files(client):
    page = client.get("/desk/glossary").click("As a file")

    assert page.text("h1") == "The glossary as a file"


def test_a_file_is_looked_at_first_and_changes_nothing(client):
    a_term("slipway", definition="A *slope*.", see_also=())

    page = hand_over(client)

    assert page.text("h1") == "What “words.csv” would change"
    assert page.texts(".plan h2") == ["Line 2 Slipway revised", "Line 3 Quay new"]
    assert page.texts(".plan code") == ["term", "aliases", "definition"]
    assert "Now: A *slope*. File: A slope." in page.words
    assert "1 new, 1 revised, 0 unchanged." in page.words
    assert [term.label for term in all_terms()] == ["slipway"]


def test_then_it_is_taken_in_by_whom_it_was_handed_over(client, editor):
    article = an_article(source="## Where?\n\nOn the slipway.\n")

    page = hand_over(client).submit("Take it in").follow()
    follow_glossary()

    assert page.texts(".told")[0] == "2 new, 0 revised, 0 unchanged."
    assert service.by_slug("slipway").names == ("Slipway", "ramp")
    assert set(db.session.scalars(select(TermRevision.saved_by_id))) == {editor.id}
    assert [use.form for use in fresh(article).uses] == ["slipway"]
    assert count(GlossaryFile) == 0


def test_what_was_exported_changes_nothing(client):
    a_term("slipway", "=ramp", status=TermStatus.DRAFT, definition="é\nè")

    for kind in ("csv", "json"):
        answer = client.get(f"/desk/glossary/files/glossary.{kind}")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="glossary.{kind}"'
        page = hand_over(client, answer.data, f"glossary.{kind}")
        assert "0 new, 0 revised, 1 unchanged." in page.words
        assert not page.all("main form")


def test_a_spreadsheet_knows_the_accents_of_the_csv(client):
    assert client.get("/desk/glossary/files/glossary.csv").data.startswith(b"\xef\xbb\xbfterm,")


def test_rows_pasted_from_a_spreadsheet_are_understood(client):
    page = client.get("/desk/glossary/files").submit(
        "Show what it would change", pasted="term\taliases\tdefinition\tlanguage\r\nQuay\t\tA wall.\ten\r\n"
    )

    assert page.follow().texts(".plan h2") == ["Line 2 Quay new"]


def test_what_changed_meanwhile_is_shown_before_anything_is_taken_in(client):
    term = a_term("slipway", definition="Old.")
    page = hand_over(client)
    writing.revise(term, replace(service.as_entry(term), definition="Newer."), seen=1)

    again = page.submit("Take it in")

    assert again.status == 409
    assert "The glossary has changed since you looked at this." in again.text("[role=alert]")
    assert "Now: Newer. File: A slope." in again.words
    assert fresh(term).definition_source == "Newer."
    assert again.submit("Take it in").status == 302
    assert fresh(term).definition_source == "A slope."


def test_what_changed_meanwhile_and_makes_no_difference_is_no_obstacle(client):
    page = hand_over(client)
    a_term("bollard")

    assert page.submit("Take it in").status == 302
    assert count(GlossaryTerm) == 3


def test_all_faults_are_shown_with_their_lines_and_nothing_can_be_taken_in(client):
    page = hand_over(client, CSV + "Quay,,Again.,en\n,,,en\n<b>,,,de\n")

    assert page.texts(".summary li") == [
        "Line 4: “Quay” stands on line 3 already",
        "Line 5: there is no term on it",
        "Line 6: The language must be one of: fr, en.",
    ]
    assert page.text("main > .sum") == "2 new, 0 revised, 0 unchanged, 3 refused."
    assert not page.all("main form")
    assert client.post("/desk/glossary/files/plan", data={"seen": ""}).status == 409
    assert count(GlossaryTerm) == 0


def test_a_fault_that_was_mended_elsewhere_is_gone_when_the_page_is_asked_again(client):
    hand_over(client, CSV.replace("language\n", "language,see_also\n").replace(",en\n", ",en,bollard\n"))
    a_term("bollard")

    page = client.get("/desk/glossary/files/plan")

    assert not page.all(".summary")
    assert "2 new" in page.words


@pytest.mark.parametrize("data", [{}, {"pasted": " "}, {"file": (io.BytesIO(b""), "")}])
def test_nothing_handed_over_is_said(client, data):
    page = client.post("/desk/glossary/files", data=data)

    assert (page.status, page.text("#file-error")) == (422, "Choose a file first.")


def test_a_file_that_is_too_large_is_not_kept(client, monkeypatch):
    monkeypatch.setattr(waiting, "LARGEST", len(CSV) - 1)

    page = client.post("/desk/glossary/files", data={"file": (io.BytesIO(CSV.encode()), "big.csv")})

    assert (page.status, page.text("#file-error")) == (422, "A file has at most 0 MB.")
    assert count(GlossaryFile) == 0


def test_a_file_waits_for_its_editor_alone_and_for_a_day(app, client):
    hand_over(client)
    other = enter(app, a_user(Role.EDITOR))

    assert other.get("/desk/glossary/files/plan").status == 302
    assert "has not been taken in yet" not in other.get("/desk/glossary/files").words
    assert client.get("/desk/glossary/files").click("“words.csv” has not been taken in yet").texts(".plan h2")

    db.session.execute(update(GlossaryFile).values(handed_over_at=utcnow() - timedelta(days=1, minutes=1)))
    db.session.commit()
    hand_over(other)
    assert count(GlossaryFile) == 1


def test_what_was_taken_in_in_another_window_is_not_taken_in_twice(client):
    page = hand_over(client)
    page.submit("Take it in").follow()

    assert "Nothing waits to be taken in any more." in page.submit("Take it in").follow().words


def test_of_very_many_changes_some_are_shown_and_the_rest_is_counted(client, monkeypatch):
    monkeypatch.setattr(glossary_files, "MOST_SHOWN", 1)

    page = hand_over(client)

    assert len(page.all(".plan > li")) == 1
    assert "And 1 more" in page.words


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("{", "Ligne 1 : ce n’est pas du JSON : voir le caractère 2"),
        ("[", "Ligne 1 : ce n’est pas du JSON : il manque ici « { »"),
        (CSV + 'x,,"y,en\n', "Ligne 4 : ce n’est pas du CSV : un guillemet est ouvert et jamais refermé"),
        (CSV + f"x,,{'y' * 140_000},en\n", "Ligne 4 : une cellule a plus de 131 072 caractères"),
    ],
    ids=["JSON", "bracket", "CSV", "cell"],
)
def test_what_is_wrong_is_said_in_the_language_of_the_editor(client, file, told):
    data = {"file": (io.BytesIO(file.encode()), "words.csv")}
    client.post("/desk/glossary/files", data=data)

    page = client.get("/desk/glossary/files/plan", headers={"Accept-Language": "fr"})

    assert page.text(".summary li").replace("\u202f", " ") == told


def test_a_script_in_a_file_is_a_fault_with_its_line(client):
    page = hand_over(client, CSV + 'XSS,,"Reads `<script>`.",en\nRamp,,<script>alert(1)</script>,en\n')

    [fault] = page.texts(".summary li")
    assert fault.startswith("Line 5: “<script” would run something")
    assert not page.all("main form, main script")


def test_words_of_a_file_are_words(client):
    hostile = "<script>alert(1)</script>"

    page = hand_over(client, CSV + f'"{hostile} x","{hostile}",`{hostile}`,en\n', name=f"{hostile}.csv")

    assert hostile in page.words
    assert not page.all("main script")
    assert not hand_over(client, f"term,aliases,definition,language,{hostile}\n").all("main script")

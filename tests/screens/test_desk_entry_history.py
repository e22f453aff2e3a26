"""Two editors of an entry at once, and its versions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blog.database import db
from blog.glossary import service as glossary
from blog.glossary import writing
from blog.glossary.models import GlossaryChange, TermStatus
from tests.factories import a_term, a_user, fresh

ADDRESS = "/desk/glossary/ice-house"
HISTORY = ADDRESS + "/history"


@pytest.fixture(autouse=True)
def editor(sign_in):
    return sign_in(a_user("editor", name="Ada Berg"))


@pytest.fixture
def term():
    return a_term("ice house", by=a_user("editor", name="Per Dahl"))


def save(term, **changes):
    writing.revise(
        term, replace(glossary.as_entry(term), **changes), by=a_user("editor", name="Per Dahl"), seen=term.revision
    )


# two at once


def test_who_saves_later_sees_both_texts_field_by_field(client, term):
    page = client.get(ADDRESS)
    save(term, definition="Theirs.", aliases=("ice cellar",))

    page = page.submit("Save changes", definition="Mine.", licence="CC0")

    assert page.status == 409
    assert page.text("#both-h") == "Somebody saved this entry after you opened it"
    assert page.text(".both").startswith("Somebody saved this entry after you opened it Per Dahl did")
    assert page.texts(".both h3") == ["Other names", "Found in texts as", "Definition", "Licence"]
    assert page.texts(".versus[aria-label=Definition] .changed p") == ["Saved: Theirs.", "Yours: Mine."]
    assert page.find("#definition").get_text() == "Mine."
    assert fresh(term).definition_source == "Theirs."


def test_mine_is_saved_over_theirs_with_what_the_button_meant(client, term):
    page = client.get(ADDRESS)
    save(term, definition="Theirs.")

    page = page.submit("Back to draft", definition="Mine.")
    assert "State" in page.texts(".both h3")
    page = page.submit("Save mine over theirs")

    assert page.status == 302
    assert (fresh(term).definition_source, term.status, term.revision) == ("Mine.", TermStatus.DRAFT, 3)


def test_theirs_is_taken(client, term):
    page = client.get(ADDRESS)
    save(term, definition="Theirs.")

    page = page.submit("Save changes", definition="Mine.").click("Take theirs, drop mine")

    assert page.find("#definition").get_text() == "Theirs."
    assert fresh(term).revision == 2


def test_over_is_for_the_text_that_was_shown_and_no_later_one(client, term):
    page = client.get(ADDRESS)
    save(term, definition="Theirs.")
    page = page.submit("Save changes", definition="Mine.")
    save(fresh(term), definition="Later still.")

    page = page.submit("Save mine over theirs")

    assert page.status == 409
    assert "Later still." in page.text(".both")


# versions


def test_every_save_is_a_version_with_its_time_and_name(client, term):
    save(term, definition="Colder.")

    page = client.get(ADDRESS).click("History")

    assert [line.split()[:2] for line in page.texts(".versions li")] == [["Version", "2"], ["Version", "1"]]
    assert "Per Dahl" in page.texts(".versions li")[0]
    assert page.texts(".versions .chip") == ["today’s"]


def test_a_long_history_has_further_pages(client, term, monkeypatch):
    monkeypatch.setattr(glossary, "MOST_REVISIONS", 2)
    for number in range(3):
        save(fresh(term), definition=f"Version {number}.")

    page = client.get(HISTORY)
    assert page.texts(".versions a") == ["Version 4", "Version 3"]
    page = page.click("Older versions")

    assert page.texts(".versions a") == ["Version 2", "Version 1"]


def test_a_version_says_what_it_changed_and_what_has_changed_since(client, term):
    save(term, definition="Colder.")
    save(fresh(term), aliases=("ice cellar",))

    page = client.get(HISTORY + "/2")
    assert page.texts(".changed p") == ["Before: A room kept cold.", "Version 2: Colder."]

    page = page.click("What has changed since")
    assert page.texts("h3") == ["Other names", "Found in texts as"]
    assert page.texts(".versus[aria-label='Other names'] .changed p") == ["Version 2:", "Today: ice cellar"]


def test_the_first_version_came_out_of_nothing(client, term):
    page = client.get(HISTORY + "/1")

    assert page.texts("h3") == ["Term", "Found in texts as", "Definition"]
    assert not [button for button in page.texts("button") if button.startswith("Restore")]


def test_a_restored_version_is_a_new_one_and_the_state_stays(client, term, editor):
    save(term, definition="Colder.", aliases=("ice cellar",), status=TermStatus.DRAFT)
    db.session.query(GlossaryChange).delete()
    db.session.commit()

    page = client.get(HISTORY + "/1").submit("Restore this version")

    assert page.follow().text("[role=status]").startswith("Version 1 is restored.")
    term = fresh(term)
    assert (term.definition_source, term.names, term.revision) == ("A room kept cold.", ("ice house",), 3)
    assert term.status is TermStatus.DRAFT
    assert glossary.revision(term, 3).saved_by == editor
    assert db.session.query(GlossaryChange).count() == 0


def test_a_version_whose_forms_are_another_entry_s_by_now_is_refused_whole(client, term):
    save(term, label="cold store", definition="Renamed.")
    a_term("ice house")

    page = client.get(HISTORY + "/1").submit("Restore this version")

    assert page.status == 422
    assert "“ice house” belongs to the entry “ice house” already" in page.text(".summary")
    assert (fresh(term).label, term.definition_source, term.revision) == ("cold store", "Renamed.", 2)
    assert [form.text for form in term.forms] == ["cold store", "cold stores"]

    page = page.click("Take this version into the form")
    assert page.find("#label")["value"] == "ice house"
    assert page.submit("Save changes", label="ice store").status == 302
    assert fresh(term).definition_source == "A room kept cold."


def test_who_restores_what_has_changed_meanwhile_is_told_first(client, term):
    save(term, definition="Colder.")
    page = client.get(HISTORY + "/1")
    save(fresh(term), definition="Colder still.")

    page = page.submit("Restore this version")

    assert page.status == 409
    assert "Somebody saved this entry after you opened it." in page.text(".summary")
    assert "Today: Colder still." in page.texts(".changed p")
    assert page.submit("Restore this version").status == 302
    assert fresh(term).definition_source == "A room kept cold."


@pytest.mark.parametrize("path", ["/9", "/0", "/x", "/9999999999"])
def test_there_is_no_such_version(client, term, path):
    assert client.get(HISTORY + path).status == 404


def test_looking_at_a_version_restores_nothing(client, term):
    save(term, definition="Colder.")

    assert client.get(HISTORY + "/1/restoration").status == 405
    assert fresh(term).revision == 2

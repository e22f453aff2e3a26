"""What was typed comes back when it could not be taken."""

from __future__ import annotations

from blog.articles import service as articles
from blog.glossary import writing as glossary
from tests.factories import SOURCE, a_term, a_user, an_article

HERE = {"Origin": "http://localhost"}
CHOSEN = {"language": "en", "kind": "interview", "continuation": "here"}
TYPED = {"title": "The boat shed", "standfirst": "Words, and more words.", "source": SOURCE, **CHOSEN}


def test_a_session_that_ended_while_somebody_wrote_loses_nothing(client, sign_in):
    editor = a_user("editor")

    page = client.post("/desk/articles", data=TYPED, headers=HERE, with_token=False)

    assert page.status == 401
    assert SOURCE.strip() in page.find("textarea[name=source]").get_text()
    assert page.all('a[href="/account/sign-in"][target=_blank]')

    sign_in(editor)
    page = page.submit("Send again")

    assert page.status == 302
    assert articles.by_slug("the-boat-shed").source == SOURCE


def test_a_page_of_an_earlier_session_loses_nothing(client, sign_in):
    sign_in("editor")

    page = client.post("/desk/articles", data=TYPED, headers=HERE, with_token=False)

    assert page.status == 400
    assert page.submit("Send again").status == 302


def test_what_another_site_sends_is_never_offered_to_be_sent_again(client, sign_in):
    sign_in("editor")

    for headers in ({"Origin": "https://elsewhere.example"}, {}):
        page = client.post("/desk/articles", data=TYPED, headers=headers, with_token=False)

        assert page.status == 400
        assert not [button for button in page.texts("button") if button == "Send again"]


def test_a_password_is_never_repeated(client):
    page = client.post("/account/sign-in", data={"email": "a@example.org", "password": "harbour"}, with_token=False)

    assert page.status == 400
    assert "harbour" not in page.response.text


def test_an_address_that_went_away_under_a_writer_loses_nothing(client, sign_in):
    sign_in("editor")
    an_article(slug="here", published=False)

    page = client.post("/desk/articles/gone", data=TYPED, headers=HERE)

    assert page.status == 404
    assert SOURCE.strip() in page.find("textarea[name=source]").get_text()


def test_an_entry_that_somebody_removed_meanwhile_can_be_sent_on(client, sign_in):
    sign_in("editor")
    term = a_term("ice house", "cold store", dropped_forms=("cold stores",))
    page = client.get("/desk/glossary/ice-house")
    glossary.remove(term)

    page = page.submit("Save changes", text="A long story.")

    assert page.status == 404
    assert page.find("textarea[name=text]").get_text() == "A long story."
    assert page.text("label[for=" + page.find("textarea[name=text]")["id"] + "]") == "Long text"
    assert [field["type"] for field in page.all("[name=shown], [name=kept]")] == ["hidden"] * 5

"""Sentences of the interface on a page."""

import pytest
from flask import render_template_string
from flask_babel import lazy_gettext

from blog.errors import Invalid
from blog.web.forms import Form
from tests.factories import an_article

FRENCH = {"Accept-Language": "fr,en;q=0.5"}


def test_what_is_sent_is_refused_in_the_visitors_language(client):
    an_article(slug="quay")
    typed = {"text": "Some words.", "name": "Ada"}

    for _each in range(10):
        client.post("/articles/quay/comments/preview", data=typed, headers=FRENCH, with_token=False)
    page = client.post("/articles/quay/comments/preview", data=typed, headers=FRENCH, with_token=False)

    assert page.status == 429
    assert page.text("h1") == "Un peu moins vite, s’il vous plaît"
    assert page.text("#typed") == "Some words."


@pytest.mark.parametrize("path", ["/addresses/made-up", f"/invitations/{'x' * 43}", "/comments/"])
def test_a_page_for_one_person_that_shows_no_article_speaks_the_visitors_language(client, path):
    assert client.get(path, headers=FRENCH).find("html")["lang"] == "fr"
    assert client.get(path).find("html")["lang"] == "en"


def test_what_was_sent_from_a_device_is_listed_in_the_language_of_the_newest(client):
    an_article(slug="quai", language="fr")
    page = client.get("/articles/quai").submit("Aperçu", text="Des mots.", name="Ada")
    page.submit("Envoyer")

    assert client.get("/comments/").text("h1") == "Vos commentaires"


def test_a_lazy_sentence_is_escaped_like_any_other(app):
    with app.test_request_context("/"):
        sentence = lazy_gettext("“%(name)s” alone does not say where it leads.", name="<img src=x onerror=alert(1)>")

        assert "<img" not in render_template_string("{{ sentence }} {{ sentence|upper }}", sentence=sentence)


def test_a_refusal_at_a_field_is_escaped_too(app):
    with app.test_request_context("/"):
        form = Form(meta={"csrf": False})
        with form.refusals():
            raise Invalid(lazy_gettext("%(name)s has no such field.", name="<b>"), "nowhere")

        assert "<b>" not in render_template_string("{{ form.form_errors[0] }}", form=form)

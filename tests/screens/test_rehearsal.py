"""Before the server forks its processes it shows pages to nobody."""

from __future__ import annotations

from flask import template_rendered
from flask_babel import force_locale, get_locale

from blog.cli.rehearsal import rehearse
from blog.sqlite import only_reads
from blog.web.language import current_language
from tests.factories import an_article


def test_the_front_page_and_the_newest_article_are_rehearsed_each_in_its_language(app):
    an_article(language="fr")
    shown = []

    def note(_app, template, **_context):
        shown.append((template.name, current_language(), get_locale().language))

    with force_locale("de"), template_rendered.connected_to(note, app):  # a command speaks one, too
        rehearse(app)

    assert shown == [("reading/home.html", "en", "en"), ("reading/article.html", "fr", "fr")]


def test_a_page_that_fails_keeps_no_server_from_starting(app, monkeypatch):
    monkeypatch.setitem(app.view_functions, "reading.home", lambda: 1 / 0)

    rehearse(app)


def test_the_server_may_write_as_before(app):
    rehearse(app)

    assert not only_reads.get()

"""Sentences of the interface on a page."""

from flask import render_template_string
from flask_babel import lazy_gettext

from blog.errors import Invalid
from blog.web.forms import Form


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

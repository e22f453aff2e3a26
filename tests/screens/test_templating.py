"""What all templates know is kept once."""

from __future__ import annotations


def test_templates_share_what_all_of_them_know(app):
    one, other = (app.jinja_env.get_template(name) for name in ("base.html", "error.html"))

    assert one.globals is other.globals is app.jinja_env.globals


def test_what_one_template_knows_besides_is_its_own(app):
    own = app.jinja_env.from_string("{{ mine }} {{ config.SITE_LANGUAGE }}", globals={"mine": "ours"})

    assert own.render() == "ours en"
    assert "mine" not in app.jinja_env.globals

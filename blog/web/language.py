"""The language a page speaks: its own when it has one, else the visitor's at a desk or when something is sent, else the
site's."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from babel import Locale
from flask import Flask, current_app, g, request
from flask_babel import Babel, LazyString, get_locale, get_translations, refresh
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

LANGUAGES = ("fr", "en")
LOCALES = {"fr": "fr_FR"}  # the name under which Flask-Security keeps its French; ours and WTForms' are found too
WORKING_DOORS = ("desk", "moderation", "account", "security")

babel = Babel()


def init_app(app: Flask) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", app.config["SITE_LANGUAGE"])
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", app.config["SITE_TIMEZONE"])
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", "translations")
    babel.init_app(app, locale_selector=_locale)
    app.context_processor(lambda: {"language": current_language()})
    app.jinja_env.finalize = _said
    app.jinja_env.globals.update(_=sentence, gettext=sentence)


def speak(language: str) -> None:
    """From here on the page speaks the language of what it shows."""
    g.language = language
    refresh()


@pass_eval_context
def sentence(context: EvalContext, words: str, /, **variables: Any) -> str:
    """What templates call `_`. As Jinja's own, but it does not look for the catalogue each time: a page with many
    comments says two thousand sentences."""
    said = _translated(get_locale(), words, is_html=context.autoescape, is_bare=not variables)
    return said % variables if variables else said  # in HTML, what is put into it is escaped


@lru_cache(maxsize=4_096)
def _translated(_locale: Locale | None, words: str, *, is_html: bool, is_bare: bool) -> str:
    """`_locale` is the one that Flask-Babel knows of itself. Bare is a sentence into which nothing is put."""
    said = str(get_translations().ugettext(words))
    said = Markup(said) if is_html else said  # noqa: S704 (our own words)
    return said % {} if is_bare else said


def _said(value: Any) -> Any:
    """A lazy sentence as a plain one: Flask-Babel's own calls itself safe HTML, whatever words were put into it."""
    return str(value) if isinstance(value, LazyString) else value


def _locale() -> str:
    language = current_language()
    return LOCALES.get(language, language)


def current_language() -> str:
    """In which the page speaks."""
    if "language" in g:
        return str(g.language)
    if request and (request.blueprint in WORKING_DOORS or request.method == "POST"):
        return visitors_language()
    return str(current_app.config["SITE_LANGUAGE"])


def visitors_language() -> str:
    """As their browser asks; for what is answered to one person and kept nowhere."""
    site = str(current_app.config["SITE_LANGUAGE"])
    return request.accept_languages.best_match(LANGUAGES, default=site) or site

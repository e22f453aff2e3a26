"""The French catalogue: whole, in step with the sentences it translates, and set as French is."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "blog/translations/fr/LC_MESSAGES/messages.po"
SAYING = ("_", "gettext", "ngettext", "lazy_gettext")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
BADLY_SET = re.compile(
    r"""
      [ \u00a0][;:!?»]       # a wide space before a high mark
    | [^\W\d_)»][;!?]        # none at all
    | «[^\u202f] | [^\u202f]»
    | '                      # a straight apostrophe
    | \.\.\.
    """,
    re.VERBOSE,
)


@pytest.fixture(scope="module")
def french() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What `make translations` would find in code and templates today."""
    template = tmp_path_factory.mktemp("collected") / "messages.pot"
    command = f"--quiet extract --mapping-file {ROOT}/pyproject.toml --keywords lazy_gettext --output-file {template}"
    CommandLineInterface().run(["pybabel", *command.split(), str(ROOT)])
    with template.open("rb") as file:
        return read_po(file)


def test_the_catalogue_has_the_sentences_of_code_and_templates_and_no_others(french, collected):
    here, there = set(map(_key, _sentences(french))), set(map(_key, _sentences(collected)))

    assert here - there == set(), "nobody says this any more: make translations"
    assert there - here == set(), "not in the catalogue yet: make translations"
    assert not french.obsolete


def test_no_sentence_hides_in_an_f_string():
    """Where the collector does not see it."""
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "blog").rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text()))
        if isinstance(string, ast.JoinedStr)
        for node in ast.walk(string)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING
    ]

    assert hidden == []


def test_sentences_are_said_by_names_that_the_collector_knows():
    unknown = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "blog").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "flask_babel"
        for name in node.names
        if name.name.endswith("gettext") and (name.asname or name.name) not in SAYING
    ]

    assert unknown == []


def test_every_sentence_is_translated(french):
    unfinished = [message.id for message in _sentences(french) if not all(_strings(message)) or message.fuzzy]

    assert unfinished == []


def test_placeholders_are_kept(french):
    for message in _sentences(french):
        ids = message.id if message.pluralizable else (message.id,)
        for english, translated in zip(ids, _strings(message), strict=True):
            assert set(PLACEHOLDER.findall(translated)) == set(PLACEHOLDER.findall(english)), english


def test_sentences_are_set_as_french_is(french):
    badly_set = [each for message in _sentences(french) for each in _strings(message) if BADLY_SET.search(each)]

    assert badly_set == []


@pytest.mark.parametrize(
    "bad",
    ["Est-ce vous ?", "Est-ce vous?", "Motif : aucun", "« Oui »", "l'article", "Attendez..."],
)
def test_bad_setting_is_caught(bad):
    assert BADLY_SET.search(bad)


@pytest.mark.parametrize(("number", "words"), [(0, "0 commentaire"), (1, "1 commentaire"), (2, "2 commentaires")])
def test_the_catalogue_compiles_and_knows_french_plurals(french, tmp_path, number, words):
    compiled = tmp_path / "messages.mo"
    with compiled.open("wb") as file:
        write_mo(file, french)
    with compiled.open("rb") as file:
        sentences = gettext.GNUTranslations(file)

    said = sentences.ngettext("%(all)s comment", "%(all)s comments", number) % {"all": number}

    assert " ".join(said.split()) == words


def test_flask_security_speaks_french_too(app):
    with app.test_request_context("/account/sign-in", headers={"Accept-Language": "fr"}):
        said = app.extensions["security"].i18n_domain.gettext("Password does not match")

    assert said == "Le mot de passe ne correspond pas"


def _sentences(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id[0] if message.pluralizable else message.id


def _strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if message.pluralizable else (message.string,)

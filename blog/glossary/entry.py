"""An entry: all that an editor types for a term, as one value. The desk's form, a row of a file and a revision are
three spellings of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup

from blog.errors import Invalid
from blog.glossary.models import GlossaryTerm, TermStatus, titled
from blog.text.active import active_content
from blog.text.characters import has_letters, one_line, tidy
from blog.text.folding import fold
from blog.text.forms import Form, forms_for
from blog.text.markdown import render_definition, render_entry

LANGUAGES = ("fr", "en")
MOST_NAMES = 1_000
#: What nobody writes in a word: pieces of a regular expression.
PATTERN = re.compile(r"\.[*+]|\[[^\]]+\][*+?]|\)[*+?]|\(\?|\\[bdswBDSW]\b|^\^|\w\$$")
LISTS = ("aliases", "topics", "added_forms", "dropped_forms", "see_also")
MARKDOWN = ("definition", "text")
LINES = ("label", "sense", "licence", "origin", "translation")
#: Fields that a term's columns hold under the same name.
PLAIN_FIELDS = ("label", "language", "status", "sense", "origin", "licence", "inflects", "is_exact", "spares_names")
LISTED_FIELDS = ("topics", "added_forms", "dropped_forms")
LONGEST = {
    "label": GlossaryTerm.LONGEST_NAME,
    "sense": GlossaryTerm.LONGEST_NAME,
    "licence": GlossaryTerm.LONGEST_NAME,
    "origin": GlossaryTerm.LONGEST_ORIGIN,
    "translation": GlossaryTerm.LONGEST_TITLE,
    "text": GlossaryTerm.LONGEST_TEXT,
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    label: str
    language: str
    aliases: tuple[str, ...] = ()
    definition: str = ""  # Markdown, short: the card
    text: str = ""  # Markdown, long: its page
    status: TermStatus = TermStatus.PUBLISHED
    sense: str = ""
    topics: tuple[str, ...] = ()
    origin: str = ""
    licence: str = ""
    translation: str = ""  # the title or address of an entry in another language
    see_also: tuple[str, ...] = ()  # titles or addresses of other entries
    inflects: bool = True
    is_exact: bool = False
    spares_names: bool = False
    added_forms: tuple[str, ...] = ()
    dropped_forms: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.label, *self.aliases)

    @property
    def title(self) -> str:
        """As `GlossaryTerm.title`."""
        return titled(self.label, self.sense)

    @property
    def key(self) -> tuple[str, str, str]:
        """Language, folded label and sense: there is one entry of each."""
        return self.language, fold(self.label), fold(self.sense)

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        return forms_for(
            self.label,
            self.aliases,
            self.language,
            inflects=self.inflects,
            is_exact=self.is_exact,
            added=self.added_forms,
            dropped=self.dropped_forms,
        )

    def field_of(self, form: str) -> str:
        """Where the form was typed, or the name that it is made from."""
        if form in self.added_forms:
            return "added_forms"
        of_label = forms_for(self.label, (), self.language)
        return "label" if form in [each.text for each in of_label] else "aliases"

    def as_json(self) -> dict[str, Any]:
        """For a revision row; `from_json` reads it back."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**plain, "status": self.status.value, **{name: list(plain[name]) for name in LISTS}}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Entry:
        return cls(**{**row, "status": TermStatus(row["status"]), **{name: tuple(row[name]) for name in LISTS}})

    def tidied(self) -> Entry:
        """Runs of spaces become one; what is empty or repeated in a list goes; `|` stands between the members of a list
        wherever it is typed."""
        lists: dict[str, Any] = {name: _members(getattr(self, name)) for name in LISTS}
        lines: dict[str, Any] = {name: one_line(getattr(self, name)) for name in LINES}
        texts: dict[str, Any] = {"definition": tidy(self.definition).strip(), "text": tidy(self.text).strip()}
        return replace(self, **lists, **lines, **texts)

    def ruled(self) -> Entry:
        """Tidied. Raises Invalid, with the field, when it breaks a rule that needs no other entry to be known."""
        entry = self.tidied()
        if entry.language not in LANGUAGES:
            raise Invalid(_("The language must be one of: %(codes)s.", codes=", ".join(LANGUAGES)), "language")
        for field, names in (("label", (entry.label,)), ("aliases", entry.aliases), ("added_forms", entry.added_forms)):
            _check_names(names, field)
        for field, most in LONGEST.items():
            if len(getattr(entry, field)) > most:
                raise Invalid(_("At most %(most)s characters.", most=most), field)
        if any("," in topic for topic in entry.topics):
            raise Invalid(_("A topic has no comma in it."), "topics")
        for field in ("aliases", "added_forms", "dropped_forms"):
            if len(getattr(entry, field)) > MOST_NAMES:
                raise Invalid(_("At most %(most)s names or forms.", most=MOST_NAMES), field)
        for field in ("topics", "see_also", "dropped_forms"):
            if any(len(member) > GlossaryTerm.LONGEST_TITLE for member in getattr(entry, field)):
                raise Invalid(_("At most %(most)s characters.", most=GlossaryTerm.LONGEST_TITLE), field)
        if len(entry.definition) > GlossaryTerm.LONGEST_DEFINITION:
            most = GlossaryTerm.LONGEST_DEFINITION
            raise Invalid(_("A definition has at most %(most)s characters.", most=most), "definition")
        for field in MARKDOWN:
            if sentence := what_would_run(getattr(entry, field)):
                raise Invalid(sentence, field)
        return entry

    def checked(self) -> Checked:
        """Raises what `ruled` does."""
        return self.ruled().rendered()

    def rendered(self) -> Checked:
        """Of an entry that has been ruled."""
        return Checked(
            entry=self,
            forms=self.forms,
            definition_html=render_definition(self.definition, self.language),
            text_html=render_entry(self.text, self.language) if self.text else Markup(),
        )


@dataclass(frozen=True, kw_only=True)
class Checked:
    """An entry with all that takes a while to make, so that no transaction is held meanwhile."""

    entry: Entry
    forms: tuple[Form, ...]
    definition_html: Markup
    text_html: Markup


def what_would_run(source: str) -> object:
    """The sentence that refuses a script and its like in a definition or a long text; nothing when there is none."""
    if found := active_content(source):
        return _(
            "“%(found)s” would run something in a reader’s browser, and is not taken in. Take it out; "
            "to write about it, put it between backquotes: `%(found)s`",
            found=found,
        )
    return ""


def _check_names(names: Iterable[str], field: str) -> None:
    for name in names:
        if PATTERN.search(name):
            sentence = _(
                "“%(name)s” looks like a pattern. Type the words themselves: plurals are found by rule.", name=name
            )
            raise Invalid(sentence, field)
        if not has_letters(name):
            raise Invalid(_("A name needs at least one letter or digit."), field)
        if len(name) > GlossaryTerm.LONGEST_NAME:
            raise Invalid(_("A name has at most %(most)s characters.", most=GlossaryTerm.LONGEST_NAME), field)


def _members(typed: Iterable[str]) -> tuple[str, ...]:
    members = (one_line(member) for text in typed for member in text.split("|"))
    return tuple(dict.fromkeys(filter(None, members)))

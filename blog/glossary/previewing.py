"""An entry as it would be, before it is saved: what it would be found by, how it reads, and what an editor may want to
look at. Stores nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import NamedTuple

from flask_babel import gettext as _
from markupsafe import Markup

from blog.glossary.entry import Entry, what_would_run
from blog.glossary.models import GlossaryTerm
from blog.text.forms import Origin, offered_forms
from blog.text.lexicon import first_word
from blog.text.markdown import render_definition, render_entry

_CODE = re.compile(r"<code>.*?</code>", re.DOTALL)
_TAG = re.compile(r"&lt;/?[a-z][^<>&\s]*(&gt;)?", re.IGNORECASE)


class Chip(NamedTuple):
    """A form that an editor says yes or no to. The label has no such choice."""

    text: str
    origin: Origin | None  # None: it is offered, and not yet said yes to
    is_ticked: bool

    @property
    def is_fixed(self) -> bool:
        return self.origin is Origin.LABEL

    @property
    def is_by_hand(self) -> bool:
        return self.origin in (Origin.ADDED, None)

    @property
    def can_be_found(self) -> bool:
        """Words are looked up by their first one: what begins with a sign is never met."""
        return bool(first_word(self.text))


class Hint(NamedTuple):
    """At a field; nothing that would keep an entry from being saved."""

    sentence: str
    field: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    entry: Entry
    chips: Sequence[Chip]
    definition_html: Markup
    text_html: Markup
    advice: Sequence[Hint]


def preview(entry: Entry) -> Preview:
    """What is unfinished or too long shows as far as it goes."""
    entry = entry.tidied()
    definition_html = render_definition(entry.definition[: GlossaryTerm.LONGEST_DEFINITION], entry.language)
    text_html = render_entry(entry.text[: GlossaryTerm.LONGEST_TEXT], entry.language)
    found_by = chips(entry)
    about = [
        *_about_forms(found_by),
        *_about("definition", entry.definition, definition_html),
        *_about("text", entry.text, text_html),
    ]
    return Preview(entry=entry, chips=found_by, definition_html=definition_html, text_html=text_html, advice=about)


def chips(entry: Entry) -> list[Chip]:
    """All that a tidied entry could be found by: the label, what the rules make, what was added, what is offered."""
    possible = [form for form in replace(entry, dropped_forms=()).forms if form.text]
    known = {form.text for form in possible}
    ticked = known - {*entry.dropped_forms} | {entry.label}
    found = [Chip(form.text, form.origin, form.text in ticked) for form in possible]
    offered = [Chip(text, None, False) for text in offered_forms(entry.names) if text not in known]
    return sorted(found, key=lambda chip: chip.is_by_hand) + offered


def _about_forms(found_by: Sequence[Chip]) -> Iterator[Hint]:
    for chip in found_by:
        if chip.is_ticked and chip.origin is not Origin.RULE and not chip.can_be_found:
            yield Hint(
                _("“%(form)s” begins with a sign: texts are not searched for it.", form=chip.text), "added_forms"
            )


def _about(field: str, source: str, rendered: Markup) -> Iterator[Hint]:
    """Tags are safe, and hardly what the editor meant; what would run will be refused."""
    if sentence := what_would_run(source):
        yield Hint(str(sentence), field)
    elif tag := _TAG.search(_CODE.sub("", rendered)):
        sentence = _("HTML is not used here: readers will see “%(tag)s” as it is typed.", tag=unescape(tag[0]))
        yield Hint(sentence, field)

"""The form of an entry of the glossary: what is typed becomes an Entry, and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from blog.glossary.entry import Entry
from blog.glossary.models import GlossaryTerm, TermStatus
from blog.glossary.previewing import chips
from blog.web.desk.comparison import Difference, differences
from blog.web.desk.forms import REVISION
from blog.web.desk.spelling import LANGUAGES, chosen
from blog.web.forms import Form, plain_breaks

LINES = ("label", "definition", "text", "origin", "licence", "sense", "translation")
SWITCHES = ("inflects", "is_exact", "spares_names")
LONGEST_LIST = 5_000  # characters
MOST_CHIPS = 1_000
STATES = {TermStatus.DRAFT: _("Draft"), TermStatus.PUBLISHED: _("Published")}
NAME = Length(max=GlossaryTerm.LONGEST_NAME)
LIST = Length(max=LONGEST_LIST)


class TermForm(Form):
    """All of an entry. `seen` is the revision it began from; `over` a newer one that the editor has been shown.

    A form that the rules make stands in `shown`, and in `kept` when it is ticked: what is in one and not in the other
    has been dropped. One that is added by hand stands in `added_forms` when it is ticked.
    """

    label = StringField(_("Term"), [InputRequired(_("An entry needs a term.")), NAME])
    language = SelectField(_("Language"), choices=LANGUAGES)
    aliases = TextAreaField(_("Other names"), [LIST], filters=[plain_breaks])
    added_forms = SelectMultipleField(_("Found in texts as"), validate_choice=False, default=())
    new_form = StringField(_("Another form"), [NAME])
    shown = SelectMultipleField(validate_choice=False, default=())
    kept = SelectMultipleField(validate_choice=False, default=())
    definition = TextAreaField(_("Definition"), [Length(max=GlossaryTerm.LONGEST_DEFINITION)], filters=[plain_breaks])
    text = TextAreaField(_("Long text"), [Length(max=GlossaryTerm.LONGEST_TEXT)], filters=[plain_breaks])
    origin = StringField(_("Where the definition comes from"), [Length(max=GlossaryTerm.LONGEST_ORIGIN)])
    licence = StringField(_("Licence"), [NAME])
    sense = StringField(_("Sense"), [NAME])
    translation = StringField(_("Translation of"), [Length(max=GlossaryTerm.LONGEST_TITLE)])
    see_also = TextAreaField(_("See also"), [LIST], filters=[plain_breaks])
    topics = StringField(_("Only in articles about"), [Length(max=GlossaryTerm.LONGEST_ORIGIN)])
    inflects = BooleanField(_("Find plurals by itself"))
    is_exact = BooleanField(_("Only in these very letters"))
    spares_names = BooleanField(_("A capital inside a sentence is a proper name"))
    seen = IntegerField(widget=HiddenInput(), default=0, validators=[Optional(), REVISION])
    over = IntegerField(widget=HiddenInput(), validators=[Optional(), REVISION])
    act = HiddenField(_("State"))
    meant = HiddenField()  # the act of a save that met another, when both texts have been shown

    @classmethod
    def of(cls, entry: Entry, seen: int = 0) -> TermForm:
        return cls(formdata=None, data={**_as_typed(entry), "seen": seen})

    @property
    def began_from(self) -> int:
        return int(self.over.data or self.seen.data or 0)

    @property
    def intent(self) -> str:
        return str(self.act.data or self.meant.data or "")

    def entry(self, stands: TermStatus) -> Entry:
        """What is typed, finished or not. `stands` is the state it keeps when no button says another."""
        plain: dict[str, Any] = {name: self[name].data or "" for name in LINES}
        plain |= {name: self[name].data for name in SWITCHES}
        entry = Entry(
            **plain,
            language=chosen(self.language),
            status={"draft": TermStatus.DRAFT, "publish": TermStatus.PUBLISHED}.get(self.intent, stands),
            aliases=_members(self.aliases, "\n"),
            topics=_members(self.topics, ","),
            see_also=_members(self.see_also, "\n"),
            added_forms=(*self.added_forms.data, self.new_form.data or ""),
        ).tidied()
        return replace(entry, dropped_forms=tuple(self._dropped(entry)))

    def take_new_form(self, entry: Entry) -> None:
        """What was typed as another form is a chip from now on."""
        self.added_forms.data, self.new_form.data = list(entry.added_forms), ""

    def differences(self, theirs: Entry, stands: TermStatus) -> list[Difference]:
        """The fields whose words differ: theirs beside what is typed here."""
        return differences(self, _as_compared(theirs), _as_compared(self.entry(stands)))

    def _dropped(self, entry: Entry) -> Iterable[str]:
        """A form that was shown for a name which is no longer there has not been dropped: nothing would make it."""
        unticked = dict.fromkeys(self.shown.data[:MOST_CHIPS]).keys() - {*self.kept.data, *entry.added_forms}
        return (chip.text for chip in chips(entry) if chip.text in unticked and not chip.is_fixed)


class RestoringForm(Form):
    """`seen` is the revision that stood when the page was opened."""

    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired(), REVISION])

    @classmethod
    def of(cls, term: GlossaryTerm) -> RestoringForm:
        return cls(formdata=None, data={"seen": term.revision})


def _as_typed(entry: Entry) -> dict[str, Any]:
    by_rule = [chip for chip in chips(entry) if not chip.is_by_hand]
    return {
        **entry.as_json(),
        "aliases": "\n".join(entry.aliases),
        "topics": ", ".join(entry.topics),
        "see_also": "\n".join(entry.see_also),
        "shown": [chip.text for chip in by_rule],
        "kept": [chip.text for chip in by_rule if chip.is_ticked],
    }


def _as_compared(entry: Entry) -> dict[str, str]:
    """As somebody compares it, by field. What is listed stands line by line."""
    row = entry.as_json()
    words = {True: str(_("yes")), False: str(_("no"))}
    switches = {name: words[row[name]] for name in SWITCHES}
    lists = {name: "\n\n".join(row[name]) for name in ("aliases", "topics", "see_also")}
    forms = "\n\n".join(form.text for form in entry.forms)
    texts = {name: row[name] for name in LINES}
    language = next(str(choice.label) for choice in LANGUAGES if choice.value == entry.language)
    return {**texts, **switches, **lists, "added_forms": forms, "language": language, "act": str(STATES[entry.status])}


def _members(field: Field, separator: str) -> tuple[str, ...]:
    return tuple((field.data or "")[:LONGEST_LIST].split(separator))

"""Whose a form is: one entry's in its language, unless another says by its sense that it is a second meaning."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple, Self

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from blog.database import db, in_batches
from blog.errors import Invalid
from blog.glossary.entry import Entry
from blog.glossary.models import GlossaryForm, GlossaryTerm, titled
from blog.text.folding import fold


class Owned(NamedTuple):
    term_id: int
    language: str
    folded: str  # the form
    folded_label: str
    label: str
    sense: str


class Claims:
    """Forms and their owners. A form is taken in whatever case and accents."""

    def __init__(self, owned: Iterable[Owned], of: Collection[int] = ()) -> None:
        """`of` are the terms that are about to change: what they own is theirs to keep or to give up."""
        self._owners: dict[tuple[str, str], Owned] = {}
        self._keys: set[tuple[str, str, str]] = set()
        self._kept: set[tuple[int, str]] = set()
        self._claimed: dict[tuple[str, str], str] = {}
        for row in owned:
            if row.term_id in of:
                self._kept.add((row.term_id, row.folded))
            else:
                self._note(row)

    @classmethod
    def against(cls, entries: Iterable[Entry], of: Collection[int] = ()) -> Self:
        """What stands against these entries, read at once for however many."""
        wanted: dict[str, set[str]] = {}
        for entry in entries:
            wanted.setdefault(entry.language, set()).update(fold(form.text) for form in entry.forms)
        batches = ((language, some) for language, forms in wanted.items() for some in in_batches(sorted(forms)))
        return cls(
            (
                Owned(*row)
                for language, some in batches
                for row in db.session.execute(
                    _OWNED.where(GlossaryForm.language == language, GlossaryForm.folded.in_(some))
                )
            ),
            of,
        )

    def claim(self, entry: Entry, term_id: int | None = None) -> None:
        """Raises Invalid, at the field, when a form has an owner and the entry has no sense that says: another one.
        What it shared already with a second meaning stays shared. Of many, those without a sense claim first."""
        if entry.sense and entry.key in self._keys:
            sentence = _("There is an entry “%(title)s” already; give it another sense.", title=entry.title)
            raise Invalid(sentence, "sense")
        forms = {fold(form.text): form.text for form in reversed(entry.forms)}
        for folded, form in reversed(forms.items()):
            title = self._rival(entry, folded, term_id)
            if title and not entry.sense:
                sentence = _(
                    "“%(form)s” belongs to the entry “%(title)s” already. For a second meaning give this one a sense.",
                    form=form,
                    title=title,
                )
                raise Invalid(sentence, entry.field_of(form))
        self._keys.add(entry.key)
        self._claimed |= {(entry.language, folded): entry.title for folded in forms}

    def _note(self, row: Owned) -> None:
        self._keys.add((row.language, row.folded_label, fold(row.sense)))
        if not row.sense or (row.language, row.folded) not in self._owners:
            self._owners[row.language, row.folded] = row

    def _rival(self, entry: Entry, folded: str, term_id: int | None) -> str:
        owner = self._owners.get((entry.language, folded))
        if owner and not (owner.sense and term_id is not None and (term_id, folded) in self._kept):
            return titled(owner.label, owner.sense)
        return self._claimed.get((entry.language, folded), "")


_OWNED = select(
    GlossaryForm.term_id,
    GlossaryForm.language,
    GlossaryForm.folded,
    GlossaryTerm.folded_label,
    GlossaryTerm.label,
    GlossaryTerm.sense,
).join(GlossaryForm.term)

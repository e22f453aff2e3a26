"""Entries that a text proposes: which of them there are already, and drafts of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import select

from blog.accounts.models import User
from blog.database import db, in_batches
from blog.errors import Invalid
from blog.glossary import storing, writing
from blog.glossary.claims import Claims
from blog.glossary.entry import Checked, Entry
from blog.glossary.models import GlossaryForm, GlossaryTerm, TermStatus
from blog.glossary.naming import KNOWN, Known
from blog.glossary.service import hold_alone
from blog.text.folding import fold


def explained(words: Iterable[str], language: str) -> dict[str, Known]:
    """The entries, drafts too, that have one of the words as a form; by the folded word."""
    query = select(GlossaryForm.folded, *KNOWN).join(GlossaryForm.term).where(GlossaryForm.language == language)
    query = query.order_by(GlossaryTerm.id.desc())
    return {
        row[0]: Known(*row[1:])
        for some in in_batches(sorted(map(fold, words)))
        for row in db.session.execute(query.where(GlossaryForm.folded.in_(some)))
    }


def checked(entries: Mapping[str, Entry]) -> dict[str, Checked]:
    """As drafts. Raises Invalid with the name under which the entry was given before its field: `entries-2-label`."""
    drafts: dict[str, Checked] = {}
    for name, entry in entries.items():
        with _named(name):
            drafts[name] = replace(entry, status=TermStatus.DRAFT).checked()
    return drafts


def add_drafts(drafts: Mapping[str, Checked], *, by: User) -> None:
    """Raises Invalid as `checked` does when a form belongs to another entry. Does not commit."""
    if not drafts:
        return
    hold_alone()
    claims = Claims.against(each.entry for each in drafts.values())
    for name, each in drafts.items():
        with _named(name):
            claims.claim(each.entry)
    storing.write(list(writing.linked([(each, None) for each in drafts.values()])), by=by)


@contextmanager
def _named(name: str) -> Iterator[None]:
    try:
        yield
    except Invalid as refusal:
        raise Invalid(str(refusal), f"{name}-{refusal.field}") from None

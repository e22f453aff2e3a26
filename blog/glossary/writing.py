"""Changing the glossary: an entry becomes a term, its forms and a revision, in one transaction. Every change of what
can be marked is written down, for the articles to follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, count

from flask_babel import lazy_gettext as _
from sqlalchemy import select, update

from blog.accounts.models import User
from blog.database import db, one_transaction
from blog.errors import Conflict, Invalid
from blog.glossary import links, storing
from blog.glossary.claims import Claims
from blog.glossary.entry import Checked, Entry
from blog.glossary.models import GlossaryTerm
from blog.glossary.naming import Known
from blog.glossary.resolving import Coming, resolve
from blog.glossary.service import as_entry, entry_at, hold_alone
from blog.glossary.storing import Change
from blog.text.slugs import RESERVED, slugify


def add(entry: Entry, *, by: User | None = None) -> GlossaryTerm:
    """Raises Invalid when the entry breaks a rule, or a form of it belongs to another term of its language and the
    entry has no sense that tells the two apart."""
    checked = entry.checked()
    hold_alone()
    Claims.against([checked.entry]).claim(checked.entry)
    [term] = store([(checked, None)], by=by)
    return term


def revise(term: GlossaryTerm, entry: Entry, *, by: User | None = None, seen: int) -> None:
    """The term's address stays. `seen` is the revision the editor began from; raises Conflict with the entry that
    stands when somebody saved meanwhile, and what `add` raises."""
    checked = entry.checked()
    hold_alone()
    mine = update(GlossaryTerm).where(GlossaryTerm.id == term.id, GlossaryTerm.revision == seen)
    if db.session.scalar(mine.values(revision=seen).returning(GlossaryTerm.id)) is None:
        db.session.rollback()
        raise Conflict(_("Somebody saved this entry after you opened it."), current=as_entry(term))
    try:
        Claims.against([checked.entry], of={term.id}).claim(checked.entry, term.id)
    except Invalid:
        db.session.rollback()
        raise
    store([(checked, term)], by=by)


def restore(term: GlossaryTerm, number: int, *, by: User | None = None, seen: int) -> None:
    """An earlier version becomes the newest. Whether readers see the entry stays as it is today. Raises Missing, and
    what `revise` does: forms may belong to another entry by now, and what it led to may be gone."""
    revise(term, replace(entry_at(term, number), status=term.status), by=by, seen=seen)


def store(changes: Sequence[tuple[Checked, GlossaryTerm | None]], *, by: User | None = None) -> list[GlossaryTerm]:
    """Each entry into its term or a new one, all or none; their forms have been claimed. Raises Invalid when somebody
    takes one at the same moment, or when a link leads nowhere or round."""
    with one_transaction(_taken):
        ids = storing.write(list(linked(changes)), by=by)
        return [db.session.get_one(GlossaryTerm, term_id) for term_id in ids]


def write(changes: Sequence[Change], *, by: User | None = None) -> list[int]:
    """Returns the ids of the terms. Raises Invalid when somebody takes one at the same moment."""
    with one_transaction(_taken):
        return storing.write(changes, by=by)


def linked(changes: Sequence[tuple[Checked, GlossaryTerm | None]]) -> Iterator[Change]:
    """Entries that have been checked, with what they lead to. Raises Invalid for the first link that leads nowhere or
    round."""
    slugs = iter(free_slugs([checked.entry for checked, term in changes if term is None]))
    coming = [_coming(checked.entry, term, -number, slugs) for number, (checked, term) in enumerate(changes, 1)]
    resolved = resolve(coming)
    for _term_id, refusal in resolved.refusals:
        raise refusal
    for each, (checked, _term) in zip(coming, changes, strict=True):
        known, entry = each.known, resolved.renamed(each)
        named = replace(checked, entry=entry)
        yield Change(checked=named, term_id=known.id, slug=known.slug, links=resolved.links[known.id])


def remove(term: GlossaryTerm) -> None:
    storing.note_changes(storing.matching([term.id]).values())
    links.untie([term.id])
    db.session.delete(term)
    db.session.commit()


def free_slugs(entries: Sequence[Entry], wished: Sequence[str] = ()) -> list[str]:
    """An address for each, no two the same and none that stands: the one that is wished, where that is free."""
    standing = select(GlossaryTerm.slug)
    if len(entries) == 1 and not wished:
        standing = standing.where(GlossaryTerm.slug.startswith(_slug(entries[0]), autoescape=True))
    taken = {*RESERVED, *db.session.scalars(standing)}
    wishes = [wish if wish not in taken else "" for wish in wished] or [""] * len(entries)
    taken.update(wishes)
    slugs = []
    for entry, wish in zip(entries, wishes, strict=True):
        slugs.append(wish or _free_slug(entry, taken))
        taken.add(slugs[-1])
    return slugs


def free_slug(entry: Entry) -> str:
    """The address that it would get if it were stored now."""
    return free_slugs([entry])[0]


def _taken() -> Invalid:
    return Invalid(_("Somebody has just added this term; look at it first."), "label")


def _coming(entry: Entry, term: GlossaryTerm | None, number: int, slugs: Iterator[str]) -> Coming:
    term_id, slug = (term.id, term.slug) if term else (number, next(slugs))
    return Coming(Known.by(entry, term_id, slug), entry)


def _free_slug(entry: Entry, taken: set[str]) -> str:
    slug = _slug(entry)
    candidates = chain((slug, f"{slug}-{entry.language}"), (f"{slug}-{number}" for number in count(2)))
    return next(candidate for candidate in candidates if candidate not in taken)


def _slug(entry: Entry) -> str:
    return slugify(entry.label, fallback="terme")

"""Entries as they stand, many at once, as values and not as objects: for files, and for what machines read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import ColumnElement, Row, case, func, select

from blog.database import db, in_batches
from blog.glossary.entry import LISTED_FIELDS, PLAIN_FIELDS, Entry
from blog.glossary.links import Links, seen_also, translation_of
from blog.glossary.models import GlossaryAlias, GlossaryTerm
from blog.glossary.naming import Known, Names

Key = tuple[str, str, str]

LONGEST_NOTE = 1_000  # characters


class Standing(NamedTuple):
    id: int
    slug: str
    entry: Entry  # leads to others only once it is `spelled`
    definition_html: Markup
    note_html: Markup  # the long text, while it is short
    translation: Known | None
    see_also: tuple[Known, ...]

    @property
    def known(self) -> Known:
        return Known.by(self.entry, self.id, self.slug)

    @property
    def links(self) -> Links:
        return Links(self.translation and self.translation.id, tuple(other.id for other in self.see_also))


def every(*conditions: ColumnElement[bool]) -> Iterator[Standing]:
    """A to Z, accents folded, a batch at a time."""
    ids = select(GlossaryTerm.id).where(*conditions).order_by(GlossaryTerm.folded_label, GlossaryTerm.id)
    for some in in_batches(db.session.scalars(ids).all()):
        found = {each.id: each for each in _read(GlossaryTerm.id.in_(some))}
        yield from (found[term_id] for term_id in some if term_id in found)


def by_key(keys: Iterable[Key]) -> dict[Key, Standing]:
    """Those that there are, by language, folded label and sense; `spelled`."""
    wanted = set(keys)
    labels = sorted({label for _language, label, _sense in wanted})
    found = [each for some in in_batches(labels) for each in _read(GlossaryTerm.folded_label.in_(some))]
    return {each.entry.key: each for each in spelled([each for each in found if each.entry.key in wanted])}


def of(term: GlossaryTerm) -> Entry:
    """What stands in a term that has been read, named as `spelled` names it."""
    translation = translation_of([term.id]).get(term.id) if term.concept else None
    see_also = seen_also([term.id]).get(term.id, ())
    names = Names.among({other.title for other in filter(None, [translation, *see_also])})
    return _leading_on(_entry(term, [alias.text for alias in term.aliases]), names, translation, see_also)


def spelled(entries: Sequence[Standing]) -> Iterator[Standing]:
    """With names of other entries that lead nowhere else: the title, or where it could be another's the address."""
    titles = {other.title for each in entries for other in (*each.see_also, each.translation) if other}
    names = Names.among(titles)
    for each in entries:
        yield each._replace(entry=_leading_on(each.entry, names, each.translation, each.see_also))


def fingerprint(*conditions: ColumnElement[bool]) -> str:
    """Another one after every change of these entries."""
    term = GlossaryTerm
    query = select(func.count(), func.sum(term.id), func.sum(term.revision), func.max(term.revised_at))
    return "-".join(map(str, db.session.execute(query.where(*conditions)).one()))


def _read(condition: ColumnElement[bool]) -> list[Standing]:
    terms = db.session.execute(select(*_COLUMNS).where(condition)).all()
    ids = [term.id for term in terms]
    aliases: dict[int, list[str]] = {}
    named = select(GlossaryAlias.term_id, GlossaryAlias.text).where(GlossaryAlias.term_id.in_(ids))
    for term_id, text in db.session.execute(named.order_by(GlossaryAlias.term_id, GlossaryAlias.position)):
        aliases.setdefault(term_id, []).append(text)
    translations, others = translation_of(ids), seen_also(ids)
    return [
        _standing(term, aliases.get(term.id, ()), translations.get(term.id), others.get(term.id, ())) for term in terms
    ]


def _standing(term: Row[Any], aliases: Iterable[str], translation: Known | None, others: Iterable[Known]) -> Standing:
    entry = _entry(term, aliases)
    return Standing(term.id, term.slug, entry, term.definition_html, term.note_html, translation, tuple(others))


def _entry(term: GlossaryTerm | Row[Any], aliases: Iterable[str]) -> Entry:
    """Without what it leads to."""
    plain: dict[str, Any] = {name: getattr(term, name) for name in PLAIN_FIELDS}
    listed: dict[str, Any] = {name: tuple(getattr(term, name)) for name in LISTED_FIELDS}
    texts: dict[str, Any] = {"definition": term.definition_source, "text": term.text_source}
    return Entry(**plain, **listed, **texts, aliases=tuple(aliases))


def _leading_on(entry: Entry, names: Names, translation: Known | None, others: Iterable[Known]) -> Entry:
    return replace(
        entry,
        translation=names.name_of(translation, entry.language, abroad=True) if translation else "",
        see_also=tuple(names.name_of(other, entry.language, abroad=False) for other in others),
    )


_COLUMNS = (
    GlossaryTerm.id,
    GlossaryTerm.slug,
    *(getattr(GlossaryTerm, name) for name in (*PLAIN_FIELDS, *LISTED_FIELDS)),
    GlossaryTerm.definition_source,
    GlossaryTerm.definition_html,
    GlossaryTerm.text_source,
    case((func.length(GlossaryTerm.text_source) <= LONGEST_NOTE, GlossaryTerm.text_html), else_=Markup()).label(
        "note_html"
    ),
)

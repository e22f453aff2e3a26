"""Which entries are meant by the names in other entries, and whether such links may be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from blog.database import db, in_batches
from blog.errors import Invalid
from blog.glossary.entry import Entry
from blog.glossary.links import Links, translation_of
from blog.glossary.models import SeeAlso
from blog.glossary.naming import Known, Names
from blog.text.folding import fold

Edges = Mapping[int, Collection[int]]


class Coming(NamedTuple):
    """An entry that is about to be stored. Links that it does not speak of stay as they are kept."""

    known: Known
    entry: Entry
    kept: Links = Links()
    says_translation: bool = True
    says_see_also: bool = True


@dataclass(frozen=True, kw_only=True)
class Resolved:
    links: dict[int, Links] = field(default_factory=dict)
    refusals: list[tuple[int, Invalid]] = field(default_factory=list)  # each with the id of the entry that has the link
    known: dict[int, Known] = field(default_factory=dict)  # what is linked to

    def renamed(self, coming: Coming) -> Entry:
        """The entry with the names of what it leads to, in the order in which they are stored: each is found again,
        whoever else has the same title."""
        links, entry, language = self.links[coming.known.id], coming.entry, coming.known.language
        if links.translation is None or links.translation in self.known:
            other = self.known[links.translation] if links.translation else None
            entry = replace(entry, translation=self._names.name_of(other, language, abroad=True) if other else "")
        if coming.says_see_also:
            others = sorted((self.known[other] for other in links.see_also), key=lambda known: fold(known.label))
            see_also = tuple(self._names.name_of(other, language, abroad=False) for other in others)
            entry = replace(entry, see_also=see_also)
        return entry

    @cached_property
    def _names(self) -> Names:
        linked = {each.translation for each in self.links.values()} | {
            other for each in self.links.values() for other in each.see_also
        }
        return Names.among({known.title for known in self.known.values() if known.id in linked}, self.known.values())


def resolve(coming: Sequence[Coming], also: Iterable[Known] = ()) -> Resolved:
    """Entries may name one another whatever their order; `also` are further names of theirs."""
    names = Names.among(_named(coming), [*(each.known for each in coming), *also])
    resolved = Resolved(known={each.known.id: each.known for each in coming})
    for each in coming:
        try:
            resolved.links[each.known.id] = _links(each, names, resolved.known)
        except Invalid as refusal:
            resolved.links[each.known.id] = each.kept
            resolved.refusals.append((each.known.id, refusal))
    resolved.refusals.extend(_answer_translations(resolved))
    resolved.refusals.extend(_refuse_circles(coming, resolved))
    return resolved


def _named(coming: Iterable[Coming]) -> Iterator[str]:
    for each in coming:
        if each.says_translation and each.entry.translation:
            yield each.entry.translation
        if each.says_see_also:
            yield from each.entry.see_also


def _links(coming: Coming, names: Names, known: dict[int, Known]) -> Links:
    entry, links = coming.entry, coming.kept
    if coming.says_translation:
        other = _find(entry.translation, coming, names, "translation") if entry.translation else None
        if other and other.language == entry.language:
            sentence = _("“%(title)s” is in the same language; a translation is in another.", title=other.title)
            raise Invalid(sentence, "translation")
        links = links._replace(translation=_noted(other, known))
    if coming.says_see_also:
        others = [_noted(_find(name, coming, names, "see_also"), known) for name in entry.see_also]
        if coming.known.id in others:
            raise Invalid(_("An entry does not lead on to itself. Take it out here."), "see_also")
        links = links._replace(see_also=tuple(dict.fromkeys(filter(None, others))))
    return links


def _find(name: str, coming: Coming, names: Names, field: str) -> Known:
    found = names.find(name, coming.entry.language, abroad=field == "translation")
    if found is None:
        raise Invalid(_("There is no entry “%(name)s”.", name=name), field)
    return found


def _noted(other: Known | None, known: dict[int, Known]) -> int | None:
    if other is None:
        return None
    known.setdefault(other.id, other)
    return other.id


def _answer_translations(resolved: Resolved) -> Iterator[tuple[int, Invalid]]:
    """What translates something is translated by it. Of two that say so the later one is refused."""
    links, known = resolved.links, resolved.known
    said = {term_id: each.translation for term_id, each in links.items() if each.translation is not None}
    standing = translation_of(said.values())
    known |= {each.id: each for each in standing.values() if each.id not in known}
    taken: dict[int, int] = {}
    for term_id, other in said.items():
        rival = links[other].translation if other in links else taken.get(other, _staying(other, standing, links))
        if rival is not None and rival != term_id:
            sentence = _(
                "“%(title)s” translates “%(rival)s” already.", title=known[other].title, rival=known[rival].title
            )
            yield term_id, Invalid(sentence, "translation")
        elif other in links:
            links[other] = links[other]._replace(translation=term_id)
        else:
            taken[other] = term_id


def _staying(other: int, standing: Mapping[int, Known], links: Mapping[int, Links]) -> int | None:
    """What it is translated by already, unless that leaves it now."""
    rival = standing.get(other)
    if rival is None or (rival.id in links and links[rival.id].translation != other):
        return None
    return rival.id


def _refuse_circles(coming: Sequence[Coming], resolved: Resolved) -> Iterator[tuple[int, Invalid]]:
    edges: dict[int, Collection[int]] = {term_id: each.see_also for term_id, each in resolved.links.items()}
    waiting = {other for others in edges.values() for other in others} - edges.keys()
    while waiting:
        edges |= {**dict.fromkeys(waiting, ()), **_standing_edges(waiting)}
        waiting = {other for term_id in waiting for other in edges[term_id]} - edges.keys()
    round_about = _stuck(edges) & _stuck(_turned(edges))
    for each in coming if round_about else ():
        on_the_way = (other for other in edges[each.known.id] if other in round_about)
        if each.says_see_also and each.known.id in round_about and (other := next(on_the_way, None)) is not None:
            sentence = _(
                "“%(title)s” leads back to this entry, directly or by way of others. Take it out here.",
                title=resolved.known[other].title,
            )
            yield each.known.id, Invalid(sentence, "see_also")


def _standing_edges(term_ids: Collection[int]) -> dict[int, list[int]]:
    edges: dict[int, list[int]] = {}
    for some in in_batches(sorted(term_ids)):
        query = select(SeeAlso.term_id, SeeAlso.other_id).where(SeeAlso.term_id.in_(some))
        for term_id, other in db.session.execute(query):
            edges.setdefault(term_id, []).append(other)
    return edges


def _turned(edges: Edges) -> Edges:
    turned: dict[int, list[int]] = {}
    for term_id, others in edges.items():
        for other in others:
            turned.setdefault(other, []).append(term_id)
    return turned


def _stuck(edges: Edges) -> set[int]:
    """What is on a circle, or comes after one."""
    sorter = TopologicalSorter(edges)
    with suppress(CycleError):
        sorter.prepare()
        return set()
    stuck = edges.keys() | {other for others in edges.values() for other in others}
    while ready := sorter.get_ready():
        stuck -= set(ready)
        sorter.done(*ready)
    return stuck

"""The published glossary as concepts: entries that translate one another are one, which has labels in each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from blog.database import db
from blog.glossary import standing
from blog.glossary.entry import Entry
from blog.glossary.models import IS_PUBLIC, GlossaryTerm, SeeAlso
from blog.text.words import plain_text


@dataclass(frozen=True, kw_only=True)
class Side:
    """A concept in one language: one published entry."""

    slug: str
    concept: str  # the slug of the oldest published entry of the concept: it stays when translations come
    entry: Entry
    definition: str  # plain text
    note: str
    related: tuple[str, ...]  # concepts, each of which has this one, too

    @property
    def other_labels(self) -> tuple[str, ...]:
        """A concept has one name of its own; of the others none is the same (SKOS, S13)."""
        entry = self.entry
        names = (entry.label, *entry.aliases)
        return tuple(name for name in dict.fromkeys(names) if name != entry.title)

    @property
    def hidden_labels(self) -> tuple[str, ...]:
        """Forms that texts have and nobody would show as a name: plurals, most of them."""
        shown = {self.entry.title, *self.other_labels}
        return tuple(form.text for form in self.entry.forms if form.text not in shown)


def sides() -> Iterator[Side]:
    """A to Z. What is not published is not in it, nor a link to it."""
    concepts = _concepts()
    related = _related(concepts)
    for each in standing.every(IS_PUBLIC):
        if concept := concepts.get(each.id):
            yield Side(
                slug=each.slug,
                concept=concept,
                entry=each.entry,
                definition=plain_text(each.definition_html),
                note=plain_text(each.note_html),
                related=tuple(sorted(related.get(concept, ()))),
            )


def fingerprint() -> str:
    """Another one after every change of what `sides` gives."""
    return standing.fingerprint(IS_PUBLIC)


def _concepts() -> dict[int, str]:
    """For each published entry the slug that names its concept."""
    query = select(GlossaryTerm.id, GlossaryTerm.concept, GlossaryTerm.slug).where(IS_PUBLIC).order_by(GlossaryTerm.id)
    oldest: dict[int, str] = {}
    found: dict[int, str] = {}
    for term_id, concept, slug in db.session.execute(query):
        found[term_id] = slug if concept is None else oldest.setdefault(concept, slug)
    return found


def _related(concepts: dict[int, str]) -> dict[str, set[str]]:
    """Both ways; a translation of itself is nothing else."""
    related: dict[str, set[str]] = {}
    for term_id, other_id in db.session.execute(select(SeeAlso.term_id, SeeAlso.other_id)):
        one, other = concepts.get(term_id), concepts.get(other_id)
        if one and other and one != other:
            related.setdefault(one, set()).add(other)
            related.setdefault(other, set()).add(one)
    return related

"""How one entry names another: by its title, its label or its address. `/address` is the address and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple, Self

from sqlalchemy import or_, select

from blog.database import db, in_batches
from blog.glossary.entry import Entry
from blog.glossary.models import GlossaryTerm, titled
from blog.text.folding import fold


class Known(NamedTuple):
    """What an entry goes by."""

    id: int  # its row's; below zero while it has none
    slug: str
    language: str
    label: str
    sense: str

    @classmethod
    def by(cls, entry: Entry, term_id: int, slug: str) -> Self:
        return cls(term_id, slug, entry.language, entry.label, entry.sense)

    @property
    def title(self) -> str:
        return titled(self.label, self.sense)


class Names:
    def __init__(self, known: Iterable[Known]) -> None:
        self._by_slug: dict[str, list[Known]] = {}
        self._by_words: dict[str, list[Known]] = {}
        for each in known:
            self._by_slug.setdefault(each.slug, []).append(each)
            for words in {fold(each.title), fold(each.label)}:
                self._by_words.setdefault(words, []).append(each)

    @classmethod
    def among(cls, names: Iterable[str], coming: Iterable[Known] = ()) -> Self:
        """Of the entries that can be meant by one of these names; `coming` are stored soon, or changed."""
        others = tuple(coming)
        ids = {each.id for each in others}
        known = {each.id: each for each in _standing(names) if each.id not in ids}
        return cls([*known.values(), *others])

    def find(self, name: str, language: str, *, abroad: bool) -> Known | None:
        """In the same language first, or in another one; of two by its whole title, then the older one."""
        if name.startswith("/") and (at := self._by_slug.get(name[1:])):
            return at[-1]
        found = [*self._by_slug.get(name, ()), *self._by_words.get(fold(name), ())]

        def distance(known: Known) -> tuple[bool, bool, bool, int]:
            is_whole = name == known.slug or fold(name) == fold(known.title)
            return (known.language == language) is abroad, not is_whole, known.id < 0, abs(known.id)

        return min(found, key=distance, default=None)

    def name_of(self, known: Known, language: str, *, abroad: bool) -> str:
        """Its title, or its address where the title would lead to another one."""
        title = known.title
        is_plain = "|" not in title and self.find(title, language, abroad=abroad) == known
        return title if is_plain else f"/{known.slug}"


def _standing(names: Iterable[str]) -> Iterator[Known]:
    for some in in_batches(sorted({*names})):
        slugs = {name.removeprefix("/") for name in some} | {*some}
        labels = {label for name in some for label in _labels(fold(name))}
        query = select(*KNOWN).where(or_(GlossaryTerm.slug.in_(slugs), GlossaryTerm.folded_label.in_(labels)))
        yield from (Known(*row) for row in db.session.execute(query))


def _labels(title: str) -> Iterator[str]:
    """What the label may be, wherever the sense begins."""
    yield title
    cuts = (cut.start() for cut in re.finditer(r" \(", title))
    yield from (title[:cut] for cut in islice(cuts, MOST_BRACKETS))


KNOWN = (GlossaryTerm.id, GlossaryTerm.slug, GlossaryTerm.language, GlossaryTerm.label, GlossaryTerm.sense)
MOST_BRACKETS = 8  # in one title

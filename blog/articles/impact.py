"""What articles would gain and lose if an entry were saved, or removed: a dry run that stores nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic

from blog.articles.annotating import touching
from blog.articles.dry_run import dry_runs
from blog.articles.glossed import Glossed
from blog.articles.models import Article
from blog.glossary import service as glossary
from blog.glossary.claims import Claims
from blog.glossary.entry import Entry
from blog.glossary.models import GlossaryTerm, titled
from blog.glossary.writing import free_slug
from blog.text.glossary import Doubt, Use
from blog.text.lexicon import Term
from blog.text.sentences import Quote

QUICK = 0.15  # seconds that a page waits for it
PATIENT = 20.0
MOST_SHOWN = 20  # passages of a kind


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Words of an article that begin or cease to be marked."""

    article: Article
    question: str
    quote: Quote
    terms: tuple[str, ...]  # addresses of the entry, or of those that could be meant


@dataclass(kw_only=True)
class Passages:
    """All are counted, the first are kept."""

    count: int = 0
    first: list[tuple[Passage, ...]] = field(default_factory=list)

    def add(self, *passage: Passage) -> None:
        """One, or one and where it moves."""
        self.count += 1
        if self.count <= MOST_SHOWN:
            self.first.append(passage)


@dataclass(kw_only=True)
class Impact:
    key: str  # the entry's address
    title: str
    holding: int = 0  # articles that hold the words in question
    looked_at: int = 0  # of these, the newest
    gained: Passages = field(default_factory=Passages)  # a passage for each article that begins to be marked
    lost: Passages = field(default_factory=Passages)
    moved: Passages = field(default_factory=Passages)  # first marks, of any entry
    doubtful: Passages = field(default_factory=Passages)
    cleared: Passages = field(default_factory=Passages)
    others_gained: Passages = field(default_factory=Passages)  # marks of other entries
    others_lost: Passages = field(default_factory=Passages)
    titles: Mapping[str, str] = field(default_factory=dict)  # of entries, by address

    @property
    def is_whole(self) -> bool:
        return self.looked_at == self.holding

    @property
    def changes(self) -> bool:
        return any(passages.count for passages in self._all)

    @property
    def named(self) -> set[str]:
        """The addresses of all entries that its passages name."""
        shown = (passage for passages in self._all for ways in passages.first for passage in ways)
        return {key for passage in shown for key in passage.terms}

    @property
    def _all(self) -> tuple[Passages, ...]:
        both = (self.gained, self.lost, self.moved, self.doubtful, self.cleared)
        return (*both, self.others_gained, self.others_lost)

    def note(self, was: Glossed, will: Glossed) -> None:
        """One article, as it is marked without the change and with it."""
        before, after = _firsts(was), _firsts(will)
        for key in sorted(after.keys() - before.keys()):
            (self.gained if key == self.key else self.others_gained).add(_passage(will, after[key]))
        for key in sorted(before.keys() - after.keys()):
            (self.lost if key == self.key else self.others_lost).add(_passage(was, before[key]))
        for key, use in before.items():
            if key in after and _span(after[key]) != _span(use):
                self.moved.add(_passage(was, use), _passage(will, after[key]))
        for one, other, passages in ((was, will, self.doubtful), (will, was, self.cleared)):
            for passage in _new_doubts(one, other):
                passages.add(passage)
        self.looked_at += 1


def of_saving(entry: Entry, term: GlossaryTerm | None, *, patience: float) -> Impact:
    """`term` is what the entry would take the place of. Looks at articles for `patience` seconds, at one at least.
    Raises Invalid where saving would."""
    checked = entry.checked()
    term_ids = {term.id} if term else set()
    Claims.against([checked.entry], of=term_ids).claim(checked.entry, term.id if term else None)
    key = term.slug if term else free_slug(checked.entry)
    before = glossary.marked(term) if term else None
    title = titled(checked.entry.label, checked.entry.sense)
    return _look(Impact(key=key, title=title), before, glossary.to_be_marked(checked, key), patience)


def of_removing(term: GlossaryTerm, *, patience: float) -> Impact:
    return _look(Impact(key=term.slug, title=term.title), glossary.marked(term), None, patience)


def _look(impact: Impact, before: Term | None, after: Term | None, patience: float) -> Impact:
    until = monotonic() + patience
    for language, forms in _changed_forms(before, after).items():
        article_ids = touching(language, forms)[::-1]
        impact.holding += len(article_ids)
        ours = after if after and after.language == language else None
        for was, will in dry_runs(article_ids, language, forms, impact.key, ours):
            impact.note(was, will)
            if monotonic() > until:
                break
    impact.titles = {**glossary.titles(impact.named), impact.key: impact.title}
    return impact


def _changed_forms(before: Term | None, after: Term | None) -> dict[str, set[str]]:
    """The forms that make a difference, by language."""
    if before and after and before.language == after.language:
        same_rules = (before.topics, before.spares_names) == (after.topics, after.spares_names)
        changed = {form.text for form in set(before.forms) ^ set(after.forms)}
        every = {form.text for form in (*before.forms, *after.forms)}
        return {after.language: changed if same_rules else every}
    return {term.language: {form.text for form in term.forms} for term in (before, after) if term}


def _firsts(glossed: Glossed) -> dict[str, Use]:
    """The mark of each term that its definition leads back to."""
    return {use.key: use for use in reversed(glossed.annotation.marks)}


def _span(found: Use | Doubt) -> tuple[int, int, int]:
    return found.fragment, found.start, found.end


def _new_doubts(was: Glossed, will: Glossed) -> Iterator[Passage]:
    known = set(map(_span, was.annotation.doubts))
    return (_passage(will, doubt) for doubt in will.annotation.doubts if _span(doubt) not in known)


def _passage(glossed: Glossed, found: Use | Doubt) -> Passage:
    turn = glossed.article.turns[found.fragment]
    terms = found.keys if isinstance(found, Doubt) else (found.key,)
    return Passage(article=glossed.article, question=turn.question_text, quote=glossed.quote(found), terms=terms)

"""Marks the mentions of glossary terms in an article, and says which, where and why.

Works on the text of clean HTML, never on its tags, and is derived anew each time: what is stored
is the text without marks. `mentions.py` finds the mentions; here it is decided which of them bear a mark.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup, escape

from blog.text.lexicon import Lexicon, Term
from blog.text.mentions import Reason, Scope, find_mentions, lost_ties
from blog.text.prose import Mark, Prose
from blog.text.tokens import openings, spoken
from blog.text.typography import colon, is_french


class Occurrence(Enum):
    """How often a term is marked."""

    ARTICLE = "article"  # once
    QUESTION = "question"  # once under each question
    EVERY = "every"  # at every mention
    NEVER = "never"


@dataclass(frozen=True, kw_only=True, order=True)
class Place:
    """A mention of a term: in which fragment, and which of those in it."""

    fragment: int
    number: int = 0


@dataclass(frozen=True, kw_only=True)
class Marking:
    """What the editors of an article decide about its marks."""

    occurrence: Occurrence = Occurrence.ARTICLE
    most: int = 0  # marks a paragraph; 0: as many as there are
    scope: Scope = field(default_factory=Scope)
    first: Mapping[str, Place] = field(default_factory=dict)  # the mention of a term that is to be marked


@dataclass(frozen=True, kw_only=True)
class Use:
    """A mark. A quiet one repeats a term that is marked elsewhere, for readers who come straight to its fragment."""

    term: Term
    place: Place
    paragraph: int
    start: int  # in the text of the fragment
    end: int
    form: str  # as the author wrote it
    reason: Reason
    others: tuple[str, ...] = ()  # keys of terms that could be meant as well
    is_quiet: bool = False

    @property
    def key(self) -> str:
        return self.term.key

    @property
    def fragment(self) -> int:
        return self.place.fragment


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Words that several entries explain: they have no mark until somebody chooses."""

    keys: tuple[str, ...]
    fragment: int
    start: int
    end: int
    form: str


@dataclass(frozen=True, kw_only=True)
class Annotation:
    uses: tuple[Use, ...]
    mentions: tuple[Use, ...]  # those that could bear a mark, whether they do or not
    doubts: tuple[Doubt, ...]
    fragments: tuple[Markup, ...] = ()
    lost: tuple[str, ...] = ()  # names that words are tied to and no entry goes by

    @property
    def marks(self) -> tuple[Use, ...]:
        """Those that every reader sees."""
        return tuple(use for use in self.uses if not use.is_quiet)


class Brief(NamedTuple):
    marked: Markup
    marks: tuple[Use, ...]


def words_in(fragments: Iterable[Prose]) -> frozenset[str]:
    """The words, folded, alone and two in a row, that a form must begin with to be found in these fragments."""
    folded = (
        text for prose in fragments for text in (prose.spoken[1], *(spoken(tie.tie or "")[1] for tie in prose.ties))
    )
    return frozenset(chain.from_iterable(begins for words in folded for begins in openings(words)))


def annotate(fragments: Sequence[Prose], lexicon: Lexicon, language: str, marking: Marking | None = None) -> Annotation:
    """Marks each term once over all fragments together, where it is mentioned first, unless `marking` says otherwise.
    Linear. The order of the fragments counts, that of the terms does not.

    The longest name wins and takes its words, even where its term has been marked before. A heading, a link, code,
    a quotation, a caption or a speaker's name gets no mark and uses none up.
    """
    marking = marking or Marking()
    settled = settle(
        [each for index, prose in enumerate(fragments) for each in read(index, prose, lexicon, marking.scope)], marking
    )
    return replace(
        settled,
        fragments=tuple(_written(fragments, settled.uses, language)),
        lost=tuple(dict.fromkeys(name for prose in fragments for name in lost_ties(prose, lexicon))),
    )


def annotate_briefly(prose: Prose, lexicon: Lexicon, language: str, scope: Scope, most: int) -> Brief:
    """For a text that stands on a page beside others: the first mention of each term is marked, of at most so many
    terms. Its marks have no anchor, for the page may have the same one elsewhere."""
    marks = settle(read(0, prose, lexicon, scope), Marking(scope=scope)).marks[:most]
    return Brief(prose.marked(_mark(use, language, is_first=False) for use in marks), marks)


def settle(found: Iterable[Use | Doubt], marking: Marking) -> Annotation:
    """Which of all mentions bear a mark. No fragment is written."""
    found = list(found)
    mentions = [_with_reason(each, marking) for each in found if isinstance(each, Use)]
    doubts = [each for each in found if isinstance(each, Doubt)]
    return Annotation(uses=tuple(_chosen(mentions, marking)), mentions=tuple(mentions), doubts=tuple(doubts))


def read(fragment: int, prose: Prose, lexicon: Lexicon, scope: Scope) -> Iterator[Use | Doubt]:
    """Every mention in one fragment, whether or not it will bear a mark."""
    counts: Counter[str] = Counter()
    for mention in find_mentions(prose, lexicon, scope):
        keys = tuple(term.key for term in mention.terms)
        start, end, form = mention.start, mention.end, prose.text[mention.start : mention.end]
        if len(keys) > 1:
            yield Doubt(keys=keys, fragment=fragment, start=start, end=end, form=form)
            continue
        yield Use(
            term=mention.terms[0],
            place=Place(fragment=fragment, number=counts[keys[0]]),
            paragraph=prose.paragraph_at(start),
            start=start,
            end=end,
            form=form,
            reason=mention.reason,
            others=tuple(term.key for term in mention.others),
        )
        counts[keys[0]] += 1


def _chosen(mentions: Sequence[Use], marking: Marking) -> list[Use]:
    if marking.occurrence is Occurrence.NEVER:
        return []
    marked = list(_marked(mentions, marking))
    if marking.occurrence is Occurrence.ARTICLE:
        marked += _repeated(mentions, marked)
    return sorted(marked, key=lambda use: (use.place.fragment, use.start))


def _with_reason(mention: Use, marking: Marking) -> Use:
    is_first = marking.first.get(mention.key) == mention.place and mention.reason is not Reason.TIED
    return replace(mention, reason=Reason.FIRST) if is_first else mention


def _marked(mentions: Sequence[Use], marking: Marking) -> Iterator[Use]:
    """What an author tied or an editor chose goes before what stands first, and is not held back by the most."""
    wanted: dict[tuple[object, ...], Place] = {}
    for reason in (Reason.TIED, Reason.FIRST):
        for mention in (mention for mention in mentions if mention.reason is reason):
            wanted.setdefault(_budget(mention, marking.occurrence), mention.place)
    spent: set[tuple[object, ...]] = set()
    crowd: Counter[tuple[int, int]] = Counter()
    for mention in mentions:
        budget, paragraph = _budget(mention, marking.occurrence), (mention.place.fragment, mention.paragraph)
        has_room = not marking.most or crowd[paragraph] < marking.most
        if wanted[budget] == mention.place if budget in wanted else budget not in spent and has_room:
            spent.add(budget)
            crowd[paragraph] += 1
            yield mention


def _budget(mention: Use, occurrence: Occurrence) -> tuple[object, ...]:
    """Mentions with the same budget have one mark between them."""
    if occurrence is Occurrence.EVERY:
        return mention.key, mention.place
    return (mention.key, mention.place.fragment) if occurrence is Occurrence.QUESTION else (mention.key,)


def _repeated(mentions: Sequence[Use], marked: Sequence[Use]) -> Iterator[Use]:
    """The first mention of a marked term in each other fragment."""
    keys = {use.key for use in marked}
    seen = {(use.key, use.place.fragment) for use in marked}
    for mention in mentions:
        here = mention.key, mention.place.fragment
        if mention.key in keys and here not in seen:
            seen.add(here)
            yield replace(mention, is_quiet=True)


def _written(fragments: Sequence[Prose], uses: Sequence[Use], language: str) -> Iterator[Markup]:
    """The definition of a term leads back to its first mark that is not quiet: that one has an anchor."""
    firsts = {use.key: use for use in reversed(uses) if not use.is_quiet}
    marks: defaultdict[int, list[Mark]] = defaultdict(list)
    for use in uses:
        marks[use.place.fragment].append(_mark(use, language, is_first=firsts[use.key] is use))
    return (prose.marked(marks[index]) for index, prose in enumerate(fragments))


def _mark(use: Use, language: str, *, is_first: bool) -> Mark:
    key = escape(use.key)
    name = f"{'Définition' if is_french(language) else 'Definition'}{colon(language)} {use.term.label}"
    long = " gl-long" if any(character.isspace() for character in use.form) else ""
    quiet = " gl-again" if use.is_quiet else ""
    # Not on the words: reader views drop an element whose id reads like furniture, such as gl-part-sociale.
    anchor = f' id="gl-{key}"' if is_first else ""
    return Mark(
        start=use.start,
        end=use.end,
        before=f'<span class="gl{long}{quiet}">',
        after=f'<button type="button"{anchor} popovertarget="g-{key}" aria-label="{escape(name)}"></button></span>',
    )

"""Where a text mentions glossary terms: whole words, the longest name first, and what the author tied by hand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, islice

from blog.text.folding import fold
from blog.text.forms import Origin
from blog.text.lexicon import Candidate, Lexicon, Term
from blog.text.prose import Prose
from blog.text.tokens import TextToken, tokenise
from blog.text.typography import OBJECT

_WORD = r"\w[\w\u0300-\u036f\u00ad]*"
_ELIDED = frozenset({"c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quoiqu", "s", "t"})
_JOINTS = frozenset("-‐‑'’ʼ")
_JOINED_BEFORE = re.compile(rf"(?P<hyphen>[-‐‑])$|(?P<word>{_WORD})['’ʼ]$")
_JOINED_AFTER = re.compile(rf"(?P<hyphen>[-‐‑])|['’ʼ](?P<word>{_WORD})")
_CONTEXT = 40  # characters before a word that are looked at
_SENTENCE_OPENS = re.compile(rf"(?:^|[.!?…:{OBJECT}])[\s«“\"‘'’(\[—–-]*$")
_CAPITAL_FOLLOWS = re.compile(r"\s+(?P<letter>\w)")
_ECHO_OPENS = re.compile(r"[\s»”\"'’]*+\(\s*+[«“\"]?\s*+")


class Reason(Enum):
    """Why words are a mention: the form they have, or what somebody decided."""

    LABEL = Origin.LABEL.value
    ALIAS = Origin.ALIAS.value
    RULE = Origin.RULE.value
    ADDED = Origin.ADDED.value
    TIED = "tied"  # by [[…|…]] in the text
    SENSE = "sense"  # chosen among several for this article
    FIRST = "first"  # this mention was made the first


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What an article lets be marked at all."""

    topics: frozenset[str] = frozenset()  # the article's
    skipped: frozenset[str] = frozenset()  # terms that are left alone in it
    senses: frozenset[str] = frozenset()  # terms that are meant where several could be
    in_quotations: bool = False


@dataclass(frozen=True, kw_only=True)
class Mention:
    """Words and the terms that they could mean. With several nobody has chosen yet."""

    start: int  # in the text of the prose
    end: int
    terms: tuple[Term, ...]
    reason: Reason
    others: tuple[Term, ...] = ()  # that could be meant as well, if somebody chose


def find_mentions(prose: Prose, lexicon: Lexicon, scope: Scope) -> list[Mention]:
    """In the order of the text; they do not overlap. "Expansion (ACRONYM)" of one term is one mention."""
    found = [*_by_themselves(prose, lexicon, scope), *_tied(prose, lexicon, scope)]
    return list(_without_echoes(prose.text, sorted(found, key=lambda mention: mention.start)))


def lost_ties(prose: Prose, lexicon: Lexicon) -> Iterator[str]:
    """Names that words are tied to and no entry goes by."""
    return (tie.tie for tie in prose.ties if tie.tie and not lexicon.called(tie.tie))


def _by_themselves(prose: Prose, lexicon: Lexicon, scope: Scope) -> Iterator[Mention]:
    done = 0
    for start, candidates in lexicon.beginning_in(*prose.spoken):
        mention = next(_standing_at(start, candidates, prose, scope), None) if start >= done else None
        if mention:
            done = mention.end
            yield mention


def _standing_at(start: int, candidates: Sequence[Candidate], prose: Prose, scope: Scope) -> Iterator[Mention]:
    """The longest first; of one length an acronym before a word of the same letters."""
    if not _may_start(prose.text, start):
        return
    tokens = list(islice(tokenise(prose.text, start), len(candidates[0].words)))
    for (length, _), group in groupby(candidates, key=lambda each: (len(each.words), each.is_exact)):
        found = tokens[:length]
        if len(found) == length and _may_be_marked(prose, start, found[-1].end, scope):
            yield from _meant(group, found, prose.text, scope)


def _may_be_marked(prose: Prose, start: int, end: int, scope: Scope) -> bool:
    return _may_end(prose.text, end) and prose.is_free(start, end, in_quotations=scope.in_quotations)


def _meant(group: Iterable[Candidate], tokens: Sequence[TextToken], text: str, scope: Scope) -> Iterator[Mention]:
    standing = [each for each in group if each.stands_in(tokens, text) and not _is_spared(each, tokens, text)]
    terms, others, chosen = _eligible([each.term for each in standing], scope)
    if terms:
        origin = next(each.origin for each in standing if each.term == terms[0])
        reason = Reason.SENSE if chosen else Reason(origin.value)
        yield Mention(start=tokens[0].start, end=tokens[-1].end, terms=terms, reason=reason, others=others)


def _eligible(terms: Iterable[Term], scope: Scope) -> tuple[tuple[Term, ...], tuple[Term, ...], bool]:
    """The terms that may be meant in this article, those that they keep out, and whether somebody chose. One that is
    for a topic of the article goes before those that are for any."""
    within = [term for term in dict.fromkeys(terms) if not term.topics or term.topics & scope.topics]
    here = [term for term in within if term.key not in scope.skipped]
    chosen = [term for term in here if term.key in scope.senses] if len(within) > 1 else []
    special = [term for term in here if term.topics]
    meant = chosen or special or here
    others = [term for term in within if term not in meant]
    return _by_key(meant), _by_key(others), bool(chosen)


def _by_key(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=lambda term: term.key))


def _is_spared(candidate: Candidate, tokens: Sequence[TextToken], text: str) -> bool:
    """A capital inside a sentence, or before another capital, makes a proper name: France Cluster, Cluster Morvan."""
    start, end = tokens[0].start, tokens[-1].end
    if not candidate.term.spares_names or candidate.is_exact or not text[start].isupper():
        return False
    following = _CAPITAL_FOLLOWS.match(text, end)
    in_sentence = not _SENTENCE_OPENS.search(text, max(0, start - _CONTEXT), start)
    return in_sentence or bool(following and following["letter"].isupper())


def _may_start(text: str, start: int) -> bool:
    """Not after a hyphen, and after an apostrophe only if that is an elision: l’eau, not aujourd’hui."""
    if text[start - 1 : start] not in _JOINTS:  # mostly so, and looked at faster
        return True
    joined = _JOINED_BEFORE.search(text, max(0, start - _CONTEXT), start)
    return not joined or (not joined["hyphen"] and fold(joined["word"]) in _ELIDED)


def _may_end(text: str, end: int) -> bool:
    """Not before a hyphen, and before an apostrophe only if that is a possessive or a closing quote."""
    joined = _JOINED_AFTER.match(text, end)
    return not joined or (not joined["hyphen"] and fold(joined["word"]) == "s")


def _tied(prose: Prose, lexicon: Lexicon, scope: Scope) -> Iterator[Mention]:
    """A tie holds whatever the article's topics are."""
    for tie in prose.ties:
        called = [term for term in lexicon.called(tie.tie or "") if term.key not in scope.skipped]
        terms = _eligible(called, scope)[0] if len(called) > 1 else tuple(called)
        if terms and tie.start < tie.end:
            yield Mention(start=tie.start, end=tie.end, terms=terms, reason=Reason.TIED)


def _without_echoes(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    before = None
    for mention in mentions:
        if not before or mention.terms != before.terms or not _echoes(text, before.end, mention):
            yield mention
        before = mention


def _echoes(text: str, end: int, mention: Mention) -> bool:
    """Whether it stands alone in brackets right after the same term: its acronym, or what that stands for."""
    between = _ECHO_OPENS.fullmatch(text, end, mention.start)
    return bool(between) and text[mention.end : mention.end + 4].lstrip(' \u00a0\u202f»”"').startswith(")")

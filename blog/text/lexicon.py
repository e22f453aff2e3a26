"""The forms of a glossary, ready to be looked up: from one or two words to the forms that begin with them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from blog.text.folding import fold
from blog.text.forms import Form, Origin, forms_for
from blog.text.tokens import WORD, TextToken, openings, spoken, tokenise, words


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """What the matcher knows of an entry. `forms` are made once, when the entry is written (`forms.forms_for`)."""

    key: str  # the slug
    label: str
    language: str
    forms: tuple[Form, ...]
    topics: frozenset[str] = frozenset()  # slugs; only articles about one of them are marked; none: all are
    spares_names: bool = False  # a capital inside a sentence is a proper name, and not this term

    @classmethod
    def named(cls, label: str, *aliases: str, key: str, language: str) -> Self:
        """A term that is found by its names and what the rules make of them."""
        return cls(key=key, label=label, language=language, forms=forms_for(label, aliases, language))


class Candidate(NamedTuple):
    """A form of a term, cut into the tokens that a text is compared with."""

    term: Term
    words: tuple[str, ...]  # folded tokens, spaces and signs included
    spoken: list[str]  # those of them that are words
    first: str  # word, as it is spelled
    spelling: str
    origin: Origin
    is_exact: bool

    def follows(self, written: str, folded: Sequence[str], index: int) -> bool:
        """Whether the words of a text are these from one on, which is `written`. Cheap: signs are not looked at."""
        is_alike = folded[index : index + len(self.spoken)] == self.spoken
        return is_alike and (not self.is_exact or _spelling(written) == self.first)

    def stands_in(self, found: Sequence[TextToken], text: str) -> bool:
        """Whether the tokens are these words, each in a spelling that may stand for the other."""
        if tuple(token.folded for token in found) != self.words:
            return False
        written = _spelling(text[found[0].start : found[-1].end])
        if self.is_exact:
            return written == self.spelling
        return len(found) > 1 or _accents_agree(written, self.spelling)


class Lexicon:
    """Forms by their opening: with the first word alone a text would be compared with all names that begin alike.
    Building it cuts nothing: the forms of an opening are, when a text has that opening."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._forms: dict[str, list[tuple[Term, Form]]] = {}
        self._candidates: dict[str, tuple[Candidate, ...]] = {}
        for term in terms:
            for form in term.forms:
                if begins := opening(form.text):
                    self._forms.setdefault(begins, []).append((term, form))

    def beginning_in(
        self, found: Sequence[re.Match[str]], folded: Sequence[str]
    ) -> Iterator[tuple[int, Sequence[Candidate]]]:
        """Where names may stand in a text that is cut into words (`tokens.spoken`), with those that have the words that
        follow: the longest first, then those in exact letters."""
        for index, (alone, with_next) in enumerate(openings(folded)):
            if alone in self._forms or with_next in self._forms:
                names = (*self._opening_with(alone), *self._opening_with(with_next))
                following = [each for each in names if each.follows(found[index][0], folded, index)]
                if following:
                    yield found[index].start(), sorted(following, key=_longest_then_exact)

    def called(self, name: str) -> list[Term]:
        """The terms that go by this name, or stand at this address."""
        folded = " ".join(fold(name).split())
        beginnings = dict.fromkeys((first_word(name), opening(name)))
        forms = (each for begins in beginnings for each in self._forms.get(begins, ()))
        return list(dict.fromkeys(term for term, form in forms if folded in (fold(form.text), fold(term.key))))

    def _opening_with(self, opening: str) -> tuple[Candidate, ...]:
        if opening not in self._candidates:
            self._candidates[opening] = tuple(_candidate(*each) for each in self._forms.get(opening, ()))
        return self._candidates[opening]


def opening(text: str) -> str:
    """Its first word, or its first two, folded; empty when the text does not begin with a word."""
    found = words(text)
    first, second = next(found, None), next(found, None)
    if not first or first.start():
        return ""
    return fold(f"{first[0]} {second[0]}" if second else first[0])


def first_word(text: str) -> str:
    """Folded; empty when the text does not begin with a word."""
    match = WORD.match(text)
    return fold(match[0]) if match else ""


def _candidate(term: Term, form: Form) -> Candidate:
    tokens = tuple(token.folded for token in tokenise(form.text))
    found, folded = spoken(form.text)
    return Candidate(term, tokens, folded, _spelling(found[0][0]), _spelling(form.text), form.origin, form.is_exact)


def _accents_agree(written: str, spelling: str) -> bool:
    """Capitals may lack their accents, on either side; else du is not dû, nor péché pêche."""
    if len(written) != len(spelling):
        return True  # œ and oe: there is nothing to compare letter by letter
    return all(
        a.casefold() == b.casefold() or (a.isupper() and a.isascii()) or (b.isupper() and b.isascii())
        for a, b in zip(written, spelling, strict=True)
    )


def _spelling(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\u00ad", "")


def _longest_then_exact(candidate: Candidate) -> tuple[int, bool]:
    return -len(candidate.words), not candidate.is_exact

"""Words a text uses often and general language seldom: what a glossary might explain next."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from blog.text.folding import fold
from blog.text.forms import forms_of
from blog.text.frequencies import zipf
from blog.text.sentences import sentence_at

LANGUAGES = frozenset({"fr", "en"})
MOST_WORDS = 30
FEWEST_MENTIONS = 2
WORDS_FOR_A_MENTION = 1_000
SHORTEST, LONGEST = 3, 40

COMMON = 4.3
"""Once in 50,000 words."""
COMMON_IN_A_PHRASE = 5.3
"""Once in 5,000 words: avec and people are no half of a phrase."""
COMMON_IN_A_COMPOUND = 5.7
"""Once in 2,000 words: with such a part a compound is an ordinary word, like peut-être or long-term."""
PHRASE_IS_RARER, COMPOUND_IS_RARER = 1.0, 0.5

_WORD = re.compile(
    r"""
    (?: https?:// | www\. ) \S++ | [\w.+-]{1,64}@[\w.-]++                 # an address, to be passed over
  | (?: (?: [cdjlmnst] | (?: jus | lors | puis | quoi )? qu ) ['’ʼ] ){0,2}+
    (?P<word> \w [\w\u0300-\u036f\u00ad]*+ (?: [-‐‑'’ʼ] \w [\w\u0300-\u036f\u00ad]*+ )*+ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN = str.maketrans("’ʼ‐‑", "''--", "\u00ad")
_SPACES = (" ", "\u00a0", "\u202f")


@dataclass(frozen=True, kw_only=True)
class RareWord:
    word: str  # in the singular where the text has it; two words as they stand first
    folded: str
    count: int
    sentence: str  # the first it stands in


@dataclass(frozen=True, slots=True)
class _Mention:
    word: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    names: tuple[str, ...]  # of one word or of two
    mentions: Sequence[_Mention]
    frequency: float  # in general language

    @property
    def score(self) -> float:
        return len(self.mentions) * (COMMON - self.frequency)


def rare_words(text: str, language: str) -> tuple[RareWord, ...]:
    """At most 30 of plain text in French or English, the best first. Linear.

    A word in small letters (so no name) that stands here at least twice, and once in a thousand words, but comes less
    than once in 50,000 words of general language. Its score is its mentions times its rarity: 0.7 for once in 250,000
    words, 1.8 for what the list does not know. Singular and plural are one word, as common as the commoner of them.
    A compound is half a step of ten rarer than its rarest part. Two words in a row that make up half the mentions
    of the rarer one take its place, and are a step of ten rarer; they stand here three times if neither is rare.
    """
    language = language.lower().partition("-")[0]
    if language not in LANGUAGES:
        return ()
    mentions = _mentions(text, language)
    fewest = max(FEWEST_MENTIONS, len(mentions) / WORDS_FOR_A_MENTION)
    words = _words(mentions, language)
    phrases = list(_phrases(text, mentions, words, fewest))
    covered = {name for phrase in phrases for name in phrase.names if _is_half(phrase, words[name])}
    single = [word for name, word in words.items() if name not in covered and len(word.mentions) >= fewest]
    rare = [each for each in (*phrases, *single) if each.score > 0]
    best = sorted(rare, key=lambda each: (-each.score, each.mentions[0].start))[:MOST_WORDS]
    return tuple(_rare_word(text, each) for each in best)


def _rare_word(text: str, candidate: _Candidate) -> RareWord:
    first = candidate.mentions[0]
    is_phrase = len(candidate.names) > 1
    word = " ".join(text[first.start : first.end].split()) if is_phrase else candidate.names[0]
    return RareWord(
        word=word,
        folded=fold(word),
        count=len(candidate.mentions),
        sentence=sentence_at(text, first.start, first.end),
    )


def _mentions(text: str, language: str) -> list[_Mention]:
    """Of words in small letters, a plural under its singular where the text has both."""
    found = list(_written(text))
    written = {mention.word for mention in found}
    singular = {
        word: each
        for word in written
        for each in _singulars(word)
        if each in written and _is_plural(word, each, language)
    }
    return [_Mention(singular.get(each.word, each.word), each.start, each.end) for each in found]


def _written(text: str) -> Iterator[_Mention]:
    for match in _WORD.finditer(text):
        written = match["word"]
        if written and SHORTEST <= len(written) <= LONGEST and written.islower():
            word = unicodedata.normalize("NFC", written.translate(_PLAIN)).removesuffix("'s")
            if word.replace("-", "").isalpha():
                yield _Mention(word, *match.span("word"))


def _singulars(word: str) -> tuple[str, ...]:
    """What it may be a plural of, by its letters alone."""
    endings = (word[:-1], word[:-2], f"{word[:-3]}y", f"{word[:-2]}l")
    return endings if word.endswith(("s", "x")) and len(word) > SHORTEST else ()


def _is_plural(word: str, singular: str, language: str) -> bool:
    return word in forms_of(singular, language)


def _words(mentions: Sequence[_Mention], language: str) -> Mapping[str, _Candidate]:
    grouped: dict[str, list[_Mention]] = {}
    for mention in mentions:
        grouped.setdefault(mention.word, []).append(mention)
    return {
        word: _Candidate(names=(word,), mentions=found, frequency=_frequency(word, language))
        for word, found in grouped.items()
    }


def _frequency(word: str, language: str) -> float:
    if "-" in word:
        parts = [zipf(part, language) for part in word.split("-")]
        return COMMON if max(parts) >= COMMON_IN_A_COMPOUND else min(parts) - COMPOUND_IS_RARER
    known = zipf(word, language)
    commoner = [each for each in _singulars(word) if zipf(each, language) > known < COMMON]
    return max([known, *(zipf(each, language) for each in commoner if _is_plural(word, each, language))])


def _phrases(
    text: str, mentions: Sequence[_Mention], words: Mapping[str, _Candidate], fewest: float
) -> Iterator[_Candidate]:
    """Two words with a space between them; once more than others where neither is rare by itself."""
    found: dict[tuple[str, str], list[_Mention]] = {}
    for first, second in pairwise(mentions):
        if text[first.end : second.start] in _SPACES and first.word != second.word:
            whole = _Mention("", first.start, second.end)
            found.setdefault((first.word, second.word), []).append(whole)
    for names, wholes in found.items():
        one, other = sorted((words[name] for name in names), key=lambda word: word.frequency)
        phrase = _Candidate(names=names, mentions=wholes, frequency=one.frequency - PHRASE_IS_RARER)
        is_often = len(wholes) >= fewest + (one.frequency >= COMMON)
        if is_often and other.frequency < COMMON_IN_A_PHRASE and _is_half(phrase, one):
            yield phrase


def _is_half(phrase: _Candidate, word: _Candidate) -> bool:
    return 2 * len(phrase.mentions) >= len(word.mentions)

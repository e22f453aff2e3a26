"""The forms of a glossary name: itself, its plural or its singular, by the rules of its language.

By rule and not by stemmer: a stemmer takes innovation for innover, and an editor cannot see why.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from itertools import chain
from typing import NamedTuple

from blog.text.folding import fold

SHORTEST_SAFE_PLURAL = 8
"""Shorter words in -s may be another word without it: cours and cour, fonds and fond, mois and moi."""

_PREPOSITIONS = frozenset(
    {
        *("a", "au", "aux", "avec", "chez", "contre", "d", "dans", "de", "des", "du", "en", "entre"),
        *("par", "pour", "sans", "sous", "sur", "vers"),
    }
)
_INVARIABLE = frozenset({"et", "l", "la", "le", "les", "ni", "non", "ou"})
_PLURAL_IN_ALS = frozenset({"bal", "banal", "carnaval", "fatal", "festival", "final", "natal", "naval"})
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")

Inflect = Callable[[str], str]


class Origin(Enum):
    """Where a form comes from."""

    LABEL = "label"
    ALIAS = "alias"
    RULE = "rule"
    ADDED = "added"


class Form(NamedTuple):
    """What is looked for in a text. An exact one, such as an acronym, matches in these very letters only."""

    text: str
    origin: Origin
    is_exact: bool


def forms_for(
    label: str,
    aliases: Iterable[str],
    language: str,
    *,
    inflects: bool = True,
    is_exact: bool = False,
    added: Iterable[str] = (),
    dropped: Iterable[str] = (),
) -> tuple[Form, ...]:
    """All that an entry is found by, the label first, each text once. `inflects`: the rules add plurals and singulars;
    `is_exact`: every form counts in its own letters only; `dropped` takes a rule's or an alias's form out again, never
    the label."""
    names = (label, *aliases)
    spoken = (Form(name, Origin.ALIAS if number else Origin.LABEL, False) for number, name in enumerate(names))
    by_rule = (Form(text, Origin.RULE, False) for name in names for text in forms_of(name, language)[1:] if inflects)
    by_hand = (Form(text, Origin.ADDED, False) for text in added)
    forms: dict[str, Form] = {}
    for form in chain(spoken, by_hand, by_rule):
        text = " ".join(form.text.split())
        forms.setdefault(text, Form(text, form.origin, is_exact or keeps_its_capitals(text)))
    unwanted = {" ".join(text.split()) for text in dropped}
    return tuple(form for text, form in forms.items() if text not in unwanted or form.origin is Origin.LABEL)


def offered_forms(names: Iterable[str]) -> tuple[str, ...]:
    """Plurals of acronyms: some write PMEs, most do not, so an editor says yes to them one by one."""
    return tuple(f"{name}s" for name in names if is_acronym(name))


def is_acronym(name: str) -> bool:
    """Two to eight capitals and digits, two of them capitals at least: SCIC, R2D2, but not A4."""
    capitals = sum(character.isupper() for character in name)
    return len(name) <= 8 and capitals >= 2 and all(each.isupper() or each.isdigit() for each in name)


def keeps_its_capitals(name: str) -> bool:
    """Whether only the very same letters are this name: those of an acronym and its plural, or a single capital."""
    return is_acronym(name) or is_acronym(name.removesuffix("s")) or (len(name) == 1 and name.isupper())


def forms_of(name: str, language: str) -> tuple[str, ...]:
    """The name first, then what matches as well. An acronym has no other form."""
    name = " ".join(name.split())
    if keeps_its_capitals(name):
        return (name,)
    inflected = {"fr": _french_forms, "en": _english_forms}.get(language.lower().partition("-")[0])
    return tuple(dict.fromkeys([name, *(inflected(name) if inflected else ())]))


def _french_forms(name: str) -> Iterator[str]:
    """The words before the first preposition agree; without one the last may do so alone when it only takes an s (data
    centers), and in a hyphened word the first (chefs-lieux and timbres-poste)."""
    words = list(_words_that_agree(name))
    is_short = len(words) == len(_WORD.findall(name))
    alone = [words[-1:]] if words and is_short and not _french_plural(words[-1][0]).endswith("aux") else []
    for group in [words, *alone, *([words[:1]] if "-" in name else [])]:
        yield _inflect(name, group, _french_plural)
        if _is_surely_plural(words):
            yield _inflect(name, group, _french_singular)


def _words_that_agree(name: str) -> Iterator[re.Match[str]]:
    for word in _WORD.finditer(name):
        folded = fold(word[0])
        if folded in _PREPOSITIONS:
            return
        if folded not in _INVARIABLE and not is_acronym(word[0]):
            yield word


def _french_plural(word: str) -> str:
    folded = fold(word)
    if folded.endswith(("s", "x", "z")):
        return word
    if folded.endswith("al") and folded not in _PLURAL_IN_ALS:
        return word[:-1] + "ux"
    return word + ("x" if folded.endswith(("au", "eu")) else "s")


def _french_singular(word: str) -> str:
    if word.endswith("aux") and not word.endswith("eaux"):
        return word[:-2] + "l"
    return word.removesuffix("s").removesuffix("x")


def _is_surely_plural(words: Sequence[re.Match[str]]) -> bool:
    """Two words that both look plural are; so is one in -eaux, or a long one that has no trap's ending."""
    if not all(word[0].endswith(("s", "x")) for word in words):
        return False
    return len(words) > 1 or any(_is_safe_plural(word[0]) for word in words)


def _is_safe_plural(word: str) -> bool:
    is_trap = word.endswith(("us", "is", "as", "os", "ss", "ès", "ours"))
    return word.endswith("eaux") or (len(word) >= SHORTEST_SAFE_PLURAL and not is_trap)


def _english_forms(name: str) -> Iterator[str]:
    """Only the last word changes."""
    words = list(_WORD.finditer(name))
    if not words or is_acronym(words[-1][0]):
        return
    last = words[-1][0]
    if not last.endswith("s") or last.endswith(("us", "is", "ss")):
        yield _inflect(name, words[-1:], _english_plural)
    elif len(words) > 1 or _is_safe_plural(last):
        yield _inflect(name, words[-1:], _english_singular)


def _english_plural(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _english_singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes", "zes")) else word[:-1]


def _inflect(name: str, words: Sequence[re.Match[str]], inflect: Inflect) -> str:
    for word in reversed(words):
        name = name[: word.start()] + inflect(word[0]) + name[word.end() :]
    return name

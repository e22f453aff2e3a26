"""Searching the glossary, in any case and without accents: the desk's list and the public one ask the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from sqlalchemy import ColumnElement, Row, SQLColumnExpression, and_, case, false, func, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.interfaces import ORMOption

from blog.database import db
from blog.glossary.entry import LANGUAGES
from blog.glossary.models import IS_PUBLIC, GlossaryAlias, GlossaryForm, GlossaryTerm
from blog.text.folding import fold
from blog.text.tokens import words

PAGE_LENGTH = 100
LONGEST_SEARCH = 200  # characters
MOST_WORDS = 10  # that a search looks for
APOSTROPHES = ("'", "’", "ʼ")
ELSE = "#"  # the letter of what begins with none from A to Z

Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Stretch:
    """Some of a long list, and the id of the term after which it goes on."""

    terms: Sequence[GlossaryTerm]
    goes_on_after: int | None


def search(
    text: str = "",
    *,
    language: str | None = None,
    letter: str | None = None,
    only_public: bool = False,
    after: int | None = None,
    limit: int = PAGE_LENGTH,
    also: Sequence[Condition] = (),
    loaded: Sequence[ORMOption] = (),
) -> Stretch:
    """What has words that begin with all words typed. The term of that very label stands first; then the others by how
    they are found: by a form as it stands, the beginning of the label, of an alias, words of names and forms, of the
    definition; each group A to Z. `also`: further conditions; `loaded`: how much of each term."""
    order = (*_ranks(text), GlossaryTerm.folded_label, GlossaryTerm.id)
    found = conditions(text, language=language, letter=letter, only_public=only_public)
    query = select(GlossaryTerm).where(*found, *also).order_by(*order)
    if after is not None and (last := _place(after, order, only_public)):
        query = query.where(tuple_(*order) > tuple(last))
    terms = db.session.scalars(query.options(*loaded).limit(limit + 1)).all()
    return Stretch(terms[:limit], terms[limit - 1].id if len(terms) > limit else None)


def letters(
    text: str = "", *, language: str | None = None, only_public: bool = False, also: Sequence[Condition] = ()
) -> set[str]:
    """Those that something which the search finds begins with; `ELSE` for digits, signs and other alphabets."""
    found = conditions(text, language=language, only_public=only_public)
    firsts = db.session.scalars(select(_first_letter).where(*found, *also).distinct())
    return {first if first and first in ascii_lowercase else ELSE for first in firsts}


def conditions(
    text: str = "", *, language: str | None = None, letter: str | None = None, only_public: bool = False
) -> list[Condition]:
    """What a search asks of a term, for those who count or who join more to it."""
    asked: list[Condition] = [_holds(text)] if text.strip() else []
    if language is not None:
        asked.append(GlossaryTerm.language == language)
    if letter is not None:
        asked.append(_first_letter.not_in(tuple(ascii_lowercase)) if letter == ELSE else _first_letter == letter)
    return [*asked, IS_PUBLIC] if only_public else asked


def words_of(*texts: str) -> str:
    """What a column of words holds: each once, folded, a space before it."""
    return "".join(f" {word}" for word in dict.fromkeys(fold(word[0]) for text in texts for word in words(text)))


def _place(term_id: int, order: Sequence[SQLColumnExpression[Any]], only_public: bool) -> Row[Any] | None:
    """Where a list goes on. A draft has no place for readers: it would tell how it begins."""
    is_known = [GlossaryTerm.id == term_id, *([IS_PUBLIC] if only_public else [])]
    return db.session.execute(select(*order).where(*is_known)).first()


_first_letter = func.substr(GlossaryTerm.folded_label, 1, 1)


def _ranks(text: str) -> list[ColumnElement[int]]:
    """What a list is sorted by before the alphabet: nothing where nothing was typed."""
    in_names = [_in_a_name(word) for word in _words(text)]
    if not in_names:
        return []
    phrase = _phrase(text)
    ways = (
        _is_called(text),
        GlossaryTerm.id.in_(
            select(GlossaryForm.term_id).where(GlossaryForm.language.in_(LANGUAGES), GlossaryForm.folded == phrase)
        ),
        GlossaryTerm.folded_label.startswith(phrase, autoescape=True),
        GlossaryTerm.id.in_(
            select(GlossaryAlias.term_id).where(GlossaryAlias.folded.startswith(phrase, autoescape=True))
        ),
        and_(*in_names),
    )
    return [case(*((way, rank) for rank, way in enumerate(ways)), else_=len(ways))]


def _holds(text: str) -> Condition:
    """A text without any word is found nowhere, but as the label it may be."""
    in_words = [or_(_in_a_name(word), _begins(GlossaryTerm.definition_words, word)) for word in _words(text)]
    return or_(_is_called(text), and_(*in_words) if in_words else false())


def _is_called(text: str) -> Condition:
    return GlossaryTerm.folded_label == _phrase(text)


def _phrase(text: str) -> str:
    return " ".join(fold(text[:LONGEST_SEARCH]).split())


def _in_a_name(word: str) -> Condition:
    return _begins(GlossaryTerm.name_words, word)


def _begins(column: InstrumentedAttribute[str], word: str) -> Condition:
    return column.contains(f" {word}", autoescape=True)


def _words(text: str) -> list[str]:
    """The article of l’affouage says nothing about what is looked for."""
    found = list(words(text[:LONGEST_SEARCH]))
    telling = [word for word in found if not _is_elided(word)]
    return list(dict.fromkeys(fold(word[0]) for word in telling or found))[:MOST_WORDS]


def _is_elided(word: re.Match[str]) -> bool:
    return len(word[0]) <= 2 and word.string[word.end() : word.end() + 1] in APOSTROPHES

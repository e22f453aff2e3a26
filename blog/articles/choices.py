"""What editors decide about single terms in one article: leave it alone, this sense, mark this mention."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from blog.text.glossary import Marking, Occurrence, Place
from blog.text.mentions import Scope

_SPELLING = re.compile(
    r"(?P<act>skip|sense|first) (?P<term>[a-z0-9-]{1,200})(?: (?P<anchor>[a-z0-9-]{1,120}) (?P<number>\d{1,4}))?"
)


class Act(enum.Enum):
    SKIP = "skip"  # it is marked nowhere in the article
    SENSE = "sense"  # it is meant wherever several could be
    FIRST = "first"  # this mention of it bears the mark


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Spelled `skip pole`, `sense crane-2`, or `first quay q-who-comes 0`: the turn's anchor, and the how manieth
    mention in it, from 0."""

    act: Act
    term: str  # its address
    anchor: str = ""
    number: int = 0

    def __str__(self) -> str:
        place = f" {self.anchor} {self.number}" if self.act is Act.FIRST else ""
        return f"{self.act.value} {self.term}{place}"

    @classmethod
    def read(cls, spelled: str) -> Self:
        """Raises ValueError when it is not spelled so."""
        match = _SPELLING.fullmatch(spelled)
        if not match or (match["act"] == "first") is not bool(match["anchor"]):
            raise ValueError(spelled)
        return cls(
            act=Act(match["act"]),
            term=match["term"],
            anchor=match["anchor"] or "",
            number=int(match["number"] or 0),
        )


def with_choice(choices: Iterable[Choice], choice: Choice) -> tuple[Choice, ...]:
    """The last word about a term counts: a new choice takes the place of the others of its kind about it, and skipping
    a term that of all."""
    others = (each for each in choices if each.term != choice.term or _go_together(each, choice))
    return (*others, choice)


def decided(made: Iterable[str], *, choose: str = "", undo: str = "") -> tuple[Choice, ...]:
    """The choices so spelled, with one more, without one. `choose` may name, after semicolons, those that it takes the
    place of. A spelling that nobody's page has is nobody's choice."""
    chosen, *undone = choose.split("; ")
    choices: tuple[Choice, ...] = ()
    for spelled in (*made, chosen):
        with suppress(ValueError):
            choices = with_choice(choices, Choice.read(spelled))
    return tuple(choice for choice in choices if str(choice) not in (undo, *undone))


def marking(
    choices: Sequence[Choice],
    *,
    anchors: Sequence[str],
    topics: Iterable[str],
    occurrence: Occurrence,
    most: int,
    in_quotations: bool,
) -> Marking:
    """What the matcher is told. A mention whose turn is gone is nobody's choice any more."""
    places: Mapping[str, int] = {anchor: index for index, anchor in enumerate(anchors)}
    return Marking(
        occurrence=occurrence,
        most=most,
        scope=scope(choices, topics=topics, in_quotations=in_quotations),
        first={
            each.term: Place(fragment=places[each.anchor], number=each.number)
            for each in choices
            if each.act is Act.FIRST and each.anchor in places
        },
    )


def scope(choices: Iterable[Choice], *, topics: Iterable[str], in_quotations: bool = False) -> Scope:
    choices = tuple(choices)
    return Scope(
        topics=frozenset(topics),
        skipped=frozenset(each.term for each in choices if each.act is Act.SKIP),
        senses=frozenset(each.term for each in choices if each.act is Act.SENSE),
        in_quotations=in_quotations,
    )


def _go_together(one: Choice, other: Choice) -> bool:
    return {one.act, other.act} == {Act.SENSE, Act.FIRST}

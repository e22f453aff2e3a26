"""An invented language: words, names and interviews, the same ones for the same seed. As in a real one a few words are
said most of the time, and many names begin alike."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate

from blog.text.folding import fold

ONSETS = ("b", "br", "c", "ch", "d", "f", "g", "gr", "l", "m", "n", "p", "pl", "qu", "r", "s", "st", "t", "tr", "v")
VOWELS = ("a", "e", "i", "o", "u", "é", "ai", "ou", "eau", "an")
CODAS = ("", "", "", "l", "r", "s", "t", "n", "que", "tion")
SMALL = (
    "de",
    "la",
    "et",
    "les",
    "un",
    "une",
    "à",
    "des",
    "pour",
    "qui",
    "dans",
    "il",
    "ne",
    "pas",
    "on",
    "sur",
    "plus",
)
JOINTS = ("de", "en", "à", "de la")
CAPITALS = "ABCDEFGHILMNOPRSTUV"
ORDINARY, RARE = 4_000, 60_000  # words
NAME_SHARE = 1 / 40  # of what is said


class Vocabulary:
    """Ordinary words fill texts, the first of them the most, and no name is one of them alone. Rare words are said in
    names only."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        words = {fold(word): word for word in SMALL}
        while len(words) < len(SMALL) + ORDINARY + RARE:
            word = self._word()
            words.setdefault(fold(word), word)
        invented = list(words.values())[len(SMALL) :]
        self.ordinary, self.rare = invented[:ORDINARY], invented[ORDINARY:]
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(ORDINARY)))  # Zipf's law, without its peak

    def names(self, number: int) -> list[str]:
        """Of one to five words; one in ten is an acronym, and of the longer ones half begin with an ordinary word."""
        names: dict[str, str] = {}
        while len(names) < number:
            name = self._acronym() if self.random.random() < 0.1 else self._phrase()
            names.setdefault(fold(name), name)
        return list(names.values())

    def interview(self, words: int, names: Sequence[str]) -> str:
        """Markdown of at least so many words: questions, speakers, emphasis, links, lists and quotations, with names in
        one of forty places."""
        turns: list[str] = []
        written = 0
        while written < words:
            turns.append("\n\n".join(self._turn(names, len(turns))))
            written += len(turns[-1].split())
        return "\n\n".join(turns) + "\n"

    def sentence(self, names: Sequence[str] = ()) -> str:
        """Of ten to thirty words."""
        said = [self._said(names) for _ in range(self.random.randint(10, 30))]
        return f"{said[0][:1].upper()}{said[0][1:]} {' '.join(said[1:])}."

    def _turn(self, names: Sequence[str], number: int) -> Iterator[str]:
        yield f"## {self.sentence()[:-1]} ?"
        yield f"**Ida Holm :** {self._paragraph(names)}"
        yield self._paragraph(names)
        if number % 3 == 0:
            yield "\n".join(f"- {self.sentence(names)}" for _ in range(3))
        if number % 3 == 1:
            yield f"> {self.sentence(names)}"

    def _paragraph(self, names: Sequence[str]) -> str:
        plain = " ".join(self.sentence(names) for _ in range(4))
        more = (
            f"*{self._ordinary()}*, « {self._ordinary()} » & [{self._ordinary()}](https://exemple.org/{self.rare[0]})"
        )
        return f"{plain} L’{self._ordinary()} : {more}."

    def _said(self, names: Sequence[str]) -> str:
        chance = self.random.random()
        if names and chance < NAME_SHARE:
            return self.random.choice(names)
        return self.random.choice(SMALL) if chance < 0.4 else self._ordinary()

    def _ordinary(self) -> str:
        return self.random.choices(self.ordinary, cum_weights=self._weights)[0]

    def _word(self) -> str:
        pick = self.random.choice
        return "".join(pick(ONSETS) + pick(VOWELS) + pick(CODAS) for _ in range(self.random.choice((1, 2, 2, 3))))

    def _phrase(self) -> str:
        length = self.random.choices((1, 2, 3, 4, 5), (40, 30, 15, 10, 5))[0]
        first = self.random.choice(self.rare) if length == 1 or self.random.random() < 0.5 else self._ordinary()
        inner = [self.random.choice((*JOINTS, self._ordinary())) for _ in range(length - 2)]
        last = [self.random.choice((self._ordinary(), self.random.choice(self.rare)))] if length > 1 else []
        return " ".join([first, *inner, *last])

    def _acronym(self) -> str:
        return "".join(self.random.choices(CAPITALS, k=self.random.randint(3, 6)))

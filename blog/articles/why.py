"""Why each mark of an article stands, and what its editor could choose instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from blog.articles.choices import Act, Choice
from blog.articles.glossed import Glossed
from blog.glossary import service as glossary
from blog.text.glossary import Doubt, Occurrence, Use
from blog.text.mentions import Reason
from blog.text.sentences import Quote
from blog.text.words import count_words


@dataclass(frozen=True, kw_only=True)
class Sense:
    """An entry that could be meant, and the choices that make it so: the first is made, the others are undone."""

    title: str
    choices: Sequence[Choice]

    def __str__(self) -> str:
        return "; ".join(map(str, self.choices))


@dataclass(frozen=True, kw_only=True)
class Mention:
    question: str
    quote: Quote
    reason: Reason
    is_marked: bool
    is_quiet: bool
    first: Choice | None  # what would give it the mark


@dataclass(frozen=True, kw_only=True)
class Mentioned:
    """An entry and where the article mentions it; those that every reader sees marked come first."""

    key: str
    title: str
    mentions: Sequence[Mention]
    skip: Choice
    senses: Sequence[Sense]  # others that could be meant

    @property
    def marks(self) -> list[Mention]:
        return [mention for mention in self.mentions if mention.is_marked]

    @property
    def others(self) -> list[Mention]:
        return [mention for mention in self.mentions if not mention.is_marked]


@dataclass(frozen=True, kw_only=True)
class Task:
    """Words that several entries explain, where they stand first."""

    form: str
    question: str
    quote: Quote
    senses: Sequence[Sense]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What has been chosen, and whether it still makes a difference."""

    choice: Choice
    title: str
    question: str
    holds: bool


@dataclass(frozen=True, kw_only=True)
class Why:
    tasks: Sequence[Task]
    mentioned: Sequence[Mentioned]
    decisions: Sequence[Decision]
    marks: int
    words: int

    @property
    def density(self) -> float:
        """Marks in a thousand words."""
        return self.marks * 1000 / max(self.words, 1)


def why(glossed: Glossed) -> Why:
    return _Explaining(glossed).why()


class _Explaining:
    def __init__(self, glossed: Glossed) -> None:
        self.glossed = glossed
        self.article, self.annotation = glossed.article, glossed.annotation
        self.choices = [Choice.read(spelled) for spelled in self.article.choices]
        self.titles: Mapping[str, str] = glossary.titles(self._keys())
        self.loud = {(use.key, use.place): use for use in self.annotation.marks}
        self.quiet = {(use.key, use.place) for use in self.annotation.uses if use.is_quiet}

    def why(self) -> Why:
        return Why(
            tasks=list(self._tasks()),
            mentioned=list(self._mentioned()),
            decisions=[self._decision(choice) for choice in self.choices],
            marks=len(self.loud),
            words=sum(count_words(prose.text) for prose in self.glossed.prose),
        )

    def _keys(self) -> set[str]:
        mentioned = {key for use in self.annotation.mentions for key in (use.key, *use.others)}
        doubted = {key for doubt in self.annotation.doubts for key in doubt.keys}
        return mentioned | doubted | {choice.term for choice in self.choices}

    def _tasks(self) -> Iterator[Task]:
        firsts: dict[tuple[str, ...], Doubt] = {}
        for doubt in self.annotation.doubts:
            firsts.setdefault(doubt.keys, doubt)
        for doubt in firsts.values():
            question, quote = self._question(doubt.fragment), self.glossed.quote(doubt)
            yield Task(form=doubt.form, question=question, quote=quote, senses=self._senses(doubt.keys, ()))

    def _mentioned(self) -> Iterator[Mentioned]:
        by_term: defaultdict[str, list[Use]] = defaultdict(list)
        for use in self.annotation.mentions:
            by_term[use.key].append(use)
        for key, uses in by_term.items():
            yield Mentioned(
                key=key,
                title=self._title(key),
                mentions=[self._mention(use, uses) for use in uses],
                skip=Choice(act=Act.SKIP, term=key),
                senses=self._senses(sorted({other for use in uses for other in use.others}), [key]),
            )

    def _mention(self, use: Use, uses: Sequence[Use]) -> Mention:
        place = use.key, use.place
        return Mention(
            question=self._question(use.fragment),
            quote=self.glossed.quote(use),
            reason=use.reason,
            is_marked=place in self.loud,
            is_quiet=place in self.quiet,
            first=None if place in self.loud or self._is_held(use, uses) else self._first(use),
        )

    def _is_held(self, use: Use, uses: Iterable[Use]) -> bool:
        """Whether no choice would give it the mark: every mention has one, or none, or the author tied another."""
        if self.article.occurrence is Occurrence.QUESTION:
            uses = (each for each in uses if each.fragment == use.fragment)
        is_tied = any(each.reason is Reason.TIED for each in uses)
        return is_tied or self.article.occurrence in (Occurrence.EVERY, Occurrence.NEVER)

    def _first(self, use: Use) -> Choice:
        anchor = self.article.turns[use.fragment].anchor
        return Choice(act=Act.FIRST, term=use.key, anchor=anchor, number=use.place.number)

    def _decision(self, choice: Choice) -> Decision:
        questions = {turn.anchor: turn.question_text for turn in self.article.turns}
        return Decision(
            choice=choice,
            title=self._title(choice.term),
            question=questions.get(choice.anchor, ""),
            holds=choice.term in self.titles and self._holds(choice),
        )

    def _holds(self, choice: Choice) -> bool:
        if choice.act is Act.SENSE:
            return any(use.key == choice.term and use.others for use in self.annotation.mentions)
        marked = (use for use in self.loud.values() if use.key == choice.term)
        return choice.act is Act.SKIP or any(use.reason is Reason.FIRST for use in marked)

    def _senses(self, keys: Iterable[str], instead_of: Iterable[str]) -> list[Sense]:
        every = {key: Choice(act=Act.SENSE, term=key) for key in (*keys, *instead_of)}
        return [
            Sense(title=self._title(key), choices=[every[key], *(every[other] for other in every if other != key)])
            for key in keys
        ]

    def _title(self, key: str) -> str:
        return self.titles.get(key, key)

    def _question(self, fragment: int) -> str:
        return self.article.turns[fragment].question_text

"""An article's source read as turns: a question, the answer, and what of it stands in the lead."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token
from markupsafe import Markup

from blog.text.dialect import MORE, MORE_LINE
from blog.text.markdown import parse_article, render_blocks, render_phrases
from blog.text.words import plain_text


@dataclass(frozen=True, kw_only=True)
class Turn:
    question: Markup | None
    html: Markup
    in_lead: bool

    @property
    def words(self) -> str:
        """The question on the first line, if there is one, then the text, a line for each block."""
        texts = (plain_text(self.question or ""), plain_text(self.html))
        return "\n".join(text for text in texts if text)


def read_turns(source: str, language: str) -> tuple[Turn, ...]:
    """The turns in order, those of the lead first.

    `#` and `##` ask a question; deeper headings belong to the answer. The lead ends at the first
    `<!--more-->` with something before it, and such a mark may cut an answer in two. Without one the
    lead is the opening prose and the first question with its answer.
    """
    parts, cut = _take_apart(parse_article(source, language))
    lead = _usual_lead(parts) if cut is None else cut
    return tuple(
        Turn(
            question=render_phrases(part.question) or None,
            html=render_blocks(part.body),
            in_lead=index < lead,
        )
        for index, part in enumerate(parts)
    )


def seems_split(source: str) -> bool:
    """Whether a line looks like the mark, without parsing: one inside a code block looks so too."""
    return any(MORE_LINE.fullmatch(line.strip()) for line in source.splitlines())


def split_lines(source: str, language: str) -> list[int]:
    """Where marks stand, counted from 1; one of them splits the article, any other does nothing."""
    if not seems_split(source):
        return []
    marks = (token for token in parse_article(source, language) if token.type == MORE and token.level == 0)
    return [mark.map[0] + 1 for mark in marks if mark.map]


@dataclass
class _Part:
    question: list[Token] = field(default_factory=list)
    body: list[Token] = field(default_factory=list)

    @property
    def awaits_answer(self) -> bool:
        return not self.body


def _take_apart(tokens: Sequence[Token]) -> tuple[list[_Part], int | None]:
    """The parts, and how many of them stand before the mark."""
    parts: list[_Part] = []
    cut = None
    following = iter(tokens)
    for token in following:
        if token.type == MORE and token.level == 0:
            cut = cut or _cut_after(parts)
        elif token.type == "heading_open" and token.tag in ("h1", "h2"):
            question = next(following).children
            next(following)
            parts += [_Part(question=question)] if question else []
        else:
            if not parts or len(parts) == cut:
                parts.append(_Part())
            parts[-1].body.append(token)
    return parts, cut


def _cut_after(parts: Sequence[_Part]) -> int | None:
    """A question is never parted from its answer by a mark, and an empty lead is none."""
    torn = bool(parts) and parts[-1].awaits_answer
    return len(parts) - torn or None


def _usual_lead(parts: Sequence[_Part]) -> int:
    first_question = next((index for index, part in enumerate(parts) if part.question), len(parts))
    return first_question + 1

"""Quotations in a comment: those that stand in the article to the word lead there, the others are the reader's own."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from blog.text.folding import fold
from blog.text.typography import is_french, within_quotes
from blog.text.words import excerpt, plain_text

FEWEST_WORDS = 3  # fewer stand in many texts
MOST_QUOTATIONS = 10  # of a comment that are looked for
LONGEST_QUESTION = 80  # characters of it that are shown

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Of an article: an answer, or a question."""

    html: str
    address: str
    question: str = ""  # in plain words
    is_answer: bool = False

    @cached_property
    def words(self) -> str:
        return _words(plain_text(self.html))

    def cited(self, language: str) -> str:
        question = within_quotes(excerpt(self.question, LONGEST_QUESTION), language)
        if is_french(language):
            place = "la réponse à" if self.is_answer else "la question"
            return f"dans {place} «\u202f{question}\u202f»" if question else "dans l’article"
        place = "the answer to" if self.is_answer else "the question"
        return f"from {place} “{question}”" if question else "from the article"


def cited_quotations(md: MarkdownIt) -> None:
    """Around a quotation of the article, `env["passages"]`, a figure that names its place. Looked at from the first
    passage on; case, accents, punctuation and spaces do not count."""

    def rule(state: StateCore) -> None:
        quotations = list(_quotations(state.tokens))[:MOST_QUOTATIONS]
        passages = list(state.env["passages"]) if quotations else []
        for start, end in reversed(quotations):
            passage = _source(state.tokens[start:end], passages)
            if passage:
                state.tokens[start].attrSet("cite", passage.address)
                state.tokens[end:end] = _caption(passage, state.env["language"])
                state.tokens.insert(start, Token("figure_open", "figure", 1, block=True))

    md.core.ruler.push("cited_quotations", rule)


def _quotations(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The outermost of them: from its first token to behind its last."""
    start = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and token.type == "blockquote_open":
            start = index
        elif token.level == 0 and token.type == "blockquote_close":
            yield start, index + 1


def _source(quotation: Sequence[Token], passages: Iterable[Passage]) -> Passage | None:
    words = _words(" ".join(_said(quotation)))
    if words.count(" ") <= FEWEST_WORDS or _leads_elsewhere(quotation):
        return None
    return next((passage for passage in passages if words in passage.words), None)


def _leads_elsewhere(quotation: Iterable[Token]) -> bool:
    """By a link of the reader's own, which the article does not have. An address that stands there as it is, is its own
    words."""
    inline = (child for token in quotation for child in token.children or ())
    return any(child.type == "link_open" and child.info != "auto" for child in inline)


def _said(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.children:
            yield "".join("\n" if child.type.endswith("break") else child.content for child in token.children)
        else:
            yield token.content


def _words(text: str) -> str:
    """One space before, between and behind."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


def _caption(passage: Passage, language: str) -> list[Token]:
    link = [
        Token("link_open", "a", 1, attrs={"href": passage.address}),
        Token("text", "", 0, content=passage.cited(language)),
        Token("link_close", "a", -1),
    ]
    return [
        Token("figcaption_open", "figcaption", 1, block=True),
        Token("inline", "", 0, children=link, block=True),
        Token("figcaption_close", "figcaption", -1, block=True),
        Token("figure_close", "figure", -1, block=True),
    ]

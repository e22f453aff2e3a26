"""What the glossary finds in an article. Nothing is written: marks, previews and dry runs all begin here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from blog.articles.choices import Choice, marking, scope
from blog.articles.models import Article
from blog.glossary import service as glossary
from blog.text.glossary import Annotation, Doubt, Marking, Use, annotate, words_in
from blog.text.lexicon import Lexicon
from blog.text.mentions import Scope
from blog.text.prose import Prose
from blog.text.sentences import Quote, quote_at
from blog.text.typography import OBJECT


@dataclass(frozen=True, kw_only=True)
class Glossed:
    article: Article
    prose: Sequence[Prose]  # of each turn
    annotation: Annotation

    def quote(self, found: Use | Doubt) -> Quote:
        """The words of a mention in their sentence."""
        return quote_at(self._lines[found.fragment], found.start, found.end)

    @cached_property
    def _lines(self) -> list[str]:
        return [prose.text.replace(OBJECT, "\n") for prose in self.prose]


def gloss(article: Article) -> Glossed:
    """With the glossary as it stands."""
    prose = prose_of(article)
    return gloss_with(glossary.lexicon(article.language, words_in(prose)), article, prose)


def gloss_with(lexicon: Lexicon, article: Article, prose: Sequence[Prose]) -> Glossed:
    annotation = annotate(prose, lexicon, article.language, marking_of(article))
    return Glossed(article=article, prose=prose, annotation=annotation)


def marking_of(article: Article) -> Marking:
    return marking(
        [Choice.read(spelled) for spelled in article.choices],
        anchors=[turn.anchor for turn in article.turns],
        topics=[topic.slug for topic in article.topics],
        occurrence=article.occurrence,
        most=article.most_marks,
        in_quotations=article.marks_quotations,
    )


def scope_around(article: Article) -> Scope:
    """What may be marked in the words of others about the article; their quotations bear no marks."""
    choices = [Choice.read(spelled) for spelled in article.choices]
    return scope(choices, topics=[topic.slug for topic in article.topics])


def prose_of(article: Article) -> list[Prose]:
    return [Prose.read(turn.html) for turn in article.turns]

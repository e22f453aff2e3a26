"""How a manuscript would read, and what an editor may want to look at before it goes out. Stores nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from blog.articles.composing import compose
from blog.articles.findings import JargonSort
from blog.articles.glossed import Glossed
from blog.articles.indexing import jargon
from blog.articles.jargon import unexplained
from blog.articles.manuscript import Manuscript
from blog.articles.models import Article, Continuation, Kind
from blog.articles.writing import leads_elsewhere
from blog.media import service as media
from blog.text.glossary import Annotation
from blog.text.interview import seems_split
from blog.text.links import is_vague_label

MOST_WORDS = 12  # that a sentence names


@dataclass(frozen=True)
class Advice:
    """A hint at a field; nothing that would keep an article from being saved."""

    sentence: str
    field: str


def preview(manuscript: Manuscript, of: Article | None = None) -> Glossed:
    """The article with its marks, in no session. What is unfinished shows as far as it goes; `of` is what stands."""
    links = manuscript.continuation is Continuation.LINK
    if not (links and leads_elsewhere(manuscript.continuation_url)):
        here = Continuation.HERE if links else manuscript.continuation
        manuscript = replace(manuscript, continuation=here, continuation_url="")
    if manuscript.picture and media.by_digest(manuscript.picture) is None:
        manuscript = replace(manuscript, picture="")
    article = Article(published_at=of.published_at if of else None)
    return compose(article, manuscript, since=of)


def advice(glossed: Glossed, of: Article | None = None) -> list[Advice]:
    """About an article that stands, or a preview `of` it; in the order of the form."""
    article = glossed.article
    return [
        *_about_text(article),
        *_about_ties(glossed.annotation),
        *_about_acronyms(article, of or article),
        *_about_picture(article),
        *_about_continuation(article),
    ]


def open_doubts(glossed: Glossed) -> list[Advice]:
    """For a page that does not show them as tasks."""
    forms = dict.fromkeys(doubt.form for doubt in glossed.annotation.doubts)
    return [Advice(_("“%(words)s” could mean several entries: choose one.", words=form), "why") for form in forms]


def _about_text(article: Article) -> Iterator[Advice]:
    if article.turns and article.kind is Kind.INTERVIEW and not article.questions:
        yield Advice(_("There is no question yet: a line that begins with ## asks one."), "source")
    if len(article.turns) > 1 and not seems_split(article.source):
        yield Advice(_("Without a line <!--more--> lists show the opening and the first answer."), "source")


def _about_acronyms(article: Article, of: Article) -> Iterator[Advice]:
    acronyms = [each for each in jargon(article) if each.sort is JargonSort.ACRONYM]
    words = [each.word for each in unexplained(acronyms, of if of.id else None)]
    if words:
        shown = ", ".join(words[:MOST_WORDS]) + (", …" if len(words) > MOST_WORDS else "")
        yield Advice(_("No entry of the glossary explains: %(words)s.", words=shown), "source")


def _about_ties(annotation: Annotation) -> Iterator[Advice]:
    for name in annotation.lost:
        yield Advice(_("“[[…|%(name)s]]”: no entry goes by that name.", name=name), "source")


def _about_picture(article: Article) -> Iterator[Advice]:
    if article.picture and not article.picture_alt.strip():
        yield Advice(_("The lead picture says nothing yet to those who do not see it."), "picture_alt")


def _about_continuation(article: Article) -> Iterator[Advice]:
    label = article.continuation_label.strip()
    if label and is_vague_label(label):
        sentence = _("“%(label)s” alone does not say where it leads; name what follows.", label=label)
        yield Advice(sentence, "continuation_label")

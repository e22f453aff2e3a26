"""What a page shows of an article: its lead or all of it, the definitions of what is shown, and where the rest is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext as _
from flask_babel import ngettext

from blog.articles.findings import TermUse
from blog.articles.listed import Listed
from blog.articles.models import Article, Continuation, Turn
from blog.text.links import LinkKind, describe_link
from blog.web.addresses import address_of_turn, url_for


@dataclass(frozen=True, kw_only=True)
class Onward:
    """The one link that continues an article."""

    href: str
    label: str
    facts: str  # what is behind it: how much, or which kind of thing where, in which language
    language: str = ""  # of what is behind it, when it is another


@dataclass(frozen=True, kw_only=True)
class Sheet:
    article: Article
    is_whole: bool

    @property
    def endpoint(self) -> str:
        """Of the page that shows it."""
        return "reading.full" if self.is_whole and self.article.has_page_for_rest else "reading.article"

    @cached_property
    def turns(self) -> list[Turn]:
        return self.article.turns if self.is_whole else self.article.lead

    @property
    def first_of_rest(self) -> Turn | None:
        rest = self.article.rest if self.is_whole else []
        return rest[0] if rest else None

    @cached_property
    def uses(self) -> list[TermUse]:
        return self.article.explained(in_lead=not self.is_whole)

    @property
    def onward(self) -> Onward | None:
        return None if self.is_whole else continuation(self.article)

    @cached_property
    def questions(self) -> Sequence[Turn]:
        """Those that a reader of this page can go to; none when they are few."""
        questions = [turn for turn in self.article.questions if self.address_of(turn)]
        return questions if len(questions) > 3 else []

    def address_of(self, turn: Turn) -> str | None:
        """On this page, else on the page with the rest, else nowhere."""
        is_here = self.is_whole or turn.in_lead
        return f"#{turn.anchor}" if is_here else address_of_turn(self.article, turn)


def sheet(article: Article) -> Sheet:
    """The article's own page."""
    return Sheet(article=article, is_whole=article.continuation is Continuation.HERE or not _continues(article))


def continuation(article: Article | Listed) -> Onward | None:
    """None when the lead is all there is."""
    if not _continues(article):
        return None
    if article.continuation is Continuation.LINK and article.continuation_url:
        return _elsewhere(article, article.continuation_url)
    page = "reading.article" if article.continuation is Continuation.HERE else "reading.full"
    label = article.continuation_label or _("Continue reading")
    return Onward(href=url_for(page, slug=article.slug, _anchor="more"), label=label, facts=_how_much(article))


def _continues(article: Article | Listed) -> bool:
    return article.has_rest or article.continuation is Continuation.LINK


def _elsewhere(article: Article | Listed, url: str) -> Onward:
    target = describe_link(url)
    language = article.continuation_language
    kind = "PDF" if target.kind is LinkKind.PDF else _("web page")
    facts = [kind, target.host, _language_name(language)]
    label = article.continuation_label or _("Continue reading")
    return Onward(href=url, label=label, facts=", ".join(filter(None, facts)), language=language)


def _how_much(article: Article | Listed) -> str:
    if not article.questions_in_rest:
        return ""
    return str(ngettext("%(num)d more question", "%(num)d more questions", article.questions_in_rest))


def _language_name(code: str) -> str:
    return str({"fr": _("in French"), "en": _("in English")}.get(code, code))

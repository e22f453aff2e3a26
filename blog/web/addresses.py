"""Where the pieces of an article are read; what stands in a rest that is not here has no address."""

from __future__ import annotations

from flask import url_for

from blog.articles.findings import TermUse
from blog.articles.models import Article, Continuation, Turn


def address_of_turn(article: Article, turn: Turn) -> str | None:
    return _address(article, turn.anchor, in_lead=turn.in_lead)


def address_of_anchor(article: Article, anchor: str | None) -> str | None:
    """Of the turn that has it now, if there is one."""
    turn = next((turn for turn in article.turns if turn.anchor == anchor), None)
    return address_of_turn(article, turn) if turn else None


def address_of_use(article: Article, use: TermUse) -> str | None:
    return _address(article, f"gl-{use.term.slug}", in_lead=use.in_lead)


def _address(article: Article, anchor: str, *, in_lead: bool) -> str | None:
    if in_lead or article.continuation is Continuation.HERE:
        return url_for("reading.article", slug=article.slug, _anchor=anchor)
    if article.continuation is Continuation.PAGE:
        return url_for("reading.full", slug=article.slug, _anchor=anchor)
    return None

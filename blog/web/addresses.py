"""Addresses, each built once a process; and where the pieces of an article are read: what stands in a rest that is not
here has no address."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import flask
from flask import Flask, current_app, request

from blog.articles.listing import Mention
from blog.articles.models import Article, Continuation, Turn
from blog.glossary.models import GlossaryTerm

KEPT = 4_000  # addresses a process, of some hundred bytes


def init_app(app: Flask) -> None:
    app.extensions["addresses"] = lru_cache(maxsize=KEPT, typed=True)(_built)
    app.jinja_env.globals["url_for"] = url_for


def url_for(endpoint: str, /, **values: Any) -> str:
    """As Flask's. A path depends on nothing of the request but on where the site begins behind a proxy, which is the
    first thing that a kept one is found by."""
    if not request or endpoint.startswith(".") or "_external" in values or "_scheme" in values:
        return flask.url_for(endpoint, **values)
    address: str = current_app.extensions["addresses"](request.script_root, endpoint, **values)
    return address


def address_of_turn(article: Article, turn: Turn) -> str | None:
    return _address(article, turn.anchor, in_lead=turn.in_lead)


def address_of_anchor(article: Article, anchor: str | None) -> str | None:
    """Of the turn that has it now, if there is one."""
    turn = next((turn for turn in article.turns if turn.anchor == anchor), None)
    return address_of_turn(article, turn) if turn else None


def address_of_mention(mention: Mention, term: GlossaryTerm) -> str | None:
    return _address(mention, f"gl-{term.slug}", in_lead=mention.in_lead)


def _address(article: Article | Mention, anchor: str, *, in_lead: bool) -> str | None:
    if in_lead or article.continuation is Continuation.HERE:
        return url_for("reading.article", slug=article.slug, _anchor=anchor)
    if article.continuation is Continuation.PAGE:
        return url_for("reading.full", slug=article.slug, _anchor=anchor)
    return None


def _built(_root: str, endpoint: str, /, **values: Any) -> str:
    return flask.url_for(endpoint, **values)

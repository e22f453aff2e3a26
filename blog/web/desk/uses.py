"""Where an entry is found: article by article, question by question."""

from __future__ import annotations

from flask import render_template, request

from blog.articles import uses
from blog.glossary import service as glossary
from blog.web.addresses import address_of_turn
from blog.web.desk.door import bp


@bp.get("/glossary/<slug:slug>/uses")
def term_uses(slug: str) -> str:
    term, after, doubtful = glossary.by_slug(slug), request.args.get("after"), "doubts" in request.args
    found = uses.doubts(term, after=after) if doubtful else uses.marks(term, after=after)
    marked, doubted = uses.counts(term)
    shown = {"term": term, "found": found, "doubtful": doubtful, "marked": marked, "doubted": doubted}
    return render_template("desk/term_uses.html", address_of_turn=address_of_turn, **shown)

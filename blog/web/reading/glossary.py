"""The glossary from A to Z and what is looked for in it; one entry with the articles that use it."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

from flask import render_template, request

from blog.articles import listing
from blog.articles import service as articles
from blog.glossary import service as terms
from blog.glossary.contents import Asked, contents, neighbours
from blog.glossary.models import GlossaryTerm
from blog.glossary.searching import ELSE, LONGEST_SEARCH
from blog.text.characters import tidy
from blog.text.words import excerpt, plain_text
from blog.web.addresses import address_of_mention, url_for
from blog.web.forms import row_id
from blog.web.language import LANGUAGES, speak
from blog.web.reading.door import bp
from blog.web.reading.linked_data import defined_term

LETTERS = (*ascii_lowercase, ELSE)
MENTIONS = 20  # on the entry's own page
MENTIONS_OF_A_LIST = 50
GIST = 200  # characters

#: The whole glossary for machines (`glossary_data.py`): view, media type, name.
DATA_FILES = (
    ("reading.glossary_turtle", "text/turtle", "SKOS (Turtle)"),
    ("reading.glossary_rdf", "application/rdf+xml", "SKOS (RDF/XML)"),
    ("reading.glossary_json", "application/ld+json", "JSON-LD"),
)


@bp.get("/glossary")
def glossary() -> str:
    asked = _asked()
    if asked.language:
        speak(asked.language)
    found = contents(asked)
    return render_template(
        "reading/glossary.html",
        asked=asked,
        found=found,
        groups=_by_letter(found.stretch.terms),
        alphabet=LETTERS,
        canonical=_address(asked, is_large=found.is_large, has_choice=len(found.languages) > 1),
        data_files=DATA_FILES,
    )


@bp.get("/glossary/<slug:slug>")
def term(slug: str) -> str:
    term = terms.public_by_slug(slug)
    speak(term.language)
    near, mentions = neighbours(term), listing.using(term, length=MENTIONS)
    return render_template(
        "reading/term.html",
        term=term,
        near=near,
        gist=excerpt(plain_text(term.definition_html), GIST),
        topics=articles.public_topics(term.topics),
        mentions=_placed(mentions, term),
        more=mentions.count if mentions.next_key else 0,
        linked_data=defined_term(term, near),
    )


@bp.get("/glossary/<slug:slug>/articles")
def term_articles(slug: str) -> str:
    term, before = terms.public_by_slug(slug), request.args.get("before") or None
    speak(term.language)
    mentions = listing.using(term, before=before, length=MENTIONS_OF_A_LIST)
    path = url_for("reading.term_articles", slug=slug, before=before)
    return render_template(
        "reading/term_articles.html",
        term=term,
        count=listing.count_using(term),
        mentions=_placed(mentions, term),
        next_key=mentions.next_key,
        canonical=path,
    )


def _asked() -> Asked:
    """What an address asks for; what nobody's link says is not asked."""
    given = request.args
    return Asked(
        text=tidy(given.get("q", "")).strip()[:LONGEST_SEARCH],
        language=given.get("language") if given.get("language") in LANGUAGES else None,
        letter=given.get("letter") if given.get("letter") in LETTERS else None,
        after=given.get("after", type=row_id),
    )


def _address(asked: Asked, *, is_large: bool, has_choice: bool) -> str:
    """The one address of what is shown, whatever else was asked for."""
    letter = asked.letter if is_large and not asked.text else None
    return url_for(
        "reading.glossary",
        q=asked.text or None,
        language=asked.language if has_choice else None,
        letter=letter,
        after=asked.after if asked.text or letter else None,
    )


def _by_letter(found: Sequence[GlossaryTerm]) -> dict[str, list[GlossaryTerm]]:
    groups: dict[str, list[GlossaryTerm]] = {}
    for term in found:
        first = term.folded_label[:1]
        groups.setdefault(first if first in LETTERS else ELSE, []).append(term)
    return groups


def _placed(mentions: listing.Mentions, term: GlossaryTerm) -> list[tuple[listing.Mention, str | None]]:
    """With the address where the mark is read."""
    return [(mention, address_of_mention(mention, term)) for mention in mentions.found]

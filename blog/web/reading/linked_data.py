"""An article as schema.org sees it (there is no type for interviews): people, questions, terms."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from flask import current_app, url_for

from blog.articles.models import Article, Part, Person, Turn
from blog.glossary.concepts import Side
from blog.glossary.contents import Neighbours
from blog.glossary.models import GlossaryTerm
from blog.text.typography import typeset
from blog.text.words import plain_text
from blog.web.days import day_of
from blog.web.reading.sheet import Sheet
from blog.web.reading.wording import absolute, gist, picture_url


def linked_data(sheet: Sheet, page: str) -> dict[str, Any]:
    """`page` is the path of the page that shows the sheet."""
    article, day = sheet.article, day_of(sheet.article)
    address = absolute(url_for("reading.article", slug=article.slug))
    facts = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": address,
        "url": absolute(page),
        "headline": typeset(article.title, article.language),
        "description": gist(article.standfirst, article.language),
        "inLanguage": article.language,
        "datePublished": day and day.isoformat(),
        "dateModified": article.revised_at.isoformat(timespec="seconds"),
        "image": [absolute(picture_url(article.picture))] if article.picture else [],
        "author": [_person(person) for person in _writers(article)],
        "contributor": [_person(person) for person in article.people_as(Part.INTERVIEWEE)],
        "publisher": {"@type": "Organization", "name": current_app.config["SITE_NAME"], "url": absolute("/")},
        "keywords": [topic.name for topic in article.topics],
        "hasPart": [_question(turn, absolute(page)) for turn in sheet.turns if turn.question],
        "mentions": [_term(use.term) for use in sheet.uses],
    }
    return {name: value for name, value in facts.items() if value}


def defined_term(term: GlossaryTerm, near: Neighbours) -> dict[str, Any]:
    """For the term's own page. (A DefinedTerm is no CreativeWork, so it has no licence and no translation there.)"""
    facts = {
        "@context": "https://schema.org",
        **_term(term),
        "alternateName": [name for name in term.names if name != term.title],
        "description": plain_text(term.definition_html),
        "inLanguage": term.language,
        "sameAs": [absolute(url_for("reading.term", slug=other.slug)) for other in near.translations],
    }
    return {name: value for name, value in facts.items() if value}


def defined_term_set(glossary: str, name: str, sides: Iterable[Side]) -> Iterator[str]:
    """Lines of JSON: the whole published glossary, an entry a line. `glossary` is its address."""
    facts = {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": glossary,
        "url": glossary,
        "name": name,
    }
    yield f'{json.dumps(facts, ensure_ascii=False).removesuffix("}")}, "hasDefinedTerm": ['
    before = "\n"
    for side in sides:
        yield before + json.dumps(_defined(glossary, side), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _defined(glossary: str, side: Side) -> dict[str, Any]:
    entry, address = side.entry, f"{glossary}/{side.slug}"
    facts: dict[str, Any] = {
        "@type": "DefinedTerm",
        "@id": address,
        "url": address,
        "name": entry.title,
        "alternateName": side.other_labels,
        "description": side.definition,
        "inLanguage": entry.language,
        "inDefinedTermSet": glossary,
    }
    return {name: value for name, value in facts.items() if value}


def _writers(article: Article) -> list[Person]:
    return [*article.people_as(Part.AUTHOR), *article.people_as(Part.INTERVIEWER)]


def _person(person: Person) -> dict[str, Any]:
    facts: dict[str, Any] = {"@type": "Person", "name": person.name}
    if person.role:
        facts["jobTitle"] = person.role
    if person.organisation:
        facts["affiliation"] = {"@type": "Organization", "name": person.organisation}
    return facts


def _question(turn: Turn, page: str) -> dict[str, Any]:
    return {
        "@type": "Question",
        "url": f"{page}#{turn.anchor}",
        "name": turn.question_text,
        "acceptedAnswer": {"@type": "Answer", "text": turn.start},
    }


def _term(term: GlossaryTerm) -> dict[str, Any]:
    return {
        "@type": "DefinedTerm",
        "name": term.title,
        "url": absolute(url_for("reading.term", slug=term.slug)),
        "inDefinedTermSet": absolute(url_for("reading.glossary")),
    }

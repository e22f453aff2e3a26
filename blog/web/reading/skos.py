"""The glossary in SKOS (W3C, 2009), as Turtle and as RDF/XML, written entry by entry: of 10,000 entries a graph of
rdflib takes twenty seconds, this one and a half. Tests read it back with rdflib."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from blog.glossary.concepts import Side
from blog.web.reading.attribution import licence_address
from blog.web.reading.feeds import UNSPEAKABLE

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}

_URI = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`\x7f\ufffe\uffff]+")


class Uri(NamedTuple):
    address: str


class Words(NamedTuple):
    text: str
    language: str = ""


class Thing(NamedTuple):
    """What is said of one subject; the first of its statements is its type."""

    uri: str
    kind: str
    statements: Sequence[tuple[str, Uri | Words]]


def things(glossary: str, name: str, sides: Iterable[Side]) -> Iterator[Thing]:
    """`glossary` is its address, `name` its title. A concept in two languages is spoken of twice."""
    scheme = f"{glossary}#scheme"
    yield Thing(scheme, "skos:ConceptScheme", [("dct:title", Words(name)), ("foaf:isPrimaryTopicOf", Uri(glossary))])
    for side in sides:
        yield Thing(_concept(glossary, side.concept), "skos:Concept", list(_statements(glossary, scheme, side)))


def turtle(things: Iterable[Thing]) -> Iterator[str]:
    yield "".join(f"@prefix {prefix}: <{uri}> .\n" for prefix, uri in PREFIXES.items())
    for thing in things:
        said = "".join(f" ;\n    {name} {_in_turtle(value)}" for name, value in thing.statements)
        yield f"\n<{thing.uri}> a {thing.kind}{said} .\n"


def rdf_xml(things: Iterable[Thing]) -> Iterator[str]:
    names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF{names}>\n'
    for thing in things:
        said = "".join(f"  {_in_xml(name, value)}\n" for name, value in thing.statements)
        yield f"<{thing.kind} rdf:about={quoteattr(thing.uri)}>\n{said}</{thing.kind}>\n"
    yield "</rdf:RDF>\n"


def _concept(glossary: str, slug: str) -> str:
    """The thing, and not its page; the address of the page leads to it."""
    return f"{glossary}/{slug}#concept"


def _statements(glossary: str, scheme: str, side: Side) -> Iterator[tuple[str, Uri | Words]]:
    entry, language = side.entry, side.entry.language
    yield "skos:inScheme", Uri(scheme)
    yield "skos:prefLabel", Words(entry.title, language)
    yield from (("skos:altLabel", Words(label, language)) for label in side.other_labels)
    yield from (("skos:hiddenLabel", Words(label, language)) for label in side.hidden_labels)
    yield "skos:definition", Words(side.definition, language)
    if side.note:
        yield "skos:note", Words(side.note, language)
    yield from (("skos:related", Uri(_concept(glossary, other))) for other in side.related)
    if entry.origin:
        yield "dct:source", Uri(entry.origin) if _URI.fullmatch(entry.origin) else Words(entry.origin)
    if entry.licence:
        yield _licence(entry.licence)
    yield "foaf:isPrimaryTopicOf", Uri(f"{glossary}/{side.slug}")


def _licence(typed: str) -> tuple[str, Uri | Words]:
    """What has an address is a licence; words are what they say about rights."""
    address = licence_address(typed)
    return ("dct:license", Uri(address)) if address and _URI.fullmatch(address) else ("dc:rights", Words(typed))


def _in_turtle(value: Uri | Words) -> str:
    if isinstance(value, Uri):
        return f"<{value.address}>"
    quoted = json.dumps(value.text, ensure_ascii=False)  # its escapes are Turtle's, too
    return f"{quoted}@{value.language}" if value.language else quoted


def _in_xml(name: str, value: Uri | Words) -> str:
    if isinstance(value, Uri):
        return f"<{name} rdf:resource={quoteattr(value.address)}/>"
    language = f' xml:lang="{value.language}"' if value.language else ""
    return f"<{name}{language}>{escape(UNSPEAKABLE.sub('', value.text))}</{name}>"

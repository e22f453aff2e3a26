"""The published glossary for machines: SKOS in two spellings, and schema.org's set of defined terms."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from flask import Response, current_app, request, url_for
from flask_babel import gettext as _

from blog.glossary import concepts
from blog.web.reading.door import bp
from blog.web.reading.linked_data import defined_term_set
from blog.web.reading.skos import rdf_xml, things, turtle
from blog.web.reading.wording import absolute

SHAPE = 1  # counts up when the same glossary is written another way


@bp.get("/glossary.ttl")
def glossary_turtle() -> Response:
    return _data("text/turtle", lambda: turtle(things(_address(), _name(), concepts.sides())))


@bp.get("/glossary.rdf")
def glossary_rdf() -> Response:
    return _data("application/rdf+xml", lambda: rdf_xml(things(_address(), _name(), concepts.sides())))


@bp.get("/glossary.jsonld")
def glossary_json() -> Response:
    return _data("application/ld+json", lambda: defined_term_set(_address(), _name(), concepts.sides()))


def _data(kind: str, write: Callable[[], Iterator[str]]) -> Response:
    """Whoever has it already is told so without it being written again."""
    made_of = (SHAPE, kind, _address(), _name(), concepts.fingerprint())
    tag = hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]
    is_kept = request.if_none_match.contains_weak(tag)
    response = Response(content_type=f"{kind}; charset=utf-8")
    if is_kept:
        response.status_code = 304
    else:
        response.set_data("".join(write()))
    response.set_etag(tag)
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def _address() -> str:
    return absolute(url_for("reading.glossary"))


def _name() -> str:
    return str(_("Glossary of %(site)s", site=current_app.config["SITE_NAME"]))

"""What machines read of the glossary: SKOS and schema.org, published entries only."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from rdflib import DC, DCTERMS, FOAF, RDF, SKOS, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from blog.errors import Invalid
from blog.glossary import service, writing
from blog.glossary.models import TermStatus
from tests.factories import a_term, all_terms

ADDRESS = "http://localhost/glossary"
SCHEME = URIRef(f"{ADDRESS}#scheme")


def concept(slug: str) -> URIRef:
    return URIRef(f"{ADDRESS}/{slug}#concept")


def graph(client, suffix: str = "ttl") -> Graph:
    answer = client.get(f"/glossary.{suffix}")
    assert answer.status == 200
    return Graph().parse(data=answer.data, format={"ttl": "turtle", "rdf": "xml"}[suffix])


def defined_terms(client) -> list[dict]:
    answer = json.loads(client.get("/glossary.jsonld").data)
    assert (answer["@context"], answer["@type"], answer["@id"]) == ("https://schema.org", "DefinedTermSet", ADDRESS)
    return answer["hasDefinedTerm"]


def test_an_entry_is_a_concept_of_the_scheme(client):
    a_term(
        "slipway",
        "boat ramp",
        definition='A slope, *paved* & "steep".',
        text="Found in every harbour.",
        origin="The harbour master",
        licence="CC BY-SA 4.0",
    )

    said = graph(client)

    assert (SCHEME, RDF.type, SKOS.ConceptScheme) in said
    assert set(said.predicate_objects(concept("slipway"))) == {
        (RDF.type, SKOS.Concept),
        (SKOS.inScheme, SCHEME),
        (SKOS.prefLabel, Literal("slipway", lang="en")),
        (SKOS.altLabel, Literal("boat ramp", lang="en")),
        (SKOS.hiddenLabel, Literal("slipways", lang="en")),
        (SKOS.hiddenLabel, Literal("boat ramps", lang="en")),
        (SKOS.definition, Literal('A slope, paved & "steep".', lang="en")),
        (SKOS.note, Literal("Found in every harbour.", lang="en")),
        (DCTERMS.source, Literal("The harbour master")),
        (DCTERMS.license, URIRef("https://creativecommons.org/licenses/by-sa/4.0/")),
        (FOAF.isPrimaryTopicOf, URIRef(f"{ADDRESS}/slipway")),
    }


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"licence": "Ask us"}, (DC.rights, Literal("Ask us"))),
        ({"licence": "https://example.org/l"}, (DCTERMS.license, URIRef("https://example.org/l"))),
        ({"licence": "cc-by 3.0"}, (DCTERMS.license, URIRef("https://creativecommons.org/licenses/by/3.0/"))),
        ({"origin": "https://example.org/?a=b&c"}, (DCTERMS.source, URIRef("https://example.org/?a=b&c"))),
        ({"origin": "https://example.org/<b>"}, (DCTERMS.source, Literal("https://example.org/<b>"))),
    ],
)
def test_what_has_an_address_is_linked_and_words_are_words(client, fields, said):
    a_term("slipway", **fields)

    assert said in set(graph(client).predicate_objects(concept("slipway")))
    assert said in set(graph(client, "rdf").predicate_objects(concept("slipway")))


def test_translations_are_one_concept_named_by_the_older_one(client):
    a_term("slipway")
    a_term("cale", language="fr", definition="Plan incliné.", translation="slipway")

    said = graph(client)

    assert set(said.subjects(RDF.type, SKOS.Concept)) == {concept("slipway")}
    assert set(said.objects(concept("slipway"), SKOS.prefLabel)) == {
        Literal("slipway", lang="en"),
        Literal("cale", lang="fr"),
    }
    assert URIRef(f"{ADDRESS}/cale") in set(said.objects(concept("slipway"), FOAF.isPrimaryTopicOf))


def test_see_also_is_related_both_ways_and_never_to_itself(client):
    a_term("slipway")
    a_term("quay", see_also=("slipway",))
    a_term("cale", language="fr", translation="slipway", see_also=("/slipway",))

    said = graph(client)

    assert set(said.subject_objects(SKOS.related)) == {
        (concept("quay"), concept("slipway")),
        (concept("slipway"), concept("quay")),
    }


def test_two_senses_have_two_preferred_labels(client):
    a_term("crane")
    a_term("crane", sense="bird")

    said = graph(client)

    assert set(said.objects(concept("crane"), SKOS.prefLabel)) == {Literal("crane", lang="en")}
    assert set(said.objects(concept("crane-en"), SKOS.prefLabel)) == {Literal("crane (bird)", lang="en")}
    assert set(said.objects(concept("crane-en"), SKOS.altLabel)) == {Literal("crane", lang="en")}


def test_both_spellings_say_the_same_and_count_what_is_published(client):
    for number in range(5):
        a_term(f"word {number}", f"alias {number}")
    a_term("secret", status=TermStatus.DRAFT, see_also=("word 1",))
    a_term("empty", definition="")
    a_term("mot", language="fr", translation="word 1", see_also=("word 2", "secret"))

    one, other = graph(client), graph(client, "rdf")

    assert isomorphic(one, other)
    assert len(set(one.subjects(RDF.type, SKOS.Concept))) == 5
    assert len(list(one.subject_objects(SKOS.related))) == 2
    assert sorted(term["name"] for term in defined_terms(client)) == ["mot", *(f"word {number}" for number in range(5))]


def test_the_set_of_defined_terms_is_schema_org(client):
    a_term("slipway", "boat ramp", definition="A *slope*.")

    assert defined_terms(client) == [
        {
            "@type": "DefinedTerm",
            "@id": f"{ADDRESS}/slipway",
            "url": f"{ADDRESS}/slipway",
            "name": "slipway",
            "alternateName": ["boat ramp"],
            "description": "A slope.",
            "inLanguage": "en",
            "inDefinedTermSet": ADDRESS,
        }
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(label=st.text(max_size=20), definition=st.text(max_size=60), origin=st.text(max_size=20))
def test_whatever_an_entry_says_is_read_back(client, label, definition, origin):
    for term in all_terms():
        writing.remove(term)
    try:
        term = a_term(f"x{label}"[:200], definition=f"x{definition}", origin=origin)
    except Invalid:
        reject()
    stands = service.as_entry(term)

    one, other = graph(client), graph(client, "rdf")

    [subject] = one.subjects(RDF.type, SKOS.Concept)
    assert one.value(subject, SKOS.prefLabel) == Literal(stands.label, lang="en")
    assert one.value(subject, DCTERMS.source) == (Literal(stands.origin) if stands.origin else None)
    assert len(one) == len(other)
    assert defined_terms(client)[0]["name"] == stands.label


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/glossary.ttl", "text/turtle"),
        ("/glossary.rdf", "application/rdf+xml"),
        ("/glossary.jsonld", "application/ld+json"),
    ],
)
def test_who_has_it_is_told_so_until_the_glossary_changes(client, path, kind):
    term = a_term("slipway")
    first = client.get(path)
    assert (first.mimetype, first.headers["Cache-Control"]) == (kind, "public, no-cache")

    def again() -> int:
        return client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status

    assert again() == 304
    writing.revise(term, replace(service.as_entry(term), definition="Another."), seen=1)
    assert again() == 200


def test_the_glossary_leads_to_its_files(client):
    a_term("slipway")

    page = client.get("/glossary")

    linked = {link["href"]: link["type"] for link in page.all("link[rel=alternate]")}
    shown = {link["href"]: link["type"] for link in page.all(".data-files a")}
    assert shown == {path: kind for path, kind in linked.items() if path.startswith("/glossary.")}
    assert [client.get(path).mimetype for path in shown] == list(shown.values())


def test_an_empty_glossary_is_a_scheme_without_concepts(client):
    assert set(graph(client).subjects()) == {SCHEME}
    assert isomorphic(graph(client), graph(client, "rdf"))
    assert defined_terms(client) == []

"""Blueprint: the vocabulary, the concept schemes, the shapes and the JSON-LD context, as pages and as RDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from flask import Blueprint, Response, abort
from werkzeug import Response as AnyResponse

from kg.vocabulary import CONCEPTS_GRAPH, ONTOLOGY_GRAPH, PREFIXES, compact, expand, ontology_folder
from server.descriptions import LINKS_QUERY, query_href
from server.formats import GRAPH_FORMATS, JSON_LD
from server.labels import Labels
from server.languages import Text
from server.page_model import Value
from server.rdf import with_stable_names
from server.representations import Sending, page, send
from server.resources import labels_of, negotiated
from server.site import Site, current_site

blueprint = Blueprint("vocabulary", __name__)

MOST_USERS = 60
"""The most things that the page of a concept lists as using it."""

_KINDS = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")
_FACTS = (
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "rdfs:domain",
    "schema:domainIncludes",
    "rdfs:range",
    "schema:rangeIncludes",
)


@dataclass(frozen=True)
class TermEntry:
    """A class or property on the page of the vocabulary."""

    name: str
    label: Text
    definition: Text | None
    note: Text | None
    facts: Sequence[tuple[Text, Sequence[Value]]]


@dataclass(frozen=True)
class ConceptEntry:
    """A concept or concept scheme on its page."""

    iri: str
    label: Text
    definition: Text | None
    rows: Sequence[tuple[Text, Sequence[Value]]]
    users: Sequence[tuple[Text, Sequence[Value]]]
    truncated: bool
    query_href: str


@dataclass(frozen=True)
class ShapeEntry:
    """A node shape on the page of the shapes: what each property must be and what is said when it is not."""

    name: str
    targets: Sequence[Value]
    rows: Sequence[tuple[Text, str, Sequence[Text]]]


@blueprint.get("/tco", defaults={"suffix": ""})
@blueprint.get("/tco.<suffix>")
def ontology(suffix: str) -> AnyResponse:
    """The classes and properties (``https://w3id.org/diktyo/tco#``)."""
    site = current_site()
    labels = labels_of(site)

    def html(how: Sending) -> Response:
        values = {"path": "/tco", "formats": GRAPH_FORMATS, "iri": ONTOLOGY_GRAPH}
        return page("vocabulary.html", lambda: {**values, "groups": _terms(site, labels)}, how)

    return negotiated("/tco", f".{suffix}" if suffix else "", lambda: _graph(site, ONTOLOGY_GRAPH), html)


@blueprint.get("/shapes", defaults={"suffix": ""})
@blueprint.get("/shapes.<suffix>")
def shapes(suffix: str) -> AnyResponse:
    """The SHACL shapes (``https://w3id.org/diktyo/shape/``)."""
    site = current_site()
    labels = labels_of(site)

    def html(how: Sending) -> Response:
        values = {"path": "/shapes", "formats": GRAPH_FORMATS}
        return page("shapes.html", lambda: {**values, "shapes": _shapes(site, labels)}, how)

    return negotiated(
        "/shapes", f".{suffix}" if suffix else "", lambda: _graph(site, PREFIXES["shape"]), html
    )


@blueprint.get("/concept", defaults={"name": "", "ending": ""})
@blueprint.get("/concept.<ending>", defaults={"name": ""})
@blueprint.get("/concept/<name>", defaults={"ending": ""})
def concept(name: str, ending: str) -> AnyResponse:
    """A concept or a concept scheme (``https://w3id.org/diktyo/concept/``); without a name, the schemes."""
    site = current_site()
    bare, dot, suffix = (name or f".{ending}".rstrip(".")).partition(".")
    iri = f"{PREFIXES['concept']}{bare}" if bare else CONCEPTS_GRAPH
    quads = _about_concept(site, bare)
    if not quads:
        abort(404, "No concept with this name is in the vocabulary.")
    path, labels = f"/concept/{bare}".rstrip("/"), labels_of(site)

    def html(how: Sending) -> Response:
        values = {"path": path, "formats": GRAPH_FORMATS, "iri": iri}
        if not bare:
            return page("concepts.html", lambda: {**values, "schemes": _schemes(site, labels)}, how)
        return page("concept.html", lambda: {**values, "concept": _concept(iri, labels)}, how)

    return negotiated(path, dot + suffix, lambda: quads, html, describes=iri if bare else "")


@blueprint.get("/context.jsonld")
def context() -> Response:
    """The JSON-LD context of the vocabulary."""
    return send(JSON_LD, (ontology_folder() / "context.jsonld").read_bytes)


def _graph(site: Site, name: str) -> list[ox.Quad]:
    """A graph of the ontology as the default graph, whole; it is small."""
    quads = site.vocabulary.graph.quads_for_pattern(None, None, None, ox.NamedNode(name))
    return with_stable_names([ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads])


def _about_concept(site: Site, name: str) -> list[ox.Quad]:
    """The triples of a concept and its members; of all concepts when there is no name."""
    if not name:
        return _graph(site, CONCEPTS_GRAPH)
    try:
        node = ox.NamedNode(f"{PREFIXES['concept']}{name}")
    except ValueError:
        return []
    graph = ox.NamedNode(CONCEPTS_GRAPH)
    own = list(site.vocabulary.graph.quads_for_pattern(node, None, None, graph))
    members = site.vocabulary.graph.quads_for_pattern(
        None, ox.NamedNode(expand("skos:inScheme")), node, graph
    )
    return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in [*own, *members]] if own else []


def _terms(site: Site, labels: Labels) -> list[tuple[str, list[TermEntry]]]:
    """The terms of our namespace by kind, in alphabetical order."""
    groups = []
    for kind in _KINDS:
        iris = [iri for iri in site.vocabulary.subjects("rdf:type", kind) if iri.startswith(PREFIXES["tco"])]
        if iris:
            groups.append((kind.partition(":")[2], [_term(site, labels, iri) for iri in iris]))
    return groups


def _term(site: Site, labels: Labels, iri: str) -> TermEntry:
    facts = []
    for name in _FACTS:
        values = [value for value in site.vocabulary.objects(iri, name) if isinstance(value, ox.NamedNode)]
        if values:
            shown = [Value(labels.term(value.value), labels.href(value.value)) for value in values]
            facts.append((labels.term(expand(name)), shown))
    display, choose = labels.display, labels.language.choose
    note = choose(display.texts(iri, "skos:scopeNote"))
    return TermEntry(
        iri.removeprefix(PREFIXES["tco"]), labels.term(iri), choose(display.definition(iri)), note, facts
    )


def _schemes(site: Site, labels: Labels) -> list[tuple[Value, list[Value]]]:
    """The concept schemes, each with its concepts."""
    schemes = site.vocabulary.subjects("rdf:type", "skos:ConceptScheme")
    return [
        (
            _linked(scheme, labels),
            [_linked(one, labels) for one in site.vocabulary.subjects("skos:inScheme", scheme)],
        )
        for scheme in schemes
    ]


def _concept(iri: str, labels: Labels) -> ConceptEntry:
    site, display = current_site(), labels.display
    rows = []
    for name in (
        "skos:inScheme",
        "skos:broader",
        "skos:exactMatch",
        "skos:closeMatch",
        "skos:broadMatch",
        "skos:relatedMatch",
    ):
        values = [
            value.value for value in site.vocabulary.objects(iri, name) if isinstance(value, ox.NamedNode)
        ]
        rows += [(labels.term(expand(name)), [_linked(value, labels) for value in values])] if values else []
    members = [_linked(one, labels) for one in site.vocabulary.subjects("skos:inScheme", iri)]
    rows += [(Text(labels.language.text("concept.members")), members)] if members else []
    users, truncated = _users(iri, labels)
    definition = labels.language.choose(display.definition(iri)) or labels.language.choose(
        display.texts(iri, "dct:description")
    )
    label = labels.own(iri) or labels.language.choose(display.texts(iri, "dct:title")) or Text(compact(iri))
    return ConceptEntry(
        iri, label, definition, rows, users, truncated, query_href(LINKS_QUERY.format(iri=iri))
    )


def _users(iri: str, labels: Labels) -> tuple[list[tuple[Text, list[Value]]], bool]:
    """The things of the data that use a concept, by property."""
    incoming, truncated = labels.lookups.incoming(iri, MOST_USERS)
    grouped: dict[str, list[Value]] = {}
    for quad in incoming:
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(
            f"{labels.lookups.base}/"
        ):
            grouped.setdefault(quad.predicate.value, []).append(_linked(quad.subject.value, labels))
    inverse = {
        name: labels.language.choose(labels.display.inverse(name)) or labels.term(name) for name in grouped
    }
    return [(inverse[name], values) for name, values in sorted(grouped.items())], truncated


def _linked(iri: str, labels: Labels) -> Value:
    text = labels.own(iri) or labels.language.choose(labels.display.texts(iri, "dct:title")) or labels.of(iri)
    return Value(text, labels.href(iri), labels.kind(iri))


def _shapes(site: Site, labels: Labels) -> list[ShapeEntry]:
    """The node shapes in alphabetical order."""
    iris = [
        iri
        for iri in site.vocabulary.subjects("rdf:type", "sh:NodeShape")
        if iri.startswith(PREFIXES["shape"])
    ]
    return [
        ShapeEntry(
            iri.removeprefix(PREFIXES["shape"]),
            [
                Value(labels.term(target.value).capital, labels.href(target.value))
                for target in site.vocabulary.objects(iri, "sh:targetClass")
                if isinstance(target, ox.NamedNode)
            ],
            labels.display.rules(iri, labels.language),
        )
        for iri in iris
    ]

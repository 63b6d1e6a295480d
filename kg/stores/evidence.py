"""What the announcements of a release state of a thing, each with the words that say so."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import IdentifierError
from kg.stores.oxigraph import OxigraphStore
from kg.vocabulary import PREFIXES, compact, expand

_LABELS = ("skos:prefLabel", "foaf:name", "tco:acronym", "dct:title")
_QUERY = """
SELECT ?thing ?property ?value ?confidence ?rule ?quote ?begin ?end ?announcement WHERE {
  GRAPH ?provenance {
    ?statement rdf:subject ?thing ; rdf:predicate ?property ; rdf:object ?value ;
      tco:confidence ?confidence ; tco:rule ?rule ; tco:evidence ?span .
    ?span nif:anchorOf ?quote ; nif:beginIndex ?begin ; nif:endIndex ?end ;
      nif:referenceContext/dct:isPartOf ?announcement .
  }
} ORDER BY ?property STR(?value) ?announcement ?begin ?end
"""


@dataclass(frozen=True)
class Evidence:
    """One statement of a thing.

    Attributes:
        property: CURIE.
        value: the literal, or the label of the thing that is the value, else its CURIE or IRI.
        quote: the words.
        start: where they begin in the announcement's text, in code points.
        end: where they end.
        confidence: 0 to 1.
        rule: name of the rule that read it.
        announcement: IRI of the announcement.
        title: the announcement's title.
    """

    property: str
    value: str
    quote: str
    start: int
    end: int
    confidence: float
    rule: str
    announcement: str
    title: str


def evidence(store: OxigraphStore, iri: str) -> list[Evidence]:
    """Every statement of a thing, by property.

    Raises:
        IdentifierError: the IRI is none, or the release states nothing of it.
    """
    try:
        thing = ox.NamedNode(iri)
    except ValueError as error:
        raise IdentifierError(f"{iri!r} is not an IRI; give the whole IRI of a thing") from error
    rows = store.quads.query(_QUERY, prefixes=PREFIXES, substitutions={ox.Variable("thing"): thing})
    assert isinstance(rows, ox.QuerySolutions)
    found = [_evidence(store, row) for row in rows]
    if not found:
        raise IdentifierError(
            f"the release states nothing of {iri}; give the whole IRI of a thing that it has"
        )
    return found


def _evidence(store: OxigraphStore, row: ox.QuerySolution) -> Evidence:
    return Evidence(
        compact(row["property"].value),
        label(store, row["value"]),
        row["quote"].value,
        int(row["begin"].value),
        int(row["end"].value),
        float(row["confidence"].value),
        row["rule"].value,
        row["announcement"].value,
        label(store, row["announcement"]),
    )


def label(store: OxigraphStore, term: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple) -> str:
    """The words for a term: a literal's own, a thing's label in English if there is one, else its CURIE."""
    if not isinstance(term, ox.NamedNode):
        return term.value if isinstance(term, ox.Literal) else str(term)
    for predicate in _LABELS:
        quads = store.quads.quads_for_pattern(term, ox.NamedNode(expand(predicate)), None, ox.DefaultGraph())
        labels = [quad.object for quad in quads if isinstance(quad.object, ox.Literal)]
        if labels:
            return min(
                labels, key=lambda found: (found.language != "en", found.language or "", found.value)
            ).value
    return compact(term.value)

"""The one table of what the site can write: name, media type, file suffix and serialiser of each format.

Media types are those of the IANA registry; the aliases are what clients ask for in practice.
"""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, RdfFormat


@dataclass(frozen=True)
class Format:
    """A representation the site can send.

    Attributes:
        name: short name, e.g. ``turtle``.
        media_type: IANA media type without parameters.
        suffix: ending of an address or file, with its dot.
        aliases: other media types that select this format when a client asks for exactly them.
        rdf: serialiser of triples and quads, where it is an RDF format.
        results: serialiser of SPARQL solutions and booleans, where it is a result format.
    """

    name: str
    media_type: str
    suffix: str
    aliases: tuple[str, ...] = ()
    rdf: RdfFormat | None = None
    results: QueryResultsFormat | None = None

    @property
    def content_type(self) -> str:
        """Value of the Content-Type header: text types name their encoding, which is UTF-8 throughout."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


TURTLE = Format("turtle", "text/turtle", ".ttl", ("application/x-turtle",), rdf=RdfFormat.TURTLE)
JSON_LD = Format("jsonld", "application/ld+json", ".jsonld", ("application/json",), rdf=RdfFormat.JSON_LD)
RDF_XML = Format(
    "rdfxml", "application/rdf+xml", ".rdf", ("application/xml", "text/xml"), rdf=RdfFormat.RDF_XML
)
N_TRIPLES = Format("ntriples", "application/n-triples", ".nt", ("text/plain",), rdf=RdfFormat.N_TRIPLES)
N_QUADS = Format("nquads", "application/n-quads", ".nq", ("text/x-nquads",), rdf=RdfFormat.N_QUADS)
TRIG = Format("trig", "application/trig", ".trig", ("application/x-trig",), rdf=RdfFormat.TRIG)

GRAPH_FORMATS = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES, N_QUADS, TRIG)
"""What graphs are written in: entity documents, CONSTRUCT and DESCRIBE results."""

RESULTS_JSON = Format(
    "json", "application/sparql-results+json", ".srj", ("application/json",), results=QueryResultsFormat.JSON
)
RESULTS_XML = Format(
    "xml",
    "application/sparql-results+xml",
    ".srx",
    ("application/xml", "text/xml"),
    results=QueryResultsFormat.XML,
)
RESULTS_CSV = Format("csv", "text/csv", ".csv", results=QueryResultsFormat.CSV)
RESULTS_TSV = Format("tsv", "text/tab-separated-values", ".tsv", results=QueryResultsFormat.TSV)

RESULT_FORMATS = (RESULTS_JSON, RESULTS_XML, RESULTS_CSV, RESULTS_TSV)
"""What SELECT and ASK results are written in."""

HTML = Format("html", "text/html", ".html", ("application/xhtml+xml",))
PROBLEM = Format("problem", "application/problem+json", ".json", ("application/json",))

BY_SUFFIX = {offered.suffix: offered for offered in (*GRAPH_FORMATS, *RESULT_FORMATS, HTML)}
"""The format that an address ending in a suffix asks for."""

BY_NAME = {offered.name: offered for offered in (*GRAPH_FORMATS, *RESULT_FORMATS, HTML)}
"""The format of a short name."""

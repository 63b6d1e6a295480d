"""What the home page shows: what is here, in numbers, and the latest announcements."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyoxigraph as ox

from kg.vocabulary import expand
from server.descriptions import query_href
from server.finding import SECTIONS
from server.labels import Labels
from server.languages import Language
from server.lookups import DEFAULT, Lookups, iris, lexical
from server.notes import announcement_language
from server.page_model import Value
from server.site import Site

LATEST = 8
_MOST_DATED = 20_000

_EXAMPLE = """\
PREFIX tco: <https://w3id.org/diktyo/tco#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>

# {comment}
SELECT ?start (SAMPLE(COALESCE(?title, ?anyTitle)) AS ?project)
       (SAMPLE(COALESCE(?name, ?anyName)) AS ?place) WHERE {
  ?meeting a tco:Meeting ; schema:startDate ?start ; tco:project ?of .
  ?of skos:prefLabel ?anyTitle .
  OPTIONAL { ?of skos:prefLabel ?title FILTER(LANG(?title) = "{tag}") }
  OPTIONAL {
    ?meeting tco:place ?at . ?at skos:prefLabel ?anyName .
    OPTIONAL { ?at skos:prefLabel ?name FILTER(LANG(?name) = "{tag}") }
  }
}
GROUP BY ?meeting ?start
ORDER BY DESC(?start)
LIMIT 50
"""


@dataclass(frozen=True)
class HomePage:
    """Everything that the home page shows."""

    counts: Mapping[str, int]
    sections: Sequence[str]
    latest: Sequence[Value]
    query_href: str
    example: str


def home_page(site: Site, labels: Labels) -> HomePage:
    """What the home page of a release shows."""
    counts = {name: number for name, number in site.release.manifest.get("counts", {}).items() if number}
    sections = [
        section for section, classes in SECTIONS.items() if any(_has(site, class_) for class_ in classes)
    ]
    latest = site.once("latest", lambda: _latest(site, labels.lookups))
    shown = [_announcement(iri, labels) for iri in latest]
    example = example_query(labels.language)
    return HomePage(counts, sections, shown, query_href(example), example)


def example_query(language: Language) -> str:
    """A query to begin with: one row a meeting, with names in a language where there are such."""
    comment = language.text("home.example")
    return _EXAMPLE.replace("{comment}", comment).replace("{tag}", language.code)


def _has(site: Site, class_: str) -> bool:
    pattern = (None, ox.NamedNode(expand("rdf:type")), ox.NamedNode(expand(class_)), DEFAULT)
    return next(site.store.quads_for_pattern(*pattern), None) is not None


def _latest(site: Site, lookups: Lookups) -> list[str]:
    """IRIs of the announcements published last; those without a date after those with one."""
    # the ontology has a date of publication too
    dated = islice(
        site.store.quads_for_pattern(None, ox.NamedNode(expand("dct:issued")), None, DEFAULT), _MOST_DATED
    )
    pairs = [
        (quad.object.value, quad.subject.value)
        for quad in dated
        if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode)
    ]
    newest = [iri for _, iri in heapq.nlargest(LATEST + 1, pairs)]
    listed: Sequence[Mapping[str, Any]] = site.release.manifest.get("announcements", [])
    others = (one["iri"] for one in reversed(listed[-LATEST:]))
    known = dict.fromkeys([*newest, *others])
    return [iri for iri in known if expand("tco:Announcement") in lookups.types(iri)][:LATEST]


def _announcement(iri: str, labels: Labels) -> Value:
    properties = labels.lookups.properties(iri)
    publishers = [labels.of(one).text for one in iris(properties, "dct:publisher")[:1]]
    issued = lexical(properties, "dct:issued")[:10]
    tongue = labels.language.tongue_of(announcement_language(labels, iri))
    aside = " · ".join(part for part in (*publishers, labels.language.date(issued), tongue) if part)
    return Value(labels.of(iri), labels.href(iri), "doc", aside=aside)

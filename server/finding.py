"""Finding things by their names: an index in memory of the names of a release, made at the first search.

Names and questions are folded (case, accents, final sigma, a few Latin letters that do not decompose),
so *ΣΕΡΡΕΣ*, *Σέρρες* and *σερρες* find the same place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from kg.vocabulary import expand
from server.labels import NAMES, SHORT_NAMES, Labels
from server.lookups import DEFAULT, RDF_TYPE

MOST_INDEXED = 200_000
"""The most things of one class that are indexed."""

LONGEST_QUESTION = 200
"""Characters of a question that are looked at."""

MOST_FOUND = 500
"""The most things that one search finds."""

SECTIONS: Mapping[str, Sequence[str]] = {
    "projects": ("tco:Project",),
    "programmes": ("tco:Programme",),
    "organisations": ("m8g:PublicOrganisation", "org:Organization", "org:OrganizationalUnit"),
    "people": ("foaf:Person",),
    "places": ("tco:Place",),
    "events": ("tco:Meeting", "tco:SiteVisit", "tco:SiteVisitSeries", "tco:Event"),
    "deliverables": ("tco:Deliverable",),
    "groups": ("tco:LocalGroup",),
    "announcements": ("tco:Announcement",),
}
"""The lists of things that can be browsed, by the name in their address, with their classes."""

_NAMING = frozenset(expand(name) for name in (*NAMES, *SHORT_NAMES, "rdfs:label"))
_LETTERS = str.maketrans({"ς": "σ", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> str:
    """A text without case, accents and final sigma.

    >>> fold("Σέρρες") == fold("ΣΕΡΡΕΣ")
    True
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)


@dataclass(frozen=True)
class Entry:
    """A thing in the index: its section and its folded names."""

    iri: str
    section: str
    names: str


@dataclass(frozen=True)
class Index:
    """The things of a release that people look for."""

    entries: Sequence[Entry]
    by_section: Mapping[str, Sequence[Entry]]

    def find(self, question: str) -> list[Entry]:
        """Things whose names contain every word of a question, the best matches first."""
        words = fold(question[:LONGEST_QUESTION]).split()
        if not words:
            return []
        found = (entry for entry in self.entries if all(word in entry.names for word in words))
        return sorted(islice(found, MOST_FOUND), key=lambda entry: (_distance(entry, words), entry.names))


def build(labels: Sequence[Labels]) -> Index:
    """The index of a release; things without a name are indexed by what their pages call them.

    Args:
        labels: names in each language of the pages, over the same look-ups.
    """
    by_section = {section: _entries(labels, section, classes) for section, classes in SECTIONS.items()}
    return Index([entry for entries in by_section.values() for entry in entries], by_section)


def _entries(labels: Sequence[Labels], section: str, classes: Sequence[str]) -> list[Entry]:
    iris: dict[str, None] = {}
    for class_ in classes:
        pattern = (None, ox.NamedNode(RDF_TYPE), ox.NamedNode(expand(class_)), DEFAULT)
        quads = islice(labels[0].lookups.store.quads_for_pattern(*pattern), MOST_INDEXED)
        iris.update((quad.subject.value, None) for quad in quads if isinstance(quad.subject, ox.NamedNode))
    prefix = f"{labels[0].lookups.base}/"
    entries = [Entry(iri, section, _names(labels, iri)) for iri in iris if iri.startswith(prefix)]
    return sorted(entries, key=lambda entry: (entry.names, entry.iri))


def _names(labels: Sequence[Labels], iri: str) -> str:
    quads = labels[0].lookups.store.quads_for_pattern(ox.NamedNode(iri), None, None, DEFAULT)
    named = (quad.object for quad in quads if quad.predicate.value in _NAMING)
    names = [name.value for name in named if isinstance(name, ox.Literal)]
    if labels[0].own(iri) is None:
        names += [one.of(iri).text for one in labels]
    return "\n".join(sorted({fold(name) for name in names}))


def _distance(entry: Entry, words: Sequence[str]) -> int:
    """How far names are from a question: 0 the name itself, 1 it begins so, 2 a word begins so, 3 inside."""
    question, names = " ".join(words), entry.names.split("\n")
    if question in names:
        return 0
    if any(name.startswith(question) for name in names):
        return 1
    starts = {part for name in names for part in name.split()}
    return 2 if all(any(part.startswith(word) for part in starts) for word in words) else 3

"""How classes and properties are shown: names, groups and order, all read from the ontology and its shapes.

The hints are SHACL's own (https://www.w3.org/TR/shacl/#nonValidation): ``sh:group``, ``sh:order`` and
``sh:name``; a new class is shown well as soon as it has a shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from kg.identifiers import KINDS
from kg.vocabulary import Vocabulary, compact, expand
from server.languages import Language, Text

Labels = Mapping[str, str]
"""Texts by language tag; the empty tag is a text in no language."""

LAST = 1_000.0
"""The place of what no shape orders."""

SEVERITIES = ("Violation", "Warning", "Info")
"""SHACL's severities, the gravest first."""

CLASSES = tuple(dict.fromkeys(expand(name) for name in KINDS))
"""The classes that have pages, the special before the general."""


@dataclass(frozen=True)
class Hint:
    """Where and under which name a property is shown on the page of one class."""

    group: str = ""
    order: float = LAST
    name: Labels = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """A heading over some properties of a page."""

    order: float = LAST
    label: Labels = field(default_factory=dict)


class Display:
    """The display hints of an ontology."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.labels = cache(vocabulary.labels)
        self.hints = cache(self._hints)
        self.group = cache(self._group)

    def primary(self, types: list[str]) -> str:
        """The class whose page an entity gets: the first of ``CLASSES`` among its types, else any."""
        ranked = sorted(
            types, key=lambda type_: (CLASSES.index(type_) if type_ in CLASSES else len(CLASSES), type_)
        )
        return ranked[0] if ranked else ""

    def name(self, property_: str) -> Labels:
        """Labels of a property or class; where the ontology has none, its local name in words."""
        return self.labels(property_) or {"": _words(property_)}

    def inverse(self, property_: str) -> Labels:
        """What a property is called from the other side (``tco:inverseLabel``); may be empty."""
        return self.texts(property_, "tco:inverseLabel")

    def definition(self, term: str) -> Labels:
        """What a term means (``skos:definition``, else ``rdfs:comment``)."""
        return self.texts(term, "skos:definition") or self.texts(term, "rdfs:comment")

    def texts(self, iri: str, predicate: str) -> dict[str, str]:
        """Literal values of a term's property by language tag."""
        return {text.language or "": text.value for text in self._literals(ox.NamedNode(iri), predicate)}

    def rules(self, shape: str, language: Language) -> list[tuple[Text, str, list[Text]]]:
        """What a shape asks of each property: its name, the gravest severity, and the messages."""
        found: dict[str, tuple[Text, list[str], list[Text]]] = {}
        for node in self._vocabulary.objects(shape, "sh:property"):
            if not isinstance(node, ox.NamedNode | ox.BlankNode):
                continue
            path, severity = self._one(node, "sh:path"), self._one(node, "sh:severity")
            name = path.value if isinstance(path, ox.NamedNode) else ""
            message = language.choose(
                {text.language or "": text.value for text in self._literals(node, "sh:message")}
            )
            label = (language.choose(self.name(name)) if name else None) or Text(
                language.text("shapes.several")
            )
            row = found.setdefault(name, (label, [], []))
            row[1].append(
                severity.value.rpartition("#")[2] if isinstance(severity, ox.NamedNode) else "Violation"
            )
            row[2].extend([message] if message and message not in row[2] else [])
        return [
            (label, min(grave, key=SEVERITIES.index), messages) for label, grave, messages in found.values()
        ]

    def _hints(self, class_: str) -> dict[str, Hint]:
        """Hints by property IRI, those of the class itself before those of its superclasses."""
        found: dict[str, Hint] = {}
        for ancestor in self._lineage(class_):
            for shape in self._vocabulary.subjects("sh:targetClass", ancestor):
                for property_, hint in self._properties(shape):
                    if property_ not in found or found[property_].order == LAST:
                        found[property_] = hint
        return found

    def _lineage(self, class_: str) -> list[str]:
        lineage = [class_]
        for ancestor in lineage:
            parents = self._vocabulary.objects(ancestor, "rdfs:subClassOf")
            iris = [parent.value for parent in parents if isinstance(parent, ox.NamedNode)]
            lineage += [iri for iri in iris if iri not in lineage]
        return lineage

    def _properties(self, shape: str) -> Iterator[tuple[str, Hint]]:
        for node in self._vocabulary.objects(shape, "sh:property"):
            if not isinstance(node, ox.NamedNode | ox.BlankNode):
                continue
            path = self._one(node, "sh:path")
            if isinstance(path, ox.NamedNode):
                group, order = self._one(node, "sh:group"), self._one(node, "sh:order")
                number = float(order.value) if isinstance(order, ox.Literal) else LAST
                names = {text.language or "": text.value for text in self._literals(node, "sh:name")}
                yield path.value, Hint(group.value if isinstance(group, ox.NamedNode) else "", number, names)

    def _group(self, iri: str) -> Group:
        if not iri:
            return Group()
        orders = [text.value for text in self._literals(ox.NamedNode(iri), "sh:order")]
        return Group(float(orders[0]) if orders else LAST, self._vocabulary.labels(iri))

    def _one(self, node: ox.NamedNode | ox.BlankNode, predicate: str) -> object:
        pattern = (node, ox.NamedNode(expand(predicate)), None)
        return next((quad.object for quad in self._vocabulary.graph.quads_for_pattern(*pattern)), None)

    def _literals(self, node: ox.NamedNode | ox.BlankNode, predicate: str) -> Iterator[ox.Literal]:
        for quad in self._vocabulary.graph.quads_for_pattern(node, ox.NamedNode(expand(predicate)), None):
            if isinstance(quad.object, ox.Literal):
                yield quad.object


def _words(iri: str) -> str:
    """The local name of an IRI in words.

    >>> _words("https://schema.org/startDate")
    'start date'
    """
    local = compact(iri).rsplit("/", 1)[-1].rsplit("#", 1)[-1].rpartition(":")[2] or iri
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[-_]", " ", local).lower()

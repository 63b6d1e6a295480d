"""What a page is about: an entity with its properties, links, evidence and names, looked up once."""

from __future__ import annotations

import pyoxigraph as ox

from kg.vocabulary import compact
from server.display import Hint
from server.evidence import Evidence
from server.labels import RELATIONS, Labels
from server.languages import Text
from server.lookups import INCOMING, Properties, Term, lexical
from server.notes import Notes
from server.page_model import Value


class Subject:
    """An entity as one page sees it.

    Attributes:
        properties: its values in the default graph.
        class_: IRI of the class whose page it gets.
        hints: where its class's shape wants each property.
        incoming: links to it, at most ``INCOMING``; ``truncated`` when there are more.
    """

    def __init__(self, iri: str, labels: Labels) -> None:
        self.iri, self.labels, self.lookups = iri, labels, labels.lookups
        self.node = ox.NamedNode(iri)
        self.evidence = Evidence(self.lookups)
        self.notes = Notes(self.evidence, labels)
        self.properties: Properties = self.lookups.properties(iri)
        self.class_ = labels.display.primary(self.lookups.types(iri))
        self.hints: dict[str, Hint] = labels.display.hints(self.class_)
        self.incoming, self.truncated = self.lookups.incoming(iri, INCOMING)

    def name(self, property_: str) -> Text:
        """What a property is called on this page: as its shape says, else as the ontology does."""
        return self.labels.language.choose(self.hint(property_).name) or self.labels.term(property_)

    def hint(self, property_: str) -> Hint:
        """Where a property stands on this page."""
        return self.hints.get(property_, Hint())

    def text(self, key: str) -> Text:
        """A text of the interface."""
        return Text(self.labels.language.text(key))

    def value(self, value: Term, prefix: str = "") -> Value:
        """A value in words, linked where it is a thing."""
        if not isinstance(value, ox.NamedNode):
            return Value(self.labels.value(value), prefix=prefix, aside=self._tongue(value))
        iri = value.value
        return Value(self._called(iri), self.labels.href(iri), self.labels.kind(iri), prefix)

    def link(self, iri: str) -> Value:
        """A thing linked from this page, with its dates."""
        properties = self.lookups.properties(iri)
        start, end = lexical(properties, "schema:startDate"), lexical(properties, "schema:endDate")
        aside = self.labels.language.period(start, end) if start else ""
        return Value(self._called(iri), self.labels.href(iri), self.labels.kind(iri), aside=aside)

    def _tongue(self, value: Term) -> str:
        """The name of the language of a text that is not in the page's."""
        tag = self.labels.value(value).lang if isinstance(value, ox.Literal) else ""
        return self.labels.language.tongue_of(tag)

    def _called(self, iri: str) -> Text:
        """A thing by its short name where this page is about what it belongs to, else by its full one."""
        belongs = any(self.node in values for values in self.lookups.properties(iri).values())
        return self.labels.short(iri) if belongs else self.labels.of(iri)

    def relation_class(self, node: object) -> str:
        """CURIE of the class of an n-ary node that is shown as a line, or an empty text."""
        if not isinstance(node, ox.NamedNode):
            return ""
        class_ = compact(self.labels.display.primary(self.lookups.types(node.value)))
        return class_ if class_ in RELATIONS else ""

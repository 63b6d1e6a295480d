"""What things are called in the language of a page, and where their pages are."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from kg.identifiers import KINDS
from kg.vocabulary import PREFIXES, compact, expand
from server.display import Display
from server.languages import Language, Text
from server.lookups import Lookups, Properties, Term, first, iris, lexical

NAMES = ("skos:prefLabel", "foaf:name", "dct:title")
"""The properties that give a thing its name, the best first."""

DISPLAY_LABEL = expand("rdfs:label")
"""Made by the build for tools that show a thing without a name; pages put their own words together."""

SHORT_NAMES = ("tco:acronym", "skos:altLabel")
NAMED = frozenset(
    expand(name)
    for name in (
        "tco:Project",
        "tco:Programme",
        "m8g:PublicOrganisation",
        "org:Organization",
        "org:OrganizationalUnit",
        "foaf:Person",
        "tco:Place",
    )
)
"""Classes of things that are called by a short name where they have no other."""

SORTS = ("tco:eventType", "tco:deliverableType", "tco:projectType", "org:classification")
"""Properties that say of what sort a thing is, more exactly than its class."""

WHOLES = ("tco:localGroupOf", "org:unitOf", "tco:project", "tco:partOfEvent", "dct:isPartOf", "tco:programme")
"""Properties that say what a thing without a name belongs to."""

RELATIONS = {
    "tco:Participation": ("tco:participant", "tco:role", "tco:project", "tco:phase", "tco:roleTitle"),
    "tco:Assignment": ("tco:person", "tco:role", "tco:project", "tco:onBehalfOf", "tco:roleTitle"),
    "tco:Attendance": (
        "tco:person",
        "tco:participant",
        "tco:role",
        "tco:event",
        "tco:onBehalfOf",
        "tco:roleTitle",
    ),
    "tco:ProgrammeParticipation": ("tco:participant", "tco:programme", "tco:ordinal"),
    "org:Membership": ("org:member", "org:role", "org:organization", "tco:roleTitle", "tco:attestedOn"),
    "tco:AgendaItem": ("tco:ordinal", "tco:about", "tco:presentedBy"),
    "tco:PolicyGoal": ("tco:policyGoalOf", "dct:subject"),
}
"""The n-ary nodes that are shown as one line where they stand: their properties in reading order."""

_DEEPEST = 2
_MOST_ROLES = 20


class Labels:
    """Names of things in one language."""

    def __init__(self, lookups: Lookups, display: Display, language: Language) -> None:
        self.lookups, self.display, self.language = lookups, display, language

    def of(self, iri: str, depth: int = 0) -> Text:
        """What to call a thing: its name, else what it is and of what; an address if it is not ours."""
        return self.own(iri) or self.outside(iri) or self.composed(iri, depth)

    def own(self, iri: str) -> Text | None:
        """The name a thing has, or None."""
        properties = self.lookups.properties(iri)
        labels: dict[str, str] = {}
        for name in NAMES:
            for tag, text in _texts(properties, name):
                labels.setdefault(tag, text)
        if not labels and not NAMED.isdisjoint(self.lookups.types(iri)):
            labels = dict(pair for name in SHORT_NAMES for pair in _texts(properties, name))
        return self.language.choose(labels or self.display.labels(iri))

    def outside(self, iri: str) -> Text | None:
        """The name of a country, a language or anything that is not of this site, or None."""
        if iri.startswith(PREFIXES["country"]):
            return Text(self.language.territory(iri.rpartition("/")[2]) or iri.rpartition("/")[2])
        if iri.startswith(PREFIXES["language"]):
            return Text(self.language.tongue(iri.rpartition("/")[2]) or iri.rpartition("/")[2])
        if iri.startswith(f"{self.lookups.base}/"):
            return None
        parts = urlsplit(iri)
        return Text(compact(iri) if compact(iri) != iri else f"{parts.netloc}{parts.path}".rstrip("/"))

    def composed(self, iri: str, depth: int = 0) -> Text:
        """What a thing without a name is and what it belongs to, e.g. *2nd meeting — Breaking Isolation*."""
        class_ = compact(self.display.primary(self.lookups.types(iri)))
        if class_ in RELATIONS and depth < _DEEPEST:
            return Text(" · ".join(self._parts(iri, class_, depth)) or self.noun(iri).text)
        text = self.short(iri).text
        known = self._known_for(iri, depth) if self.is_unnamed(iri) else ""
        if known:
            noun = self.noun(iri).capital.text
            return Text(self.language.text("label.unnamed_known", noun=noun, known=known))
        properties = self.lookups.properties(iri)
        wholes = [whole for name in WHOLES for whole in iris(properties, name)]
        if wholes and depth < _DEEPEST:
            return Text(f"{text} — {self.of(wholes[0], depth + 1).text}")
        return self.language.choose(dict(_texts(properties, "rdfs:label"))) or Text(text)

    def short(self, iri: str) -> Text:
        """What to call a thing where it is clear what it belongs to."""
        named = self.own(iri)
        if named:
            return named
        properties, noun = self.lookups.properties(iri), self.noun(iri).text
        ordinal, start = lexical(properties, "tco:ordinal"), lexical(properties, "schema:startDate")
        if self.is_unnamed(iri):
            return Text(self.language.text("label.unnamed", noun=noun)).capital
        if ordinal.isdecimal():
            return Text(f"{self.language.ordinal(int(ordinal), noun)} {noun}").capital
        return Text(f"{noun}, {self.language.date(start)}" if start else noun).capital

    def is_unnamed(self, iri: str) -> bool:
        """Whether the source speaks of a body without naming it."""
        return lexical(self.lookups.properties(iri), "tco:namedInSource") == "false" and not self.own(iri)

    def noun(self, iri: str) -> Text:
        """Of what sort a thing is, in small letters: its type from a concept scheme, else its class."""
        properties = self.lookups.properties(iri)
        sorts = [sort for name in SORTS for sort in iris(properties, name)]
        if sorts:
            return self.of(sorts[0], _DEEPEST)
        return self.term(self.display.primary(self.lookups.types(iri)))

    def term(self, iri: str) -> Text:
        """The label of a class or property, from the translations where the ontology only refers to it."""
        named = self.language.choose(self.display.labels(iri))
        if not named and f"term.{compact(iri)}" in self.language.messages:
            return Text(self.language.text(f"term.{compact(iri)}"))
        return named or self.language.choose(self.display.name(iri)) or Text(iri)

    def value(self, value: Term) -> Text:
        """A value in words: a thing by its name, a number, date or truth value in the language's way."""
        if isinstance(value, ox.NamedNode):
            return self.of(value.value)
        if not isinstance(value, ox.Literal):
            return Text(str(value))
        if value.language:
            return Text(
                value.value, "" if value.language.split("-")[0] == self.language.code else value.language
            )
        return Text(self._literal(value.value, compact(value.datatype.value)))

    def href(self, iri: str) -> str:
        """The address of a thing's page on this site as a path, the IRI itself for what is elsewhere."""
        base = f"{self.lookups.base}/"
        if iri.startswith(f"{base}id/"):
            return f"/doc/{iri.removeprefix(f'{base}id/')}"
        if iri.startswith(base):
            return f"/{iri.removeprefix(base)}"
        for namespace, path in _OURS.items():
            if iri.startswith(namespace):
                return path + quote(iri.removeprefix(namespace))
        return iri if iri.startswith(("http://", "https://")) else ""

    def kind(self, iri: str) -> str:
        """The word that gives a thing its colour: the kind in its IRI, or ``concept``, or nothing."""
        for class_ in self.lookups.types(iri):
            if compact(class_) in KINDS:
                return KINDS[compact(class_)]
        return "concept" if iri.startswith(PREFIXES["concept"]) else ""

    def _known_for(self, iri: str, depth: int) -> str:
        """What an unnamed body is: its role in a project, else what it is a part of; or an empty text."""
        for node in self.lookups.subjects("tco:participant", iri, _MOST_ROLES):
            properties = self.lookups.properties(node)
            roles, wholes = iris(properties, "tco:role"), iris(properties, "tco:project")
            if roles:
                return ", ".join(self.of(one, _DEEPEST).text for one in [*roles[:1], *wholes[:1]])
        properties = self.lookups.properties(iri)
        for whole in [
            one for name in ("org:subOrganizationOf", "org:unitOf") for one in iris(properties, name)
        ]:
            unnamed = self.is_unnamed(whole) and depth < _DEEPEST
            known = self._known_for(whole, depth + 1) if unnamed else self.of(whole, _DEEPEST).text
            if known:
                return self.language.text("label.unnamed_part", whole=known)
        return ""

    def _parts(self, iri: str, class_: str, depth: int) -> list[str]:
        properties = self.lookups.properties(iri)
        values = [value for name in RELATIONS[class_] for value in properties.get(expand(name), [])]
        things = [value.value for value in values if isinstance(value, ox.NamedNode)]
        return [self._part(thing, things, depth) for thing in things]

    def _part(self, thing: str, others: list[str], depth: int) -> str:
        """A thing in a composed name, short where another part says what it belongs to or is."""
        properties = self.lookups.properties(thing)
        belongs = any(whole in others for name in WHOLES for whole in iris(properties, name))
        return (self.short(thing) if belongs or self.is_unnamed(thing) else self.of(thing, depth + 1)).text

    def _literal(self, text: str, datatype: str) -> str:
        if datatype == "xsd:boolean":
            return self.language.text(f"boolean.{text}")
        if datatype in ("xsd:date", "xsd:gYearMonth", "xsd:gMonthDay"):
            return self.language.date(text)
        return text


_OURS = {
    PREFIXES["tco"]: "/tco#",
    PREFIXES["concept"]: "/concept/",
    PREFIXES["shape"]: "/shapes#",
    "https://w3id.org/diktyo/tco": "/tco",
}


def _texts(properties: Properties, name: str) -> list[tuple[str, str]]:
    return [
        (v.language or "", v.value) for v in properties.get(expand(name), []) if isinstance(v, ox.Literal)
    ]


def sortable(labels: Labels, iri: str) -> tuple[str, str]:
    """What things are sorted by on a page: when they were, then their names."""
    start = first(labels.lookups.properties(iri), "schema:startDate")
    return (start.value if isinstance(start, ox.Literal) else "", labels.of(iri).text.casefold())

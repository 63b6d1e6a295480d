"""What is published of entities without standing in any text: labels, positions, links.

Places have theirs from the gazetteer (GeoNames, CC BY 4.0), countries and languages from CLDR, concepts
from the ontology; meetings, local groups and other things that have no name get one composed of what is
known of them, so that no reader meets a bare identifier.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from babel import Locale

from kg import gazetteer, vocabulary
from kg.gazetteer import Place
from kg.labels import composed_labels
from kg.languages import authority, pack, territories
from kg.model import Entity, Fact, Literal, Term, Value

LABEL_LANGUAGES = ("el", "en")
"""Languages in which every entity gets a label."""

Triple = tuple[Entity | Term, str, Value]


def references(facts: tuple[Fact, ...], language: str) -> Iterator[Triple]:
    """Triples on everything that the facts are about, which no text states.

    Args:
        facts: linked facts of one document.
        language: the document's language.
    """
    entities = sorted({e for fact in facts for e in (fact.subject, fact.value) if isinstance(e, Entity)})
    places = {
        e: place for e in entities if e.type == "tco:Place" and (place := gazetteer.load().get(e.key[0]))
    }
    for entity, place in places.items():
        yield from _place(entity, place)
    terms = {fact.value.name for fact in facts if isinstance(fact.value, Term)}
    terms |= {f"country:{territories.authority(place.country)}" for place in places.values()}
    for term in sorted(terms):
        yield from _term(term)
    known_names = {entity: _names(place) for entity, place in places.items()}
    for body, property_, label in _bodies(facts, places):
        yield body, property_, label
        known_names.setdefault(body, {})[label.language] = label.lexical
    yield from composed_labels(facts, known_names, LABEL_LANGUAGES)


def _place(entity: Entity, place: Place) -> Iterator[Triple]:
    """Labels, country and position of a place of the gazetteer."""
    for language, name in _names(place).items():
        yield entity, "skos:prefLabel", Literal.text(name, language)
    yield entity, "tco:country", Term(f"country:{territories.authority(place.country)}")
    if place.latitude is not None and place.longitude is not None:
        yield entity, "geo:lat", Literal.decimal(place.latitude, 5)
        yield entity, "geo:long", Literal.decimal(place.longitude, 5)
    source, _, number = place.id.partition(":")
    if source == "geonames":
        yield entity, "skos:exactMatch", Term(f"https://sws.geonames.org/{number}/")


def _names(place: Place) -> dict[str, str]:
    """Names of a place by language: the gazetteer's; its international name as English and local one."""
    names = {language: name for language, name in place.names.items() if language}
    names.setdefault("en", place.name)
    local = authority.official_language(place.country)
    if local and not _own_script(local):
        names.setdefault(local, place.name)
    return names


def _own_script(language: str) -> bool:
    """Whether a language is not written in Latin letters, so that a Latin name is not in it."""
    return language in ("el", "bg", "mk", "ru", "uk", "sr")


def _term(name: str) -> Iterator[Triple]:
    """Class and labels of a concept, country or language that a fact refers to."""
    prefix, _, local = name.partition(":")
    term = Term(name)
    if prefix == "concept":
        yield term, "rdf:type", Term("skos:Concept")
        for scheme in vocabulary.load().objects(vocabulary.expand(name), "skos:inScheme"):
            yield term, "skos:inScheme", Term(str(scheme.value))  # type: ignore[union-attr]
    elif prefix in ("country", "language"):
        yield term, "rdf:type", Term("skos:Concept")
        for language in LABEL_LANGUAGES:
            if label := _cldr(prefix, local, language):
                yield term, "skos:prefLabel", Literal.text(label, language)


@functools.cache
def _cldr(kind: str, code: str, language: str) -> str:
    """The name of a country or language in a language."""
    locale = Locale.parse(language)
    if kind == "country":
        return str(locale.territories.get(authority.alpha2(code), ""))
    return str(locale.languages.get(authority.language_of(code), ""))


def _bodies(facts: Iterable[Fact], places: dict[Entity, Place]) -> Iterator[tuple[Entity, str, Literal]]:
    """Display labels of bodies that are known by kind and place: *Municipality of Serres*, *City of Agen*.

    A body that the text calls by its city's name alone is a city; else its kind tells the template.
    """
    seats = {f.subject: places[f.value] for f in facts if f.property == "tco:seat" and f.value in places}
    named = {
        (f.subject, f.value.language)
        for f in facts
        if f.property == "skos:prefLabel" and isinstance(f.value, Literal)
    }
    called = {subject for subject, _ in named}
    for body, place in sorted(seats.items()):
        kind = "orgtype-city" if body not in called and body.key[0] == "orgtype-municipality" else body.key[0]
        for language in LABEL_LANGUAGES:
            template = pack.load(language).labels.get(kind)
            if template and (body, language) not in named:
                name = _names(place).get(language, place.name)
                yield body, "skos:prefLabel", Literal.text(template.format(place=name), language)

"""Labels for things that have no name of their own: meetings, visits, phases, local groups.

The patterns are data, ``kg/languages/{language}/labels.toml``: for a class, parts with the properties whose
labels fill them; a part whose property has no value is left out.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from babel.dates import format_date, format_interval

from kg import vocabulary
from kg.languages.tables import table
from kg.model import Entity, Fact, Literal, Term, Value

_NAMES = ("skos:prefLabel", "foaf:name", "tco:acronym", "skos:altLabel")
_LOCALES = {"en": "en_GB"}
"""CLDR locales where the plain language would be that of the United States."""
_FIELD = re.compile(r"\{([^}]+)\}")


def composed_labels(
    facts: Sequence[Fact], known_names: Mapping[Entity, Mapping[str, str]], languages: Sequence[str]
) -> Iterator[tuple[Entity, str, Value]]:
    """``rdfs:label`` triples of the entities whose class has a pattern.

    Args:
        facts: linked facts of one document.
        known_names: names of places and bodies by language, from elsewhere than the text.
        languages: languages to make labels in.
    """
    known = _Known(facts, known_names)
    for entity in sorted({fact.subject for fact in facts}):
        for language in languages:
            if label := _composed(entity, known, language):
                yield entity, "rdfs:label", Literal.text(label, language)


class _Known:
    """The most certain value of each property of each entity."""

    def __init__(self, facts: Sequence[Fact], known_names: Mapping[Entity, Mapping[str, str]]) -> None:
        self.known_names = known_names
        self._values: dict[tuple[Entity, str], list[Value]] = {}
        for fact in sorted(facts, key=lambda f: (-f.confidence, f.span)):
            self._values.setdefault((fact.subject, fact.property), []).append(fact.value)

    def first(self, entity: Entity, property_: str) -> Value | None:
        return next(iter(self._values.get((entity, property_), [])), None)

    def name(self, entity: Entity, language: str) -> str:
        """A name of an entity, in a language if there is one."""
        names = self.known_names.get(entity, {})
        if language in names:
            return names[language]
        for property_ in _NAMES:
            values = [v for v in self._values.get((entity, property_), []) if isinstance(v, Literal)]
            if values:
                return next((v.lexical for v in values if v.language == language), values[0].lexical)
        return next(iter(names.values()), "")


@functools.cache
def _patterns(language: str) -> Mapping[str, Sequence[str]]:
    parts: Mapping[str, Sequence[str]] = table(language, "labels").get("labels", {})
    return parts


def _composed(entity: Entity, known: _Known, language: str) -> str:
    """The label of an entity by the pattern of its class; empty without one."""
    parts = [_part(part, entity, known, language) for part in _patterns(language).get(entity.type, ())]
    label = "".join(part for part in parts if part).strip(" ,·–")
    return label[:1].upper() + label[1:]


def _part(part: str, entity: Entity, known: _Known, language: str) -> str:
    """A part with its field filled; empty when the field has no value."""
    field = _FIELD.search(part)
    if not field:
        return part
    value = (
        _days(entity, known, language) if field[1] == "days" else _value(entity, field[1], known, language)
    )
    return part.replace(field[0], value) if value else ""


def _value(entity: Entity, path: str, known: _Known, language: str) -> str:
    """The label of the value at the end of a path of properties, ``tco:event/tco:project``."""
    step, _, rest = path.partition("/")
    value = known.first(entity, step)
    if value is None:
        return ""
    if isinstance(value, Entity):
        return _value(value, rest, known, language) if rest else known.name(value, language)
    if isinstance(value, Term):
        labels = vocabulary.load().labels(vocabulary.expand(value.name))
        return labels.get(language) or labels.get("en", "")
    return value.lexical


def _days(entity: Entity, known: _Known, language: str) -> str:
    """The days of an event as its readers write them, from CLDR; partial dates are left out."""
    start, end = known.first(entity, "schema:startDate"), known.first(entity, "schema:endDate")
    if not isinstance(start, Literal) or start.datatype != "xsd:date":
        return ""
    first = datetime.date.fromisoformat(start.lexical)
    last = (
        datetime.date.fromisoformat(end.lexical)
        if isinstance(end, Literal) and end.datatype == "xsd:date"
        else first
    )
    if first == last:
        return format_date(first, "d MMM y", locale=_LOCALES.get(language, language))
    return format_interval(first, last, "yMMMd", locale=_LOCALES.get(language, language))

"""The own properties of a page's subject: grouped and ordered by its shape, each value with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import pyoxigraph as ox

from kg.vocabulary import expand
from server.evidence import Statement
from server.labels import DISPLAY_LABEL
from server.lookups import RDF_TYPE, Term
from server.page_model import Block, Row, Value
from server.relations import SHORTCUTS, lines
from server.subject import Subject

MOST_VALUES = 60
"""The most values of one property that a page shows."""


def facts(subject: Subject) -> list[Block]:
    """The subject's properties as blocks, one a group; properties whose values are n-ary nodes as lines."""
    display, language = subject.labels.display, subject.labels.language
    groups = _grouped(subject)
    blocks: list[Block] = []
    for group in sorted(groups, key=lambda iri: (display.group(iri).order, iri)):
        heading = language.choose(display.group(group).label) or subject.text("entity.facts")
        properties = sorted(groups[group], key=lambda one: (subject.hint(one).order, one))
        inline = [one for one in properties if _nodes(subject, one)]
        rows = [_row(subject, one) for one in properties if one not in inline]
        blocks += [Block(heading, rows=rows)] if rows else []
        blocks += [
            Block(subject.name(one).capital, lines=lines(subject, _nodes(subject, one), one))
            for one in inline
        ]
    return blocks


def _grouped(subject: Subject) -> dict[str, list[str]]:
    """Properties that the graph or any statement gives the subject, by group."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    stated = {property_ for property_, _ in subject.evidence.of(subject.iri)}
    hidden = {DISPLAY_LABEL, *(SHORTCUTS if _has_participations(subject) else ())}
    for property_ in {*(set(subject.properties) - hidden), *stated} - {RDF_TYPE}:
        groups[subject.hint(property_).group].append(property_)
    return groups


def _has_participations(subject: Subject) -> bool:
    """Whether lines of the page say who takes part, so that the shortcuts would only repeat them."""
    ends = (quad.subject for quad in subject.incoming if quad.predicate.value == expand("tco:project"))
    return any(subject.relation_class(end) == "tco:Participation" for end in ends)


def _row(subject: Subject, property_: str) -> Row:
    accepted = subject.properties.get(property_, [])
    definition = subject.labels.language.choose(subject.labels.display.definition(property_))
    return Row(
        label=subject.name(property_),
        href=subject.labels.href(property_) if property_.startswith(expand("tco:")) else "",
        definition=definition.text if definition else "",
        values=[_value(subject, property_, value) for value in _sorted(subject, accepted)[:MOST_VALUES]],
        others=_others(subject, property_, accepted),
        more=max(0, len(accepted) - MOST_VALUES),
    )


def _others(subject: Subject, property_: str, accepted: Sequence[Term]) -> list[Value]:
    """What statements say of a property that the default graph has not accepted: sources disagree."""
    stated = sorted(subject.evidence.of(subject.iri).items(), key=lambda item: str(item[0]))
    return [
        _with_note(subject, value, statements)
        for (name, value), statements in stated
        if name == property_ and value not in accepted
    ]


def _value(subject: Subject, property_: str, value: Term) -> Value:
    statements = subject.evidence.of(subject.iri).get((property_, value), [])
    if statements:
        return _with_note(subject, value, statements)
    if property_ in SHORTCUTS:
        return _with_note(subject, value, [], origin="derived")
    return _with_note(subject, value, [], origin=_origin(subject, property_, value))


def _origin(subject: Subject, property_: str, value: Term) -> str:
    """Where a value comes from that no text states: of places it is the gazetteer, else a list of names."""
    if not subject.lookups.from_reference(subject.iri, property_, value):
        return ""
    return "gazetteer" if subject.class_ == expand("tco:Place") else "reference"


def _with_note(subject: Subject, value: Term, statements: Sequence[Statement], origin: str = "") -> Value:
    return replace(subject.value(value), origin=origin, note=subject.notes.note(statements))


def _nodes(subject: Subject, property_: str) -> list[str]:
    """The n-ary nodes among the values of a property."""
    values = subject.properties.get(property_, [])
    return [
        value.value for value in values if isinstance(value, ox.NamedNode) and subject.relation_class(value)
    ]


def _sorted(subject: Subject, values: Sequence[Term]) -> list[Term]:
    return sorted(values, key=lambda value: (subject.labels.value(value).text.casefold(), str(value)))

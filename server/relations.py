"""The links of a page to other things: n-ary nodes as readable lines, other incoming links as lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import pyoxigraph as ox

from kg.vocabulary import compact, expand
from server.display import LAST
from server.evidence import Statement
from server.labels import DISPLAY_LABEL, RELATIONS, sortable
from server.languages import Text
from server.lookups import RDF_TYPE, Properties, Term, lexical
from server.page_model import Block, Line, Value
from server.subject import Subject

SHORTCUTS = frozenset({expand("tco:hasPartner"), expand("tco:leadPartner")})
"""Properties derived from participations."""

GENERIC = frozenset(expand(name) for name in ("tco:project", "tco:programme", "dct:isPartOf"))
"""Properties that very different things have: seen from the other side these are told apart by class."""

_HIDDEN = frozenset({RDF_TYPE, DISPLAY_LABEL, *SHORTCUTS})


def links(subject: Subject) -> list[Block]:
    """Everything that points to the subject: first what involves it, then the rest."""
    return [*_involvements(subject), *_backlinks(subject)]


def lines(subject: Subject, nodes: Iterable[str], seen_from: str) -> list[Line]:
    """N-ary nodes as lines, without what each says of the subject itself by ``seen_from``."""
    made = [_line(subject, node, seen_from) for node in _ordered(subject, nodes)]
    return [line for line in made if line.values]


def _involvements(subject: Subject) -> list[Block]:
    grouped: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for quad in subject.incoming:
        class_ = subject.relation_class(quad.subject)
        if class_ and isinstance(quad.subject, ox.NamedNode):
            grouped[class_, quad.predicate.value].append(quad.subject.value)
    order = list(RELATIONS)
    ranked = sorted(grouped.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    return [
        Block(_involvement_heading(subject, class_, property_), lines=lines(subject, nodes, property_))
        for (class_, property_), nodes in ranked
    ]


def _backlinks(subject: Subject) -> list[Block]:
    grouped: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for quad in subject.incoming:
        node, property_ = quad.subject, quad.predicate.value
        if property_ in _HIDDEN or not isinstance(node, ox.NamedNode) or subject.relation_class(node):
            continue
        types = subject.lookups.types(node.value)
        if types:
            class_ = subject.labels.display.primary(types) if property_ in GENERIC else ""
            grouped[property_, class_].append(node.value)
    return [
        Block(
            _heading(subject, property_, class_),
            links=[_evident(subject, node, property_) for node in _ordered(subject, nodes)],
        )
        for (property_, class_), nodes in sorted(grouped.items())
    ]


def _evident(subject: Subject, node: str, property_: str) -> Value:
    """A thing that points to the subject, with the evidence that it does."""
    statements = subject.evidence.of(node).get((property_, subject.node), [])
    return replace(subject.link(node), note=subject.notes.note(statements))


def _line(subject: Subject, node: str, seen_from: str) -> Line:
    properties = subject.lookups.properties(node)
    class_ = subject.relation_class(ox.NamedNode(node))
    known = [expand(name) for name in RELATIONS[class_]]
    names = [*known, *(name for name in properties if name not in known)]
    shown = [
        name for name in names if name not in _HIDDEN and not _says_so(subject, properties, name, seen_from)
    ]
    values = [
        _part(subject, class_, name, value, name in known)
        for name in shown
        for value in properties.get(name, [])
    ]
    accepted, disputed = _stated(subject, node, seen_from)
    note = subject.notes.note(accepted)
    others = [replace(value, note=subject.notes.note(statements)) for value, statements in disputed]
    return Line(values, subject.labels.href(node), note, others)


def _stated(
    subject: Subject, node: str, seen_from: str
) -> tuple[list[Statement], list[tuple[Value, list[Statement]]]]:
    """The statements behind a line, and those that say something else than the line does."""
    properties = subject.lookups.properties(node)
    accepted = list(subject.evidence.of(subject.iri).get((seen_from, ox.NamedNode(node)), []))
    disputed: list[tuple[Value, list[Statement]]] = []
    for (name, value), statements in subject.evidence.of(node).items():
        if value in properties.get(name, []):
            accepted += statements if name != RDF_TYPE else []
        else:
            disputed.append((subject.value(value, f"{subject.labels.term(name).text}:"), statements))
    return sorted(accepted, key=lambda one: (one.spans[:1], one.property, one.iri)), disputed


def _says_so(subject: Subject, properties: Properties, property_: str, seen_from: str) -> bool:
    return property_ == seen_from and subject.node in properties.get(property_, [])


def _part(subject: Subject, class_: str, property_: str, value: Term, known: bool) -> Value:
    """One value of a line, with the small words before it that make the line readable."""
    language = subject.labels.language
    phrase = f"phrase.{class_}.{compact(property_)}"
    if phrase in language.messages and isinstance(value, ox.Literal) and value.value.isdecimal():
        return Value(Text(language.text(phrase, ordinal=language.ordinal(int(value.value), ""))))
    if property_ == expand("tco:participant") and isinstance(value, ox.NamedNode):
        return replace(subject.value(value), text=subject.labels.short(value.value))
    for key in (f"connector.{class_}.{compact(property_)}", f"connector.{compact(property_)}"):
        if key in language.messages:
            return subject.value(value, language.text(key))
    return subject.value(value, "" if known else f"{subject.labels.term(property_).text}:")


def _involvement_heading(subject: Subject, class_: str, property_: str) -> Text:
    key = f"relation.{class_}.{compact(property_)}"
    return subject.text(key) if key in subject.labels.language.messages else _heading(subject, property_, "")


def _heading(subject: Subject, property_: str, class_: str) -> Text:
    language = subject.labels.language
    if f"plural.{compact(class_)}" in language.messages:
        return subject.text(f"plural.{compact(class_)}")
    inverse = language.choose(subject.labels.display.inverse(property_))
    if inverse:
        return inverse.capital
    return Text(language.text("entity.inverse", property=subject.labels.term(property_).text))


def _ordered(subject: Subject, nodes: Iterable[str]) -> list[str]:
    return sorted(
        dict.fromkeys(nodes), key=lambda node: (_ordinal(subject, node), *sortable(subject.labels, node))
    )


def _ordinal(subject: Subject, node: str) -> float:
    ordinal = lexical(subject.lookups.properties(node), "tco:ordinal")
    return float(ordinal) if ordinal.isdecimal() else LAST

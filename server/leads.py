"""The sentence under a title: what the thing is, of which project or programme, when and where.

A lead is put together from parts whose wording stands in the translations (``lead.*``); a part whose
values are not known is left out, so a lead never says more than the graph does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.vocabulary import compact, expand
from server.labels import Labels
from server.languages import Text
from server.lookups import iris, lexical

Part = Callable[[str, Labels, Sequence[ox.Quad]], Iterator[Text]]


def lead(iri: str, class_: str, labels: Labels, incoming: Sequence[ox.Quad]) -> list[Text]:
    """The lead of an entity's page as pieces to be set one after the other, each in its language."""
    parts = _PARTS.get(compact(class_), (_sort,))
    said = [list(part(iri, labels, incoming)) for part in parts]
    pieces = [piece for one in said for piece in one if piece.text]
    if not pieces:
        return []
    return [pieces[0].capital, *pieces[1:], Text(".")]


def _phrase(labels: Labels, key: str, **values: Text) -> Iterator[Text]:
    """A wording cut at its placeholders, so that each value keeps its own language."""
    pattern = labels.language.messages[key]
    while values:
        name = min(values, key=lambda one: pattern.find(f"{{{one}}}") % (len(pattern) + 1))
        before, _, pattern = pattern.partition(f"{{{name}}}")
        yield from (Text(before), values.pop(name))
    yield Text(pattern)


def _sort(iri: str, labels: Labels, incoming: Sequence[ox.Quad]) -> Iterator[Text]:
    yield labels.noun(iri)


def _numbered(iri: str, labels: Labels, incoming: Sequence[ox.Quad]) -> Iterator[Text]:
    noun, ordinal = labels.noun(iri), lexical(labels.lookups.properties(iri), "tco:ordinal")
    if ordinal.isdecimal():
        yield Text(f"{labels.language.ordinal(int(ordinal), noun.text)} ")
    yield noun


def _linked(key: str, *names: str) -> Part:
    def part(iri: str, labels: Labels, incoming: Sequence[ox.Quad]) -> Iterator[Text]:
        properties = labels.lookups.properties(iri)
        things = [thing for name in names for thing in iris(properties, name)]
        if things:
            yield from _phrase(labels, key, thing=labels.of(things[0]))

    return part


def _phase(iri: str, labels: Labels, incoming: Sequence[ox.Quad]) -> Iterator[Text]:
    """The phase a deliverable belongs to, and whether it is the main one of it."""
    properties = labels.lookups.properties(iri)
    for phase in iris(properties, "tco:isMainDeliverableOf")[:1]:
        ordinal = lexical(labels.lookups.properties(phase), "tco:ordinal")
        if ordinal:
            yield from _phrase(labels, "lead.main_of_phase", ordinal=Text(ordinal))
            return
    for phase in iris(properties, "tco:phase")[:1]:
        yield from _phrase(labels, "lead.phase", thing=labels.short(phase))


def _leader(iri: str, labels: Labels, incoming: Sequence[ox.Quad]) -> Iterator[Text]:
    for leader in iris(labels.lookups.properties(iri), "tco:leadPartner")[:1]:
        yield from _phrase(labels, "lead.leader", thing=labels.of(leader))
        yield from _country_of(leader, labels)


def _when(iri: str, labels: Labels, incoming: Sequence[ox.Quad]) -> Iterator[Text]:
    properties = labels.lookups.properties(iri)
    start, end = lexical(properties, "schema:startDate"), lexical(properties, "schema:endDate")
    if start:
        yield Text(f", {labels.language.period(start, end)}")


def _where(name: str, key: str = "lead.place") -> Part:
    def part(iri: str, labels: Labels, incoming: Sequence[ox.Quad]) -> Iterator[Text]:
        for place in iris(labels.lookups.properties(iri), name)[:1]:
            yield from _phrase(labels, key, thing=labels.of(place))
            yield from _country_of(place, labels)

    return part


def _country(iri: str, labels: Labels, incoming: Sequence[ox.Quad]) -> Iterator[Text]:
    yield from _country_of(iri, labels)


def _country_of(iri: str, labels: Labels) -> Iterator[Text]:
    """The country of a place, or of a body by its seat, in brackets."""
    properties = labels.lookups.properties(iri)
    seats = [labels.lookups.properties(seat) for seat in iris(properties, "tco:seat")]
    countries = [country for one in (properties, *seats) for country in iris(one, "tco:country")]
    if countries:
        yield from (Text(" ("), labels.of(countries[0]), Text(")"))


def _posts(iri: str, labels: Labels, incoming: Sequence[ox.Quad]) -> Iterator[Text]:
    """What a person does: the roles of posts and assignments, each with its body or project."""
    roles = [one for quad in incoming for one in _role(quad, labels)]
    separators = ("", *[labels.language.text("lead.and")] * 3)
    for separator, (role, whole) in zip(separators, dict.fromkeys(roles), strict=False):
        yield Text(separator)
        yield from _phrase(labels, "lead.post", role=role, thing=whole)


def _role(quad: ox.Quad, labels: Labels) -> Iterable[tuple[Text, Text]]:
    if quad.predicate.value not in (expand("org:member"), expand("tco:person")):
        return
    properties = labels.lookups.properties(quad.subject.value)  # type: ignore[union-attr]
    roles = [*iris(properties, "org:role"), *iris(properties, "tco:role")]
    wholes = [*iris(properties, "org:organization"), *iris(properties, "tco:project")]
    if roles and wholes:
        yield labels.of(roles[0]), labels.of(wholes[0])


def _publisher(iri: str, labels: Labels, incoming: Sequence[ox.Quad]) -> Iterator[Text]:
    for publisher in iris(labels.lookups.properties(iri), "dct:publisher")[:1]:
        yield from _phrase(labels, "lead.publisher", thing=labels.of(publisher))


def _issued(iri: str, labels: Labels, incoming: Sequence[ox.Quad]) -> Iterator[Text]:
    issued = lexical(labels.lookups.properties(iri), "dct:issued")
    if issued:
        yield Text(f", {labels.language.date(issued[:10])}")


_EVENT: tuple[Part, ...] = (_numbered, _linked("lead.project", "tco:project"), _when, _where("tco:place"))
_BODY: tuple[Part, ...] = (_sort, _where("tco:seat", "lead.seat"), _linked("lead.unit", "org:unitOf"))

_PARTS: dict[str, tuple[Part, ...]] = {
    "tco:Project": (_sort, _linked("lead.programme", "tco:programme"), _leader, _when),
    "tco:Meeting": _EVENT,
    "tco:SiteVisit": _EVENT,
    "tco:SiteVisitSeries": _EVENT,
    "tco:Event": _EVENT,
    "tco:Deliverable": (_sort, _linked("lead.project", "tco:project"), _phase),
    "tco:LocalGroup": (
        _sort,
        _linked("lead.group", "tco:localGroupOf"),
        _linked("lead.for_project", "tco:project"),
    ),
    "m8g:PublicOrganisation": _BODY,
    "org:Organization": _BODY,
    "org:OrganizationalUnit": _BODY,
    "foaf:Person": (_posts,),
    "tco:Place": (_sort, _country),
    "tco:Phase": (_numbered, _linked("lead.project", "dct:isPartOf")),
    "tco:Announcement": (_sort, _publisher, _issued),
}
"""The parts of a lead by class, in the order they are said."""

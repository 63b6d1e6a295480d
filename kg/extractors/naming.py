"""What a mention says of the thing it names: its class, its name, its kind, where it is."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.discourse import organisation_entity, place_entity, programme_entity
from kg.extractors.facts import Says, concept
from kg.languages.authority import official_language
from kg.languages.territories import authority as country_code
from kg.mentions.model import OrganisationMention, PlaceMention, ProgrammeMention
from kg.mentions.reading import Reading
from kg.model import Entity, Fact, Literal, Term


def programme(mention: ProgrammeMention) -> Iterator[Fact]:
    """Class and name of a programme."""
    entity = programme_entity(mention)
    says = Says(mention.span, mention.rule, mention.confidence)
    yield from says.a(entity)
    yield says.that(entity, "skos:prefLabel", Literal.text(mention.name, "en"))


def place(mention: PlaceMention, reading: Reading) -> Iterator[Fact]:
    """Class of a place, and its country where the text names it right beside the place.

    Its labels and position come from the gazetteer, not from the text.
    """
    entity = place_entity(mention)
    yield from Says(mention.span, mention.rule, mention.confidence).a(entity)
    for country in reading.countries:
        before, after = mention.span.start - country.span.end, country.span.start - mention.span.end
        near = (0 <= after <= 12 and country.kind == "name") or (
            0 <= before <= 12 and country.kind == "adjective"
        )
        if country.country == mention.place.country and near:
            says = Says(mention.span.to(country.span), "place.country", 0.95)
            yield says.that(entity, "tco:country", Term(f"country:{country_code(country.country)}"))
            return


def body(mention: OrganisationMention, reading: Reading) -> Iterator[Fact]:
    """Class, name, type and seat of an organisation."""
    entity = organisation_entity(mention)
    says = Says(mention.span, mention.rule, mention.confidence)
    yield from says.a(entity)
    if label := _label(mention):
        # a city's name is what its body is called, not the body's own name
        by_city = mention.place and label == reading.document.quote(mention.place.span)
        property_ = "skos:altLabel" if by_city else "skos:prefLabel"
        yield says.that(entity, property_, Literal.text(label, _language(mention, reading)))
    if mention.type:
        yield says.that(entity, "org:classification", concept(mention.type))
    if mention.place:
        yield says.that(entity, "tco:seat", place_entity(mention.place))
        yield from place(mention.place, reading)
    elif mention.country:
        yield says.that(entity, "tco:country", Term(f"country:{country_code(mention.country)}"))


def _label(mention: OrganisationMention) -> str:
    """The name, unless it is shouted: capitals lose the accents that a name needs."""
    return (
        ""
        if mention.name.isupper() and not mention.name.isascii() and len(mention.name) > 6
        else mention.name
    )


def _language(mention: OrganisationMention, reading: Reading) -> str:
    """The text's language; for a name in Latin letters in a text that is not, that of the body's country."""
    if not reading.is_foreign(mention.name):
        return reading.document.language
    return official_language(mention.country) if mention.country else "en"


def unnamed_body(key: str, document_id: str) -> Entity:
    """A body that a document speaks of without naming it; never the same as one of another document."""
    return Entity("org:Organization", ("unnamed", document_id, key))

"""The page of an entity as a whole, built in reading order so that its notes are numbered in that order."""

from __future__ import annotations

import pyoxigraph as ox

from server.facts import facts
from server.labels import Labels
from server.languages import Text
from server.leads import lead
from server.lookups import RDF_TYPE, iris
from server.page_model import EntityPage, Value
from server.relations import links
from server.subject import Subject

WHOLES = ("tco:programme", "tco:project", "dct:isPartOf", "org:unitOf", "tco:localGroupOf")
"""Properties whose values stand above the title: what the entity belongs to."""


def entity_page(iri: str, labels: Labels) -> EntityPage:
    """What the page of an entity shows.

    Args:
        iri: an entity that the default graph knows.
        labels: names in the language of the page.
    """
    subject = Subject(iri, labels)
    sort = _sort(subject)
    blocks = facts(subject)
    backlinks = links(subject)
    return EntityPage(
        iri=iri,
        title=_title(subject),
        full_title=labels.of(iri),
        sort=sort,
        context=_context(subject),
        lead=lead(iri, subject.class_, labels, subject.incoming),
        facts=blocks,
        links=[block for block in backlinks if block.count],
        sources=subject.notes.sources,
        truncated=subject.truncated,
        disagreements=sum(block.disputed for block in [*blocks, *backlinks]),
    )


def _title(subject: Subject) -> Text:
    """A short name; of a relation and of an unnamed body what it relates or is known for."""
    stands_alone = subject.relation_class(subject.node) or subject.labels.is_unnamed(subject.iri)
    return (subject.labels.of if stands_alone else subject.labels.short)(subject.iri)


def _sort(subject: Subject) -> Value:
    """The class of the subject, with the words that say so."""
    stated = subject.evidence.of(subject.iri)
    statements = stated.get((RDF_TYPE, ox.NamedNode(subject.class_)), []) if subject.class_ else []
    term, kind = subject.labels.term(subject.class_), subject.labels.kind(subject.iri)
    return Value(term.capital, subject.labels.href(subject.class_), kind, note=subject.notes.note(statements))


def _context(subject: Subject) -> list[Value]:
    wholes = dict.fromkeys(whole for name in WHOLES for whole in iris(subject.properties, name))
    return [subject.value(ox.NamedNode(whole)) for whole in list(wholes)[:3]]

"""Extraction: from a document to the facts it states.

Each module finds the facts of one family; they know the mentions of the text and what it is about as a
whole (``discourse``), not each other's results. The table below shows the whole choice on one screen;
installed plugins of the entry-point group ``kg.extractors`` are added after it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

from kg import authorities, gazetteer
from kg.extractors import discourse as discourses
from kg.extractors.authorship import find_author, find_dateline, find_protagonist
from kg.extractors.discourse import Discourse
from kg.extractors.facts import unique
from kg.extractors.occasions import find_meetings
from kg.extractors.partners import leading_bodies
from kg.mentions.reading import Reading, read
from kg.model import Document, Fact
from kg.registry import Variants

EXTRACTORS = Variants(
    group="kg.extractors",
    builtin={
        "announcements": "kg.extractors.announcements:extract",
        "programmes": "kg.extractors.programmes:extract",
        "projects": "kg.extractors.projects:extract",
        "partners": "kg.extractors.partners:extract",
        "meetings": "kg.extractors.meetings:extract",
        "visits": "kg.extractors.visits:extract",
        "deliverables": "kg.extractors.deliverables:extract",
        "groups": "kg.extractors.groups:extract",
        "agenda": "kg.extractors.agenda:extract",
        "persons": "kg.extractors.persons:extract",
        "goals": "kg.extractors.goals:extract",
    },
)


def extract(document: Document) -> tuple[Fact, ...]:
    """The facts that a document states, each with its words, rule and confidence; sorted, without doubles."""
    reading = read(document, gazetteer.load(), authorities.load())
    understood = _understand(reading)
    return unique(fact for find in _chosen() for fact in find(understood))


@functools.cache
def _chosen() -> tuple[Callable[[Discourse], Iterator[Fact]], ...]:
    """Every extractor, imported."""
    return tuple(EXTRACTORS.find(name) for name in EXTRACTORS.names())


def _understand(reading: Reading) -> Discourse:
    """What a reading is about as a whole."""
    author = find_author(reading)
    meetings = find_meetings(reading, author, find_dateline(reading))
    understood = Discourse(reading, author, find_protagonist(reading), meetings)
    return discourses.with_leads(understood, leading_bodies(understood))

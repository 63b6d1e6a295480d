"""Local groups of stakeholders (URBACT Local Groups) and their tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extractors import naming
from kg.extractors.discourse import Discourse, organisation_entity, project_entity
from kg.extractors.facts import Says, concept
from kg.mentions.model import ProjectMention
from kg.mentions.reading import Reading
from kg.model import Entity, Fact, Literal, Span

_BRACKET = re.compile(r"\s*\(([^()\n]{2,40})\)")
_TASKS = ("x-monitor-actions", "x-implement-actions")


def extract(discourse: Discourse) -> Iterator[Fact]:
    """Facts on local groups.

    "Local action group" is also what LEADER calls its groups, so the words count only beside an URBACT
    acronym or in a paragraph that names an URBACT programme.
    """
    reading = discourse.reading
    body = discourse.protagonist
    for span in local_group_mentions(reading):
        project = discourse.project_for(span)
        if not (project and body):
            continue
        group = group_entity(project)
        says = Says(span, "group.named", 0.9)
        yield from says.a(group, project=project_entity(project))
        yield from _names(reading, group, span)
        yield from naming.body(body, reading)
        yield Says(span, "group.of-protagonist", 0.7).that(
            group, "tco:localGroupOf", organisation_entity(body)
        )
        rest = Span(span.end, max(span.end + 1, reading.sentence(span.start).end))
        for task in reading.inside(reading.concepts, rest):
            if task.concept in _TASKS and task.span.start - span.end < 70:
                yield Says(task.span, "group.task", 0.85).that(group, "tco:task", concept(task.concept))


def group_entity(project: ProjectMention) -> Entity:
    """The local group of a document's own city in a project."""
    return Entity("tco:LocalGroup", (project.key,))


def local_group_mentions(reading: Reading) -> Iterator[Span]:
    """Where a local group is named, with the acronym in brackets after it."""
    urbact = [m.span for m in reading.programmes if m.name.startswith("URBACT")]
    end = 0
    for cue in reading.cues("local_group"):
        bracket = _BRACKET.match(reading.folded, cue.end)
        acronym = bracket and reading.cue("local_group_acronym", Span(bracket.start(1), bracket.end(1)))
        own = reading.cue("local_group_acronym", cue)
        paragraph = reading.paragraph(cue.start)
        if cue.start >= end and (acronym or own or any(paragraph.covers(span) for span in urbact)):
            end = bracket.end() if bracket and acronym else cue.end
            yield Span(cue.start, end)


def _names(reading: Reading, group: Entity, span: Span) -> Iterator[Fact]:
    """The acronym in the name or in brackets after it."""
    for acronym in reading.cues("local_group_acronym", span):
        words = reading.document.quote(acronym)
        if words.isupper() and " " not in words:
            yield Says(acronym, "group.acronym", 0.9).that(group, "tco:acronym", Literal(words))

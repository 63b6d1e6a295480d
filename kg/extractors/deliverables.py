"""Deliverables: by the words for their kind, or named in quotation marks as such."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.discourse import Discourse, project_entity
from kg.extractors.facts import Says, concept
from kg.extractors.projects import phase_entity, phase_mentions
from kg.extractors.visits import series_entity
from kg.languages.folding import fold
from kg.mentions.model import ProjectMention
from kg.mentions.quotations import quotations
from kg.mentions.reading import Reading
from kg.model import Entity, Fact, Literal, Span

_ONE_PER_PROJECT = frozenset({"deliverable-baseline-study", "deliverable-communication-plan"})


def extract(discourse: Discourse) -> Iterator[Fact]:
    """Facts on deliverables."""
    reading = discourse.reading
    for span, kind, project in deliverables(discourse):
        deliverable = deliverable_entity(reading, project, kind, span)
        says = Says(span, "deliverable.kind" if kind != "deliverable-other" else "deliverable.named", 0.85)
        yield from says.a(deliverable, project=project_entity(project), deliverableType=concept(kind))
        name = reading.document.quote(span)
        language = "en" if reading.is_foreign(name) else reading.document.language
        yield says.that(
            deliverable,
            "skos:prefLabel" if language == "en" else "skos:altLabel",
            Literal.text(name, language),
        )
        yield from _main(reading, deliverable, project, span)
        yield from _period(reading, deliverable, span)
        yield from _documents(reading, deliverable, project, span)


def deliverable_entity(reading: Reading, project: ProjectMention, kind: str, span: Span) -> Entity:
    """A deliverable by its kind within its project.

    Of most kinds a project has several, one for each partner or number: those are the document's own.
    """
    if kind in _ONE_PER_PROJECT:
        return Entity("tco:Deliverable", (project.key, kind))
    name = fold(reading.document.quote(span)) if kind == "deliverable-other" else ""
    return Entity("tco:Deliverable", (project.key, kind, name, reading.document.sha256))


def deliverables(discourse: Discourse) -> Iterator[tuple[Span, str, ProjectMention]]:
    """Mentions of deliverables: (name, local name of the kind, project)."""
    reading = discourse.reading
    known = [c for c in reading.concepts if c.group == "deliverable"]
    quoted = quotations(reading.document.text)
    for mention in known:
        if project := discourse.project_for(mention.span):
            yield mention.span, mention.concept, project
    for cue in reading.cues("deliverable"):
        sentence = reading.sentence(cue.start)
        for quote in quoted:
            close = sentence.covers(quote) and (
                0 < quote.start - cue.end < 25 or 0 < cue.start - quote.end < 25
            )
            taken = [*(m.span for m in known), *(m.span for m in reading.projects)]
            if (
                close
                and not any(t.overlaps(quote) for t in taken)
                and (project := discourse.project_for(quote))
            ):
                yield quote, "deliverable-other", project


def _main(reading: Reading, deliverable: Entity, project: ProjectMention, span: Span) -> Iterator[Fact]:
    """``The main deliverable of phase A``: of the phase named after it, else of the project."""
    sentence = reading.sentence(span.start)
    for cue in reading.cues("main_deliverable", Span(span.end, max(span.end + 1, sentence.end))):
        if cue.start - span.end > 8:
            continue
        phases = [
            (s, n)
            for s, n in phase_mentions(reading)
            if cue.end <= s.start < sentence.end and s.start - cue.end < 45
        ]
        owner = phase_entity(project, phases[0][1]) if phases else project_entity(project)
        says = Says(cue.to(phases[0][0]) if phases else cue, "deliverable.main", 0.9)
        yield says.that(deliverable, "tco:isMainDeliverableOf", owner)
        if phases:
            yield Says(phases[0][0], "deliverable.phase", 0.85).that(deliverable, "tco:phase", owner)


def _period(reading: Reading, deliverable: Entity, span: Span) -> Iterator[Fact]:
    """What part of the project it applies to, in the relative clause after it."""
    for found in reading.concepts:
        if found.concept == "x-whole-implementation" and 0 < found.span.start - span.end < 60:
            says = Says(found.span, "deliverable.applies-during", 0.85)
            yield says.that(deliverable, "tco:appliesDuring", concept(found.concept))


def _documents(reading: Reading, deliverable: Entity, project: ProjectMention, span: Span) -> Iterator[Fact]:
    """``The visits were recorded in the …``: what the deliverable records."""
    sentence = reading.sentence(span.start)
    cue = reading.cue("documented", sentence)
    visits = [v for v in reading.cues("visit_report", sentence) if cue and v.end < cue.start < span.start]
    told = any(True for _ in reading.cues("visits"))
    if visits and told:
        says = Says(visits[0].to(span), "deliverable.documents", 0.85)
        yield says.that(deliverable, "tco:documents", series_entity(project))

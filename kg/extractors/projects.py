"""Projects: names and titles, kind, phases, objective, topics, method and context."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extractors.discourse import Discourse, project_entity
from kg.extractors.facts import Says, concept
from kg.languages.folding import fold
from kg.mentions.model import ProjectMention
from kg.mentions.project_names import is_acronym
from kg.mentions.reading import Reading
from kg.model import Entity, Fact, Literal, Span

_COUNT = re.compile(r"(?:(?<!\w)\w+\s+)?\(?(?<!\w)(\d{1,2})\)?\s+$")
_PHASE_DIGIT = re.compile(r"(?<!\w)(\d)\s?\w{1,2}\s+$")
_PHASE_LETTER = re.compile(r"(?<!\w)([α-στa-c])['’`]\s*$")
_LETTERS = "αβγδεστ"


def extract(discourse: Discourse) -> Iterator[Fact]:
    """Facts on projects."""
    reading = discourse.reading
    for mention in reading.projects:
        if mention.rule != "project.again":
            yield from _names(reading, mention)
    yield from _objectives(discourse)
    yield from _kinds(discourse)
    yield from _phases(discourse)


def _names(reading: Reading, mention: ProjectMention) -> Iterator[Fact]:
    """Acronym, name and title. A name in another script than the text's is taken for English."""
    project, language = project_entity(mention), reading.document.language
    foreign = reading.is_foreign(mention.name)
    says = Says(mention.name_span, mention.rule, mention.confidence)
    yield from says.a(project)
    if is_acronym(mention.name) and len(mention.name.split()) <= 4:
        yield says.that(project, "tco:acronym", Literal(mention.name))
    yield says.that(
        project, "skos:prefLabel", Literal.text(_readable(mention.name), "en" if foreign else language)
    )
    if mention.title:
        title = reading.document.quote(mention.title)
        says = Says(mention.title, "project.title", 0.85)
        yield says.that(
            project, "skos:altLabel", Literal.text(title, "en" if reading.is_foreign(title) else language)
        )


def _readable(name: str) -> str:
    """A name of several words in capitals as a title: BREAKING ISOLATION is Breaking Isolation."""
    shouted = name.isupper() and len(name.split()) > 1 and all(len(word) > 2 for word in name.split())
    return name.title() if shouted else name


def _objectives(discourse: Discourse) -> Iterator[Fact]:
    """What a project is about: the words after "the project concerns", with the concepts in them."""
    reading = discourse.reading
    for cue in reading.cues("concerns"):
        sentence = reading.sentence(cue.start)
        subject = (
            reading.cue("project_head", Span(sentence.start, cue.start))
            if cue.start > sentence.start
            else None
        )
        named = [p for p in reading.inside(reading.projects, sentence) if p.span.end <= cue.start]
        project = discourse.project_for(cue)
        if not project or not (subject or named):
            continue
        span = _clause(reading, Span(cue.end + 1, sentence.end))
        words = Literal.text(reading.document.quote(span), reading.document.language)
        yield Says(span, "project.objective", 0.85).that(project_entity(project), "tco:objective", words)
        yield from _in_objective(reading, project_entity(project), span)


def _clause(reading: Reading, span: Span) -> Span:
    """The span up to where a comparison with other projects begins, without punctuation at its end."""
    comparison = reading.cue("like_all", span)
    words = reading.document.text[span.start : comparison.start if comparison else span.end].rstrip(" .,;")
    before, _, last = words.rpartition(" ")
    if comparison and fold(last) in reading.pack.conjunctions:
        words = before.rstrip(" ,")
    return Span(span.start, span.start + len(words))


def _in_objective(reading: Reading, project: Entity, span: Span) -> Iterator[Fact]:
    """Topics, and what follows "by means of" (method) or "because of, during" (context)."""
    means = list(reading.cues("by_means_of", span))
    circumstances = list(reading.cues("circumstance", span))
    for found in reading.inside(reading.concepts, span):
        if found.group == "topic":
            yield Says(found.span, "project.topic", 0.85).that(project, "dct:subject", concept(found.concept))
        elif found.group == "x" and any(0 < found.span.start - m.end <= 6 for m in means):
            yield Says(found.span, "project.method", 0.85).that(project, "tco:method", concept(found.concept))
        elif found.group == "x" and (near := [c for c in circumstances if 0 < found.span.start - c.end <= 6]):
            says = Says(near[0].to(found.span), "project.context", 0.8)
            yield says.that(project, "tco:context", concept(found.concept))


def _kinds(discourse: Discourse) -> Iterator[Fact]:
    """The kind of network; with "like all …", what is said of the project is said of the kind too."""
    reading = discourse.reading
    for kind in reading.concepts:
        project = discourse.project_for(kind.span) if kind.group == "ptype" else None
        if not project:
            continue
        yield Says(kind.span, "project.type", 0.85).that(
            project_entity(project), "tco:projectType", concept(kind.concept)
        )
        sentence = reading.sentence(kind.span.start)
        like_all = reading.cue("like_all", sentence)
        if like_all and 0 < kind.span.start - like_all.end <= 3:
            for span, number in _phase_counts(reading, sentence):
                says = Says(like_all.to(span), "project-type.phases", 0.85)
                kind_of_project = Entity("skos:Concept", (kind.concept,))
                yield says.that(kind_of_project, "tco:phaseCount", Literal.integer(number))


def _phase_counts(reading: Reading, within: Span) -> Iterator[tuple[Span, int]]:
    """``Two (2) phases``: the number in digits right before the word."""
    for cue in reading.cues("phases_count", within):
        if number := _COUNT.search(reading.folded[within.start : cue.start]):
            yield Span(within.start + number.start(), cue.end), int(number[1])


def _phases(discourse: Discourse) -> Iterator[Fact]:
    reading = discourse.reading
    whole = Span(0, len(reading.folded))
    for span, number in _phase_counts(reading, whole):
        if project := discourse.project_for(span):
            says = Says(span, "project.phases", 0.9)
            yield says.that(project_entity(project), "tco:phaseCount", Literal.integer(number))
    for span, ordinal in phase_mentions(reading):
        if project := discourse.project_for(span):
            phase = phase_entity(project, ordinal)
            says = Says(span, "project.phase", 0.9)
            yield from says.a(phase, ordinal=Literal.integer(ordinal))
            yield says.that(phase, "dct:isPartOf", project_entity(project))


def phase_entity(project: ProjectMention, ordinal: int) -> Entity:
    """A phase of a project by its number."""
    return Entity("tco:Phase", (project.key, str(ordinal)))


def phase_mentions(reading: Reading) -> Iterator[tuple[Span, int]]:
    """Phases by number, letter or ordinal word: ``1η Φάση``, ``Α’ Φάση``."""
    for cue in reading.cues("phase"):
        before = reading.folded[max(0, cue.start - 14) : cue.start]
        offset = cue.start - len(before)
        if match := _PHASE_DIGIT.search(before):
            yield Span(offset + match.start(), cue.end), int(match[1])
        elif (match := _PHASE_LETTER.search(before)) and match[1] in _LETTERS:
            yield Span(offset + match.start(), cue.end), _LETTERS.index(match[1]) + 1

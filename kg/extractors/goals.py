"""Policy goals that a body declares: what it invests in, calls a priority or needs."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.discourse import Discourse, organisation_entity
from kg.extractors.facts import Says, concept
from kg.mentions.reading import Reading
from kg.model import Entity, Fact, Span


def extract(discourse: Discourse) -> Iterator[Fact]:
    """Facts on policy goals: the topics of a sentence that declares some.

    Where a sentence names no body, the goal is of the body the document is mostly about.
    """
    reading = discourse.reading
    for sentence in reading.sentences:
        cue = reading.cue("policy_goal", sentence) or _continued(reading, sentence)
        named = reading.inside(reading.organisations, sentence)
        body = named[0] if named else discourse.protagonist
        if not (cue and body) or reading.cue("negation", Span(sentence.start, cue.end)):
            continue
        for topic in reading.inside(reading.concepts, sentence):
            if topic.group == "topic":
                goal = Entity("tco:PolicyGoal", ("|".join(body.key), topic.concept))
                says = Says(topic.span, "goal.declared", 0.85 if named else 0.8)
                yield from says.a(goal, policyGoalOf=organisation_entity(body))
                yield says.that(goal, "dct:subject", concept(topic.concept))


def _continued(reading: Reading, sentence: Span) -> Span | None:
    """A weaker word for a need, in a paragraph that declares a goal in plain words."""
    paragraph = reading.paragraph(sentence.start)
    return reading.cue("need", sentence) if reading.cue("policy_goal", paragraph) else None

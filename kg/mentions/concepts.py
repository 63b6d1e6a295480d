"""Mentions of concepts by the words a language has for them."""

from __future__ import annotations

import re

from kg.languages.pack import Pack
from kg.mentions.model import ConceptMention
from kg.model import Span


def find_concepts(folded: str, pack: Pack) -> tuple[ConceptMention, ...]:
    """Concepts mentioned in a folded text, in order; of overlapping words in a group the longest stay."""
    found = [
        ConceptMention(Span(*match.span()), concept)
        for start in pack.concept_starts.finditer(folded)
        for concept, pattern in pack.concepts
        if (match := pattern.match(folded, start.start()))
    ]
    found.extend(_coordinated(folded, pack, found))
    kept: list[ConceptMention] = []
    taken: dict[str, set[int]] = {}
    for mention in sorted(found, key=lambda m: (m.span.start - m.span.end, m.span.start, m.concept)):
        positions = range(mention.span.start, mention.span.end)
        occupied = taken.setdefault(mention.group, set())
        if occupied.isdisjoint(positions):
            occupied.update(positions)
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: (m.span.start, m.span.end, m.concept)))


def _coordinated(folded: str, pack: Pack, found: list[ConceptMention]) -> list[ConceptMention]:
    """Adjectives that share the noun of a concept after them: green, just and *digital transition*.

    Each word before a two-word concept, as long as only commas and conjunctions stand between, is tried
    together with the shared noun.
    """
    extra = []
    for mention in found:
        adjective, _, noun = folded[mention.span.start : mention.span.end].rpartition(" ")
        if not adjective or " " in adjective:
            continue
        for word in _listed_before(folded, mention.span.start):
            phrase = f"{folded[word.start : word.end]} {noun}"
            for concept, pattern in pack.concepts:
                if (
                    concept != mention.concept
                    and concept.partition("-")[0] == mention.group
                    and pattern.fullmatch(phrase)
                ):
                    extra.append(ConceptMention(word, concept))
    return extra


def _listed_before(folded: str, end: int) -> list[Span]:
    """Words that stand in a list before ``end``, nearest first: at most four."""
    words: list[Span] = []
    while len(words) < 4:
        match = re.search(r"(\w+)(?:,|\s+\w{1,3})\s+$", folded[max(0, end - 60) : end])
        if not match or len(match[1]) < 4:
            break
        start = max(0, end - 60) + match.start(1)
        words.append(Span(start, start + len(match[1])))
        end = start
    return words

"""Who speaks in a document, which body it is mostly about, and when it says it was published."""

from __future__ import annotations

import re
from collections import Counter

from kg.extractors.discourse import Author
from kg.mentions.model import DateMention, OrganisationMention
from kg.mentions.reading import Reading

_FEW_WORDS = re.compile(r"(?:[^\w\n]*\w+){0,3}[^\w\n]*")


def find_author(reading: Reading) -> Author | None:
    """The body in whose name a document speaks.

    It stands in a letterhead before the headline; else it is the body the document is mostly about, when
    the document says "we". That is an inference, so its confidence is lower.
    """
    head = reading.document.title.start
    letterhead = [m for m in reading.organisations if m.span.end <= head]
    if letterhead:
        return Author(letterhead[-1], letterhead[-1].span, 0.9)
    we = next(reading.cues("first_person"), None)
    protagonist = find_protagonist(reading)
    if we and protagonist:
        return Author(protagonist, we, 0.7)
    return None


def find_protagonist(reading: Reading) -> OrganisationMention | None:
    """The body a document is mostly about: named most often, in the headline before elsewhere."""
    counts = Counter(mention.key for mention in reading.organisations)
    title = reading.document.title

    def weight(mention: OrganisationMention) -> tuple[int, int]:
        return counts[mention.key] + (2 if title.covers(mention.span) else 0), -mention.span.start

    return max(reading.organisations, key=weight, default=None)


def find_dateline(reading: Reading) -> DateMention | None:
    """The date of publication: a full date that has a line nearly to itself, near the top or the end."""
    text = reading.document.text
    for mention in reading.dates:
        if mention.partial or mention.start != mention.end:
            continue
        start = text.rfind("\n", 0, mention.span.start) + 1
        end = text.find("\n", mention.span.end)
        end = len(text) if end < 0 else end
        rest = text[start : mention.span.start] + text[mention.span.end : end]
        near_an_end = start < 400 or end > len(text) - 200
        if near_an_end and _FEW_WORDS.fullmatch(rest) and not reading.document.title.overlaps(mention.span):
            return mention
    return None

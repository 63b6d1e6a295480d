"""The meetings of a document: mentions of one meeting brought together, with its date and place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extractors.discourse import Author, Meeting, project_for
from kg.mentions.model import DateMention, EventMention, PlaceMention
from kg.mentions.reading import Reading
from kg.model import Entity, Span

_WEAK = frozenset(
    {"event-workshop", "event-conference", "event-training", "event-info-day", "event-study-visit"}
)
"""Kinds of events that a text may mention without their being a project's."""

_SAME_KIND = frozenset({"event-transnational-meeting", "event-partner-meeting"})


@dataclass
class _Cluster:
    """Mentions taken for one meeting so far."""

    mentions: list[EventMention] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)

    @property
    def type(self) -> str:
        return next((m.type for m in self.mentions if m.type), "")

    @property
    def ordinal(self) -> int:
        return next((m.ordinal for m in self.mentions if m.ordinal), 0)

    def takes(self, mention: EventMention, date: DateMention | None) -> bool:
        """Whether a mention can be of the same meeting: no difference in kind, ordinal or date."""
        kinds = {self.type, mention.type} - {""}
        return (
            (len(kinds) < 2 or kinds <= _SAME_KIND)
            and (not mention.ordinal or not self.ordinal or mention.ordinal == self.ordinal)
            and (date is None or not self.dates or any(d.start == date.start for d in self.dates))
        )


def find_meetings(
    reading: Reading, author: Author | None, dateline: DateMention | None
) -> tuple[Meeting, ...]:
    """The meetings that a document tells of, in order of first mention."""
    dates = [d for d in reading.dates if d is not dateline]
    clusters = _clusters(reading, dates)
    if not reading.projects and not reading.programmes:
        return ()
    return tuple(
        _meeting(reading, author, cluster, f"m{number}", dates, alone=len(clusters) == 1)
        for number, cluster in enumerate(clusters, 1)
    )


def _clusters(reading: Reading, dates: Sequence[DateMention]) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    for mention in reading.events:
        date = _nearest_date(reading, mention, dates)
        fitting = [c for c in clusters if c.takes(mention, date)]
        told = mention.type or mention.ordinal
        if fitting and (told or _follows(reading, fitting[-1], mention)):
            cluster = fitting[-1]
        elif _opens(reading, mention) and (told or not clusters):
            cluster = _Cluster()
            clusters.append(cluster)
        else:
            continue
        cluster.mentions.append(mention)
        if date:
            cluster.dates.append(date)
    return [c for c in clusters if _is_told(reading, c)]


def _follows(reading: Reading, cluster: _Cluster, mention: EventMention) -> bool:
    """Whether just "meeting" may be the one last mentioned: in the same paragraph, and not the next one."""
    sentence = reading.sentence(mention.span.start)
    paragraph = reading.paragraph(mention.span.start)
    near = any(paragraph.covers(m.span) or reading.document.title.overlaps(m.span) for m in cluster.mentions)
    return near and reading.cue("next_meeting", sentence) is None


def _opens(reading: Reading, mention: EventMention) -> bool:
    """Whether a mention may open a meeting of a project; conferences and the like only beside its name."""
    if mention.type not in _WEAK:
        return True
    sentence = reading.sentence(mention.span.start)
    named = bool(reading.inside(reading.projects, sentence) or reading.inside(reading.programmes, sentence))
    return named or reading.cue("partner", sentence) is not None


def _is_told(reading: Reading, cluster: _Cluster) -> bool:
    """Whether the text tells of the meeting, not of its kind: a date, an ordinal, a place or the headline."""
    title = reading.document.title
    return bool(
        cluster.dates
        or cluster.ordinal
        or any(title.overlaps(m.span) for m in cluster.mentions)
        or any(True for m in cluster.mentions for _ in _places(reading, reading.sentence(m.span.start)))
        or cluster.type in ("event-kick-off", "event-final-event")
    )


def _nearest_date(
    reading: Reading, mention: EventMention, dates: Sequence[DateMention]
) -> DateMention | None:
    """The date in the mention's sentence that no other mention there is nearer to."""
    sentence = reading.sentence(mention.span.start)
    here = [d for d in dates if sentence.covers(d.span)]
    if not here:
        return None
    nearest = min(here, key=lambda d: _distance(d.span, mention.span))
    rivals = [
        m for m in reading.inside(reading.events, sentence) if m is not mention and (m.type or m.ordinal)
    ]
    if any(_distance(nearest.span, m.span) < _distance(nearest.span, mention.span) for m in rivals):
        return None
    return nearest


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _meeting(
    reading: Reading,
    author: Author | None,
    cluster: _Cluster,
    key: str,
    dates: Sequence[DateMention],
    *,
    alone: bool,
) -> Meeting:
    first = cluster.mentions[0]
    spans = [reading.sentence(m.span.start) for m in cluster.mentions]
    return Meeting(
        entity=Entity("tco:Meeting", (key,)),
        type=cluster.type,
        ordinal=cluster.ordinal,
        mentions=tuple(cluster.mentions),
        project=project_for(reading, first.span),
        date=_date(cluster, dates, alone=alone),
        place=_place(reading, author, spans, alone=alone),
        online=next((span for s in spans for span in reading.cues("online", s)), None),
    )


def _date(
    cluster: _Cluster, dates: Sequence[DateMention], *, alone: bool
) -> tuple[DateMention, float] | None:
    """A full date before a partial one, a longer before a shorter; last, the only date of the text."""
    if cluster.dates:
        best = min(cluster.dates, key=lambda d: (d.partial, d.start == d.end, d.span.start))
        return best, best.confidence
    different = {(d.start, d.end) for d in dates}
    if alone and len(different) == 1:
        return dates[0], 0.7 * dates[0].confidence
    return None


def _place(
    reading: Reading, author: Author | None, sentences: Sequence[Span], *, alone: bool
) -> tuple[PlaceMention, float] | None:
    """The place that a preposition or a host names, in the meeting's sentences, then in the headline."""
    found = [pair for sentence in dict.fromkeys(sentences) for pair in _places(reading, sentence)]
    if not found and alone:
        found = [(place, c * 0.85) for place, c in _places(reading, reading.document.title)]
        found += [(place, c * 0.75) for s in reading.sentences for place, c in _places(reading, s)][:1]
    return max(found, key=lambda pair: pair[1], default=None)


def _places(reading: Reading, sentence: Span) -> Iterator[tuple[PlaceMention, float]]:
    """Places in a sentence that may be where something was held, each with a confidence."""
    locatives = list(reading.cues("locative", sentence))
    hosts = list(reading.cues("hosts", sentence))
    for place in reading.inside(reading.places, sentence):
        body = reading.seats.get(place.span)
        start = body.span.start if body else place.span.start
        near = any(0 < start - cue.end <= 12 or cue.end + 1 == start for cue in locatives)
        if near and not body:
            yield place, 0.9 * place.confidence
        elif (
            hosts
            and min(abs(start - h.end) for h in hosts) < 60
            and min(abs(h.start - place.span.end) for h in hosts) < 90
        ):
            yield place, 0.8 * place.confidence
        elif near and body:
            yield place, 0.6 * place.confidence

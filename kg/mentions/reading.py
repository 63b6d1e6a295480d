"""A document with all that is mentioned in it: what every extractor starts from."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kg.authorities import Authorities
from kg.gazetteer import Gazetteer
from kg.languages import pack as packs
from kg.languages.folding import fold
from kg.languages.pack import Pack
from kg.languages.territories import english_names
from kg.mentions.concepts import find_concepts
from kg.mentions.cues import find_cues
from kg.mentions.dates import find_dates, resolve_years
from kg.mentions.events import find_events
from kg.mentions.model import (
    ConceptMention,
    CountryMention,
    DateMention,
    EventMention,
    OrganisationMention,
    PersonMention,
    PlaceMention,
    ProgrammeMention,
    ProjectMention,
)
from kg.mentions.organisations import city_body, find_organisations, overlapping
from kg.mentions.persons import find_persons
from kg.mentions.places import find_countries, find_places
from kg.mentions.programmes import find_programmes
from kg.mentions.projects import find_projects
from kg.mentions.segments import list_items, sentences
from kg.model import Document, Span


class Mention(Protocol):
    """Anything that has a span."""

    @property
    def span(self) -> Span:
        """The words."""
        ...


M = TypeVar("M", bound=Mention)


@dataclass(frozen=True)
class Reading:
    """A document, its sentences and everything mentioned in it, each kind in order of appearance."""

    document: Document
    pack: Pack
    folded: str
    sentences: tuple[Span, ...]
    items: tuple[Span, ...]
    dates: tuple[DateMention, ...]
    places: tuple[PlaceMention, ...]
    countries: tuple[CountryMention, ...]
    concepts: tuple[ConceptMention, ...]
    programmes: tuple[ProgrammeMention, ...]
    projects: tuple[ProjectMention, ...]
    organisations: tuple[OrganisationMention, ...]
    persons: tuple[PersonMention, ...]
    events: tuple[EventMention, ...]
    found_cues: Mapping[str, tuple[Span, ...]]

    @functools.cached_property
    def bodies(self) -> tuple[OrganisationMention, ...]:
        """Organisations, and cities that may stand for theirs (*with Agen as lead partner*), in order."""
        covered = [o.span for o in self.organisations]
        cities = [
            city_body(place, self.document.quote(place.span))
            for place in self.places
            if place.place.kind == "town" and not overlapping(covered, place.span)
        ]
        return tuple(sorted([*self.organisations, *cities], key=lambda o: o.span))

    @functools.cached_property
    def in_latin(self) -> bool:
        """Whether the text is written in Latin letters."""
        letters = [c for c in self.folded[:2000] if c.isalpha()]
        return sum(letter.isascii() for letter in letters) * 2 >= len(letters)

    def is_foreign(self, words: str) -> bool:
        """Whether words are in Latin letters and the text is not: then they are not in its language."""
        letters = [c for c in fold(words) if c.isalpha()]
        return not self.in_latin and all(letter.isascii() for letter in letters)

    @functools.cached_property
    def seats(self) -> Mapping[Span, OrganisationMention]:
        """Organisations by the place in their names."""
        return {o.place.span: o for o in self.organisations if o.place and o.span != o.place.span}

    def sentence(self, position: int) -> Span:
        """The sentence in which a position lies, or the next one."""
        index = bisect.bisect_right(self.sentences, position, key=lambda s: s.end)
        return self.sentences[min(index, len(self.sentences) - 1)]

    def paragraph(self, position: int) -> Span:
        """The line in which a position lies: texts are read with one paragraph a line."""
        start = self.folded.rfind("\n", 0, position) + 1
        end = self.folded.find("\n", position)
        return Span(start, max(start + 1, len(self.folded) if end < 0 else end))

    def inside(self, mentions: Sequence[M], span: Span) -> list[M]:
        """The mentions that lie wholly in a span, in order; the mentions must be in order of their starts."""
        first = bisect.bisect_left(mentions, span.start, key=lambda m: m.span.start)
        last = bisect.bisect_left(mentions, span.end, first, key=lambda m: m.span.start)
        return [mention for mention in mentions[first:last] if mention.span.end <= span.end]

    def cues(self, name: str, span: Span | None = None) -> Iterator[Span]:
        """Where a cue stands, in the whole text or in a span."""
        found = self.found_cues.get(name, ())
        if span is None:
            yield from found
            return
        first = bisect.bisect_left(found, span.start, key=lambda cue: cue.start)
        for cue in found[first:]:
            if cue.start >= span.end:
                return
            if cue.end <= span.end:
                yield cue

    def cue(self, name: str, span: Span) -> Span | None:
        """The first place in a span where a cue stands."""
        return next(self.cues(name, span), None)

    def between(self, first: Span, second: Span) -> str:
        """The folded words between two spans."""
        return self.folded[first.end : second.start]


def read(document: Document, gazetteer: Gazetteer, authorities: Authorities) -> Reading:
    """Find everything that a document mentions."""
    text, language = document.text, document.language
    folded = fold(text)
    pack = packs.load(language)
    every_pack = [pack, *(packs.load(code) for code in packs.available() if code != language)]
    dates = resolve_years(
        find_dates(text, folded, language),
        text,
        folded,
        language,
        document.announcement.known.get("published"),
    )
    places = find_places(text, folded, language, gazetteer)
    countries = find_countries(text, folded, language)
    concepts = find_concepts(folded, pack)
    programmes = find_programmes(text, authorities, english_names(language))
    projects = find_projects(text, folded, pack, programmes)
    organisations = find_organisations(text, folded, every_pack, places, countries)
    taken = [m.span for kind in (organisations, projects, programmes) for m in kind]
    persons = find_persons(text, folded, pack, taken, [place.span for place in places])
    named = [person.surface for person in persons]
    return Reading(
        document=document,
        pack=pack,
        folded=folded,
        sentences=sentences(text, pack.abbreviations),
        items=list_items(text),
        dates=dates,
        places=tuple(p for p in places if not any(p.span.overlaps(n) for n in named)),
        countries=countries,
        concepts=concepts,
        programmes=programmes,
        projects=projects,
        organisations=organisations,
        persons=persons,
        events=find_events(folded, pack, concepts),
        found_cues=find_cues(folded, pack),
    )

"""Mentions of projects: a name in quotation marks or in capitals after a word such as project or network.

A name found once is found again wherever it stands in the text. Its full or translated title is looked
for beside it: in brackets, in quotation marks, or after a colon or dash within the quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.languages.folding import fold, latin_lookalikes
from kg.languages.pack import Pack
from kg.mentions.model import ProgrammeMention, ProjectMention
from kg.mentions.project_names import (
    CAPITALS,
    LATIN_NAME,
    is_acronym,
    is_short_name,
    name_after,
    name_before,
    title_after,
)
from kg.mentions.quotations import bracket_after, quotations, without_marks
from kg.model import Span

_SPLIT = re.compile(r"\s*:\s+|\s+[–—-]\s+|\s+[–—]|[–—]\s+|\s[\"“«]")
_MODIFIERS = re.compile(r"\s*:?\s+(?:[^\W\d_]+\s+){0,2}[\"«“„']{0,2}$")
_SIGNS = ("partner", "lead", "european")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class _Source:
    """A text with what is looked up again and again in it.

    Attributes:
        latin: the text with Greek letters that stand for Latin ones put right.
        heads: where words such as project or network stand.
        own_letters: the text is not in Latin letters, so that any Latin name stands out.
    """

    text: str
    latin: str
    folded: str
    pack: Pack
    programmes: Sequence[ProgrammeMention]
    quoted: tuple[Span, ...]
    heads: tuple[Span, ...]
    own_letters: bool

    def words(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def is_quoted(self, span: Span) -> bool:
        return any(quote.overlaps(span) for quote in self.quoted)


def find_projects(
    text: str, folded: str, pack: Pack, programmes: tuple[ProgrammeMention, ...]
) -> tuple[ProjectMention, ...]:
    """Projects mentioned in a text, in order, every occurrence of each name.

    A name that does not look like an acronym may be a play's, a company's or that of a council's works: it
    counts where a paragraph that names it speaks of a programme, of partners or of European cooperation.
    """
    latin = latin_lookalikes(text)
    heads = tuple(Span(*match.span()) for match in pack.cue("project_head").finditer(folded))
    sample = _LETTERS.findall(latin[:400])
    own_letters = sum(not letter.isascii() for letter in sample) > len(sample) / 2
    source = _Source(text, latin, folded, pack, programmes, quotations(text), heads, own_letters)
    first: dict[str, ProjectMention] = {}
    for mention in _named(source):
        known = first.get(mention.key)
        if known is None or (known.title is None and mention.title is not None):
            first[mention.key] = mention
    found = sorted(_occurrences(source, list(first.values())), key=lambda m: m.span)
    signs = _signs(source)
    european = {m.key for m in found if is_acronym(m.name) or _in_paragraph_of(text, m.span, signs)}
    return tuple(m for m in found if m.key in european)


def _signs(source: _Source) -> list[int]:
    """Where the text speaks of programmes, partners or European cooperation."""
    cues = (match.start() for cue in _SIGNS for match in source.pack.cue(cue).finditer(source.folded))
    return [*(programme.span.start for programme in source.programmes), *cues]


def _in_paragraph_of(text: str, span: Span, positions: Sequence[int]) -> bool:
    """Whether one of the positions lies in the paragraph of a span."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return any(start <= position < (len(text) if end < 0 else end) for position in positions)


def _named(source: _Source) -> Iterator[ProjectMention]:
    """What is named as a project: beside a head word, in quotation marks, or at the head of the text."""
    titles: list[Span] = []
    for mention in _beside_heads(source):
        titles += [mention.title] if mention.title else []
        yield mention
    for quote in source.quoted:
        if not any(title.overlaps(quote) for title in titles) and _names_project(source, quote):
            yield from _from_quotation(source, quote)
    yield from _introduced(source)


def _beside_heads(source: _Source) -> Iterator[ProjectMention]:
    """Names without quotation marks, after a head word or before it."""
    shape = LATIN_NAME if source.own_letters else CAPITALS
    for head in source.heads:
        after, before = name_after(source.latin, head.end, shape), name_before(source.latin, head.start)
        if after and not _opens_with_programme(source, after) and not source.is_quoted(after):
            title = title_after(source.text, after.end, source.quoted)
            yield _mention(source, after, title, "project.name", 0.85)
        if before and not _opens_with_programme(source, before) and not source.is_quoted(before):
            yield _mention(source, before, None, "project.name-before", 0.85)


def _names_project(source: _Source, quote: Span) -> bool:
    """Whether a quotation names a project: a head word beside it, a lead partner after it, or it recurs."""
    if _is_programme(source, quote):
        return False
    followed = any(0 < head.start - quote.end <= 3 for head in source.heads)
    led = any(
        0 < match.start() - quote.end < 12
        for match in source.pack.cue("lead").finditer(source.folded, quote.end, quote.end + 40)
    )
    preceded = any(
        head.end <= quote.start <= head.end + 45
        and _MODIFIERS.fullmatch(source.folded, head.end, quote.start)
        for head in source.heads
    )
    words = source.words(quote)
    recurs = len(words) > 5 and sum(source.words(q) == words for q in source.quoted) >= 2
    return followed or led or preceded or (recurs and bool(source.heads))


def _from_quotation(source: _Source, quote: Span) -> Iterator[ProjectMention]:
    """The project that a quotation names; short name and title where both are there."""
    text, words = source.text, source.words(quote)
    bracket = bracket_after(text, quote.end)
    if bracket and is_short_name(source.words(bracket)) and len(words.split()) > 2:
        yield _mention(source, bracket, quote, "project.acronym-after-title", 0.95)
        return
    for other in source.quoted:
        if 0 < other.start - quote.end < 30 and is_short_name(source.words(other)) and len(words.split()) > 4:
            yield _mention(source, other, quote, "project.acronym-after-title", 0.9)
            return
    split = _SPLIT.search(words)
    if split and split.start() >= 2 and len(words[: split.start()].split()) <= 4:
        name = Span(quote.start, quote.start + split.start())
        title = without_marks(text, Span(quote.start + split.end(), quote.end))
        yield _mention(source, name, title, "project.quoted-with-title", 0.95)
        return
    title_beside = title_after(text, quote.end, source.quoted)
    yield _mention(source, quote, title_beside, "project.quoted", 0.95)


def _introduced(source: _Source) -> Iterator[ProjectMention]:
    """A name in Latin letters that opens the text before a colon and stands again below it."""
    match = LATIN_NAME.match(source.text) if source.own_letters else None
    if not match or match.end() < 4 or source.text[match.end() : match.end() + 1] != ":":
        return
    name = Span(0, match.end())
    again = len(re.findall(rf"(?<!\w){re.escape(match[0])}(?!\w)", source.text)) > 1
    if again and (source.heads or source.programmes) and not _is_programme(source, name):
        yield _mention(source, name, None, "project.introduced", 0.8)


def _opens_with_programme(source: _Source, span: Span) -> bool:
    """Whether a name begins with a programme's, and that programme's projects are not named so."""
    return any(
        p.span.start == span.start and (not p.names_projects or p.span.end >= span.end)
        for p in source.programmes
    )


def _is_programme(source: _Source, span: Span) -> bool:
    """Whether a span is no more than a programme's name with its edition or period."""
    for programme in source.programmes:
        if programme.span.overlaps(span):
            outside = max(0, programme.span.start - span.start) + max(0, span.end - programme.span.end)
            if outside <= 2:
                return True
    return False


def _mention(source: _Source, name: Span, title: Span | None, rule: str, confidence: float) -> ProjectMention:
    words = source.latin[name.start : name.end].strip()
    return ProjectMention(
        span=name.to(title) if title and abs(title.start - name.end) < 12 else name,
        name=words,
        key=re.sub(r"\W+", " ", fold(words)).strip(),
        name_span=name,
        title=title,
        rule=rule,
        confidence=confidence,
    )


def _occurrences(source: _Source, first: list[ProjectMention]) -> Iterator[ProjectMention]:
    """Each first mention, and every other place where its name stands with its capital."""
    folded = fold(source.latin)
    taken = {position for m in first for position in range(m.name_span.start, m.name_span.end)}
    yield from first
    for mention in sorted(first, key=lambda m: -len(m.key)):
        words = r"\W+".join(map(re.escape, mention.key.split()))
        for match in re.finditer(rf"(?<!\w){words}(?!\w)", folded) if words else ():
            capital = source.text[match.start()].isupper() == mention.name[0].isupper()
            if capital and not {match.start(), match.end() - 1} & taken:
                taken.update(range(*match.span()))
                span = Span(*match.span())
                yield ProjectMention(
                    span, mention.name, mention.key, span, None, "project.again", mention.confidence
                )

"""Mentions of projects: a name in quotation marks or in capitals after a word such as project or network.

A name found once is found again wherever it stands in the text. Its full or translated title is looked
for beside it: in brackets, in quotation marks, or after a colon or dash within the quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.languages.folding import fold, latin_lookalikes
from kg.languages.pack import Pack
from kg.mentions.model import ProgrammeMention, ProjectMention
from kg.mentions.quotations import bracket_after, quotations, without_marks
from kg.model import Span

_SPLIT = re.compile(r"\s*:\s+|\s+[–—-]\s+|\s+[–—]|[–—]\s+|\s[\"“«]")
_NAME = r"[A-Z0-9][\w'’.+&/-]*[\w+]|[A-Z]"
_LATIN_NAME = re.compile(rf"(?:{_NAME})(?:\s(?:(?:{_NAME})|of|the|for|and|in|on|to|with)(?![\w]))*")
_CAPITALS = re.compile(r"[A-Z][A-Za-z]*[A-Z0-9][\w+-]*(?:\s[A-Z][A-Za-z]*[A-Z0-9][\w+-]*)*")
_MODIFIERS = re.compile(r"\s*:?\s+(?:[^\W\d_]+\s+){0,2}[\"«“„']{0,2}$")
_TAIL = re.compile(r"\s(?:of|the|for|and|in|on|to|with)$")


def find_projects(
    text: str, folded: str, pack: Pack, programmes: tuple[ProgrammeMention, ...]
) -> tuple[ProjectMention, ...]:
    """Projects mentioned in a text, in order, every occurrence of each name."""
    first: dict[str, ProjectMention] = {}
    for mention in _named(text, folded, pack, programmes):
        known = first.get(mention.key)
        if known is None or (known.title is None and mention.title is not None):
            first[mention.key] = mention
    return tuple(sorted(_occurrences(text, list(first.values())), key=lambda m: m.span))


def _named(
    text: str, folded: str, pack: Pack, programmes: tuple[ProgrammeMention, ...]
) -> Iterator[ProjectMention]:
    heads = [match.span() for match in pack.cue("project_head").finditer(folded)]
    quoted = quotations(text)
    titles: list[Span] = []
    for _, head_end in heads:
        span = _unquoted(text, head_end, pack)
        if (
            span
            and not _starts_with_programme(span, programmes)
            and not any(q.overlaps(span) for q in quoted)
        ):
            mention = _mention(text, span, _title_after(text, span.end), "project.name", 0.85)
            titles += [mention.title] if mention.title else []
            yield mention
    for head_start, _ in heads:
        span = _before_head(text, head_start)
        if (
            span
            and not _starts_with_programme(span, programmes)
            and not any(q.overlaps(span) for q in quoted)
        ):
            yield _mention(text, span, None, "project.name-before", 0.85)
    for quote in quoted:
        if _is_programme(quote, programmes) or any(t.overlaps(quote) for t in titles):
            continue
        if (
            any(0 < start - quote.end <= 3 for start, _ in heads)
            or _head_before(folded, heads, quote.start)
            or _is_led(folded, pack, quote)
            or _recurs(text, quote, quoted, heads)
        ):
            yield from _from_quotation(text, quote, quoted)
    yield from _introduced(text, folded, heads, programmes)


def _is_led(folded: str, pack: Pack, quote: Span) -> bool:
    """Whether a lead partner is named right after a quotation: «…», *led by* Munich."""
    return any(
        0 < match.start() - quote.end < 12
        for match in pack.cue("lead").finditer(folded, quote.end, quote.end + 40)
    )


def _recurs(text: str, quote: Span, quoted: tuple[Span, ...], heads: list[tuple[int, int]]) -> bool:
    """Whether a quotation stands twice in a text that speaks of a project at all."""
    words = text[quote.start : quote.end]
    return bool(heads) and len(words) > 5 and sum(text[q.start : q.end] == words for q in quoted) >= 2


def _introduced(
    text: str, folded: str, heads: list[tuple[int, int]], programmes: tuple[ProgrammeMention, ...]
) -> Iterator[ProjectMention]:
    """A name in Latin letters that opens the text before a colon and stands again below it."""
    match = _LATIN_NAME.match(text)
    name = Span(0, match.end()) if match else None
    if not (name and text[name.end : name.end + 1] == ":" and name.end > 3 and (heads or programmes)):
        return
    again = len(re.findall(rf"(?<!\w){re.escape(text[: name.end])}(?!\w)", text)) > 1
    if again and not text.isascii() and not _is_programme(name, programmes):
        yield _mention(text, name, None, "project.introduced", 0.8)


def _starts_with_programme(span: Span, programmes: tuple[ProgrammeMention, ...]) -> bool:
    """Whether a name begins with a programme's, and that programme's projects are not named so."""
    return any(
        p.span.start == span.start and (not p.names_projects or p.span.end >= span.end) for p in programmes
    )


def _head_before(folded: str, heads: list[tuple[int, int]], position: int) -> bool:
    """Whether a head word stands before a position with at most two words between."""
    return any(
        end <= position <= end + 45 and _MODIFIERS.fullmatch(folded, end, position) for _, end in heads
    )


def _unquoted(text: str, end: int, pack: Pack) -> Span | None:
    """A name in Latin letters right after a head word, up to two modifiers later."""
    gap = re.compile(r"\s+(?:[^\W\d_]+\s+){0,2}?").match(text, end)
    if not gap:
        return None
    window = latin_lookalikes(text)
    shape = (
        _LATIN_NAME
        if text[gap.end() : gap.end() + 1].isascii() and pack.code in ("el", "bg", "sr")
        else _CAPITALS
    )
    for start in (gap.end(), *_word_starts(text, gap.end(), 2)):
        match = shape.match(window, start)
        if match and len(match[0]) >= 3:
            name = _TAIL.sub("", match[0]).rstrip(".,;:")
            return Span(start, start + len(name))
    return None


_BEFORE = re.compile(rf"(?<![\w-])({_LATIN_NAME.pattern})\s$")
_SHORT = re.compile(r"[A-Z][a-z]+")


def _before_head(text: str, head_start: int) -> Span | None:
    """A name in Latin letters right before a head word: *the GreenPort project*.

    One of its words must look like an acronym, for any title may stand there: *the First Regional project*.
    """
    match = _BEFORE.search(text, max(0, head_start - 60), head_start)
    if not match or match.start(1) == 0:
        return None
    words = match[1].split(" ")
    while words and words[0].lower() in _TIES:
        words = words[1:]
    name = " ".join(words)
    acronym = any(not _SHORT.fullmatch(word) and word.lower() not in _TIES for word in words)
    if len(name) < 3 or not acronym or words[-1] in _TIES:
        return None
    return Span(match.end(1) - len(name), match.end(1))


_TIES = frozenset({"a", "an", "and", "for", "in", "of", "on", "our", "the", "this", "to", "with"})


def _word_starts(text: str, position: int, count: int) -> Iterator[int]:
    """Starts of the next words on the same line."""
    for _ in range(count):
        gap = re.compile(r"[^\W\d_]+\s+").match(text, position)
        if not gap or "\n" in gap[0]:
            return
        position = gap.end()
        yield position


def _from_quotation(text: str, quote: Span, quoted: tuple[Span, ...]) -> Iterator[ProjectMention]:
    """The project that a quotation names; short name and title where both are there."""
    words = text[quote.start : quote.end]
    bracket = bracket_after(text, quote.end)
    if bracket and _is_acronym(text[bracket.start : bracket.end]) and len(words.split()) > 2:
        yield _mention(text, bracket, quote, "project.acronym-after-title", 0.95)
        return
    for other in quoted:
        if (
            0 < other.start - quote.end < 30
            and _is_acronym(text[other.start : other.end])
            and len(words.split()) > 4
        ):
            yield _mention(text, other, quote, "project.acronym-after-title", 0.9)
            return
    split = _SPLIT.search(words)
    if split and split.start() >= 2 and len(words[: split.start()].split()) <= 4:
        name = Span(quote.start, quote.start + split.start())
        title = without_marks(text, Span(quote.start + split.end(), quote.end))
        yield _mention(text, name, title, "project.quoted-with-title", 0.95)
        return
    yield _mention(text, quote, _title_after(text, quote.end), "project.quoted", 0.95)


def _title_after(text: str, position: int) -> Span | None:
    """A full or translated title beside a name that ends at a position."""
    bracket = bracket_after(text, position)
    if bracket:
        inner = without_marks(text, bracket)
        return (
            inner
            if len(text[inner.start : inner.end].split()) >= 2 and not _has_digits(text, inner)
            else None
        )
    return next(
        (
            q
            for q in quotations(text)
            if 0 < q.start - position <= 4 and len(text[q.start : q.end].split()) >= 3
        ),
        None,
    )


def _has_digits(text: str, span: Span) -> bool:
    return any(c.isdigit() for c in text[span.start : span.end])


def _is_acronym(words: str) -> bool:
    return len(words.split()) <= 2 and any(c.isupper() for c in words) and words.isascii() and len(words) >= 3


def _is_programme(span: Span, programmes: tuple[ProgrammeMention, ...]) -> bool:
    """Whether a span is no more than a programme's name with its edition or period."""
    for programme in programmes:
        if programme.span.overlaps(span):
            outside = max(0, programme.span.start - span.start) + max(0, span.end - programme.span.end)
            if outside <= 2:
                return True
    return False


def _mention(text: str, name: Span, title: Span | None, rule: str, confidence: float) -> ProjectMention:
    words = latin_lookalikes(text[name.start : name.end]).strip()
    return ProjectMention(
        span=name.to(title) if title and abs(title.start - name.end) < 12 else name,
        name=words,
        key=re.sub(r"\W+", " ", fold(words)).strip(),
        name_span=name,
        title=title,
        rule=rule,
        confidence=confidence,
    )


def _occurrences(text: str, first: list[ProjectMention]) -> Iterator[ProjectMention]:
    """Each first mention, and every other place where its name stands."""
    folded = fold(latin_lookalikes(text))
    taken = [mention.name_span for mention in first]
    yield from first
    for mention in sorted(first, key=lambda m: -len(m.key)):
        words = r"\W+".join(map(re.escape, mention.key.split()))
        for match in re.finditer(rf"(?<!\w){words}(?!\w)", folded):
            span = Span(*match.span())
            if text[span.start].isupper() == mention.name[0].isupper() and not any(
                span.overlaps(t) for t in taken
            ):
                taken.append(span)
                yield ProjectMention(
                    span, mention.name, mention.key, span, None, "project.again", mention.confidence
                )

"""Mentions of persons: capitalised names after an honorific or a post, with the words that say the post.

A name alone is not taken for a person's: without an honorific, a post or an apposition it may be a
street, a ship or a prize.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from kg.languages.folding import fold
from kg.languages.pack import Pack
from kg.mentions.model import PersonMention
from kg.model import Span

_APPOSITION = re.compile(r",\s+")
_POST_END = re.compile(r"[,;:()\n]|(?<!\s\w)\.(?:\s|$)")


def find_persons(
    text: str, folded: str, pack: Pack, taken: Sequence[Span], places: Sequence[Span]
) -> tuple[PersonMention, ...]:
    """Persons mentioned in a text, in order.

    Args:
        text: the text.
        folded: the same text folded.
        pack: its language.
        taken: spans of organisations, projects and programmes, which are not persons' names.
        places: spans of places, which are no names after a post (the mayor of *Drama* Christodoulos …).
    """
    known = _marked(bytearray(len(text)), taken)
    places_too = _marked(bytearray(known), places)
    found: list[PersonMention] = []
    used = bytearray(len(text))
    for mention in (
        *_after_honorifics(text, folded, pack, known),
        *_before_posts(text, folded, pack, places_too),
        *_after_posts(text, folded, pack, places_too),
    ):
        if not any(used[mention.surface.start : mention.surface.end]):
            found.append(mention)
            _marked(used, [mention.surface, *([mention.post] if mention.post else [])])
    return tuple(sorted(found, key=lambda m: m.span))


def _marked(positions: bytearray, spans: Sequence[Span]) -> bytearray:
    """A byte for each code point of a text, with those of some spans set to one, in place."""
    for span in spans:
        positions[span.start : span.end] = b"\1" * (span.end - span.start)
    return positions


def _after_honorifics(text: str, folded: str, pack: Pack, taken: bytearray) -> Iterator[PersonMention]:
    for match in pack.persons.honorifics.finditer(folded):
        gap = re.compile(r"\s+").match(text, match.end())
        name = _name_at(text, gap.end(), pack, taken, at_least=1) if gap else None
        if name:
            honorific = Span(*match.span())
            post = _post_before(text, folded, pack, honorific.start) or _post_after(
                text, folded, pack, name.end
            )
            yield _mention(text, folded, pack, name, honorific, post, "person.honorific", 0.95)


def _before_posts(text: str, folded: str, pack: Pack, taken: bytearray) -> Iterator[PersonMention]:
    """A name, a comma or dash, and a post: *Maria …, head of the office*."""
    for match in pack.persons.posts.finditer(folded):
        mark = re.compile(r"(?:,|\s[–—-])\s$").search(text, max(0, match.start() - 3), match.start())
        words = re.compile(r"(?:[^\W\d_][\w'’.-]+\s){1,3}[^\W\d_][\w'’-]+$") if mark else None
        name_words = words.search(text, max(0, mark.start() - 60), mark.start()) if words and mark else None
        for start in _capitals(text, name_words.start(), name_words.end()) if name_words else ():
            name = _name_at(text, start, pack, taken, at_least=2)
            if name and mark and name.end == mark.start():
                post = _post_after(text, folded, pack, name.end) or Span(*match.span())
                yield _mention(text, folded, pack, name, None, post, "person.before-post", 0.85)
                break


def _capitals(text: str, start: int, end: int) -> Iterator[int]:
    """Where capitalised words begin."""
    yield from (
        m.start() for m in re.compile(r"(?<!\w)[^\W\d_]").finditer(text, start, end) if m[0].isupper()
    )


def _after_posts(text: str, folded: str, pack: Pack, taken: bytearray) -> Iterator[PersonMention]:
    """A post, what it is of, and a name at the end of the clause: the deputy mayor for tourism, N. N."""
    for match in pack.persons.posts.finditer(folded):
        runs = list(_name_runs(text, folded, pack, taken, match.end()))
        if runs:
            following = pack.persons.posts.search(folded, runs[0].end, runs[-1].end)
            name = next((r for r in reversed(runs) if not following or r.end <= following.start()), runs[0])
            post = Span(match.start(), len(text[: name.start].rstrip(" ,–-")))
            yield _mention(text, folded, pack, name, None, post, "person.post", 0.85)


def _name_runs(text: str, folded: str, pack: Pack, taken: bytearray, position: int) -> Iterator[Span]:
    """Runs of two to four capitalised words after a post, within its clause.

    After an article a run names a body (the chair of *the Green Fund*), not a person. Of a longer run the
    last two words are the name, as the others say what the post is of: *Planning and Land Maria …*
    """
    limit = min(len(text), position + 130)
    if stop := re.compile(r"[;:()\n«»“”]|\.\s|[.]$|,\s(?![A-ZΑ-ΩΆΈΉΊΌΎΏ])").search(text, position, limit):
        limit = stop.start()
    end = position
    for start in _capitals(text, position, limit):
        name = _name_at(text, start, pack, taken, at_least=2) if start >= end else None
        if not name or name.end > limit:
            continue
        end = name.end
        before = re.compile(r"(\w+|[-–&])\s+$").search(folded[max(position, start - 14) : start])
        word = before[1] if before else ""
        if word in pack.persons.articles:
            continue
        words = text[name.start : name.end].split(" ")
        if word in pack.name_joiners and len(words) < 3:
            continue
        if not _complements(text, folded, pack, Span(position, start)):
            return
        yield Span(name.end - len(" ".join(words[-2:])), name.end) if "." not in words[0] else name


def _complements(text: str, folded: str, pack: Pack, between: Span) -> bool:
    """Whether the words between a post and a name only say what the post is of: no verb, and not many.

    Such words are articles and conjunctions, abbreviations in capitals, and those with an oblique ending.
    """
    words = list(re.compile(r"\w+").finditer(folded, between.start, between.end))
    endings = pack.persons.complements
    small = pack.name_joiners | pack.persons.articles
    return len(words) <= 9 and all(
        w[0] in small or not endings or w[0].endswith(endings) or text[w.start() : w.end()].isupper()
        for w in words
    )


def _name_at(text: str, position: int, pack: Pack, taken: bytearray, *, at_least: int) -> Span | None:
    """The name that begins at a position: one to four capitalised words, none of which is otherwise known."""
    end, words = position, 0
    word = re.compile(r"(?:[^\W\d_]\.\s?)*[^\W\d_]['’\w]+(?:-[^\W\d_]\w+)?")
    while words < 4 and (match := word.match(text, end if end == position else end + 1)):
        if words and text[end] not in " -":
            break
        if not _is_name_word(match[0], pack) or any(taken[match.start() : match.end()]):
            break
        end, words = match.end(), words + 1
    return Span(position, end) if words >= at_least else None


def _is_name_word(word: str, pack: Pack) -> bool:
    return (
        word[0].isupper()
        and not (len(word) > 3 and word.isupper())
        and fold(word) not in pack.persons.not_names
        and not pack.persons.posts.fullmatch(fold(word))
        and not pack.cue("unit_head").fullmatch(fold(word))
    )


def _post_before(text: str, folded: str, pack: Pack, position: int) -> Span | None:
    """The words of a post that end right before an honorific: ``ο Αντιδήμαρχος Καθαριότητας κ. …``."""
    begin = max(text.rfind(mark, 0, position) for mark in ("\n", ". ", ";", ":"))
    posts = list(pack.persons.posts.finditer(folded, max(0, begin, position - 120), position))
    if not posts:
        return None
    end = len(text[:position].rstrip(" ,–-"))
    between = folded[posts[-1].end() : position].rstrip(" ,-")
    nominative = any(word in pack.persons.subjects for word in between.split())
    if end < posts[-1].end() or nominative or re.search(r"[,;:()]", between) or len(between.split()) > 8:
        return None
    start = posts[-1].start()
    for earlier in reversed(posts[:-1]):
        joined = folded[earlier.end() : start]
        if (
            not re.search(r"[,;:]", joined)
            and len(joined.split()) < 8
            and any(w in pack.name_joiners for w in joined.split())
        ):
            start = earlier.start()
    return Span(start, end) if end > start else None


def _post_after(text: str, folded: str, pack: Pack, position: int) -> Span | None:
    """The words after a name and a comma, when they say a post or where the person is from."""
    comma = _APPOSITION.match(text, position)
    if not comma:
        post = re.compile(r"\s+").match(text, position)
        if not (post and pack.persons.posts.match(folded, post.end())):
            return None
        comma = post
    start = comma.end()
    if not (pack.persons.posts.match(folded, start) or pack.cue("from_body").match(folded, start)):
        return None
    stop = _POST_END.search(text, start)
    end = _next_person(folded, pack, start, stop.start() if stop else len(text))
    end = len(text[:end].rstrip())
    return Span(start, end) if end > start else None


def _next_person(folded: str, pack: Pack, start: int, end: int) -> int:
    """Where the words on one person end because a conjunction and an article open the next, else ``end``."""
    words = list(re.compile(r"\w+").finditer(folded, start, end))
    for first, second in itertools.pairwise(words):
        if first[0] in pack.name_joiners and second[0] in pack.persons.subjects:
            return first.start()
    return end


def _mention(
    text: str,
    folded: str,
    pack: Pack,
    name: Span,
    honorific: Span | None,
    post: Span | None,
    rule: str,
    confidence: float,
) -> PersonMention:
    start = honorific.start if honorific else name.start
    opening = post.start if post and post.end <= start else start
    return PersonMention(
        span=Span(start, name.end),
        name=_nominative(text, folded, pack, name, opening),
        surface=name,
        honorific=text[honorific.start : honorific.end] if honorific else "",
        post=post,
        rule=rule,
        confidence=confidence,
    )


def _nominative(text: str, folded: str, pack: Pack, name: Span, opening: int) -> str:
    """The name in the nominative, by the article before it; Latin names and unknown endings stay."""
    words = text[name.start : name.end].split(" ")
    before = re.compile(r"(\w+)\s+$").search(folded[max(0, opening - 12) : opening])
    endings = next((e for after, e in pack.persons.cases if before and after.fullmatch(before[1])), ())
    return " ".join(_nominative_word(word, endings) for word in words)


def _nominative_word(word: str, endings: Sequence[tuple[str, str]]) -> str:
    if word.isascii():
        return word
    for ending, nominative in endings:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + nominative
    return word

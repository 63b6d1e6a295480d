"""Content negotiation as pure functions: media types (RFC 9110 §12.5.1) and languages (RFC 4647 §3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from server.formats import Format

_ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*"?)+', re.DOTALL)
_PARAMETER = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*"?)+', re.DOTALL)
_WEIGHT = re.compile(r"\s*q\s*=\s*([0-9]{1,9}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})\s*", re.ASCII | re.IGNORECASE)
_ANY_WEIGHT = re.compile(r"\s*q\s*=", re.IGNORECASE)
_TYPE = re.compile(r"[\w!#$%&'*+.^`|~-]+/[\w!#$%&'*+.^`|~-]+", re.ASCII)
_LANGUAGE_RANGE = re.compile(r"\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)


def negotiate(accept: str | None, offered: Sequence[Format]) -> Format | None:
    """The format a client prefers among those offered.

    The highest weight wins, then the more exactly named, then the earlier offered. A parameter of a
    media range (``charset``, ``profile``, ``version``) does not keep it from matching, as every
    representation is sent as UTF-8 in its one profile.

    Args:
        accept: value of the Accept header; ``None``, empty or without any readable media range is
            no preference.
        offered: formats in the server's order of preference.

    Returns:
        The format, or ``None`` when the client accepts none of them (status 406).
    """
    ranges = dict[str, float]()
    for name, weight in _weighted(accept or ""):
        name = "*/*" if name == "*" else name.lower()
        if _TYPE.fullmatch(name):
            ranges[name] = max(weight, ranges.get(name, 0.0))
    if not ranges:
        return offered[0] if offered else None
    ranked = [(*_quality(candidate, ranges), -place) for place, candidate in enumerate(offered)]
    weight, _, place = max(ranked, default=(0.0, 0, 0))
    return offered[-place] if weight > 0 else None


def _quality(candidate: Format, ranges: dict[str, float]) -> tuple[float, int]:
    """Weight and specificity of the best range that names a format; an alias must be named exactly."""
    type_ = candidate.media_type.partition("/")[0]
    names = (candidate.media_type, f"{type_}/*", "*/*")
    own = next(((ranges[name], 3 - place) for place, name in enumerate(names) if name in ranges), (0.0, 0))
    return max([own, *((ranges[alias], 3) for alias in candidate.aliases if alias in ranges)])


def preferred_language(accept_language: str | None, offered: Sequence[str]) -> str:
    """The language tag a reader prefers among those offered, by lookup (RFC 4647 §3.4).

    Args:
        accept_language: value of the Accept-Language header, or ``None``.
        offered: BCP 47 tags in the server's order of preference, at least one.

    Returns:
        One of ``offered``; the first one not refused with a weight of 0 where no range fits.
    """
    tags = {tag.lower(): tag for tag in offered}
    weighted = list(_weighted(accept_language or ""))
    wanted = [(name.lower(), weight) for name, weight in weighted if _LANGUAGE_RANGE.fullmatch(name)]
    refused = {name for name, weight in wanted if weight == 0}
    allowed = {low: tag for low, tag in tags.items() if refused.isdisjoint(_truncations(low))}
    for name, weight in sorted(wanted, key=lambda pair: -pair[1]):
        found = next((allowed[tag] for tag in _truncations(name) if tag in allowed), None)
        if weight > 0 and found:
            return found
    return next(iter(allowed.values()), offered[0])


def _truncations(language_range: str) -> Iterator[str]:
    """A language range and its ever shorter forms; a single-letter subtag goes with what follows it."""
    subtags = language_range.split("-")
    while subtags:
        yield "-".join(subtags)
        subtags.pop()
        if len(subtags) > 1 and len(subtags[-1]) == 1:
            subtags.pop()


def _weighted(header: str) -> Iterator[tuple[str, float]]:
    """Names and weights (0 to 1) of a list header; an element whose weight cannot be read is left out."""
    for element in _ELEMENT.findall(header):
        name, *parameters = _PARAMETER.findall(element) or [""]
        weights = [_WEIGHT.fullmatch(parameter) for parameter in parameters if _ANY_WEIGHT.match(parameter)]
        if not weights:
            yield name.strip(), 1.0
        elif weights[0] is not None:
            yield name.strip(), min(float(weights[0].group(1)), 1.0)

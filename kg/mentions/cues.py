"""Where the cues of a language stand in a text."""

from __future__ import annotations

from collections.abc import Mapping

from kg.languages.pack import Pack
from kg.model import Span


def find_cues(folded: str, pack: Pack) -> Mapping[str, tuple[Span, ...]]:
    """The spans of each cue in a folded text, in order and without overlaps, by the cue's name."""
    found: dict[str, list[Span]] = {}
    for start in pack.cue_starts.finditer(folded):
        for name, pattern in pack.cues.items():
            match = pattern.match(folded, start.start())
            if match and not (name in found and found[name][-1].end > match.start()):
                found.setdefault(name, []).append(Span(*match.span()))
    return {name: tuple(spans) for name, spans in found.items()}

"""Readers: an announcement's bytes become a document with a text, a language and a headline.

One reader a media type. A reader says what the text is; what every document needs besides is done
here, once: stray control characters, language, headline.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.errors import UnreadableAnnouncement, UnsupportedFormat
from kg.model import Announcement, Document, Span
from kg.readers import language
from kg.readers.headline import headline
from kg.registry import Variants

READERS = Variants(
    "kg.readers",
    {
        "application/json": "kg.readers.json:read",
        "text/html": "kg.readers.html:read",
        "text/plain": "kg.readers.text:read",
    },
)


@dataclass(frozen=True)
class Content:
    """What a reader finds in an announcement.

    Attributes:
        text: the text; offsets of everything extracted count its code points.
        language: what the file itself says of its language (BCP 47), or empty.
        id: what the file itself says it is called, or empty.
        title: where the headline stands, if the format says so.
    """

    text: str
    language: str = ""
    id: str = ""
    title: Span | None = None


Reader = Callable[[Announcement], Content]

_CONTROLS = {*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF} - {*map(ord, "\t\n\r")}
_SURROGATES, _REPLACEMENT = range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"
_REPLACED = dict.fromkeys(_CONTROLS, " ") | dict.fromkeys(_SURROGATES, _REPLACEMENT)
_STRANGE = frozenset([_REPLACEMENT, *map(chr, _REPLACED)])
_MOST_STRANGE = 0.03


def read(announcement: Announcement) -> Document:
    """The document that an announcement is.

    Raises:
        UnsupportedFormat: no reader knows the media type.
        UnreadableAnnouncement: the bytes are not what the media type says, or hold no text.
    """
    reader: Reader | None = READERS.find(announcement.media_type)
    if reader is None:
        raise UnsupportedFormat(
            f"{announcement.name} is of a kind that no reader knows ({announcement.media_type}); "
            f"known: {', '.join(READERS.names())}"
        )
    content = reader(announcement)
    text = _cleaned(content.text, announcement.name)
    declared = announcement.known.get("language") or content.language
    return Document(
        announcement=replace(announcement, id=content.id or announcement.id),
        text=text,
        language=language.primary(declared) or language.detect(text),
        title=content.title or headline(text),
    )


def _cleaned(text: str, name: str) -> str:
    """The text with control characters and lone surrogates, which XML forbids, replaced one for one."""
    if not text.strip():
        raise UnreadableAnnouncement(f"{name} holds only white space; put the announcement's text into it")
    strange = sum(character in _STRANGE for character in text)
    if strange > _MOST_STRANGE * len(text):
        raise UnreadableAnnouncement(
            f"{name} is not text: {strange} of its {len(text)} characters are control characters"
        )
    return text.translate(_REPLACED)

"""Plain text: UTF-8, UTF-16 with a byte order mark, or an older encoding that the side file names."""

from __future__ import annotations

import codecs
import unicodedata

from kg.errors import UnreadableAnnouncement
from kg.model import Announcement
from kg.readers import Content

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Byte order marks; UTF-32's comes before UTF-16's, which it begins with."""

ENCODINGS = frozenset(
    ["utf-8", "utf-16", "utf-16-le", "utf-16-be"]
    + [f"cp125{number}" for number in (0, 1, 2, 3, 4, 7)]
    + [f"iso8859-{number}" for number in (1, 2, 3, 4, 5, 7, 9, 10, 13, 14, 15, 16)]
)
"""Encodings that a side file may name, as Python calls them: those once used for languages of Europe."""


def read(announcement: Announcement) -> Content:
    """The text of a plain text file, in Unicode NFC with line feeds only.

    Raises:
        UnreadableAnnouncement: the bytes are not text in the encoding that is declared or expected.
    """
    return Content(normalised(decode(announcement)))


def normalised(text: str) -> str:
    """A text in NFC with line feeds only."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def decode(announcement: Announcement, stated: str = "") -> str:
    """The characters of an announcement's bytes.

    Args:
        announcement: its ``known["encoding"]`` counts before everything but a byte order mark.
        stated: encoding that the file itself states.

    Raises:
        UnreadableAnnouncement: the bytes are not text in that encoding, or the encoding is unknown.
    """
    content, name = announcement.content, announcement.name
    marked = next((codec for mark, codec in _MARKS.items() if content.startswith(mark)), "")
    encoding = marked or _known(announcement.known.get("encoding") or stated or "utf-8", name)
    zero = content.find(b"\0")
    if zero >= 0 and not encoding.startswith(("utf-16", "utf-32")):
        raise UnreadableAnnouncement(f"{name} is binary, not text: byte {zero} is zero; give a text file")
    try:
        return content.decode(encoding)
    except UnicodeError as error:
        raise UnreadableAnnouncement(_advice(name, encoding, error)) from error


def _known(encoding: str, name: str) -> str:
    try:
        canonical = codecs.lookup(encoding).name
    except LookupError:
        canonical = ""
    if canonical not in ENCODINGS:
        raise UnreadableAnnouncement(
            f"{name} is said to be in {encoding!r}, an encoding that is not read; convert it to UTF-8"
        )
    return canonical


def _advice(name: str, encoding: str, error: UnicodeError) -> str:
    place = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
    if encoding != "utf-8":
        return f"{name} is not {encoding}{place}; mend `encoding` in its side file or convert it to UTF-8"
    return (
        f"{name} is not UTF-8{place}; convert it, or name its encoding in the side file beside it, "
        'e.g. encoding = "windows-1253"'
    )

"""Web pages: the text of the article, a line for each block, without navigation and other furniture.

Read with the tolerance of browsers for what is not closed, as far as the standard library goes
(https://html.spec.whatwg.org/multipage/ names the elements).
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from kg.errors import UnreadableAnnouncement
from kg.model import Announcement, Span
from kg.readers import Content, text

_FURNITURE = "aside button footer form iframe nav noscript script select style svg template title"
_BLOCKS = (
    "address article blockquote br caption dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 "
    "header hr li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_CONTENT = ("article", "main")
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9._-]+)", re.IGNORECASE)
_HEAD_BYTES = 1024
_IGNORED, _BREAKING = frozenset(_FURNITURE.split()), frozenset(_BLOCKS.split())


def read(announcement: Announcement) -> Content:
    """The text of a page: of its article or main part where it marks one, else of its body.

    The first ``h1`` is the headline.

    Raises:
        UnreadableAnnouncement: the encoding is wrong, or no text is left.
    """
    stated = _CHARSET.search(announcement.content, 0, _HEAD_BYTES)
    page = _Page()
    page.feed(text.decode(announcement, stated.group(1).decode("ascii") if stated else ""))
    page.close()
    lines = page.lines()
    if not lines:
        raise UnreadableAnnouncement(f"{announcement.name} is a web page without text outside its navigation")
    found = text.normalised("\n".join(line for line, _ in lines))
    heading = next((text.normalised(line) for line, inside in lines if inside == "h1"), "")
    start = found.find(heading)
    return Content(found, page.language, title=Span(start, start + len(heading)) if heading else None)


class _Page(HTMLParser):
    """Collects the lines of a page with the part of the page and the heading that each stands in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language = ""
        self._open: dict[str, int] = {}
        self._heading = ""
        self._pieces: list[str] = []
        self._lines: list[tuple[str, str, frozenset[str]]] = []

    def lines(self) -> list[tuple[str, str]]:
        """Each line of the article, else of the main part, else of the body, with ``h1`` or empty."""
        parts = [[line for line in self._lines if part in line[2]] for part in _CONTENT]
        chosen = next((part for part in parts if part), self._lines)
        return [(line, heading) for line, heading, _ in chosen]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.language = dict(attrs).get("lang") or ""
        if tag in _BREAKING:
            self._end_line()
        if tag == "h1":
            self._heading = "h1"
        if tag in _IGNORED or tag in _CONTENT:
            self._open[tag] = self._open.get(tag, 0) + 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKING:
            self._end_line()
        if tag == "h1":
            self._heading = ""
        if self._open.get(tag):
            self._open[tag] -= 1

    def handle_data(self, data: str) -> None:
        if not any(self._open.get(tag) for tag in _IGNORED):
            self._pieces.append(data)

    def close(self) -> None:
        super().close()
        self._end_line()

    def _end_line(self) -> None:
        line = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        if line:
            parts = frozenset(tag for tag in _CONTENT if self._open.get(tag))
            self._lines.append((line, self._heading, parts))

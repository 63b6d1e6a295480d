"""JSON with a ``text``, and perhaps a ``lang`` and an ``id``.

The text is taken exactly as given, so that offsets fit the file's own string.
"""

from __future__ import annotations

import json

from kg.errors import UnreadableAnnouncement
from kg.model import Announcement
from kg.readers import Content, text

_LONGEST_ID = 200


def read(announcement: Announcement) -> Content:
    """The text, language and id that a JSON object gives.

    Raises:
        UnreadableAnnouncement: the file is not JSON, or not an object with a ``text``.
    """
    name = announcement.name
    try:
        value = json.loads(text.decode(announcement))
    except json.JSONDecodeError as error:
        raise UnreadableAnnouncement(
            f"{name} is not JSON: {error.msg} at line {error.lineno}, column {error.colno}; is it whole?"
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableAnnouncement(f"{name} is not JSON that can be read: {error}") from error
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise UnreadableAnnouncement(
            f'{name} is not a JSON object with a "text"; give one, e.g. {{"text": "…"}}'
        )
    return Content(value["text"], _string(value, "lang", name), _string(value, "id", name))


def _string(value: dict[str, object], key: str, name: str) -> str:
    found = value.get(key)
    if found is None:
        return ""
    if not isinstance(found, str) or not found.isprintable() or len(found) > _LONGEST_ID:
        raise UnreadableAnnouncement(
            f"{name} has a {key!r} that is not a line of at most {_LONGEST_ID} characters"
        )
    return found.strip()

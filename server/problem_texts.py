"""What a problem is called on a page: errors speak English, their kinds and common details every language.

The texts are ``problem.kind.{code or status}`` and ``problem.about.{code or status}`` of the
translations, and ``….{code}-end`` where the query ends too early. A problem document (RFC 9457) is for
programs and stays English.
"""

from __future__ import annotations

from collections.abc import Mapping

from server.languages import Language, Text

SPOKEN = "en"
"""The language of the messages of errors."""


def title(language: Language, names: tuple[str, ...], own: str) -> Text:
    """The title of a problem in the language of the page where there is one, else its own.

    Args:
        language: the language of the page.
        names: the error's code and the HTTP status, as far as known, the most exact first.
        own: the title in English.
    """
    return _found(language, "kind", names, own, {})


def detail(language: Language, names: tuple[str, ...], own: str, facts: Mapping[str, object]) -> Text:
    """What went wrong, in the language of the page where that can be said with these facts, else as it is."""
    return _found(language, "about", names, own, facts)


def _found(
    language: Language, part: str, names: tuple[str, ...], own: str, facts: Mapping[str, object]
) -> Text:
    if language.code == SPOKEN and own:
        return Text(own)
    shown = {
        name: language.number(value) if isinstance(value, float) else value for name, value in facts.items()
    }
    for key in (f"problem.{part}.{name}{ending}" for name in names for ending in ("", "-end")):
        pattern = language.messages.get(key, "")
        try:
            text = pattern.format(**shown)
        except KeyError:
            continue
        if text:
            return Text(text)
    return Text(own, "" if language.code == SPOKEN else SPOKEN)

"""The language of a text: from its script where that says enough, else from its letters' statistics."""

from __future__ import annotations

import functools
import re
from typing import Any

IDENTIFIED = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv"
"""Languages of the European Union (ISO 639-1). Others are read as well when they are declared."""

_GREEK = re.compile(r"[Ͱ-Ͽἀ-῿]")
_LETTER = re.compile(r"[^\W\d_]")
_GREEK_SHARE = 0.2


def primary(tag: str) -> str:
    """The language of a BCP 47 tag: its first part in lower case, or empty where there is none.

    >>> primary("el-GR")
    'el'
    """
    found = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", tag)
    return found.group().lower() if found else ""


def detect(text: str) -> str:
    """The most likely language of a text, as ISO 639-1 code.

    A fifth of Greek letters is enough for Greek: names of projects and programmes are often Latin.
    """
    greek, letters = len(_GREEK.findall(text)), len(_LETTER.findall(text))
    if letters and greek / letters > _GREEK_SHARE:
        return "el"
    return str(_identifier().classify(text)[0])


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # reads a large model: only when needed

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(IDENTIFIED.split())
    return identifier

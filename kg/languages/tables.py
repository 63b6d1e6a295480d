"""The data folder of a language: one TOML table a subject, all of them optional."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

STAND_INS = {"bs": "hr", "cnr": "sr", "nb": "da", "no": "da"}
"""Languages that read the tables of one close to them, having none of their own."""


@functools.cache
def table(language: str, subject: str) -> Mapping[str, Any]:
    """What is known of a subject in a language: ``kg/languages/{language}/{subject}.toml``.

    Args:
        language: ISO 639-1 code, or ``cnr``.
        subject: ``inflection``, ``calendar`` or ``territories``.

    Returns:
        The table; an empty one where the language has none.
    """
    path = Path(__file__).parent / STAND_INS.get(language, language) / f"{subject}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}

"""Codes of the EU authority tables of languages and countries, and back.

Source of the languages: https://op.europa.eu/en/web/eu-vocabularies/concept-scheme/-/resource?uri=http://publications.europa.eu/resource/authority/language
(codes are ISO 639-3 in capitals).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from babel.core import get_global
from babel.languages import get_official_languages

from kg.errors import VocabularyError
from kg.languages import territories

_LANGUAGES = {
    "bg": "BUL", "bs": "BOS", "ca": "CAT", "cnr": "CNR", "cs": "CES", "da": "DAN", "de": "DEU", "el": "ELL",
    "en": "ENG", "es": "SPA", "et": "EST", "eu": "EUS", "fi": "FIN", "fr": "FRA", "ga": "GLE", "gl": "GLG",
    "hr": "HRV", "hu": "HUN", "is": "ISL", "it": "ITA", "lt": "LIT", "lv": "LAV", "mk": "MKD", "mt": "MLT",
    "nl": "NLD", "no": "NOR", "pl": "POL", "pt": "POR", "ro": "RON", "ru": "RUS", "sk": "SLK", "sl": "SLV",
    "sq": "SQI", "sr": "SRP", "sv": "SWE", "tr": "TUR", "uk": "UKR",
}  # fmt: skip


def language_code(language: str) -> str:
    """Code of a language, by its ISO 639-1 code: ``el`` is ``ELL``; ``UND`` for one that is not listed."""
    return _LANGUAGES.get(language, "UND")


def language_of(code: str) -> str:
    """ISO 639-1 code of a language of the authority table; empty for one that is not listed."""
    return next((short for short, long in _LANGUAGES.items() if long == code), "")


def alpha2(code: str) -> str:
    """ISO 3166-1 alpha-2 of a country of the authority table: ``GRC`` is ``GR``; empty for an unknown one."""
    return _alpha2().get(code, "")


def official_language(country: str) -> str:
    """ISO 639-1 code of the first official language of a country, by CLDR; empty where there is none."""
    return next((code for code in get_official_languages(country) if len(code) == 2), "")


@functools.cache
def _alpha2() -> Mapping[str, str]:
    codes = {}
    for country in get_global("territory_languages"):
        try:
            codes[territories.authority(country)] = country
        except VocabularyError:
            continue
    return codes

"""Folding: texts compared without case, accents and typography, code point for code point.

A folded text has the length of the text, so a place found in one is the same place in the other.
"""

from __future__ import annotations

import re
import unicodedata

_SPECIAL = {
    **dict.fromkeys("’‘‛ʼʹ´`΄᾽᾿′‹›", "'"),
    **dict.fromkeys("“”„‟«»″〝〞", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict(zip("ςđłøæœßðþıħŧªºµ", "σdloaosdtihtaoμ", strict=True)),
}


class _Folded(dict[int, str]):
    """Folded code points, each worked out when first met."""

    def __missing__(self, code_point: int) -> str:
        character = chr(code_point)
        base = unicodedata.normalize("NFD", character)[0].lower()[0]
        base = unicodedata.normalize("NFD", base)[0]
        folded = _SPECIAL.get(base) or (" " if unicodedata.category(base) == "Zs" else base)
        return self.setdefault(code_point, folded)


_FOLDED = _Folded()


def fold(text: str) -> str:
    """The text in lower case without diacritics, with plain quotes, apostrophes, dashes and spaces.

    Each code point becomes exactly one: the first of its canonical decomposition (NFD), in lower case.
    Letters of more than one sound keep their first (``æ`` a, ``ß`` s), final sigma is a sigma, line
    feeds and tabs stay. Letters of one script that look like another's stay too: see
    ``latin_lookalikes``. Folding twice changes nothing.

    >>> fold("Šk. Λόκα – «ΣΈΡΡΕΣ»")
    'sk. λοκα - "σερρεσ"'
    """
    return text.translate(_FOLDED)


_LATIN_OF = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρυχАВЕЅЗІЈКМНОРСТУХаеѕіјорсух",
    "ABEZHIKMNOPTYXovpuxABESZIJKMHOPCTYXaesijopcyx",
)
_MIXED_WORD = re.compile(r"\b(?=[^\W\d_]*[A-Za-z])(?=[^\W\d_]*[Ͱ-ӿ])[^\W\d_]+")


def latin_lookalikes(text: str) -> str:
    """The text with words of mixed scripts written in Latin letters, where looks allow it.

    A word changes when it has at least one Latin letter and each of its Greek or Cyrillic letters
    looks like a Latin one: "URΒACT" with a Greek beta is URBACT. A word wholly of one script, or with
    a letter that looks like no Latin one ("Eυρώπη"), stays. The length stays as well.

    >>> latin_lookalikes("ΜΑΡS του ΔΗΜΟΥ") == "MAPS του ΔΗΜΟΥ"
    True
    """
    return _MIXED_WORD.sub(_in_latin, text)


def _in_latin(word: re.Match[str]) -> str:
    latin = word[0].translate(_LATIN_OF)
    return word[0] if re.search("[Ͱ-ӿ]", latin) else latin


_LETTERS = dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)) | {
    "θ": "th",
    "χ": "ch",
    "ψ": "ps",
}
_PAIRS = {"ου": "ou", "γγ": "ng", "γκ": "gk", "γξ": "nx", "γχ": "nch"}
_APART = "\u02d0"
"""Stands for a diaeresis while a word is transliterated: a letter, so that it does not end the word."""
_STRESSED_FIRST = re.compile(r"([άέήόΆΈΉΌ])(?=[υΥ])")
_GREEK_UNIT = re.compile(
    r"(?P<pair>ου(?!\u02d0)|γ[γκξχ])|(?P<diphthong>[αεη]υ(?!\u02d0))(?P<soft>(?=[αεηιουωβγδζλμνρ]))?"
    r"|(?P<edge>\bμπ|μπ\b)|(?P<letter>[α-ω])",
    re.IGNORECASE,
)
_DIAERESIS = "\u0308"


def transliterate(text: str) -> str:
    """Greek in Latin letters without accents, by ELOT 743 (ISO 843 transcription).

    >>> transliterate("Δήμος Ηρακλείου, Μπέης, Ευαγγελία")
    'Dimos Irakleiou, Beis, Evangelia'
    """
    # A stress on the first of two vowels keeps them apart, as a diaeresis on the second does.
    apart = _STRESSED_FIRST.sub(rf"\1{_APART}", unicodedata.normalize("NFC", text))
    decomposed = unicodedata.normalize("NFD", apart).replace(_DIAERESIS, _APART)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _GREEK_UNIT.sub(_latin_unit, plain).replace(_APART, "")


def _latin_unit(unit: re.Match[str]) -> str:
    greek = unit[0].lower()
    if unit["pair"]:
        latin = _PAIRS[greek]
    elif unit["diphthong"]:
        latin = _LETTERS[greek[0]] + ("f" if unit["soft"] is None else "v")
    elif unit["edge"]:
        latin = "b"
    else:
        latin = _LETTERS[greek]
    return _like(latin, unit)


def _like(latin: str, unit: re.Match[str]) -> str:
    """The Latin letters in the case of the Greek ones: all capitals beside another capital."""
    if not unit[0][0].isupper():
        return latin
    beside = unit[0][1:] + unit.string[unit.end() : unit.end() + 1]
    before = unit.string[max(unit.start() - 1, 0) : unit.start()]
    capitals = beside[:1].isupper() or (not beside[:1].isalpha() and before.isupper())
    return latin.upper() if capitals else latin.capitalize()

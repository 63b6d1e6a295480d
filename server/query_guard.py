"""What is decided about a query before any parser sees it.

Deep nesting overflows a parser's stack and takes its process down; so length, nesting and chains are
checked here, by one pass over the tokens of SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/#grammar)
in time proportional to the length. The same pass tells which form the query has, for content
negotiation, and whether it holds SERVICE, which is not served here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from server.limits import Limits
from server.query_errors import QueryTooDeep, QueryTooLong, ServiceRefused, UpdateRefused

SOLUTION_FORMS = frozenset({"SELECT", "ASK"})
GRAPH_FORMS = frozenset({"CONSTRUCT", "DESCRIBE"})
UPDATE_FORMS = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
)

_PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})
_VOLATILE = frozenset({"NOW", "RAND", "UUID", "STRUUID"})
_CHAINED_CLAUSES = ("UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "VALUES", "EXISTS")
_CHAINS = frozenset((*_CHAINED_CLAUSES, "!", "/", "|", "^", "*", "+", "-", "||", "&&"))
_OPERANDS = frozenset({"string", "iri", "name", "prefix", "bare", "number"})
_ENDS = frozenset({")", "]", "TRUE", "FALSE"})

# Unterminated strings run to where their kind must end: the parser will refuse them there. With that,
# and with possessive quantifiers, no text is read more than twice.
_LOCAL = r"(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*+"
_TOKEN = re.compile(
    rf"""
    (?P<comment> \#[^\r\n]*+ )
  | (?P<string>  \"\"\"(?:[^"\\]|\\.|"(?!""))*+(?:\"\"\")?+ | '''(?:[^'\\]|\\.|'(?!''))*+(?:''')?+
               | "(?:[^"\\\r\n]|\\.)*+"?+ | '(?:[^'\\\r\n]|\\.)*+'?+ )
  | (?P<iri>     <(?:[^<>"{{}}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]{{4,8}})*+> )
  | (?P<name>    [?$]\w++ | @[A-Za-z]++(?:-[A-Za-z0-9]++)*+ )
  | (?P<word>    [^\W\d][\w.-]*+ ) (?: (?P<prefix>:) {_LOCAL} )?+
  | (?P<bare>    : {_LOCAL} )
  | (?P<number>  [+-]?\d++(?:\.\d++)?+(?:[eE][+-]?\d++)?+ )
  | (?P<sign>    << | >> | \|\| | && | [^\s\w] )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SERVICE_PREFIX = re.compile(r"(?:^|\W|TRUE|FALSE)SERVICE")
_SERVICE_ANYWHERE = re.compile(r"(?<![A-Za-z_])SERVICE(?![A-Za-z0-9_])", re.IGNORECASE)


@dataclass(frozen=True)
class Scan:
    """What one pass over a query tells.

    Attributes:
        form: first keyword after the prologue in upper case, e.g. ``SELECT``; empty where there is none.
        service: whether the query holds SERVICE, or may.
        volatile: whether two runs on the same data may differ, as with ``NOW()``.
        nesting: deepest nesting of groups, parentheses and brackets together.
        collections: deepest nesting of parentheses and brackets.
        chains: occurrences of each operator and clause that parsers chain.
    """

    form: str
    service: bool
    volatile: bool
    nesting: int
    collections: int
    chains: Counter[str]


def check(query: str, limits: Limits) -> Scan:
    """Scan a query and refuse what this endpoint does not run.

    Raises:
        QueryTooLong: more bytes than ``limits.query_bytes``.
        QueryTooDeep: nested or chained more deeply than the limits allow.
        UpdateRefused: an update request.
        ServiceRefused: a query with SERVICE.
    """
    length = len(query.encode())
    if length > limits.query_bytes:
        raise QueryTooLong(length, limits.query_bytes)
    seen = scan(query)
    _check_depth(seen, limits)
    if seen.form in UPDATE_FORMS:
        raise UpdateRefused
    if seen.service or ("\\" in query and scan(unescape(query)).service):
        raise ServiceRefused
    return seen


def _check_depth(seen: Scan, limits: Limits) -> None:
    if seen.nesting > limits.nesting:
        raise QueryTooDeep("levels of nested groups and brackets", limits.nesting)
    if seen.collections > limits.collections:
        raise QueryTooDeep("levels of nested parentheses and square brackets", limits.collections)
    for operator, times in seen.chains.items():
        if times > limits.operators:
            raise QueryTooDeep(f"times {operator}", limits.operators)


def scan(query: str) -> Scan:
    """One pass over the tokens of a query, valid or not."""
    depths, words, chains = _Depths(), list[str](), Counter[str]()
    service = doubtful = after_operand = False
    for kind, text in _significant(query):
        if kind == "word":
            words.append(text)
            service = service or "SERVICE" in text
        elif kind == "prefix":
            service = service or _SERVICE_PREFIX.search(text) is not None
        elif kind == "iri":
            # after an operand in an expression "<" may be the operator: FILTER(?a<((?b))&&?c>?d)
            doubtful = doubtful or (after_operand and depths.parentheses > 0)
            depths.inside(text)
        elif kind == "sign":
            depths.take(text)
        if text in _CHAINS:
            chains[text] += 1
        after_operand = kind in _OPERANDS or text in _ENDS
    service = service or (doubtful and _SERVICE_ANYWHERE.search(query) is not None)
    form = next((word for word in words if word not in _PROLOGUE), "")
    volatile = not _VOLATILE.isdisjoint(words)
    return Scan(form, service, volatile, depths.nesting, depths.collections, chains)


def unescape(query: str) -> str:
    r"""A query with its codepoint escapes read (SPARQL 1.1 §19.2), as parsers may do before anything else.

    >>> unescape("\\u0053ERVICE")
    'SERVICE'
    """
    return _ESCAPE.sub(_character, query)


def _character(escape: re.Match[str]) -> str:
    code = int(escape.group(1) or escape.group(2), 16)
    return chr(code) if code <= 0x10FFFF else escape.group()


def tokens(query: str) -> Iterator[tuple[str, int, str]]:
    """Kind, place and text of each token, comments included."""
    for token in _TOKEN.finditer(query):
        yield token.lastgroup or "", token.start(), token.group()


def _significant(query: str) -> Iterator[tuple[str, str]]:
    """Kinds and texts of the tokens but comments; words in upper case; of a prefixed name, its prefix."""
    for kind, _, text in tokens(query):
        if kind == "prefix":
            yield kind, text.partition(":")[0].upper()
        elif kind == "word":
            for word in re.split("[.-]", text):
                yield kind, word.upper()
        elif kind != "comment":
            yield kind, text


class _Depths:
    """Counts open brackets, and remembers the most there were at once."""

    def __init__(self) -> None:
        self.braces = self.parentheses = self.nesting = self.collections = 0

    def take(self, sign: str) -> None:
        """Take note of a sign; one that is not a bracket changes nothing."""
        if sign in ("{", "<<"):
            self.braces += 1
        elif sign in ("(", "["):
            self.parentheses += 1
        elif sign in ("}", ">>"):
            self.braces = max(self.braces - 1, 0)
        elif sign in (")", "]"):
            self.parentheses = max(self.parentheses - 1, 0)
        self._note(0)

    def inside(self, iri: str) -> None:
        """Take note of an IRI whose brackets may turn out to be brackets of the query."""
        self._note(iri.count("(") + iri.count("["))

    def _note(self, more: int) -> None:
        self.nesting = max(self.nesting, self.braces + self.parentheses + more)
        self.collections = max(self.collections, self.parentheses + more)

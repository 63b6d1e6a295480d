"""Content negotiation as RFC 9110 §12.5.1 and RFC 4647 §3.4 have it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.formats import GRAPH_FORMATS, HTML, RESULT_FORMATS
from server.negotiation import negotiate, preferred_language

OFFERED = (*GRAPH_FORMATS, HTML)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        (None, "turtle"),
        ("", "turtle"),
        ("*/*", "turtle"),
        ("*", "turtle"),
        ("application/ld+json", "jsonld"),
        ("Application/LD+JSON", "jsonld"),
        ("text/turtle;q=0.1, application/ld+json;q=0.9", "jsonld"),
        ("text/turtle;q=0.100,application/rdf+xml;q=0.101", "rdfxml"),
        ("text/turtle;q=0, */*", "jsonld"),
        ("text/*", "turtle"),
        ("text/*;q=0.3, text/html;q=0.7", "html"),
        ("application/*, text/turtle;q=0.9", "jsonld"),
        ("*/*, application/trig", "trig"),
        ("text/turtle;charset=utf-8", "turtle"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, flattened";q=0.8', "jsonld"),
        ("text/plain", "ntriples"),
        ("application/x-turtle", "turtle"),
        (" text/turtle ; q=0.5 , application/n-quads ; Q=0.6", "nquads"),
        ("image/png, application/trig;q=.2", "trig"),
        (BROWSER, "html"),
    ],
)
def test_the_preferred_format_wins(accept: str | None, name: str) -> None:
    chosen = negotiate(accept, OFFERED)
    assert chosen is not None and chosen.name == name


@pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0", "text/n3, image/*", "*/*;q=0"])
def test_what_cannot_be_had_is_not_acceptable(accept: str) -> None:
    assert negotiate(accept, OFFERED) is None


def test_a_wildcard_does_not_stand_for_an_alias() -> None:
    """N-Triples is sent as application/n-triples, which ``text/*`` does not accept."""
    assert negotiate("text/*", [one for one in GRAPH_FORMATS if one.name == "ntriples"]) is None


def test_a_header_without_a_readable_range_is_no_preference() -> None:
    assert negotiate("turtle please, ;q=1, text/html;q=high", OFFERED) is OFFERED[0]


def test_json_means_the_json_of_what_is_offered() -> None:
    for offered, name in ((GRAPH_FORMATS, "jsonld"), (RESULT_FORMATS, "json")):
        chosen = negotiate("application/json", offered)
        assert chosen is not None and chosen.name == name


@given(st.text())
def test_no_accept_header_raises(accept: str) -> None:
    assert negotiate(accept, OFFERED) in (*OFFERED, None)


@given(st.text(alphabet='aq*/;,="\\ .019-'))
def test_no_header_of_the_syntax_s_own_characters_raises(header: str) -> None:
    assert negotiate(header, OFFERED) in (*OFFERED, None)
    assert preferred_language(header, ["el", "en"]) in ("el", "en")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("el", "el"),
        ("EL-gr", "el"),
        ("el-GR, en;q=0.9", "el"),
        ("en;q=0.8, el;q=0.9", "el"),
        ("fr, el;q=0.5", "el"),
        ("fr", "en"),
        ("*", "en"),
        ("en;q=0, *", "el"),
        ("en;q=0, el;q=0", "pt-BR"),
        ("en;q=0, el;q=0, pt;q=0", "en"),
        ("zh-Hant-x-el", "en"),
        ("pt-BR-x-lisbon", "pt-BR"),
        ("!!, el;q=0.1", "el"),
    ],
)
def test_language_lookup(header: str | None, language: str) -> None:
    assert preferred_language(header, ["en", "el", "pt-BR"]) == language


@given(st.text())
def test_no_accept_language_header_raises(header: str) -> None:
    assert preferred_language(header, ["en", "el"]) in ("en", "el")

"""Reading SPARQL protocol requests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequest

from server.query_errors import UpdateRefused
from server.sparql_request import operation, parameters


def test_parameters_are_decoded_once() -> None:
    assert parameters(b"query=a%252Bb+%2B&x=&y") == {"query": ["a%2Bb +"], "x": [""], "y": [""]}


def test_utf8_may_come_escaped_or_raw() -> None:
    assert parameters("query=Σέρρες&query=%CE%A3".encode()) == {"query": ["Σέρρες", "Σ"]}


@pytest.mark.parametrize("encoded", [b"query=%E9", b"query=\xe9", b"%ff=1", b"query=%ED%A0%80"])
def test_what_is_not_utf8_is_refused(encoded: bytes) -> None:
    with pytest.raises(BadRequest, match="not UTF-8"):
        parameters(encoded)


@given(st.binary())
def test_any_bytes_are_read_or_refused(encoded: bytes) -> None:
    try:
        assert all(isinstance(value, str) for values in parameters(encoded).values() for value in values)
    except BadRequest as error:
        assert "UTF-8" in str(error.description)


def test_graphs_must_be_absolute_iris() -> None:
    graphs = {"default-graph-uri": ["http://example.org/g"], "named-graph-uri": ["http://example.org/{h}"]}
    with pytest.raises(BadRequest, match=r"\{h\}"):
        operation({"query": ["ASK {}"], **graphs})


def test_one_query_is_wanted() -> None:
    for sources in ([{"query": ["ASK {}", "ASK {}"]}], [{"query": ["ASK {}"]}, {"query": ["ASK {}"]}]):
        with pytest.raises(BadRequest, match="several"):
            operation(*sources)
    with pytest.raises(BadRequest, match="no query"):
        operation({}, needs_query=True)
    assert operation({}).query is None


def test_an_update_is_refused() -> None:
    with pytest.raises(UpdateRefused):
        operation({"update": ["DROP ALL"]})

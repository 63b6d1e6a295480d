"""The table of formats: nothing in it is ambiguous."""

import pytest

from server.formats import BY_NAME, BY_SUFFIX, GRAPH_FORMATS, HTML, N_TRIPLES, RESULT_FORMATS, TURTLE, Format

ALL = (*GRAPH_FORMATS, *RESULT_FORMATS, HTML)


def test_suffixes_and_names_are_each_format_s_own() -> None:
    assert len(BY_SUFFIX) == len(BY_NAME) == len(ALL)


@pytest.mark.parametrize("offered", [GRAPH_FORMATS, RESULT_FORMATS], ids=["graphs", "results"])
def test_a_media_type_selects_one_format(offered: tuple[Format, ...]) -> None:
    names = [name for one in offered for name in (one.media_type, *one.aliases)]
    assert len(names) == len(set(names))


def test_graph_formats_can_be_written_and_result_formats_too() -> None:
    assert all(one.rdf is not None and one.results is None for one in GRAPH_FORMATS)
    assert all(one.results is not None and one.rdf is None for one in RESULT_FORMATS)


def test_media_types_are_those_of_the_serialisers() -> None:
    assert {one.media_type for one in GRAPH_FORMATS} == {
        one.rdf.media_type for one in GRAPH_FORMATS if one.rdf
    }


def test_text_types_name_their_encoding_and_others_do_not() -> None:
    assert TURTLE.content_type == "text/turtle; charset=utf-8"
    assert N_TRIPLES.content_type == "application/n-triples"

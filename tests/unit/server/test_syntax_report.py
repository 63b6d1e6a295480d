"""Where a query could not be read, for its author; with the store's own parser."""

import pytest

from server.evaluation import complaint
from server.syntax_report import Report, report


def report_on(query: str) -> Report:
    found = complaint(query)
    assert found, f"{query!r} can be read"
    return report(query, found, complaint)


@pytest.mark.parametrize(
    ("query", "line", "column", "word"),
    [
        ("SELECT ?s {\n ?s ?p \n}", 3, 1, "}"),
        ("SELECT ?s {\n  ?s tco:ordinal 2 ;;; }\n}", 3, 1, "}"),
        ("SELECT*{?s ?p ?o}}", 1, 18, "}"),
        ("SELEKT * {}", 1, 1, "SELEKT"),
        ("SELECT ?s { ?s ?p ?o } ODER BY ?s", 1, 24, "ODER"),
        ("SELECT * { ?s a tco:Project . OPTIONL { ?s ?p ?o } }", 1, 31, "OPTIONL"),
        ("SELECT * { ?s ?p ?o . FILTER(?o = 3 }", 1, 37, "}"),
        ("PREFIX foaf <http://a.example/> ASK {}", 1, 8, "foaf"),
        ('SELECT * { ?Δ ?p "αβγ"@el ; ?q "y"^^xsd:int . ?s ?? ?o }', 1, 51, "?"),
        ("# a comment {\nSELECT * { # another\n ?s ?p ?o ?z }", 3, 11, "?z"),
        ("SELECT\t* {\r\n\t?s ?p ?o ?x\r\n}", 2, 11, "?x"),
        ("SELECT * { ?s ?p 'open\n }", 1, 18, "'open"),
    ],
)
def test_the_first_word_that_does_not_fit_is_found(query: str, line: int, column: int, word: str) -> None:
    found = report_on(query)
    assert (found.line, found.column) == (line, column)
    assert found.message == f"The query cannot be read at line {line}, column {column}, at “{word}”."


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o", "SELECT * { ?s ?p ?o # }\n", "", "# nothing"])
def test_a_query_may_end_too_early(query: str) -> None:
    assert "at its end" in report_on(query).message


def test_an_undeclared_prefix_is_named_where_it_is_used() -> None:
    found = report_on("ASK { ?s έργο:x/tco:y ?o }")
    assert (found.line, found.column) == (1, 10)
    assert found.message.endswith("at “έργο:x”: its prefix is not declared.")


def test_a_reason_is_kept_and_the_list_of_expected_words_is_not() -> None:
    found = report_on("SELECT ?x {} GROUP BY ?y")
    assert found.message.endswith(": The SELECT contains a variable that is unbound.")
    assert "TZ" not in found.message


def test_a_long_word_is_cut() -> None:
    assert len(report_on("ASK { ?s ?p ?o " + "x" * 1000).message) < 150


def test_a_complaint_without_a_position_is_passed_on() -> None:
    assert report("ASK {}", "No scheme found\nmore", lambda _: "") == Report(
        "The query cannot be read: No scheme found.", 1, 1
    )

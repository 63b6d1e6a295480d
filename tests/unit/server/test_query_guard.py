"""What is known and refused of a query before any parser sees it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.limits import Limits
from server.query_errors import QueryTooDeep, QueryTooLong, ServiceRefused, UpdateRefused
from server.query_guard import check, scan

LIMITS = Limits()
DEEP = 10_000


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("select*{}", "SELECT"),
        ("# ASK\nBASE <http://a.example/ASK> PREFIX ask: <http://b.example/> DESCRIBE ask:x", "DESCRIBE"),
        ('VERSION "1.2" PREFIX : <#> CONSTRUCT WHERE { ?s ?p ?o }', "CONSTRUCT"),
        ("ASK{}", "ASK"),
        ("", ""),
        ("SELEKT * {}", "SELEKT"),
    ],
)
def test_the_form_is_the_first_word_after_the_prologue(query: str, form: str) -> None:
    assert scan(query).form == form


@pytest.mark.parametrize(
    ("nested", "what"),
    [
        ("{" * DEEP + "}" * DEEP, "nested groups"),
        ("FILTER(" + "(" * DEEP + "1" + ")" * DEEP + ")", "nested"),
        ("FILTER(" + "!" * DEEP + "true)", "!"),
        ("OPTIONAL { ?s ?p ?o " * DEEP + "}" * DEEP, "nested groups"),
        ("{} UNION " * DEEP + "{}", "UNION"),
        ("?s " + "<p:p>/" * DEEP + "<p:p> ?o", "/"),
        ("?s " + "^" * DEEP + "<p:p> ?o", "^"),
        ("FILTER(?s = 1" + " || ?s = 1" * DEEP + ")", "||"),
        ("?s ?p " + "(" * 40 + "1" + ")" * 40, "parentheses"),
        ("?s ?p " + "[ ?p " * 40 + "1" + "]" * 40, "square brackets"),
        ("?s ?p " + "<<" * DEEP, "nested groups"),
        ("FILTER(?a<" + "(" * 40 + "?b" + ")" * 40 + "&&?c>?d)", "parentheses"),
    ],
)
def test_deep_queries_are_refused(nested: str, what: str) -> None:
    wide = Limits(query_bytes=1_000_000)
    with pytest.raises(QueryTooDeep, match=re.escape(what)):
        check(f"SELECT * {{ {nested} }}", wide)


def test_what_people_write_passes() -> None:
    query = """
    PREFIX ex: <http://example.org/(made-up)#>
    SELECT ?s (GROUP_CONCAT(?o; separator=", ") AS ?all) WHERE { # a comment with (((((((((({{{{{{{{{
      ?s ex:p\\'s/ex:q* ?o ; ex:list ( 1 2 ( 3 ) ) .
      FILTER(?o < 3 || ?o > 7 && regex(?s, "[(({{!!"))
      VALUES ?x { 'it''s' "{" '''}''' <http://example.org/O'Brien> -1.5e3 }
    } GROUP BY ?s
    """
    seen = check(query, LIMITS)
    assert (seen.form, seen.nesting, seen.collections) == ("SELECT", 3, 2)


def test_brackets_side_by_side_are_not_nested() -> None:
    assert scan("SELECT * {" + "{}" * 500 + "}").nesting == 2


def test_length_is_counted_in_bytes() -> None:
    check("ASK {} # Σ", Limits(query_bytes=11))
    with pytest.raises(QueryTooLong, match="11 bytes where 10"):
        check("ASK {} # Σ", Limits(query_bytes=10))


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:a> <a:a> }",
        "PREFIX a: <a:> delete where { ?s ?p ?o }",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1/>",
        "DROP ALL",
    ],
)
def test_updates_are_refused(update: str) -> None:
    with pytest.raises(UpdateRefused):
        check(update, LIMITS)


SERVICES = [
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "select*{service<http://127.0.0.1/>{}}",
    "SELECT * { SERVICE SILENT <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { <http://127.0.0.1/> } SERVICE ?e { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "SELECT * { ?s <p:p>/<p:q> ?o.SERVICE<http://127.0.0.1/>{} }",
    "SELECT * { ?s (<p:p>|^<p:q>)* ?o SERVICE <http://127.0.0.1/> {} }",
    "SELECT * { ?s ?p true.SERVICE:x {} }",
    "SELECT * { ?s ?p trueSERVICE <http://127.0.0.1/> {} }",
    "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1/> {} }",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1/> {} }",
    "SELECT * { SER\\U00000056ICE <http://127.0.0.1/> {} }",
    "SELECT * { FILTER EXISTS { SERVICE <http://127.0.0.1/> {} } }",
    "SELECT * { { SELECT * { SERVICE <http://127.0.0.1/> {} } } }",
    "CONSTRUCT { ?s ?p ?o } { # comment\rSERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { FILTER(?a<?b)SERVICE:x#>\n{ ?s ?p ?o } }",
    "SELECT * { FILTER(?a<'>')SERVICE<http://127.0.0.1/>{} FILTER('a'='b') }",
    "SELECT * { FILTER(?a<?b#>'''\n)SERVICE <http://127.0.0.1/> {} #'''\n}",
]


@pytest.mark.parametrize("query", SERVICES)
def test_service_is_refused_in_every_spelling(query: str) -> None:
    with pytest.raises(ServiceRefused):
        check(query, LIMITS)


def test_the_word_service_is_no_crime() -> None:
    query = (
        'SELECT ?service { ?s m8g:service ?service . <http://a.example/service#x> ?p "SERVICE" # SERVICE\n }'
    )
    assert not check(query, LIMITS).service


@pytest.mark.parametrize(
    ("expression", "volatile"), [("NOW()", True), ("rand()", True), ("STR(?now)", False)]
)
def test_volatile_queries_are_known(expression: str, volatile: bool) -> None:
    assert scan(f"SELECT ({expression} AS ?x) {{}}").volatile is volatile


@given(st.text() | st.text(alphabet="""<>(){}[]'"#\\u04:.?@!|&^/*-+ \nSERVICEservice"""))
def test_any_text_can_be_scanned(text: str) -> None:
    assert scan(text).nesting >= 0

"""Queries that would take a server down, and what becomes of them and of everybody else's."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import pytest

from server.formats import HTML
from server.query_answer import IN_MEMORY
from server.query_errors import QueueFull

Make = Callable[..., Any]
Eventually = Callable[[Callable[[], bool]], bool]

CROSS_JOIN = "SELECT ?b ?e ?h { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
COUNTED = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HOG = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
ONE_VALUE = "SELECT (GROUP_CONCAT(?o) AS ?all) { ?s <http://a.example/text> ?o }"
VALUES = " ".join(f"VALUES ?{name} {{ {' '.join(map(str, range(400)))} }}" for name in "abcd")


@pytest.mark.parametrize("query", [CROSS_JOIN, COUNTED, f"SELECT (COUNT(*) AS ?n) {{ {VALUES} }}"])
def test_an_endless_query_is_stopped_at_its_deadline(endpoint: Any, query: str) -> None:
    status, problem = endpoint.sent(query)
    assert (status, problem["status"]) == (503, 503)
    assert problem["type"] == "https://w3id.org/diktyo/problem/query-timeout"
    assert problem["limit_seconds"] == 1 <= problem["elapsed_seconds"]
    assert "the limit being 1;" in problem["detail"] and "LIMIT" in problem["detail"]


def test_other_clients_are_answered_meanwhile(endpoint: Any) -> None:
    with ThreadPoolExecutor() as clients:
        endless = clients.submit(endpoint.sent, endpoint.ENDLESS)
        others = [endpoint.sent(endpoint.EASY)[0]]
        while not endless.done():
            others.append(endpoint.sent(endpoint.EASY)[0])
        assert endless.result()[0] == 503
    assert len(others) > 5 and set(others) == {200}


def test_when_all_workers_are_busy_the_next_query_waits_its_turn(endpoint: Any) -> None:
    with ThreadPoolExecutor() as clients:
        endless = [clients.submit(endpoint.sent, endpoint.ENDLESS) for _ in range(endpoint.limits.workers)]
        assert endpoint.sent(endpoint.EASY)[0] == 200
        assert {one.result()[0] for one in endless} == {503}


def test_a_full_queue_says_when_to_come_back(make_endpoint: Make, eventually: Eventually) -> None:
    endpoint = make_endpoint(workers=1, queue=0, timeout_s=60)
    assert endpoint.sent(endpoint.EASY)[0] == 200
    with ThreadPoolExecutor() as clients:
        clients.submit(endpoint.outcome, endpoint.ENDLESS)
        assert eventually(lambda: endpoint.sent(endpoint.EASY)[0] == 503)
        response = endpoint.app.test_client().get("/sparql?query=" + quote(endpoint.EASY))
        endpoint.pool.close()
    assert response.status_code == 503 and int(response.headers["Retry-After"]) > 0
    assert json.loads(response.data)["type"].endswith("/busy")


def test_waiting_is_bounded(make_endpoint: Make, eventually: Eventually) -> None:
    endpoint = make_endpoint(workers=1, timeout_s=60, wait_s=0.1)
    assert eventually(endpoint.answers)
    with ThreadPoolExecutor() as clients:
        clients.submit(endpoint.outcome, endpoint.ENDLESS)
        assert eventually(lambda: isinstance(endpoint.outcome(endpoint.EASY), QueueFull))
        endpoint.pool.close()


def test_a_query_that_eats_memory_is_stopped(make_endpoint: Make) -> None:
    endpoint = make_endpoint(timeout_s=60, memory_mb=60)
    status, problem = endpoint.sent(HOG)
    assert (status, problem["limit_megabytes"]) == (503, 60)
    assert "more memory than 60 MB" in problem["detail"]
    assert endpoint.sent(endpoint.EASY)[0] == 200


@pytest.mark.parametrize("query", [f"SELECT * {{ {VALUES} }}", ONE_VALUE], ids=["rows", "one value"])
def test_a_result_that_is_too_large_is_a_problem_and_not_a_short_result(
    make_endpoint: Make, query: str
) -> None:
    status, problem = make_endpoint(timeout_s=60, result_bytes=1_000_000).sent(query)
    assert (status, problem["limit_bytes"]) == (503, 1_000_000)
    assert "larger than 1000000 bytes" in problem["detail"]


def test_a_page_shows_the_first_rows_of_a_result_without_end(endpoint: Any) -> None:
    with endpoint.pool.run(f"SELECT * {{ {VALUES} }}", format=HTML) as answer:
        table = json.loads(answer.read())
    assert len(table["rows"]) == endpoint.limits.page_rows and table["more"]


def test_six_megabytes_of_greek_arrive_byte_for_byte(make_endpoint: Make, greek_result: bytes) -> None:
    endpoint = make_endpoint(timeout_s=60)
    response = endpoint.app.test_client().get("/sparql?query=" + quote(endpoint.GREEK))
    assert response.content_length == len(greek_result) > 6_000_000 > IN_MEMORY
    assert response.data == greek_result and "\ufffd" not in response.data.decode()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { " + "{" * 10_000 + "}" * 10_000 + " }", 400),
        ("SELECT * { ?s ?p " + "(" * 100 + "1" + ")" * 100 + " }", 400),
        ("SELECT * { FILTER(" + "!" * 10_000 + "true) }", 400),
        ("SELECT * { " + "{} UNION " * 10_000 + "{} }", 400),
        ("ASK {} #" + "x" * 100_000, 413),
    ],
    ids=["groups", "collection", "nots", "unions", "long"],
)
def test_what_a_parser_would_choke_on_is_refused_before_it(endpoint: Any, query: str, status: int) -> None:
    refused, problem = endpoint.sent(query)
    assert refused == status and problem["type"].endswith("/query-too-large")

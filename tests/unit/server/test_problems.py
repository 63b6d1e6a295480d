"""The contract of an error (RFC 9457).

::

    HTTP/1.1 400 Bad Request
    Content-Type: application/problem+json

    {"type": "https://w3id.org/diktyo/problem/query-syntax", "title": "…", "status": 400,
     "detail": "…", "line": 1, "column": 8}

and a page from the template ``problem.html`` for those who prefer HTML.
"""

import jinja2
import pytest
from flask import Flask, abort

from kg.errors import KGError, QuerySyntaxError, ReleaseError, StoreUnreachable
from server import problems
from server.query_errors import QueryOutOfTime, QueryUnreadable, QueueFull

ERRORS = {
    "unreadable": QueryUnreadable("The query cannot be read at line 1, column 8.", 1, 8),
    "plain": QuerySyntaxError("The query is no query."),
    "time": QueryOutOfTime(0.5, 0.51),
    "full": QueueFull(5),
    "inside": ReleaseError("/srv/made-up/current is not a release"),
    "store": StoreUnreachable("http://10.0.0.7:3030 refused"),
    "bug": ZeroDivisionError("/srv/made-up/module.py"),
}


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    app.jinja_loader = jinja2.DictLoader(
        {"problem.html": "<h1>{{ status }} {{ title.text }}</h1><p>{{ detail.text }}</p>"}
    )
    problems.register(app)

    @app.get("/raise/<name>")
    def fail(name: str) -> str:
        raise ERRORS[name]

    @app.get("/abort/<int:status>")
    def stop(status: int) -> str:
        abort(status)

    return app


def test_an_error_is_a_problem_with_the_error_s_code_and_facts(app: Flask) -> None:
    response = app.test_client().get("/raise/unreadable")
    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    assert response.get_json(force=True) == {
        "type": "https://w3id.org/diktyo/problem/query-syntax",
        "title": "The query is not SPARQL 1.1",
        "status": 400,
        "detail": "The query cannot be read at line 1, column 8.",
        "line": 1,
        "column": 8,
    }


def test_a_class_without_a_row_is_answered_as_its_base() -> None:
    assert problems.kind_of(QueryUnreadable("", 1, 1)) is problems.KINDS[QuerySyntaxError]
    assert problems.kind_of(ReleaseError("")) is problems.KINDS[KGError]


def test_a_deadline_names_limit_and_elapsed_seconds(app: Flask) -> None:
    problem = app.test_client().get("/raise/time").get_json(force=True)
    assert (problem["status"], problem["limit_seconds"], problem["elapsed_seconds"]) == (503, 0.5, 0.51)


def test_a_full_queue_says_when_to_come_back(app: Flask) -> None:
    response = app.test_client().get("/raise/full")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


@pytest.mark.parametrize(("name", "status"), [("inside", 500), ("store", 503), ("bug", 500)])
def test_what_is_inside_stays_inside(app: Flask, name: str, status: int) -> None:
    for accept in ("application/json", "text/html"):
        response = app.test_client().get(f"/raise/{name}", headers={"Accept": accept})
        assert response.status_code == status
        assert "made-up" not in response.text and "10.0.0.7" not in response.text


def test_http_errors_are_problems_too_and_keep_their_headers(app: Flask) -> None:
    response = app.test_client().post("/raise/plain")
    assert response.status_code == 405
    assert response.get_json(force=True)["title"] == "Method Not Allowed"
    assert "GET" in response.headers["Allow"]


def test_a_browser_gets_a_page(app: Flask) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    response = app.test_client().get("/abort/404", headers=browser)
    assert response.status_code == 404
    assert response.content_type == "text/html; charset=utf-8"
    assert "<h1>404 Not Found</h1>" in response.text


@pytest.mark.parametrize("accept", [None, "*/*", "text/turtle", "image/png"])
def test_a_program_gets_a_document_whatever_it_asked_for(app: Flask, accept: str | None) -> None:
    response = app.test_client().get("/abort/410", headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.mimetype) == (410, "application/problem+json")
    assert "Accept" in response.vary


def test_greek_detail_is_written_as_it_is() -> None:
    with Flask(__name__).app_context():
        assert "Σέρρες" in problems.problem(404, "Not Found", "Σέρρες").get_data(as_text=True)

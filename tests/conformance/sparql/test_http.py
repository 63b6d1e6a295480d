"""What HTTP itself offers: other origins, validators, and who made an answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

BASE = "http://made-up.example"
G1, G2 = f"{BASE}/graph/doc/one", f"{BASE}/graph/doc/two"


def test_any_origin_may_ask_and_none_with_credentials(client: Any) -> None:
    origin = {"Origin": "https://made-up.example", "Access-Control-Request-Method": "POST"}
    preflight = client.options("/sparql", headers=origin)
    assert (preflight.status_code, preflight.data) == (204, b"")
    assert "QUERY" in preflight.headers["Access-Control-Allow-Methods"] == preflight.headers["Allow"]
    for response in (
        preflight,
        client.ask("ASK {}"),
        client.ask("ASK"),
        client.ask("ASK {}", "image/png"),
    ):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers


def test_an_answer_names_its_release_and_its_time(client: Any) -> None:
    response = client.ask("ASK {}")
    assert response.headers["Diktyo-Release"] == "2026-11-23.1"
    assert float(response.headers["Server-Timing"].removeprefix("query;dur=")) > 0


def test_an_answer_that_the_client_has_is_not_sent_again(client: Any, site: Any) -> None:
    etag = client.ask("ASK {}").headers["ETag"]
    address = "/sparql?" + urlencode({"query": "ASK {}"})
    again = client.get(address, headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
    assert "Accept" in again.vary
    site.release.version = "2026-11-23.2"
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_an_etag_tells_queries_datasets_and_formats_apart(client: Any) -> None:
    requests = [
        client.ask("ASK {}"),
        client.ask("ASK { }"),
        client.ask("ASK {}", "application/sparql-results+xml"),
        client.ask("ASK {}", **{"default-graph-uri": G1}),
        client.ask("ASK {}", **{"named-graph-uri": G1}),
    ]
    assert len({response.headers["ETag"] for response in requests}) == len(requests)


def test_an_answer_that_depends_on_the_moment_has_no_etag(client: Any) -> None:
    assert "ETag" not in client.ask("SELECT (NOW() AS ?now) {}").headers

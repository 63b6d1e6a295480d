"""The application around the pages: any origin may read, nothing comes from elsewhere, nothing breaks."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

PROJECT = "/doc/project/b2zym648et"


@pytest.mark.parametrize(
    "path", ["/", PROJECT, f"{PROJECT}.ttl", "/health", "/nothing", "/text/37c6187185e0"]
)
def test_any_origin_may_read(site: FlaskClient, path: str) -> None:
    response = site.get(path, headers={"Origin": "https://elsewhere.example"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_preflight_request_is_answered(site: FlaskClient) -> None:
    asking = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    response = site.options(PROJECT, headers=asking)
    assert (response.status_code, response.data) == (204, b"")
    assert "Content-Type" not in response.headers
    assert {"GET", "HEAD", "OPTIONS"} <= set(response.headers["Access-Control-Allow-Methods"].split(", "))
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]


def test_pages_load_nothing_from_elsewhere(site: FlaskClient) -> None:
    response = site.get(PROJECT)
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    loaded = re.findall(
        r'<(?:script|img|iframe)[^>]+src="([^"]+)"|rel="(?:stylesheet|icon)" href="([^"]+)"', response.text
    )
    assert loaded
    assert all((source or href).startswith("/static/") for source, href in loaded)
    assert " style=" not in response.text
    for address in {source or href for source, href in loaded}:
        with site.get(address.replace("&amp;", "&")) as answer:
            assert answer.status_code == 200


def test_the_stylesheet_imports_nothing(site: FlaskClient) -> None:
    with site.get("/static/diktyo.css") as answer:
        sheet = answer.get_data(as_text=True)
    assert "@import" not in sheet
    assert "url(" not in sheet


@pytest.mark.parametrize(
    "path",
    [
        "/id/project/%00", "/id/project/a b", "/id/project/%7B%7D", "/id/project/<b>", "/id/project/ΑΒΓ", "/id/project/",
        "/id/project/..%2f..%2fetc", "/id/nothing/b2zym648et", "/id/st/b2zym648et", "/id/project/B2ZYM648ET",
        "/doc/project/b2zym648et.exe", "/doc/project/b2zym648et.", "/doc/project/b2zym648et.ttl.ttl", "/doc/project/.ttl",
        "/doc/%F0%9F%98%80/x", "/doc/project/%C3%28", "/doc/project/" + "a" * 5000, "/text/zzz", "/text/37C6187185E0",
        "/text/000000000000", "/graph/doc/%22", "/graph/doc/0000000000", "/graph/nothing", "/graph/provenance.exe",
        "/concept/%00", "/concept/a b", "/concept/<x>", "/concept/no-such", "/concept/role-partner.exe", "/tco.exe",
        "/shapes.exe", "/report.exe", "/browse/%00", "/static/../app.py", "/static/%2e%2e/app.py", "/%00", "/ΑΒΓ", "//",
    ],
)  # fmt: skip
@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/json"])
def test_what_is_not_there_is_not_found_and_never_a_fault(site: FlaskClient, path: str, accept: str) -> None:
    response = site.get(path, headers={"Accept": accept}, follow_redirects=True)
    assert response.status_code == 404 or (path == "//" and response.status_code in (200, 406))


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        (f"{PROJECT}/", PROJECT), (f"{PROJECT}.ttl/", f"{PROJECT}.ttl"), (f"{PROJECT}/?lang=el", f"{PROJECT}?lang=el"),
        (f"/{PROJECT}", PROJECT), ("//else.example/", "/else.example"), ("/tco//", "/tco"),
    ],
)  # fmt: skip
def test_slashes_too_many_lead_to_the_plain_address(site: FlaskClient, address: str, plain: str) -> None:
    path, _, query = address.partition("?")
    response = site.get("/", environ_overrides={"PATH_INFO": path, "QUERY_STRING": query})
    assert (response.status_code, response.headers["Location"]) == (308, plain)


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": ";;;,,,q=x"}, {"Accept": "text/html;q=\u00e9"}, {"Accept": "a" * 5000}, {"Accept-Language": "el-GR-x-;q=9"},
        {"If-None-Match": "not a tag"}, {"If-None-Match": '"' + "x" * 5000}, {"If-Modified-Since": "yesterday"},
        {"Accept-Language": "*"}, {"Accept-Language": ""}, {"Host": "elsewhere.example"}, {"Range": "bytes=5-1"},
    ],
)  # fmt: skip
def test_odd_headers_never_make_a_fault(site: FlaskClient, headers: dict[str, str]) -> None:
    assert site.get(PROJECT, headers=headers).status_code in (200, 400, 406)


def test_a_page_that_is_not_there_says_so_in_the_readers_language(site: FlaskClient) -> None:
    greek = site.get("/nothing", headers={"Accept": "text/html", "Accept-Language": "el"})
    assert "Δεν υπάρχει τίποτε σε αυτή τη διεύθυνση" in greek.text
    problem = site.get("/nothing", headers={"Accept": "application/json"})
    assert problem.content_type == "application/problem+json"
    assert problem.get_json()["status"] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_documents_can_only_be_read(site: FlaskClient, method: str) -> None:
    response = site.open(PROJECT, method=method)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_health_says_which_release_answers(site: FlaskClient) -> None:
    response = site.get("/health")
    assert response.get_json() == {"status": "ok", "release": "2026-11-23.1", "checks": {"store": "ok"}}
    assert response.headers["Cache-Control"] == "no-store"


def test_robots_are_kept_from_questions_only(site: FlaskClient) -> None:
    text = site.get("/robots.txt").text
    assert "Disallow: /sparql" in text
    assert "Disallow: /\n" not in text


def test_two_applications_share_nothing(site_app: Flask, site_release: object) -> None:
    from kg.settings import Settings
    from server.app import create_app

    other = create_app(site_release, Settings())  # type: ignore[arg-type]
    assert other.extensions["diktyo"] is not site_app.extensions["diktyo"]
    assert other.extensions["diktyo"].pool is not site_app.extensions["diktyo"].pool


def test_a_page_does_not_repeat_the_host_that_was_asked(site: FlaskClient) -> None:
    for path in ("/", PROJECT, "/tco", "/search?q=serres"):
        assert "attacker.example" not in site.get(path, headers={"Host": "attacker.example"}).text

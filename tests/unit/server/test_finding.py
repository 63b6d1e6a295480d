"""Search finds what people mean, whatever their accents, capitals and final sigmas."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from server.finding import fold


@pytest.mark.parametrize("question", ["Σέρρες", "ΣΕΡΡΕΣ", "σερρες", "σέρρεσ", "Serres"])
def test_folding_makes_spellings_alike(site: FlaskClient, question: str) -> None:
    found = site.get(
        "/search", query_string={"q": question}, headers={"Accept": "application/json"}
    ).get_json()
    assert found["items"][0]["label"] == "Serres"
    assert found["items"][0]["iri"].startswith("https://diktyo.example.org/id/place/")


def test_letters_that_do_not_decompose_are_folded_too() -> None:
    assert fold("Tønder, Łódź, Æro") == "tonder, lodz, aero"


def test_every_word_must_be_found(site: FlaskClient) -> None:
    assert _total(site, "breaking isolation") >= 1
    assert _total(site, "breaking nothing") == 0


def test_the_name_itself_comes_before_names_that_contain_it(site: FlaskClient) -> None:
    found = site.get("/search?q=serres&format=json").get_json()
    sections = [item["section"] for item in found["items"]]
    assert sections[0] == "places"
    assert "organisations" in sections


def test_a_thing_without_a_name_is_found_by_what_its_page_calls_it(site: FlaskClient) -> None:
    found = site.get("/search?q=transnational meeting&format=json").get_json()
    assert "2nd transnational meeting — Breaking Isolation" in [item["label"] for item in found["items"]]


@pytest.mark.parametrize(
    "question", ["", " ", "%", "\x00", "'; DROP", "<script>", "α" * 5000, "￿", "(((" * 200]
)
def test_odd_questions_are_answered_and_escaped(site: FlaskClient, question: str) -> None:
    response = site.get("/search", query_string={"q": question})
    assert response.status_code == 200
    assert "<script>" not in response.text


def test_lists_have_pages_that_stay_in_bounds(site: FlaskClient) -> None:
    for number in ("1", "0", "-3", "99999999999999", "x", "²"):
        found = site.get("/browse/people", query_string={"page": number, "format": "json"}).get_json()
        assert (found["page"], found["pages"], found["total"]) == (1, 1, 4)


def test_an_unknown_list_is_not_found(site: FlaskClient) -> None:
    assert site.get("/browse/nothing").status_code == 404


def _total(site: FlaskClient, question: str) -> int:
    total: int = site.get("/search", query_string={"q": question, "format": "json"}).get_json()["total"]
    return total

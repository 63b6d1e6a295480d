"""The gazetteer as built from GeoNames, and small ones of made-up towns."""

import concurrent.futures
import sqlite3
from pathlib import Path

import pytest

from kg import gazetteer
from kg.errors import KGError
from kg.gazetteer import Gazetteer
from kg.gazetteer.build import build, write
from kg.gazetteer.entries import Entry, town
from kg.languages.folding import fold


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    build()
    return gazetteer.load()


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Σέρρες", "geonames:734330"),
        ("ΣΕΡΡΩΝ", "geonames:734330"),
        ("Škofja Loka", "geonames:3190717"),
        ("Σκόφια Λόκα", "geonames:3190717"),
        ("Λαρισαίων", "geonames:258576"),
        ("Μπολόνιας", "geonames:3181928"),
        ("Cluj-Napoca", "geonames:681290"),
        ("St. Teresa di Riva", "geonames:2523282"),
        ("Ν. Σκοπός", "geonames:734935"),
        ("Αγ. Νικολάου", "geonames:263824"),
        ("Κρήτης", "region:el-crete"),
        ("Puglia", "region:it-apulia"),
    ],
)
def test_names_in_many_forms(places: Gazetteer, name: str, id_: str) -> None:
    assert id_ in [place.id for place in places.lookup(fold(name))]


def test_the_most_populous_place_comes_first(places: Gazetteer) -> None:
    found = places.lookup("serres")
    assert [place.population for place in found] == sorted((p.population for p in found), reverse=True)
    assert (found[0].name, found[0].country) == ("Serres", "GR")


@pytest.mark.parametrize(
    ("id_", "name", "greek"),
    [
        ("geonames:734330", "Serres", "Σέρρες"),
        ("geonames:261745", "Heraklion", "Ηράκλειο"),
        ("geonames:255683", "Patras", "Πάτρα"),
        ("geonames:3190717", "Škofja Loka", "Σκόφια Λόκα"),
        ("region:el-epirus", "Epirus", "Ήπειρος"),
    ],
)
def test_international_and_greek_names(places: Gazetteer, id_: str, name: str, greek: str) -> None:
    place = places.get(id_)
    assert place is not None
    assert (place.name, place.names["el"]) == (name, greek)


def test_an_exonym_is_usual_in_its_own_language(places: Gazetteer) -> None:
    (in_hungarian,) = places.matches("becs", "hu")
    (in_german,) = places.matches("becs", "de")
    assert in_hungarian.place.name == in_german.place.name == "Vienna"
    assert not in_hungarian.alternate
    assert in_german.alternate


def test_longest_tells_how_many_words_a_name_may_have(places: Gazetteer) -> None:
    assert places.longest("santa") >= 4
    assert places.longest("zzz") == 0


def test_geonames_is_credited(places: Gazetteer) -> None:
    assert "GeoNames" in places.metadata["attribution"]
    assert "creativecommons.org/licenses/by/4.0" in places.metadata["attribution"]


def test_threads_share_a_gazetteer(places: Gazetteer) -> None:
    with concurrent.futures.ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: places.lookup("serres")[0].id, range(40)))
    assert set(found) == {"geonames:734330"}


def test_an_unchanged_gazetteer_is_not_built_again(places: Gazetteer) -> None:
    before = gazetteer.DEFAULT_PATH.stat().st_mtime_ns
    assert not build()
    assert gazetteer.DEFAULT_PATH.stat().st_mtime_ns == before


def test_a_missing_gazetteer_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(KGError, match=r"python -m kg\.gazetteer"):
        Gazetteer(tmp_path / "places.sqlite")


def test_another_file_is_no_gazetteer(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    path.write_bytes(b"not a database, but long enough to be looked at" * 10)
    with pytest.raises(KGError, match="is not a gazetteer"):
        Gazetteer(path)


def made_up(id_: int, name: str, population: int, *alternates: str) -> Entry:
    return town(
        {
            "geonameid": id_,
            "name": name,
            "countrycode": "GR",
            "latitude": 40.0,
            "longitude": 23.0,
            "population": population,
            "alternatenames": list(alternates),
        }
    )


def test_the_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    entries = [made_up(1, "Ámpolis", 2_000, "Άμπολις"), made_up(2, "Vípolis", 9_000, "Βήπολις")]
    write(entries, tmp_path / "a.sqlite", {"input": "x"})
    write(list(reversed(entries)), tmp_path / "b.sqlite", {"input": "x"})
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


def test_names_of_a_made_up_town() -> None:
    entry = made_up(
        1,
        "Nefelópolis",
        2_000,
        "Νεφελόπολις",
        "Νεφελοπολις",
        "AMP",
        "Abc",
        "ampolis shi",
        "Нефелеград",
        "Ambopolis 2",
    )
    assert entry.name == "Nefelopolis"
    assert entry.names["el"] == "Νεφελόπολις"
    assert entry.keys["νεφελοπολισ"] is False
    assert entry.keys["νεφελοπολεωσ"] is False  # a form that its endings give
    assert entry.keys["нефелеград"] is True
    assert not {"amp", "abc", "ampolis shi", "ambopolis 2"} & entry.keys.keys()


def test_an_exonym_of_an_unknown_town_is_refused(tmp_path: Path) -> None:
    (tmp_path / "coverage.toml").write_text(
        "elsewhere = 100_000_000\nexonyms = []\n[[zone]]\nleast = 15000\ncountries = ['SM']\n"
    )
    (tmp_path / "regions.toml").write_text("")
    (tmp_path / "exonyms.toml").write_text('[el]\n"Νεφελοκοκκυγία" = "Cloudcuckooland, GR"\n', "utf-8")
    with pytest.raises(KGError, match="Cloudcuckooland, GR"):
        build(tmp_path / "places.sqlite", tmp_path)
    assert not (tmp_path / "places.sqlite").exists()


def test_rowids_are_in_order_of_population(tmp_path: Path) -> None:
    write([made_up(1, "Small", 10), made_up(2, "Large", 99)], tmp_path / "a.sqlite", {})
    connection = sqlite3.connect(tmp_path / "a.sqlite")
    rows = connection.execute("SELECT name FROM place ORDER BY rowid").fetchall()
    connection.close()
    assert rows == [("Large",), ("Small",)]

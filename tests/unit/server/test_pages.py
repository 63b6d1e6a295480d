"""Pages that people read: every fact leads to its sentence, in both languages, without raw addresses."""

from __future__ import annotations

import dataclasses
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg import vocabulary
from kg.settings import Settings
from kg.vocabulary import PREFIXES, expand
from server.app import create_app
from server.home import example_query
from server.labels import RELATIONS
from server.languages import languages
from server.lookups import DEFAULT, RDF_TYPE

Parse = Callable[[str], ElementTree.Element]

BASE = "https://diktyo.example.org"
PROJECT, MEETING, SERRES = "project/b2zym648et", "event/x66m1389mn", "org/rcf9yhgzw4"
KOKKINIDOU, SKOFJA_LOKA, ANNOUNCEMENT = "person/d3kkaybqdb", "place/ej2jeq1zf5", "doc/dzyd4wn4pe"
PROVENANCE = ox.NamedNode(f"{BASE}/graph/provenance")
MEETINGS = ox.NamedNode(expand("tco:Meeting"))


def _page(site: FlaskClient, path: str, language: str) -> str:
    response = site.get(f"{path}{'&' if '?' in path else '?'}lang={language}")
    assert response.status_code == 200, path
    return response.text


def _words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _quotes(page: ElementTree.Element) -> dict[str, tuple[str, str]]:
    """For each statement linked from a note: the words marked there, and the language of the quote."""
    found = {}
    for note in page.iterfind(".//details"):
        for figure in note.iterfind(".//figure"):
            quote = figure.find("blockquote")
            assert quote is not None
            marks = "".join("".join(mark.itertext()) for mark in quote.iterfind(".//mark"))
            for link in figure.iterfind(".//ul//a"):
                found[link.get("href", "").partition("?")[0]] = (marks, quote.get("lang", ""))
    return found


def _values(store: ox.Store, node: Any, property_: str, graph: Any = PROVENANCE) -> list[Any]:
    quads = store.quads_for_pattern(node, ox.NamedNode(expand(property_)), None, graph)
    return [quad.object for quad in quads]


def _statements(store: ox.Store, subject: ox.NamedNode) -> Iterator[tuple[str, str]]:
    """Path of the page and exact words of every statement about a node."""
    for quad in store.quads_for_pattern(None, ox.NamedNode(expand("rdf:subject")), subject, PROVENANCE):
        assert isinstance(quad.subject, ox.NamedNode)
        (span,) = _values(store, quad.subject, "tco:evidence")
        (words,) = _values(store, span, "nif:anchorOf")
        yield quad.subject.value.replace(f"{BASE}/id/", "/doc/"), words.value


def _shown_as_lines(store: ox.Store, node: ox.NamedNode) -> set[ox.NamedNode]:
    """The n-ary nodes that a page shows as lines: those that point to its subject, and its agenda."""
    classes = {ox.NamedNode(expand(name)) for name in RELATIONS}
    default = ox.DefaultGraph()
    near = [quad.subject for quad in store.quads_for_pattern(None, None, node, default)]
    nodes = {*near, *(quad.object for quad in store.quads_for_pattern(node, None, None, default))}
    named = {one for one in nodes if isinstance(one, ox.NamedNode)}
    return {one for one in named if classes & set(_values(store, one, "rdf:type", default))}


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("thing", [PROJECT, MEETING, SERRES, KOKKINIDOU])
def test_every_fact_leads_to_its_sentence(
    site: FlaskClient, site_app: Flask, parse_html: Parse, thing: str, language: str
) -> None:
    quotes = _quotes(parse_html(_page(site, f"/doc/{thing}", language)))
    store, node = site_app.extensions["diktyo"].store, ox.NamedNode(f"{BASE}/id/{thing}")
    stated = dict(_statements(store, node))
    for line in _shown_as_lines(store, node):
        types = {path for path, _ in _statements(store, line) if _is_type(store, path)}
        stated |= {path: words for path, words in _statements(store, line) if path not in types}
    assert len(stated) > 4
    for path, words in stated.items():
        assert path in quotes, f"{path} ({words}) has no note"
        assert quotes[path][0] == words
        assert quotes[path][1] in ("el", "en")


def _is_type(store: ox.Store, path: str) -> bool:
    statement = ox.NamedNode(f"{BASE}{path.replace('/doc/', '/id/')}")
    return _values(store, statement, "rdf:predicate") == [ox.NamedNode(expand("rdf:type"))]


def _texts(parse_html: Parse, page: str) -> str:
    """What a reader sees, without the notes and the row of formats that shows the IRI on purpose."""
    tree = parse_html(page)
    for parent in list(tree.iter()):
        for child in list(parent):
            if child.tag in ("details", "footer", "head", "code"):
                parent.remove(child)
    return _words(tree)


PAGES = [f"/doc/{thing}" for thing in (PROJECT, MEETING, SERRES, KOKKINIDOU, SKOFJA_LOKA, ANNOUNCEMENT)]
OTHER_PAGES = [
    "/",
    "/tco",
    "/concept",
    "/concept/role-partner",
    "/shapes",
    "/report",
    "/browse/projects",
    "/search?q=serres",
]


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("path", [*PAGES, *OTHER_PAGES, "/graph/provenance", "/graph/reference"])
def test_every_page_is_well_formed_and_says_its_language(
    site: FlaskClient, parse_html: Parse, path: str, language: str
) -> None:
    tree = parse_html(_page(site, path, language))
    assert tree.get("lang") == language
    assert len(list(tree.iter("h1"))) == 1
    assert next(tree.iter("title")).text
    anchors = {one.get("id") for one in tree.iter() if one.get("id")}
    assert "#content" in {one.get("href") for one in tree.iter("a")}
    assert {one.get("for") for one in tree.iter("label")} <= anchors


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_show_labels_instead_of_addresses(
    site: FlaskClient, parse_html: Parse, path: str, language: str
) -> None:
    text = _texts(parse_html, _page(site, path, language))
    assert "https://" not in text
    assert "http://" not in text
    assert not re.search(r"\b(tco|schema|skos|dct|foaf|org|m8g|rdf):\w", text)
    assert "None" not in text


def test_a_page_speaks_the_language_that_is_asked_for(site: FlaskClient) -> None:
    assert "Δίκτυο σχεδιασμού δράσεων του προγράμματος URBACT IV" in _page(site, f"/doc/{PROJECT}", "el")
    greek = site.get(f"/doc/{PROJECT}", headers={"Accept-Language": "fr, el;q=0.9, en;q=0.1"})
    assert greek.headers["Content-Language"] == "el"
    assert site.get(f"/doc/{PROJECT}", headers={"Accept-Language": "de"}).headers["Content-Language"] == "en"
    nonsense = site.get(f"/doc/{PROJECT}?lang=xx", headers={"Accept-Language": "el"})
    assert nonsense.headers["Content-Language"] == "el"


def test_links_keep_the_language_that_was_asked_for_and_only_then(
    site: FlaskClient, parse_html: Parse
) -> None:
    asked = parse_html(_page(site, f"/doc/{PROJECT}", "el"))
    things = [one.get("href", "") for one in asked.iter("a") if "thing" in one.get("class", "")]
    assert things
    assert all("lang=el" in href for href in things)
    negotiated = parse_html(site.get(f"/doc/{PROJECT}", headers={"Accept": "text/html"}).text)
    assert not [
        one
        for one in negotiated.iter("a")
        if "thing" in one.get("class", "") and "lang=" in one.get("href", "")
    ]


def test_the_lead_says_what_when_and_where(site: FlaskClient, parse_html: Parse) -> None:
    leads = {
        language: _words(
            next(
                one
                for one in parse_html(_page(site, f"/doc/{MEETING}", language)).iter("p")
                if one.get("class") == "lead"
            )
        )
        for language in ("en", "el")
    }
    assert leads["en"] == (
        "2nd transnational meeting of the project Breaking Isolation, 13–14 December 2023, Škofja Loka (Slovenia)."
    )
    assert leads["el"] == (
        "2η διακρατική συνάντηση του έργου Breaking Isolation, 13–14 Δεκεμβρίου 2023, Škofja Loka (Σλοβενία)."
    )


def test_values_in_another_language_say_so(site: FlaskClient, parse_html: Parse) -> None:
    tree = parse_html(_page(site, f"/doc/{SERRES}", "en"))
    assert [one for one in tree.iter() if one.get("lang") == "el" and _words(one) == "Δήμος Σερρών"]


@pytest.mark.parametrize(("language", "place"), [("en", "Škofja Loka"), ("el", "Škofja Loka")])
def test_the_example_of_the_home_page_gives_one_row_a_meeting(
    site: FlaskClient, site_app: Flask, language: str, place: str
) -> None:
    query = example_query(languages()[language])
    assert f"# {languages()[language].text('home.example')}\n" in query
    store: ox.Store = site_app.extensions["diktyo"].store
    meetings = {
        quad.subject for quad in store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), MEETINGS, DEFAULT)
    }
    rows = list(store.query(query))  # type: ignore[arg-type]
    assert len(rows) == len(meetings) > 0
    assert place in {row["place"].value for row in rows if row["place"]}  # type: ignore[index]
    assert query.split("\n")[4].removeprefix("# ") in site.get(f"/?lang={language}").text


def _lines(page: ElementTree.Element) -> list[str]:
    parts = [
        [_words(part) for part in one.iterfind("span") if part.get("class") == "part"]
        for one in page.iter("div")
    ]
    return [" · ".join(several) for several in parts]


def test_an_involvement_is_one_readable_line(site: FlaskClient, parse_html: Parse) -> None:
    tree = parse_html(_page(site, f"/doc/{PROJECT}", "en"))
    lines = _lines(tree)
    assert "City of Agen · lead partner" in lines
    role = vocabulary.load().labels(expand("concept:role-lead-partner-representative"))["en"]
    assert f"Nicolas Castet · {role} · on behalf of City of Agen" in lines
    back = parse_html(_page(site, f"/doc/{SERRES}", "en"))
    lines = _lines(back)
    assert "project partner · Breaking Isolation" in lines
    assert "URBACT IV · for the 4th time" in lines


def test_another_source_is_heard_where_sources_disagree(site: FlaskClient, parse_html: Parse) -> None:
    tree = parse_html(_page(site, f"/doc/{MEETING}", "en"))
    others = [one for one in tree.iter("dd") if one.get("class") == "other"]
    assert [_words(one).startswith("another source says 1") for one in others] == [True]
    assert "first transnational meeting" in _words(others[0])
    assert "Sources disagree on one point of this page." in _words(tree)


def test_partners_stand_once_as_participations(site: FlaskClient, parse_html: Parse) -> None:
    project = parse_html(_page(site, f"/doc/{PROJECT}", "en"))
    terms = [_words(one) for one in project.iter("dt")]
    assert not {"partners", "lead partner"} & set(terms)
    assert "City of Agen · lead partner" in _lines(project)
    assert "hasPartner" in site.get(f"/doc/{PROJECT}.ttl").text


def test_partners_without_participations_are_marked_as_derived(
    tmp_path: Path, build_release: Callable[..., Path], parse_html: Parse
) -> None:
    tco = PREFIXES["tco"]
    extra = f"<{BASE}/id/project/0000000002> a <{tco}Project> ; <{tco}hasPartner> <{BASE}/id/{SERRES}> .\n"
    site = create_app(build_release(tmp_path / "release", "2026-11-23.1", extra), Settings()).test_client()
    page = parse_html(_page(site, "/doc/project/0000000002", "en"))
    assert "Municipality of Serres derived" in [_words(one) for one in page.iter("dd")]


def test_values_that_no_text_says_are_marked(site: FlaskClient, parse_html: Parse) -> None:
    place = _words(parse_html(_page(site, f"/doc/{SKOFJA_LOKA}", "en")))
    assert "46.16551 from the gazetteer" in place
    assert "Municipality of Serres added" in _words(parse_html(_page(site, f"/doc/{SERRES}", "en")))


UNNAMED = f"""
<{BASE}/id/org/0000000003> a <{PREFIXES["org"]}Organization> ; <{PREFIXES["tco"]}namedInSource> false .
<{BASE}/id/org/0000000004> a <{PREFIXES["org"]}Organization> ; <{PREFIXES["tco"]}namedInSource> false ;
  <{PREFIXES["org"]}subOrganizationOf> <{BASE}/id/org/0000000003> .
<{BASE}/id/rel/0000000005> a <{PREFIXES["tco"]}Participation> ; <{PREFIXES["tco"]}project> <{BASE}/id/{PROJECT}> ;
  <{PREFIXES["tco"]}participant> <{BASE}/id/org/0000000003> ;
  <{PREFIXES["tco"]}role> <{PREFIXES["concept"]}role-external-contractor> .
"""


@pytest.mark.parametrize(
    ("thing", "language", "title"),
    [
        ("org/0000000003", "en", "Organisation that is not named: external contractor, Breaking Isolation"),
        ("org/0000000003", "el", "Φορέας που δεν κατονομάζεται: εξωτερικός ανάδοχος, Breaking Isolation"),
        (
            "org/0000000004",
            "el",
            "Φορέας που δεν κατονομάζεται: μέρος του φορέα «εξωτερικός ανάδοχος, Breaking Isolation»",
        ),
        (
            "rel/0000000005",
            "el",
            "Φορέας (δεν κατονομάζεται στην πηγή) · εξωτερικός ανάδοχος · Breaking Isolation",
        ),
    ],
)
def test_what_has_no_name_is_titled_by_what_is_known_of_it(
    tmp_path: Path,
    build_release: Callable[..., Path],
    parse_html: Parse,
    thing: str,
    language: str,
    title: str,
) -> None:
    site = create_app(build_release(tmp_path / "release", "2026-11-23.1", UNNAMED), Settings()).test_client()
    page = parse_html(_page(site, f"/doc/{thing}", language))
    assert _words(next(page.iter("h1"))) == title


def test_the_page_of_a_statement_says_each_thing_once(
    site: FlaskClient, site_app: Flask, parse_html: Parse
) -> None:
    store: ox.Store = site_app.extensions["diktyo"].store
    path, _ = next(_statements(store, ox.NamedNode(f"{BASE}/id/{MEETING}")))
    tree = parse_html(_page(site, path, "en"))
    rule = _values(store, ox.NamedNode(f"{BASE}{path.replace('/doc/', '/id/')}"), "tco:rule")[0].value
    assert [_words(one) for one in tree.iter("code")].count(rule) == 1
    assert not [one for one in tree.iter("ul") if one.get("class") == "told"]


def test_the_release_is_named_once_and_one_is_counted_as_one(site: FlaskClient) -> None:
    assert _page(site, f"/doc/{PROJECT}", "en").count("2026-11-23.1") == 1
    for language, one, many in (
        ("el", "ανακοίνωση", "ανακοινώσεις"),
        ("en", "announcement", "announcements"),
    ):
        chosen = languages()[language]
        assert [chosen.count("home.count.announcements", number) for number in (1, 2)] == [one, many]


def test_links_back_are_grouped_named_and_counted(site: FlaskClient, parse_html: Parse) -> None:
    headings = [_words(one) for one in parse_html(_page(site, f"/doc/{PROJECT}", "en")).iter("h2")]
    assert {"Partners and contractors 4", "Meetings 1", "Deliverables 2", "Local groups 1"} <= set(headings)
    assert len(headings) == len(set(headings))


def test_facts_stand_in_the_order_of_their_shape(site: FlaskClient, parse_html: Parse) -> None:
    tree = parse_html(_page(site, f"/doc/{MEETING}", "en"))
    headings = [_words(one) for one in tree.iter("h2")]
    assert headings.index("Name and kind") < headings.index("Framework") < headings.index("When and where")
    terms = [_words(one) for one in tree.iter("dt")]
    assert terms.index("start") < terms.index("end") < terms.index("place")


def test_what_points_to_a_thing_has_its_evidence_too(site: FlaskClient, parse_html: Parse) -> None:
    tree = parse_html(_page(site, f"/doc/{PROJECT}", "en"))
    links = [one for block in tree.iter("ul") if block.get("class") == "links" for one in block.findall("li")]
    assert links
    assert [_words(one) for one in links if one.find(".//mark") is None] == []


def test_notes_are_numbered_in_reading_order_and_listed_as_sources(
    site: FlaskClient, parse_html: Parse
) -> None:
    tree = parse_html(_page(site, f"/doc/{PROJECT}", "en"))
    numbers = [int(n) for one in tree.iter("summary") for sup in one.iter("sup") for n in _words(sup).split()]
    assert list(dict.fromkeys(numbers)) == list(range(1, max(numbers) + 1))
    footnotes = {int(one.get("value", "0")): _words(one) for one in tree.iter("li") if one.get("value")}
    assert set(footnotes) == set(numbers)
    assert any("Δίκτυα Σχεδιασμού Δράσεων" in words for words in footnotes.values())


def test_an_announcement_shows_its_whole_text_and_where_facts_rest(
    site: FlaskClient, parse_html: Parse
) -> None:
    tree = parse_html(_page(site, f"/doc/{ANNOUNCEMENT}", "en"))
    column = next(one for one in tree.iter("div") if one.get("class") == "column")
    text = site.get("/text/37c6187185e0").text
    assert "".join("".join(p.itertext()) for p in column.iter("p")) == "".join(text.splitlines())
    assert column.get("lang") == "el"
    ids = {one.get("id") for one in tree.iter() if one.get("id")}
    targets = {one.get("href", "")[1:] for one in tree.iter("a") if one.get("href", "").startswith("#")}
    assert targets <= ids
    assert "c194-220" in ids
    marked = {_words(one) for one in column.iter("a")}
    assert "2ης Διακρατικής Συνάντησης" in marked
    assert "με επιτυχία" not in " ".join(one for one in marked if "στον νέο κύκλο" in one)


def test_ids_on_a_page_are_unique(site: FlaskClient, parse_html: Parse) -> None:
    for path in [*PAGES, *OTHER_PAGES]:
        ids = [one.get("id") for one in parse_html(_page(site, path, "en")).iter() if one.get("id")]
        assert len(ids) == len(set(ids)), path


def test_a_person_is_not_offered_to_search_engines(site: FlaskClient) -> None:
    assert '<meta name="robots" content="noindex">' in _page(site, f"/doc/{KOKKINIDOU}", "en")
    assert "noindex" not in _page(site, f"/doc/{PROJECT}", "en")


HOSTILE = f"""
<{BASE}/id/org/0000000000> a <http://www.w3.org/ns/org#Organization> ;
  <{PREFIXES["skos"]}prefLabel> "<script>alert('made up')</script> & \\"co\\""@en ;
  <{PREFIXES["tco"]}seat> <javascript:alert(1)> , <https://elsewhere.example/\u0022onload> , _:nobody ;
  <{PREFIXES["tco"]}unknownProperty> "{{{{ 7 * 7777777 }}}}" , "\U0001f600" .
<{BASE}/id/event/0000000001> a <{PREFIXES["tco"]}Meeting> ; <{PREFIXES["schema"]}startDate> "next week" ;
  <{PREFIXES["tco"]}ordinal> "minus one" ; <{PREFIXES["tco"]}partOfEvent> <{BASE}/id/event/0000000001> .
""".replace('/"onload', "/onload")


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize("thing", ["org/0000000000", "event/0000000001"])
def test_hostile_and_odd_data_are_shown_as_words(
    tmp_path: Path, build_release: Callable[..., Path], parse_html: Parse, thing: str, language: str
) -> None:
    site = create_app(build_release(tmp_path / "release", "2026-11-23.1", HOSTILE), Settings()).test_client()
    tree = parse_html(_page(site, f"/doc/{thing}", language))
    assert not list(tree.iter("script"))
    assert not [one for one in tree.iter("a") if one.get("href", "").startswith("javascript:")]
    assert "54444439" not in _words(tree)


def test_a_hub_costs_no_more_than_its_bound_and_says_so(
    tmp_path: Path, build_release: Callable[..., Path]
) -> None:
    project, document = f"{BASE}/id/{PROJECT}", PREFIXES["tco"]
    extra = "".join(
        f"<{BASE}/id/deliverable/{number:010d}> a <{document}Deliverable> ; <{document}project> <{project}> .\n"
        for number in range(1000)
    )
    site = create_app(build_release(tmp_path / "release", "2026-11-23.1", extra), Settings()).test_client()
    page = _page(site, f"/doc/{PROJECT}", "en")
    assert "Only the first links are shown here." in page
    assert page.count('class="thing k-deliverable"') <= 200
    turtle = site.get(f"/doc/{PROJECT}.ttl").text
    assert "rdfs:seeAlso" in turtle


def test_the_site_bears_the_name_of_its_settings(site_release: Path) -> None:
    settings = Settings()
    named = dataclasses.replace(settings, site=dataclasses.replace(settings.site, name="Δίκτυο <δοκιμή>"))
    page = create_app(site_release, named).test_client().get("/?lang=el").text
    assert "Δίκτυο &lt;δοκιμή&gt;" in page


def _values_in(row: ElementTree.Element) -> str:
    return " ".join(_words(one) for one in row.iter("a") if "thing" in one.get("class", ""))


def test_a_fact_beside_the_text_stands_once_with_all_its_words(site: FlaskClient, parse_html: Parse) -> None:
    tree = parse_html(_page(site, f"/doc/{ANNOUNCEMENT}", "en"))
    panel = next(one for one in tree.iter("section") if one.get("class") == "found")
    shown = 0
    for entity in panel.iter("details"):
        facts = [
            (_words(next(row.iter("dt"))), next(row.iter("dd")).text, _values_in(row))
            for row in entity.iter("div")
            if row.get("class") == "row"
        ]
        assert len(set(facts)) == len(facts) > 0
        summary = _words(entity.find("summary"))  # type: ignore[arg-type]
        assert summary.endswith("· 1 fact" if len(facts) == 1 else f"· {len(facts)} facts")
        shown += len(facts)
    assert _words(next(panel.iter("h2"))) == f"What was read from it {shown}"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * { LIMT }", "στη γραμμή 1, στήλη 12, στη λέξη «LIMT»"),
        ("SELECT * {", "Το ερώτημα τελειώνει πριν ολοκληρωθεί, στη γραμμή 1"),
        ("DROP ALL", "Εδώ απαντώνται μόνο ερωτήματα"),
    ],
)
def test_a_problem_is_told_in_the_language_of_the_page_and_in_english_to_programs(
    site: FlaskClient, query: str, words: str
) -> None:
    asked = {"query": query, "lang": "el"}
    page = site.get("/sparql", query_string=asked, headers={"Accept": "text/html"}).text
    assert words in page
    detail = site.get("/sparql", query_string=asked).get_json()["detail"]
    assert detail.isascii() or "“LIMT”" in detail


def test_a_refused_request_is_told_in_the_language_of_the_page(site: FlaskClient) -> None:
    page = site.post("/?lang=el", headers={"Accept": "text/html"})
    assert page.status_code == 405
    assert "<h1>Η διεύθυνση δεν δέχεται τέτοιο αίτημα</h1>" in page.text


@pytest.mark.parametrize("path", ["/tco", "/shapes"])
def test_terms_of_other_vocabularies_have_names_in_greek_too(
    site: FlaskClient, parse_html: Parse, path: str
) -> None:
    tree = parse_html(_page(site, path, "el"))
    things = [one for one in tree.iter("a") if "thing" in one.get("class", "")]
    names = {_words(one) for one in things}
    assert things
    assert {one for one in names if re.fullmatch(r"[a-z ]+", one)} == set()
    assert "ειδικότερη κλάση από" in _words(tree) or path == "/shapes"

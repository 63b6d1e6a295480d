from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from kg import readers
from kg.errors import ReadError, UnreadableAnnouncement, UnsupportedFormat
from kg.model import Announcement, Document

SEED = Path(__file__).parents[3] / "data" / "announcements" / "serres-breaking-isolation-2023.txt"
GREEK = "Ο Δήμος Σερρών συμμετείχε στη συνάντηση.\nΔεύτερη γραμμή."


def announcement(content: bytes, media_type: str = "text/plain", **known: str) -> Announcement:
    return Announcement("made-up", content, media_type, "/somewhere/made-up.txt", known)


def read(content: bytes | str, media_type: str = "text/plain", **known: str) -> Document:
    data = content.encode() if isinstance(content, str) else content
    return readers.read(announcement(data, media_type, **known))


def json_of(**members: object) -> bytes:
    return json.dumps(members, ensure_ascii=False).encode()


def test_the_seed_is_read_letter_for_letter() -> None:
    document = read(SEED.read_bytes())
    assert document.text == SEED.read_text("utf-8")
    assert (len(document.text), document.language) == (2422, "el")
    assert document.quote(document.title).startswith("Ο Δήμος Σερρών συμμετείχε στο 2ο Διακρατική Συνάντηση")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings_are_told_by_their_marks(encoding: str) -> None:
    assert read(GREEK.encode(encoding)).text == GREEK


@pytest.mark.parametrize("encoding", ["windows-1253", "ISO-8859-7", "utf-16-le"])
def test_an_older_encoding_is_read_when_it_is_declared(encoding: str) -> None:
    assert read(GREEK.encode(encoding), encoding=encoding).text == GREEK


def test_an_older_encoding_that_is_not_declared_is_refused_with_advice() -> None:
    with pytest.raises(UnreadableAnnouncement, match=r"made-up\.txt is not UTF-8 at byte 0; .*windows-1253"):
        read(GREEK.encode("windows-1253"))


def test_a_wrong_declaration_is_refused() -> None:
    with pytest.raises(UnreadableAnnouncement, match="is not cp1253 at byte"):
        read(b"\xaa\xff", encoding="windows-1253")
    with pytest.raises(UnreadableAnnouncement, match="'rot13', an encoding that is not read"):
        read(GREEK, encoding="rot13")


def test_text_is_composed_and_has_line_feeds_only() -> None:
    given = unicodedata.normalize("NFD", GREEK).replace("\n", "\r\n")
    assert read(given).text == GREEK


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04\x00\x00made up", "binary, not text: byte 4 is zero"),
        (bytes(range(1, 32)) * 10, "control characters"),
        (b" \n\t \r\n", "only white space"),
        ("\N{REPLACEMENT CHARACTER}".encode() * 30, "is not text"),
    ],
)
def test_what_is_not_text_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableAnnouncement, match=said) as raised:
        read(content)
    assert "\n" not in str(raised.value)
    assert "/somewhere" not in str(raised.value)


def test_a_stray_control_character_becomes_a_space_so_that_offsets_stay() -> None:
    given = "A made-up\x0cannouncement of sufficient length about a meeting." * 3
    assert read(given).text == given.replace("\x0c", " ")


def test_an_unknown_kind_of_file_is_refused() -> None:
    with pytest.raises(
        UnsupportedFormat, match=r"application/octet-stream.*known: application/json, text/html"
    ):
        read(b"%PDF-1.7", "application/octet-stream")


class TestJson:
    def test_the_text_is_taken_exactly_as_given(self) -> None:
        text = "  " + unicodedata.normalize("NFD", "Συνάντηση") + "\r\nTwo lines \n"
        assert read(json_of(text=text, lang="el"), "application/json").text == text

    def test_id_and_language_are_kept(self) -> None:
        document = read(json_of(id="el-001", lang="cnr", text="Made up."), "application/json")
        assert (document.id, document.language) == ("el-001", "cnr")

    def test_half_a_surrogate_pair_costs_one_character(self) -> None:
        content = b'{"text": "A made-up text that is long enough to bear one broken letter \\ud83d here."}'
        text = read(content, "application/json").text
        assert text.count("\N{REPLACEMENT CHARACTER}") == 1
        assert len(text) == len(json.loads(content)["text"])

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b'{"text": "made up', "is not JSON: Unterminated string.* line 1"),
            (b'["made up"]', 'not a JSON object with a "text"'),
            (b'{"text": 5}', 'not a JSON object with a "text"'),
            (b'{"text": "made up", "id": 5}', "has a 'id' that is not a line"),
            (b'{"text": ""}', "only white space"),
            (b"[" * 100_000, "is not JSON"),
            (b'{"text": ' + b"9" * 5000 + b"}", "is not JSON"),
        ],
    )
    def test_anything_else_is_refused(self, content: bytes, said: str) -> None:
        with pytest.raises(UnreadableAnnouncement, match=said):
            read(content, "application/json")


class TestHtml:
    PAGE = """<!doctype html><html lang="sl-SI"><head><title>Občina</title>
        <style>p { color: red }</style></head>
        <body><nav><ul><li>Domov</ul></nav><header>Občina</header>
        <main><h1>Srečanje  <b>partnerjev</b></h1><p>Prvi&nbsp;odstavek &amp; več.<br>Nova vrstica
        <ul><li>ena<li>dva</ul><script>if (a < b) {}</script></main><footer>Piškotki</footer></body></html>"""

    def test_the_main_part_is_taken_a_line_for_each_block(self) -> None:
        document = read(self.PAGE, "text/html")
        assert document.text == "Srečanje partnerjev\nPrvi odstavek & več.\nNova vrstica\nena\ndva"
        assert document.language == "sl"
        assert document.quote(document.title) == "Srečanje partnerjev"

    def test_a_page_without_parts_is_taken_whole_but_for_furniture(self) -> None:
        assert read("<nav>Home</nav><p>One<div>Two</div>three", "text/html").text == "One\nTwo\nthree"

    def test_the_encoding_may_stand_in_the_page(self) -> None:
        page = f'<meta charset="windows-1253"><p>{GREEK}</p>'.encode("windows-1253")
        assert read(page, "text/html").text == GREEK.replace("\n", " ")

    def test_a_page_without_text_is_refused(self) -> None:
        with pytest.raises(UnreadableAnnouncement, match="without text outside its navigation"):
            read("<nav>Home</nav><script>x()</script>", "text/html")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ο Δήμος συμμετείχε στο έργο BREAKING ISOLATION του URBACT IV στην Škofja Loka", "el"),
        ("The partners of the project met in the town hall to discuss the action plan.", "en"),
        ("Les partenaires du projet se sont réunis à la mairie pour discuter du plan d'action.", "fr"),
        ("Партньорите по проекта се срещнаха в общината, за да обсъдят плана за действие.", "bg"),
    ],
)
def test_the_language_is_told_from_the_text(text: str, language: str) -> None:
    assert read(text).language == language


def test_a_declared_language_counts_before_what_the_text_looks_like() -> None:
    assert read("Партнери пројекта су се састали у општини.", language="sr").language == "sr"


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("\n\nΤίτλος\nΚείμενο.", "Τίτλος"),
        (
            "ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ\nΔΗΜΟΣ ΣΕΡΡΩΝ\nΤηλ.: 23210 12345\n"
            "ΔΕΛΤΙΟ ΤΥΠΟΥ\nΣέρρες, 14/12/2023\nΟ τίτλος",
            "Ο τίτλος",
        ),
        ("Γραφείο Τύπου\nΟ ΔΗΜΟΣ ΣΕΡΡΩΝ ΣΤΟ ΕΡΓΑΣΤΗΡΙΟ", "Ο ΔΗΜΟΣ ΣΕΡΡΩΝ ΣΤΟ ΕΡΓΑΣΤΗΡΙΟ"),
        ("08:13, Πέμπτη\n11 Αυγούστου 2022\nΔράμα", "Δράμα"),
        ("PRESS RELEASE\nThird meeting", "Third meeting"),
        ("Δήμος Σερρών: ημερίδα για το URBACT\nΚείμενο", "Δήμος Σερρών: ημερίδα για το URBACT"),
        ("ΔΕΛΤΙΟ ΤΥΠΟΥ", "ΔΕΛΤΙΟ ΤΥΠΟΥ"),
        ("First sentence. " + "And so on " * 60, "First sentence."),
    ],
)
def test_the_headline_is_the_first_line_that_is_one(text: str, headline: str) -> None:
    document = read(text, language="el")
    assert document.quote(document.title) == headline


def test_every_refusal_is_a_read_error() -> None:
    with pytest.raises(ReadError):
        read(b"")

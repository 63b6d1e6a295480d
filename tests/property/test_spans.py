"""Every fact quotes the text exactly, whatever the text."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extractors import extract
from kg.graph import populate
from kg.identifiers import Identifiers
from kg.linking import link
from kg.model import Announcement, Document, Span

# Pieces of made-up announcements; joined at random they meet every rule with every other.
PIECES = [
    "Ο Δήμος Σερρών συμμετείχε", "στη 2η Διακρατική Συνάντηση", "του έργου “GREEN PORT”", "(ΠΡΑΣΙΝΟ ΛΙΜΑΝΙ)",
    "του Προγράμματος URBACT IV", "με επικεφαλής εταίρο την πόλη Agen", "στις 13 & 14/12/2023", "στην Škofja Loka",
    "στη Σλοβενία.", "Παρουσιάστηκαν τα αποτελέσματα από τις επιτόπιες επισκέψεις", "ο κ. Αλέξης Βήτας,",
    "Προϊστάμενος του Τμήματος Έργων", "το κύριο παραδοτέο της Α’ Φάσης", "“Base Line Study”", "(ULG)",
    "Τοπική Ομάδα Δράσης", "και", ".", "\n", "  • Pombal, Πορτογαλία\n", "Οι εταίροι:\n", "όπως όλα τα Δίκτυα Σχεδιασμού Δράσεων",
    "δύο (2) Φάσεις", "αφορά στην κοινωνική απομόνωση", "που σκοπό έχει να υποστηρίξει τις πόλεις", "😀", "́", "ﬁ",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), min_size=1, max_size=14).map(" ".join)


def document_of(text: str) -> Document:
    announcement = Announcement("made-up", text.encode("utf-8", "replace"), "text/plain", "-")
    return Document(announcement, text, "el", Span(0, len(text)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts.filter(bool))
def test_every_span_lies_in_the_text_and_every_fact_is_populated(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    document = document_of(text)
    facts = extract(document)
    assert facts
    for fact in facts:
        assert 0 <= fact.span.start < fact.span.end <= len(text)
        assert 0 < fact.confidence <= 1
    populated = populate(document, link(document, facts), Identifiers("http://127.0.0.1:8000"))
    quotes = [line for line in populated.provenance if "nif-core#anchorOf" in line]
    assert len({line.split(" ", 1)[0] for line in quotes}) == len({fact.span for fact in facts})


@settings(max_examples=25, deadline=None)
@given(texts.filter(bool))
def test_the_same_document_gives_the_same_facts(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert extract(document_of(text)) == extract(document_of(text))

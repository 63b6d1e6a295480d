"""Identifiers: opaque references from natural keys, and the IRIs made of them.

The scheme is in docs/architecture.md. A reference does not change when a name does: it is recorded
in the registry of the output folder at first sight, and ``known`` references win over computed ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.errors import IdentifierError

KINDS = {
    "tco:Programme": "programme",
    "tco:Project": "project",
    "m8g:PublicOrganisation": "org",
    "org:Organization": "org",
    "org:OrganizationalUnit": "org",
    "foaf:Person": "person",
    "tco:Place": "place",
    "tco:Event": "event",
    "tco:Meeting": "event",
    "tco:SiteVisit": "event",
    "tco:SiteVisitSeries": "event",
    "tco:Deliverable": "deliverable",
    "tco:LocalGroup": "group",
    "tco:Announcement": "doc",
    "tco:Participation": "rel",
    "tco:Assignment": "rel",
    "tco:Attendance": "rel",
    "tco:ProgrammeParticipation": "rel",
    "org:Membership": "rel",
    "tco:Phase": "rel",
    "tco:AgendaItem": "rel",
    "tco:PolicyGoal": "rel",
}
"""The kind in the IRI of an entity, by its class: coarse, so that it need not change with the class."""

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def digest(*parts: str) -> str:
    """Hexadecimal SHA-256 of parts, each preceded by its length so that no two lists look alike."""
    return hashlib.sha256(b"".join(f"{len(p.encode())}:".encode() + p.encode() for p in parts)).hexdigest()


def reference(hexadecimal: str, length: int = 10) -> str:
    """The first ``length`` characters of a digest in Crockford base32, lower case.

    >>> reference("00" * 32)
    '0000000000'
    """
    bits = int(hexadecimal, 16) >> (4 * len(hexadecimal) - 5 * length)
    return "".join(_CROCKFORD[bits >> shift & 31] for shift in range(5 * (length - 1), -1, -5))


@dataclass(frozen=True)
class Identifiers:
    """Mints the IRIs of one site.

    Attributes:
        base: the site's base IRI, without a slash at its end.
        known: references recorded earlier, by (kind, digest of the natural key).
    """

    base: str
    known: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def entity(self, type_: str, key: tuple[str, ...]) -> tuple[str, tuple[str, str, str]]:
        """IRI of an entity by its class and natural key, and its row for the registry.

        Raises:
            IdentifierError: the class has no kind.
        """
        kind = KINDS.get(type_)
        if kind is None:
            raise IdentifierError(f"no kind of identifier for the class {type_}; add it to kg/identifiers.py")
        hashed = digest(kind, *key)
        ref = self.known.get((kind, hashed)) or reference(hashed)
        return f"{self.base}/id/{kind}/{ref}", (kind, hashed, ref)

    def text(self, sha256: str) -> str:
        """IRI of a text version by the SHA-256 of its text."""
        return f"{self.base}/text/{sha256[:12]}"

    def statement(self, sha256: str, triple: str, start: int, end: int) -> str:
        """IRI of the statement that a text makes of a triple (as an N-Triples line) at a span."""
        return f"{self.base}/id/st/{reference(digest(sha256, triple, str(start), str(end)), 16)}"

    def announcement_graph(self, announcement: str) -> str:
        """IRI of the graph of what an announcement states, from the announcement's IRI."""
        return f"{self.base}/graph/doc/{announcement.rsplit('/', 1)[1]}"

    @property
    def provenance_graph(self) -> str:
        """IRI of the graph of statements, spans and texts."""
        return f"{self.base}/graph/provenance"

    @property
    def reference_graph(self) -> str:
        """IRI of the graph of what does not come from a text."""
        return f"{self.base}/graph/reference"

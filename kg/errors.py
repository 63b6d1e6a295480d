"""Every error that Diktyo raises.

::

    KGError
      SettingsError            a setting is unknown or has a value that cannot be used
      SourceError              an announcement could not be obtained
      ReadError                an announcement could not be read
        UnsupportedFormat      no reader for this kind of file
        UnreadableAnnouncement the file is of a known kind, but its content cannot be read
      VocabularyError          a term that the ontology lacks, or an ontology file that cannot be read
      IdentifierError          an identifier that cannot be minted or resolved
      ReleaseError             a release that cannot be written, opened or trusted
      StoreError               the store cannot answer
        StoreUnreachable       nobody answers at the store's address
        QuerySyntaxError       the query is not SPARQL 1.1
        QueryTimeout           the query ran longer than it may
        QueryTooLarge          the query, its nesting, its memory or its result is larger than allowed

Each class has a ``code``: it names the error in the command line, in logs, in problem details
(RFC 9457 ``type``) and in docs/reference/errors.md. A message is one sentence that says what is
wrong, where, and what to do about it.
"""

from __future__ import annotations


class KGError(Exception):
    """Base of all errors that Diktyo raises on purpose."""

    code = "error"


class SettingsError(KGError):
    """A setting is unknown or has a value that cannot be used."""

    code = "settings"


class SourceError(KGError):
    """An announcement could not be obtained."""

    code = "source"


class ReadError(KGError):
    """An announcement could not be read."""

    code = "read"


class UnsupportedFormat(ReadError):  # noqa: N818 - the field's word, as in HTTP's "unsupported media type"
    """No reader knows this kind of file."""

    code = "unsupported-format"


class UnreadableAnnouncement(ReadError):  # noqa: N818
    """The file is of a known kind, but its content cannot be read."""

    code = "unreadable-announcement"


class VocabularyError(KGError):
    """A term that the ontology lacks, or an ontology file that cannot be read."""

    code = "vocabulary"


class IdentifierError(KGError):
    """An identifier that cannot be minted or resolved."""

    code = "identifier"


class ReleaseError(KGError):
    """A release that cannot be written, opened or trusted."""

    code = "release"


class StoreError(KGError):
    """The store cannot answer."""

    code = "store"


class StoreUnreachable(StoreError):  # noqa: N818
    """Nobody answers at the store's address."""

    code = "store-unreachable"


class QuerySyntaxError(StoreError):
    """The query is not SPARQL 1.1."""

    code = "query-syntax"


class QueryTimeout(StoreError):  # noqa: N818
    """The query ran longer than it may."""

    code = "query-timeout"


class QueryTooLarge(StoreError):  # noqa: N818
    """The query, its nesting, its memory or its result is larger than allowed."""

    code = "query-too-large"

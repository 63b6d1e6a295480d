"""What can happen to a visitor's query: branches of the tree in kg/errors.py with the facts a client can use.

The attributes of an error become extension members of its problem document (server/problems.py).
"""

from __future__ import annotations

from kg.errors import QuerySyntaxError, QueryTimeout, QueryTooLarge, StoreError


class QueryUnreadable(QuerySyntaxError):  # noqa: N818
    """The query is not SPARQL 1.1; where the parser stopped, in characters from 1, and at what word."""

    def __init__(self, message: str, line: int, column: int, word: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        if word:
            self.word = word


class QueryTooLong(QueryTooLarge):
    """The query has more bytes than allowed."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"The query has {length} bytes where {limit} are allowed; send a shorter one.")
        self.limit_bytes = limit


class QueryTooDeep(QueryTooLarge):
    """The query nests or chains more deeply than allowed."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(f"The query has more than {limit} {what}; write it flatter or in several queries.")
        self.limit = limit


class QueryOutOfTime(QueryTimeout):
    """The query was stopped at its deadline."""

    def __init__(self, limit_s: float, elapsed_s: float) -> None:
        super().__init__(
            f"The query was stopped after {elapsed_s:.1f} seconds, the limit being {limit_s:g}; "
            "select less, or add a LIMIT, or load a dump into a store of your own."
        )
        self.limit_seconds = limit_s
        self.elapsed_seconds = round(elapsed_s, 3)


class QueryOutOfMemory(QueryTooLarge):
    """The query needed more memory than allowed."""

    def __init__(self, limit_mb: int) -> None:
        super().__init__(
            f"The query needed more memory than {limit_mb} MB; "
            "avoid ORDER BY, DISTINCT and GROUP BY over large intermediate results."
        )
        self.limit_megabytes = limit_mb


class ResultTooLarge(QueryTooLarge):
    """The result has more bytes than allowed."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The result is larger than {limit} bytes; add LIMIT and OFFSET, or use a dump.")
        self.limit_bytes = limit


class QueryFailed(StoreError):  # noqa: N818
    """The query could be read, but not be evaluated."""

    code = "query-failed"


class UpdateRefused(StoreError):  # noqa: N818
    """The request asks for a change of the data."""

    code = "update-refused"

    def __init__(self) -> None:
        super().__init__(
            "This endpoint answers queries and takes no updates; send SELECT, ASK, CONSTRUCT or DESCRIBE."
        )


class ServiceRefused(StoreError):  # noqa: N818
    """The query asks this server to query another one."""

    code = "service-refused"

    def __init__(self) -> None:
        super().__init__(
            "This endpoint does not query other endpoints; leave SERVICE out "
            "(and rename a prefix that begins with that word), or run the federated query from your own tool."
        )


class QueueFull(StoreError):  # noqa: N818
    """More queries are waiting than may."""

    code = "busy"

    def __init__(self, retry_after: int) -> None:
        super().__init__("All workers are busy and the queue is full; please try again in a moment.")
        self.retry_after = retry_after

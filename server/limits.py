"""What a visitor's query may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one process of the server.

    Attributes:
        timeout_s: seconds a query may run.
        wait_s: seconds a query may wait for a worker.
        memory_mb: megabytes (10⁶ bytes) a query may use beyond what an idle worker has.
        workers: queries that run at the same time.
        queue: queries that may wait for a worker; the next one is turned away.
        result_bytes: size of a result.
        query_bytes: length of a query in UTF-8.
        nesting: depth of groups, parentheses and brackets together.
        collections: depth of parentheses and brackets alone; nested RDF collections and blank node
            property lists cost the parser time that doubles with every few levels.
        operators: occurrences of each kind of operator or clause that parsers chain by recursion.
        page_rows: rows that a result page for people shows.
    """

    timeout_s: float = 30.0
    wait_s: float = 30.0
    memory_mb: int = 1024
    workers: int = 2
    queue: int = 16
    result_bytes: int = 100_000_000
    query_bytes: int = 100_000
    nesting: int = 100
    collections: int = 30
    operators: int = 1000
    page_rows: int = 1000

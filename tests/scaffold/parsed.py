"""A statement whose text came before is not parsed again: what DuckDB made of the text is kept for the process.

An import of five lines asks the same hundreds of long statements as one of a million, and a fifth of what they
cost is parsing. Everything behind the parser is done each time, as in the product.
"""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

MOST_KEPT = 4000
"""Statements; with a few kilobytes each, some megabytes."""


class Parsed:
    """What the parser made of the texts that came more than once, the last used of them."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._met: OrderedDict[str, duckdb.Statement | None] = OrderedDict()

    def statement(self, con: duckdb.DuckDBPyConnection, text: str) -> duckdb.Statement | str:
        """What to carry out for this text: itself when it is new, or when it holds not exactly one statement."""
        if text not in self._met:
            self._keep(text, None)
            return text
        self._met.move_to_end(text)
        kept = self._met[text] or _only(con, text)
        self._keep(text, kept)
        return kept or text

    def _keep(self, text: str, statement: duckdb.Statement | None) -> None:
        self._met[text] = statement
        if len(self._met) > self._most:
            self._met.popitem(last=False)


def _only(con: duckdb.DuckDBPyConnection, text: str) -> duckdb.Statement | None:
    try:
        statements = con.extract_statements(text)
    except duckdb.Error:
        return None
    return statements[0] if len(statements) == 1 else None


@pytest.fixture(scope="session", autouse=True)
def _no_parsing_again() -> Iterator[None]:
    carry_out, parsed = duckdb.DuckDBPyConnection.execute, Parsed()

    def execute(con: duckdb.DuckDBPyConnection, query: Any, *args: Any, **named: Any) -> Any:
        known = parsed.statement(con, query) if isinstance(query, str) else query
        return carry_out(con, known, *args, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duckdb.DuckDBPyConnection, "execute", execute)
        yield

"""Ids made of a row's content: rows alike in every column are told apart by their number in the file."""

from duckdb import DuckDBPyConnection

from willet.core.sources.table.slots import Slot
from willet.core.sources.table.steps import PLACED

_SEEN = "table_seen"


def forget_occurrences(con: DuckDBPyConnection) -> None:
    """Begin a file: nothing was seen in it yet."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE {_SEEN} (id VARCHAR, n BIGINT)")


def number_occurrences(con: DuckDBPyConnection, slots: tuple[Slot, ...]) -> None:
    """Give each placed row `occurrence`, from 1 within its file, where ids are made of content."""
    if not any(slot.rule.from_content for slot in slots):
        return
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {PLACED} AS SELECT p.*, coalesce(s.n, 0) + row_number() OVER "
        f"(PARTITION BY v_contact_id ORDER BY line) AS occurrence FROM {PLACED} AS p "
        f"LEFT JOIN {_SEEN} AS s ON s.id = p.v_contact_id"
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {_SEEN} AS SELECT id, sum(n)::BIGINT AS n FROM "
        f"(FROM {_SEEN} UNION ALL SELECT v_contact_id, count(*) FROM {PLACED} GROUP BY ALL) GROUP BY id"
    )

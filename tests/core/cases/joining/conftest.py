"""Contacts and ids drawn as tables, in which rows of rooms look for what they name."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from willet.core.cases.joining.lake_files import LakeFiles
from willet.core.cases.joining.states import find
from willet.core.lake.engine import open_engine
from willet.core.lake.layout import Layout
from willet.core.records import TABLES
from willet.core.sources.rooms import About, RoomRow
from willet.core.sources.rooms.fold import fold
from willet.core.sources.rooms.landing import land
from willet.core.sources.rooms.rows import Value

NOON = datetime(2024, 3, 4, 12, 0, tzinfo=UTC)


class Drawn(LakeFiles):
    """The tables of a lake in the memory of an engine; every file may hold every day."""

    def rows(
        self, table: str, first: date | None = None, last: date | None = None, *, part: bool = False
    ) -> str:
        """The SELECT of a table."""
        return f"SELECT * {', local_date AS part' if part else ''} FROM drawn_{table}"


@pytest.fixture
def drawn() -> Iterator[DuckDBPyConnection]:
    """An engine with empty tables of contacts and of their ids."""
    with open_engine() as con:
        for table in ("contacts", "call_ids"):
            con.execute(TABLES[table].ddl(f"drawn_{table}"))
        yield con


Contact = Callable[..., None]


@pytest.fixture
def contact(drawn: DuckDBPyConnection) -> Contact:
    """Draw a contact: its id, when it came, and whatever else is to be said of it."""

    def put(contact_id: str, came: datetime | None = NOON, **columns: Any) -> None:
        row = {"contact_id": contact_id, "source": contact_id.partition(":")[0], **columns}
        row["arrived_at"] = came.replace(tzinfo=None) if came else None
        row["local_date"] = came.date() if came else None
        names, marks = ", ".join(row), ", ".join(f"${name}" for name in row)
        drawn.execute(f"INSERT INTO drawn_contacts ({names}) VALUES ({marks})", row)

    return put


@pytest.fixture
def known_as(drawn: DuckDBPyConnection) -> Callable[..., None]:
    """Draw an id of a contact: source, call id, contact; when it came, phone system, leg."""

    def put(
        source: str,
        call_id: str,
        contact_id: str,
        came: datetime = NOON,
        *,
        pbx: str | None = None,
        leg: str | None = None,
    ) -> None:
        drawn.execute(
            "INSERT INTO drawn_call_ids (source, pbx, call_id, leg, contact_id, arrived_at, local_date) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [source, pbx, call_id, leg, contact_id, came.replace(tzinfo=None), came.date()],
        )

    return put


Joined = tuple[str, str | None, list[str] | None]


@pytest.fixture
def joined(drawn: DuckDBPyConnection) -> Callable[..., Joined]:
    """What becomes of one row that names this: its state, the contact it joins, those that fit where two do."""

    def look(about: About, written_at: datetime = NOON + timedelta(minutes=5)) -> Joined:
        values: dict[str, Value] = {"kind": "disposition", "resolved": True}
        land(drawn, [RoomRow("desk", "outcomes", "1", 1, written_at, values, about)])
        fold(drawn)
        drawn.execute("CREATE OR REPLACE TEMP TABLE room_asked AS FROM room_rows")
        find(drawn, Drawn(Layout(Path()), ()))
        result: Joined = drawn.execute("SELECT state, joined_id, fits FROM room_found").fetchall()[
            0
        ]
        return result

    return look

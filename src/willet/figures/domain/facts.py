"""What rooms offer the lake in their `facts.py`, and the lake as it is with all of it: for a page that needs now."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from willet.core.cases.joining import lay_over
from willet.core.intake import marks_of
from willet.core.sources.rooms import Facts, RoomRow
from willet.figures.domain.asking import Reading
from willet.figures.domain.visiblerows import with_visible_rows
from willet.figures.domain.whole import lake_path
from willet.ui.offers import offers

OVERLAP = timedelta(minutes=10)
"""Rows are asked for from so long before the newest that landed: a room may be slow to write down what it dated."""

LONG_OVERLAP = timedelta(days=7)
"""And from so long before by whoever has just begun, or whose clock is behind the mark: one that was ahead and was
set back dates what is new before what has landed."""


def offered(name: str = "") -> tuple[Facts, ...]:
    """Every offer of facts, in the order of the house; those of one name where one is given."""
    return tuple(facts for facts in offers("facts", "FACTS") if name in ("", facts.name))


def rows_since(
    facts: Facts, marks: Mapping[str, str], *, overlap: timedelta = OVERLAP
) -> Iterator[RoomRow]:
    """The rows of an offer since its mark, and those shortly before it.

    Raises:
        ValueError: the room gives a row of another name or table than it offers; that is a fault of the room.
    """
    mark = marks.get(facts.name)
    for row in facts.changed_since(_since(datetime.fromisoformat(mark), overlap) if mark else None):
        if (row.room, row.table) != (facts.name, facts.table):
            raise ValueError(f"{facts.name} offers {facts.table}, not {row.room} {row.table}")
        yield row


def _since(mark: datetime, overlap: timedelta) -> datetime:
    now = datetime.now(UTC)
    return now - LONG_OVERLAP if mark > now else mark - overlap


def rows_now(
    reading: Reading, sql: str, params: Mapping[str, object] | None = None
) -> list[tuple[Any, ...]]:
    """The rows of a statement over what its reader may see, with what rooms wrote down since the last landing.

    For a page that shows one contact, case or agent. Figures are asked of the lake alone: all of them are of one
    moment. A row shows on the contact that it will join; cases are as they were last linked.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    marks = marks_of(lake_path())
    rows = [row for facts in offered() for row in rows_since(facts, marks)]
    visible, bound = with_visible_rows(sql, reading.visibility)
    with reading.snapshot.reading() as con:
        lay_over(con, reading.snapshot, rows)
        return con.execute(visible, {**(params or {}), **bound}).fetchall()

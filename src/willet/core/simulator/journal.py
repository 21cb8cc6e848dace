"""What happened, in three growing tables of integers: contacts, visits and unanswered offers."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from willet.core.simulator.jit import compiled
from willet.core.simulator.world import Floats

CONTACT_COLUMNS = (
    "case_no",
    "attempt",
    "arrived",
    "queue",
    "outcome",
    "wait",
    "agent",
    "verdict",
    "transfers",
    "ended",
)
VISIT_COLUMNS = (
    "contact_no",
    "visit_no",
    "queue",
    "entered",
    "left",
    "outcome",
    "agent",
    "ring",
    "talk",
    "hold",
    "acw",
    "offers",
    "unanswered",
)
OFFER_COLUMNS = ("visit", "agent", "rang", "until", "kind")

CASE, ATTEMPT, ARRIVED, QUEUE, OUTCOME, WAIT, AGENT, VERDICT, TRANSFERS, ENDED = range(10)


Rows = NDArray[np.int32]


class Journal(NamedTuple):
    """The tables, longer than they are full."""

    contacts: Rows
    chances: Floats
    visits: Rows
    offers: Rows


@compiled
def with_room(table: Rows, needed: int) -> Rows:
    """The table, or one twice as long with the same rows."""
    rows, columns = table.shape
    if needed <= rows:
        return table
    longer = np.empty((max(needed, 2 * rows), columns), dtype=np.int32)
    # Loops, not slices: the compiler turns a slice's shape check into seconds of compiling.
    for row in range(rows):
        for column in range(columns):
            longer[row, column] = table[row, column]
    return longer


@compiled
def with_room_for_chances(chances: Floats, needed: int) -> Floats:
    """The same for the column of chances."""
    if needed <= len(chances):
        return chances
    longer = np.empty(max(needed, 2 * len(chances)), dtype=np.float64)
    for row in range(len(chances)):
        longer[row] = chances[row]
    return longer


@compiled
def put(table: Rows, row: int, values: tuple[int, ...]) -> None:
    """Write one row."""
    for column in range(len(values)):
        table[row, column] = values[column]

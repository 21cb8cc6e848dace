"""Whose case it is, and on which day: a table drawn by hand, and an order of the strata that is always the same.

| customer | contacts | whose |
|---|---|---|
| 1 | gives up; a1 half an hour later | a1, day 0 |
| 2 | gives up twice; a2 on the next day | a2, day 1 |
| 3 | a0; then a1 | a0, day 0 |
| 4 | gives up | nobody's |
| 5 | gives up; a2; then a1 | a2, day 0 |
| 6 | a1 of whom nobody knows the outcome; then a2 | a2, day 0 |
| 7 | gives up; a1 calls back; a2 takes the next call | a2, day 0 |
"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.core.effects.conftest import START, contact, day, lake_of
from willet.core.effects.cells import Cells, WhoseRows, read_cells
from willet.core.effects.measured import measured
from willet.core.lake import Lake
from willet.core.metrics import Question

Tries = list[tuple[float, str | None, dict[str, Any]]]
CALLS_BACK = {"direction": "outbound"}
TRIES: dict[int, Tries] = {
    1: [(0, None, {}), (0.5, "a1", {})],
    2: [(0, None, {}), (0.5, None, {}), (24, "a2", {})],
    3: [(0, "a0", {}), (0.5, "a1", {})],
    4: [(0, None, {})],
    5: [(0, None, {}), (0.5, "a2", {}), (1, "a1", {})],
    6: [(0, "a1", {"outcome": "unknown"}), (0.5, "a2", {})],
    7: [(0, None, {}), (0.5, "a1", CALLS_BACK), (1, "a2", {})],
}


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Calls on a Monday that everything after it lets settle."""
    return lake_of(Path(tmp_path_factory.mktemp("taken")) / "lake", [*_drawn(), *_others()])


@pytest.fixture(scope="module")
def cells(lake: Lake) -> Cells:
    """What the agents did."""
    return read(lake)


def read(lake: Lake, listed: list[str] | None = None, **other: Any) -> Cells:
    snapshot = lake.snapshot()
    measure = measured(Question.of("call_resolution"), "agent", snapshot.manifest.silence)
    whose = WhoseRows("agent", listed, (day(0), day(9)), (day(5),))
    with snapshot.reading() as con:
        return read_cells(con, replace(measure, **other), whose)


def _drawn() -> list[dict[str, Any]]:
    return [
        contact(10 * who + n, who, START + timedelta(days=7, hours=hours), agent, **more)
        for who, tries in TRIES.items()
        for n, (hours, agent, more) in enumerate(tries)
    ]


def _others() -> list[dict[str, Any]]:
    return [contact(1000 + n, 1000 + n, START + timedelta(days=n), "z") for n in range(40)]


def test_case_is_of_the_first_who_took_it_on_the_day_that_was(cells: Cells) -> None:
    seen = {
        (name, int(at) - 7): int(cells.n[row, at])
        for row, name in enumerate(cells.units)
        for at in np.flatnonzero(cells.n[row])
        if name != "z"
    }

    assert seen == {("a0", 0): 1, ("a1", 0): 1, ("a2", 0): 3, ("a2", 1): 1}


def test_strata_stand_in_one_order(cells: Cells) -> None:
    rows = list(
        zip(*(getattr(cells.strata, k) for k in ("unit", "phase", "queue", "hour")), strict=True)
    )

    assert rows == sorted(rows)
    assert sum(cells.strata.n) == cells.n.sum()


def test_a_row_of_which_it_is_not_known_adds_nothing(lake: Lake, cells: Cells) -> None:
    unknown = "CASE WHEN agent = 'a1' THEN NULL WHEN agent = 'a2' THEN opened_at IS NOT NULL ELSE FALSE END"

    seen = read(lake, top=unknown)

    assert (cells.units, seen.units) == (("a0", "a1", "a2", "z"), ("a0", "a2", "z"))
    assert [int(n) for n in seen.n.sum(axis=1)] == [int(cells.n[u].sum()) for u in (0, 2, 3)]
    assert [int(n) for n in seen.above.sum(axis=1)] == [0, 4, 0]


def test_all_units_listed_are_all_units(lake: Lake, cells: Cells) -> None:
    listed = read(lake, list(cells.units))

    assert listed.units == cells.units
    for name in ("n", "above", "below", "answers"):
        assert np.array_equal(getattr(listed, name), getattr(cells, name)), name

"""What units did day by day, and of which queue and hour it was: summed in the engine, never row by row here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from willet.core.effects.measured import Measured, UnitKind

Floats = NDArray[np.float64]

RECENT_DAYS = 28
"""A contact that comes so soon after the customer's last one counts as soon; before it, as rare."""

SUMS = """
SELECT unit, day, phase, queue, hour, count(*) AS n, {total}(top) AS above, {total}(bottom) AS below,
    {total}(top * top) AS squares, {total}(top * bottom) AS products, {total}(bottom * bottom) AS below_squares,
    count(answer) AS answers
FROM (
    SELECT {unit} AS unit, r.local_date AS day, d.phase AS phase, queue, wall_interval // 4 AS hour,
        {top} AS top, {bottom} AS bottom, {answer} AS answer
    FROM {rows} AS r JOIN effect_days d ON d.day = r.local_date
    WHERE {unit} IS NOT NULL {listed} AND {scope}
) WHERE top IS NOT NULL AND bottom IS NOT NULL
GROUP BY GROUPING SETS ((unit, day), (unit, phase, queue, hour))
"""

SINCE = f"""
SELECT {{unit}} AS unit, d.phase AS phase, count(*) AS n,
    count(*) FILTER (prev_gap_s <= {RECENT_DAYS * 86_400}) AS recent
FROM links r JOIN effect_days d ON d.day = r.local_date
WHERE {{unit}} IS NOT NULL {{listed}} AND contact_no = 1 AND prev_gap_s IS NOT NULL
    AND looked_back_s >= {RECENT_DAYS * 86_400}
GROUP BY ALL
"""


@dataclass(frozen=True)
class Strata:
    """By unit, phase, queue and hour: how many rows, and what they add on top and at the bottom."""

    unit: NDArray[np.int64]
    phase: NDArray[np.int64]
    queue: NDArray[np.int64]
    hour: NDArray[np.int64]
    n: Floats
    above: Floats
    below: Floats


@dataclass(frozen=True)
class Cells:
    """What each of `units` (rows) did on each day since `first` (columns)."""

    units: tuple[str, ...]
    first: date
    n: Floats
    above: Floats
    below: Floats
    answers: Floats
    """Of how many rows customers said themselves whether it was solved, where that plays a part."""
    strata: Strata
    contact_variance: float
    """The variance of what one row adds, about the rate of its unit."""

    @property
    def days(self) -> int:
        """How many days there are."""
        return int(self.n.shape[1])

    def place(self, day: date) -> int:
        """The column of a day; beyond the ends where it lies there."""
        return (day - self.first).days

    def rate(self, start: int, end: int) -> Floats:
        """The rate of each unit over some columns, the last left out; NaN without rows."""
        below = self.below[:, start:end].sum(axis=1)
        above = self.above[:, start:end].sum(axis=1)
        rate = np.divide(above, below, out=np.full(len(below), np.nan), where=below > 0)
        return np.asarray(rate)

    def rows(self, start: int, end: int) -> Floats:
        """How many rows each unit has in some columns, the last left out."""
        return np.asarray(self.n[:, start:end].sum(axis=1))


def show_days(con: DuckDBPyConnection, first: date, last: date, bounds: Sequence[date]) -> None:
    """Make the temp table of the days compared, each with its phase: how many bounds lie at or before it."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    con.execute("CREATE OR REPLACE TEMP TABLE effect_days (day DATE, phase INTEGER)")
    rows = [(day, sum(bound <= day for bound in bounds)) for day in days]
    con.executemany("INSERT INTO effect_days VALUES (?, ?)", rows)


def read_cells(
    con: DuckDBPyConnection,
    measure: Measured,
    unit: UnitKind,
    listed: Sequence[str] | None,
    span: tuple[date, date],
) -> Cells:
    """The cells of the units listed (of all: None) on the days shown."""
    words = _words(measure, unit, listed)
    result = con.execute(SUMS.format(**words), _bound(measure, listed)).fetchnumpy()
    daily = np.ma.getmaskarray(np.ma.asarray(result["phase"]))
    units, place = np.unique(np.asarray(result["unit"], dtype=str), return_inverse=True)
    return _cells(result, daily, (units, place), span)


def read_since(
    con: DuckDBPyConnection, unit: UnitKind, listed: Sequence[str] | None, cells: Cells, phases: int
) -> tuple[Floats, Floats]:
    """How many contacts open a case, by unit and phase, and how many of them come soon after the customer's last."""
    words = {"unit": unit, "listed": _listed(unit, listed)}
    bound = {} if listed is None else {"effect_units": list(listed)}
    places = {name: n for n, name in enumerate(cells.units)}
    counts = np.zeros((2, len(cells.units), phases))
    for name, phase, n, recent in con.execute(SINCE.format(**words), bound).fetchall():
        if name in places:
            counts[:, places[name], phase] = n, recent
    return counts[0], counts[1]


def _words(measure: Measured, unit: UnitKind, listed: Sequence[str] | None) -> dict[str, str]:
    return {
        "unit": unit,
        "rows": measure.rows,
        "scope": measure.scope,
        "top": measure.top,
        "bottom": measure.bottom or "1.0",
        "answer": measure.spoken or "NULL",
        "listed": _listed(unit, listed),
        # ones and noughts add up the same in any order
        "total": "sum" if measure.share else "fsum",
    }


def _listed(unit: UnitKind, listed: Sequence[str] | None) -> str:
    return "" if listed is None else f"AND {unit} IN (SELECT unnest($effect_units))"


def _bound(measure: Measured, listed: Sequence[str] | None) -> dict[str, Any]:
    return measure.bound | ({} if listed is None else {"effect_units": list(listed)})


def _cells(
    result: Mapping[str, Any],
    daily: NDArray[np.bool_],
    units: tuple[NDArray[Any], NDArray[np.int64]],
    span: tuple[date, date],
) -> Cells:
    names, place = units
    first, last = span
    shape = len(names), (last - first).days + 1
    day = np.asarray(result["day"][daily], dtype="datetime64[D]").astype(np.int64)
    column = day - np.datetime64(first, "D").astype(np.int64)
    dense = {}
    for key in ("n", "above", "below", "squares", "products", "below_squares", "answers"):
        dense[key] = np.zeros(shape)
        dense[key][place[daily], column] = np.asarray(result[key][daily], dtype=np.float64)
    return Cells(
        units=tuple(map(str, names)),
        first=first,
        n=dense["n"],
        above=dense["above"],
        below=dense["below"],
        answers=dense["answers"],
        strata=_strata(result, ~daily, place),
        contact_variance=_contact_variance({k: v.sum(axis=1) for k, v in dense.items()}),
    )


def _strata(result: Mapping[str, Any], some: NDArray[np.bool_], place: NDArray[np.int64]) -> Strata:
    queue = np.ma.filled(result["queue"][some], "")
    hour = np.ma.filled(np.ma.asarray(result["hour"][some]).astype(np.int64), -1)
    sums = (np.asarray(result[k][some], dtype=np.float64) for k in ("n", "above", "below"))
    return Strata(
        place[some],
        np.asarray(result["phase"][some], dtype=np.int64),
        np.unique(np.asarray(queue, dtype=str), return_inverse=True)[1],
        np.unique(hour, return_inverse=True)[1],
        *sums,
    )


def _contact_variance(of_unit: Mapping[str, Floats]) -> float:
    """The mean square of what rows add beside their unit's rate, over the mean square of what they add below."""
    n, above, below = of_unit["n"], of_unit["above"], of_unit["below"]
    if not n.sum() or not below.sum():
        return 0.0
    rate = np.divide(above, below, out=np.zeros_like(above), where=below > 0)
    rest = of_unit["squares"] - 2 * rate * of_unit["products"] + rate**2 * of_unit["below_squares"]
    return float(max(rest.sum(), 0.0) / n.sum() / (below.sum() / n.sum()) ** 2)

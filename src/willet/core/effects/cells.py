"""What units did day by day, and of which queue and hour it was: summed in the engine, never row by row here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from willet.core.effects.measured import Measured, UnitKind

Floats = NDArray[np.float64]

RECENT_DAYS = 28
"""A contact that comes so soon after the customer's last one counts as soon; before it, as rare."""

SUMS = """
SELECT unit, day, phase, queue, hour, {sums}
FROM (
    SELECT {unit} AS unit, r.local_date AS day, {phase} AS phase, queue, wall_interval // 4 AS hour,
        {top} AS top, {bottom} AS bottom, {answer} AS answer
    FROM {rows} AS r
    WHERE r.local_date BETWEEN $effect_first AND $effect_last AND {unit} IS NOT NULL {listed} AND {scope}
) {known}
GROUP BY GROUPING SETS ((unit, day), (unit, phase, queue, hour)) HAVING n > 0
"""

WHOLE = """count(*) AS n, {total}(top) AS above, {total}(bottom) AS below, {total}(top * top) AS squares,
    {total}(top * bottom) AS products, {total}(bottom * bottom) AS below_squares, count(answer) AS answers"""
OF_SHARES = """count(top) AS n, count_if(top) AS above, count(top) AS below, count_if(top) AS squares,
    count_if(top) AS products, count(top) AS below_squares, count(answer) AS answers"""
"""The same where each row is one below, and one or nought above: top is a truth, and a row of which it is unknown
adds nothing. To leave such rows out by a filter would work out the truth twice."""

SINCE = f"""
SELECT {{unit}} AS unit, {{phase}} AS phase, count(*) AS n,
    count_if(prev_gap_s <= {RECENT_DAYS * 86_400}) AS recent
FROM links r
WHERE r.local_date BETWEEN $effect_first AND $effect_last AND {{unit}} IS NOT NULL {{listed}}
    AND contact_no = 1 AND prev_gap_s IS NOT NULL
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


@dataclass(frozen=True)
class WhoseRows:
    """Whose rows are read: the units listed (of all: None), the days compared, and where phases begin."""

    unit: UnitKind
    listed: Sequence[str] | None
    span: tuple[date, date]
    bounds: Sequence[date]

    @property
    def words(self) -> dict[str, str]:
        """What stands in the SQL: the unit, its condition, and of a day how many bounds lie at or before it."""
        listed = "" if self.listed is None else f"AND {self.unit} IN (SELECT unnest($effect_units))"
        after = (f"WHEN r.local_date >= DATE '{bound}' THEN {n}" for n, bound in self._bounds)
        phase = f"CASE {' '.join(after)} ELSE 0 END" if self.bounds else "0"
        return {"unit": self.unit, "listed": listed, "phase": phase}

    @property
    def bound(self) -> dict[str, Any]:
        """The values of its parameters."""
        days = {"effect_first": self.span[0], "effect_last": self.span[1]}
        return days if self.listed is None else days | {"effect_units": list(self.listed)}

    @property
    def _bounds(self) -> list[tuple[int, date]]:
        return list(enumerate(sorted(self.bounds), start=1))[::-1]


def read_cells(con: DuckDBPyConnection, measure: Measured, asked: WhoseRows) -> Cells:
    """The cells of the units asked for."""
    words = _words(measure) | asked.words
    result = con.execute(SUMS.format(**words), measure.bound | asked.bound).fetchnumpy()
    daily = np.ma.getmaskarray(np.ma.asarray(result["phase"]))
    units, place = _places(np.asarray(result["unit"], dtype=object))
    return _cells(result, daily, (units, place), asked.span)


def _places(names: NDArray[Any]) -> tuple[list[str], NDArray[np.int64]]:
    """Each name once, in order, and of each row the place of its name: of many rows few names are sorted."""
    listed: list[str] = names.tolist()
    units = sorted(set(listed))
    places = {name: n for n, name in enumerate(units)}
    return units, np.fromiter((places[name] for name in listed), np.int64, len(listed))


def read_since(con: DuckDBPyConnection, asked: WhoseRows, cells: Cells) -> tuple[Floats, Floats]:
    """How many contacts open a case, by unit and phase, and how many of them come soon after the customer's last."""
    places = {name: n for n, name in enumerate(cells.units)}
    counts = np.zeros((2, len(cells.units), len(asked.bounds) + 1))
    rows = con.execute(SINCE.format(**asked.words), asked.bound).fetchall()
    for name, phase, n, recent in rows:
        if name in places:
            counts[:, places[name], phase] = n, recent
    return counts[0], counts[1]


def _words(measure: Measured) -> dict[str, str]:
    ones = measure.share and measure.bottom is None
    # ones and noughts add up the same in any order
    total = "sum" if measure.share else "fsum"
    return {
        "rows": measure.rows,
        "scope": measure.scope,
        "top": measure.top,
        "bottom": measure.bottom or "1.0",
        "answer": measure.spoken or "NULL",
        "sums": OF_SHARES if ones else WHOLE.format(total=total),
        "known": "" if ones else "WHERE top IS NOT NULL AND bottom IS NOT NULL",
    }


def _cells(
    result: Mapping[str, Any],
    daily: NDArray[np.bool_],
    units: tuple[list[str], NDArray[np.int64]],
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
        units=tuple(names),
        first=first,
        n=dense["n"],
        above=dense["above"],
        below=dense["below"],
        answers=dense["answers"],
        strata=_strata(result, ~daily, place),
        contact_variance=_contact_variance({k: v.sum(axis=1) for k, v in dense.items()}),
    )


def _strata(result: Mapping[str, Any], some: NDArray[np.bool_], place: NDArray[np.int64]) -> Strata:
    """The strata in one order always: engines give groups in any, and sums differ by it in their last digits."""
    queue = np.ma.filled(result["queue"][some], "")
    hour = np.ma.filled(np.ma.asarray(result["hour"][some]).astype(np.int64), -1)
    unit, phase = place[some], np.asarray(result["phase"][some], dtype=np.int64)
    queues = np.unique(np.asarray(queue, dtype=str), return_inverse=True)[1]
    hours = np.unique(hour, return_inverse=True)[1]
    at = np.lexsort((hours, queues, phase, unit))
    sums = (np.asarray(result[k][some], dtype=np.float64)[at] for k in ("n", "above", "below"))
    return Strata(unit[at], phase[at], queues[at], hours[at], *sums)


def _contact_variance(of_unit: Mapping[str, Floats]) -> float:
    """The mean square of what rows add beside their unit's rate, over the mean square of what they add below."""
    n, above, below = of_unit["n"], of_unit["above"], of_unit["below"]
    if not n.sum() or not below.sum():
        return 0.0
    rate = np.divide(above, below, out=np.zeros_like(above), where=below > 0)
    rest = of_unit["squares"] - 2 * rate * of_unit["products"] + rate**2 * of_unit["below_squares"]
    return float(max(rest.sum(), 0.0) / n.sum() / (below.sum() / n.sum()) ** 2)

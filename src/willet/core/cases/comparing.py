"""Agents and teams compared fairly: each by their own contacts, after what made these hard is allowed for.

A name is judged by z: what was solved less what anybody would have solved of the same work, over its standard
deviation. What remains is shown with its interval, drawn towards the middle where a name has few contacts; below
the smallest number, and where nobody else does such work, no name takes part in a ranking.
"""

from dataclasses import dataclass
from math import isnan, nan, sqrt
from typing import Literal

import numpy as np
from duckdb import DuckDBPyConnection
from scipy.special import ndtri

from willet.core.cases.own_contact import FACTORS, judged_contacts
from willet.core.cases.within import EVERYTHING
from willet.core.metrics import Question
from willet.core.statistics.case_mix import fit_mix
from willet.core.statistics.fair_units import Repeats, UnitEffects, unit_effects

SMALLEST_N = 30
USUAL, FAR = 0.95, 0.998
"""How many names of a hundred that differ from nobody lie within the inner and the outer limits."""
By = Literal["agent", "team"]
Unranked = Literal["few", "alone"]

_FACTORS = ", ".join(f"coalesce(CAST({name} AS VARCHAR), '') AS {name}" for name in FACTORS)
_CELLS = f"""
SELECT unit, {_FACTORS}, CAST(count(*) AS DOUBLE) AS n, CAST(count_if(solved) AS DOUBLE) AS hits
FROM judged_contacts GROUP BY ALL ORDER BY ALL
"""
_REPEATS = f"""
SELECT cell, dense_rank() OVER (ORDER BY unit, customer_key) - 1 AS who, CAST(solved AS DOUBLE) AS hit
FROM (
    SELECT *, dense_rank() OVER (ORDER BY unit, {", ".join(FACTORS)}) - 1 AS cell
    FROM (SELECT unit, customer_key, solved, {_FACTORS} FROM judged_contacts)
)
WHERE customer_key IS NOT NULL
QUALIFY count(*) OVER (PARTITION BY unit, customer_key) > 1
"""
"""Contacts of customers who had several with one name; the cells are numbered as `_CELLS` returns them."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One name. Shares are 0..1; `raw` is the plain share, `expected` what anybody would have reached.

    `difference` is raw less expected, drawn at `worth`: the independent contacts of the common mix that would leave
    as much to chance. Of `z`, which is that difference over its standard deviation, both are one figure, so
    whoever `stands_out` lies outside the drawn limits. NaN where nobody else does such work. `adjusted` is the
    share at the common mix with its interval.
    """

    name: str
    n: int
    resolved: int
    raw: float
    expected: float
    z: float
    worth: float
    adjusted: float
    low: float
    high: float
    overall: float
    unranked: Unranked | None

    @property
    def ranked(self) -> bool:
        """Whether the name takes part in the ranking."""
        return self.unranked is None

    @property
    def difference(self) -> float:
        """What was solved beyond what anybody would have solved, as a share of all contacts."""
        return self.raw - self.expected

    @property
    def stands_out(self) -> Literal["above", "below"] | None:
        """Whether the name lies outside the outer limits; None where it does not, or is not ranked."""
        if not self.ranked or abs(self.z) <= reach(FAR):
            return None
        return "above" if self.z > 0 else "below"

    def limit(self, confidence: float) -> float:
        """How far from nothing the difference of a name that differs from nobody would lie."""
        return limit_at(self.overall, self.worth, confidence)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All names, best adjusted share first and the unranked last; and what was allowed for."""

    by: By
    rows: tuple[Compared, ...]
    overall: float | None
    spread: float
    adjusted_for: tuple[str, ...] = FACTORS
    smallest_n: int = SMALLEST_N


def compare(
    con: DuckDBPyConnection,
    of: Question = EVERYTHING,
    *,
    by: By = "agent",
    smallest_n: int = SMALLEST_N,
) -> Comparison:
    """Compare agents or teams over the contacts they ended, whose window has passed.

    `con` shows `links`, `contacts`, `outcomes` and `answers` (a snapshot's connection). Period and
    filter of the question are asked of each contact. A comparison of nothing has no rows and no overall share.
    """
    statement, bound = judged_contacts(by, of)
    con.execute(statement, dict(bound))
    cells = con.execute(_CELLS).fetchnumpy()
    if not len(cells["n"]):
        return Comparison(by, (), None, 0.0, smallest_n=smallest_n)
    hits, n = np.asarray(cells["hits"]), np.asarray(cells["n"])
    names, units = np.unique(
        np.asarray(cells["unit"], dtype=object).astype(str), return_inverse=True
    )
    mix = fit_mix([np.asarray(cells[name], dtype=object) for name in FACTORS], hits, n)
    effects = unit_effects(units.astype(np.intp), hits, mix, _repeats(con))
    rows = [_row(effects, i, str(name), smallest_n) for i, name in enumerate(names)]
    rows.sort(key=lambda row: (not row.ranked, -row.adjusted if row.ranked else 0.0, row.name))
    return Comparison(by, tuple(rows), effects.overall, effects.spread, smallest_n=smallest_n)


def reach(confidence: float) -> float:
    """How many standard deviations a limit lies from nothing."""
    return float(ndtri(0.5 + confidence / 2))


def limit_at(overall: float, worth: float, confidence: float) -> float:
    """The limit of the difference of a name whose contacts are worth so many independent ones of the common mix."""
    if isnan(worth) or worth <= 0:
        return nan
    return reach(confidence) * sqrt(overall * (1 - overall) / worth)


def _repeats(con: DuckDBPyConnection) -> Repeats | None:
    columns = con.execute(_REPEATS).fetchnumpy()
    if not len(columns["cell"]):
        return None
    cell, who = (np.asarray(columns[name]).astype(np.intp) for name in ("cell", "who"))
    return Repeats(cell, np.unique(who, return_inverse=True)[1], np.asarray(columns["hit"]))


def _row(effects: UnitEffects, i: int, name: str, smallest_n: int) -> Compared:
    n = int(effects.n[i])
    few, alone = n < smallest_n, not effects.comparable[i]
    return Compared(
        name=name,
        n=n,
        resolved=int(effects.hits[i]),
        raw=float(effects.hits[i] / effects.n[i]),
        expected=float(effects.expected[i] / effects.n[i]),
        z=float(effects.z[i]),
        worth=float(effects.worth[i]),
        adjusted=float(effects.adjusted[i]),
        low=float(effects.low[i]),
        high=float(effects.high[i]),
        overall=effects.overall,
        unranked="alone" if alone else "few" if few else None,
    )

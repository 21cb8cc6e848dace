"""What became of the cases that were pending at each age, day by day: counts read in one scan."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from willet.core.cases.settling.states import HISTORY, STATES, THEN

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Groups = dict[tuple[str, str], int]

MOST_GROUPS = 200
"""Pairs of queue and topic told apart, the commonest first; all others are like everybody."""


@dataclass(frozen=True)
class History:
    """Counts by days ago, age and state: cases that stood so, those known to have ended, the solved among these.

    `groups` numbers the pairs of queue and topic; `rows` are (ago, group, age, state, ended, solved), each
    case once for every state it was in.
    """

    stood: Floats
    ended: Floats
    solved: Floats
    groups: Groups
    rows: tuple[Codes, Codes, Codes, Codes, Floats, Floats]

    @property
    def ages(self) -> int:
        """How many ages a case is pending at."""
        return int(self.stood.shape[1])

    @property
    def pending(self) -> Floats:
        """By age and state the cases of the day that is so old today."""
        age = np.arange(self.ages)
        return np.asarray(self.stood[age, age])


def history(
    con: DuckDBPyConnection, *, today: date, first: date, final: date, now: datetime, ages: int
) -> History:
    """The counts of cases opened from `first` to `today`; those until `final` have ended.

    `con` shows `cases`, `links`, `contacts`, `outcomes` and `answers`.
    """
    given = {"today": today, "first": first, "final": final, "now": now}
    sql = HISTORY.format(ages=ages, state=THEN)
    arrays = con.execute(sql, given).fetchnumpy()
    solved = np.ma.filled(np.ma.asarray(arrays["solved"]).astype(np.float64), np.nan)
    columns = {name: np.ma.getdata(arrays[name]) for name in arrays if name != "solved"}
    return _counted(columns, solved, (today - first).days + 1, ages)


def _counted(rows: dict[str, NDArray[Any]], solved: Floats, days: int, ages: int) -> History:
    ago, state, age, until = (rows[c].astype(np.intp) for c in ("ago", "state", "age", "until"))
    n = rows["n"].astype(np.float64)
    ended = np.where(np.isnan(solved), 0.0, n)
    good = np.nan_to_num(solved) * n
    at = (days, ages, STATES)
    groups, group = _groups(rows["queue"], rows["topic"], n)
    return History(
        stood=_over_ages(at, ago, age, until, state, n),
        ended=_over_ages(at, ago, age, until, state, ended),
        solved=_over_ages(at, ago, age, until, state, good),
        groups=groups,
        rows=(ago, group, age, state, ended, good),
    )


def _over_ages(
    shape: tuple[int, int, int], ago: Codes, age: Codes, until: Codes, state: Codes, n: Floats
) -> Floats:
    """Sums over the ages at which a state held: in at one, out at the other."""
    steps = np.zeros((shape[0], shape[1] + 1, shape[2]))
    np.add.at(steps, (ago, age, state), n)
    np.subtract.at(steps, (ago, until, state), n)
    return np.asarray(np.cumsum(steps, axis=1)[:, :-1])


def _groups(queue: NDArray[Any], topic: NDArray[Any], n: Floats) -> tuple[Groups, Codes]:
    """A number for each of the commonest pairs, and that of every row; -1 for all others."""
    totals: dict[tuple[str, str], float] = {}
    pairs = list(zip(queue.tolist(), topic.tolist(), strict=True))
    for pair, count in zip(pairs, n.tolist(), strict=True):
        totals[pair] = totals.get(pair, 0.0) + count
    common = sorted(totals, key=lambda pair: (-totals[pair], pair))[:MOST_GROUPS]
    groups = {pair: number for number, pair in enumerate(common)}
    return groups, np.array([groups.get(pair, -1) for pair in pairs], np.intp)

"""The estimates of recent days, as they would have been made on past days, against what became of those."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from willet.core.cases.outlook import Outlooks
from willet.core.cases.recent import cohorts_at
from willet.core.cases.ripening import COHORT, GAP, ripening
from willet.core.cases.rules import DAY_S, Topic

AGES_DAYS = (1, 3, 7, 14)
_FOLDED = float(np.sqrt(2 / np.pi))
"""The mean distance from the mean of a normal variable, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Backtest:
    """How far the estimate made at one age lay from the matured figure, in share points, over `cohorts` days.

    `naive_error` is that of the share not repeated yet. `chance` is about what would be left to one who
    knew every contact's chances. `inside` is the share of intervals that held the matured figure.
    """

    age_days: int
    cohorts: int
    error: float
    naive_error: float
    chance: float
    inside: float

    @property
    def ratio(self) -> float:
        """The estimate's error over that of the naive share."""
        return self.error / self.naive_error


def backtest(
    con: DuckDBPyConnection,
    *,
    window_days: float = 30,
    topic: Topic = "if_known",
    ages_days: Sequence[int] = AGES_DAYS,
) -> list[Backtest]:
    """Estimate each matured day as it would have been at the close of the day so many days later.

    Only days count on which the lake had already seen a whole window, so that there was history to learn
    from, and only ages at which something is pending. An estimate sees nothing that came after it.
    """
    seen = ripening(con, window_days=window_days, topic=topic)
    if seen is None:
        return []
    outlooks = Outlooks(seen)
    matured = seen.entered.sum(axis=1) == (seen.closed.sum(axis=1) + seen.repeats.sum(axis=(1, 2)))
    matured &= seen.entered.sum(axis=1) > 0
    numbers = np.flatnonzero(matured)
    numbers = numbers[numbers >= ceil(window_days)]
    ages = [age for age in ages_days if age < window_days]
    return [_tested(outlooks, age, numbers) for age in ages] if len(numbers) else []


def _tested(outlooks: Outlooks, age: int, numbers: NDArray[np.intp]) -> Backtest:
    seen = outlooks.seen
    rows = []
    for number in numbers.tolist():
        cohort = cohorts_at(outlooks, number + age, np.array([number]))[0]
        final = 1 - float(seen.repeats[number].sum()) / cohort.n
        spread = float(outlooks.ahead(number + age, np.array([number])).variance[0])
        held = cohort.low - 1e-9 <= final <= cohort.high + 1e-9
        rows.append(
            (
                abs(cohort.estimate - final),
                abs(cohort.naive - final),
                _FOLDED * spread**0.5 / cohort.n,
                held,
            )
        )
    return Backtest(age, len(rows), *(float(mean) for mean in np.mean(rows, axis=0)))


def matured_shares(
    con: DuckDBPyConnection, *, window_days: float, topic: Topic = "if_known"
) -> dict[date, float]:
    """Each local day's share of handled contacts of known customers that stayed without a repeat.

    Days whose windows have not all closed are left out.
    """
    gap = GAP[topic]
    rows = con.execute(
        f"""
        SELECT local_date, avg(CAST({gap} > $window_s AS DOUBLE)) FROM links
        WHERE {COHORT.format(gap=gap)}
        GROUP BY local_date HAVING min(observed_s) >= $window_s ORDER BY local_date
        """,
        {"window_s": window_days * DAY_S},
    ).fetchall()
    return dict(rows)

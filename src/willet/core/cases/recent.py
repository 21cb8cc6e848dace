"""Yesterday's first-contact figure today: what share of a recent day's contacts will stay without a repeat.

A contact younger than the window is pending, not solved. Those already repeated are failures for good;
each of the others counts with the chance that nothing follows until its window closes, learned from
older contacts (`outlook`). The interval says where the matured figure of these very contacts should lie;
it is as much wider than chance as the same outlook has erred before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray
from scipy.special import stdtrit

from willet.core.cases.outlook import LEARN_DAYS, Ahead, Outlooks
from willet.core.cases.ripening import ripening
from willet.core.cases.rules import Topic

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Cohort:
    """The handled contacts of known customers of one local day, as seen at one moment.

    `naive` is the share not repeated yet; `estimate` the share expected without a repeat when the window
    has closed, within `low`..`high` (95 %). `pending` counts those whose window is still open.
    """

    day: date
    n: int
    repeated: int
    pending: int
    naive: float
    estimate: float
    low: float
    high: float


def recent_cohorts(
    con: DuckDBPyConnection,
    *,
    window_days: float,
    topic: Topic = "if_known",
    days: int = 30,
    as_of: datetime | None = None,
) -> list[Cohort]:
    """The cohorts of the last `days` local days and of today, oldest first; empty where no customer is known.

    `con` shows `links`. `as_of` (UTC) is the moment from which to look, by default the newest contact.
    The window may be as long as gaps are remembered, 45 days unless the links were made for a longer one.
    """
    if window_days <= 0:
        return []
    reach = max(LEARN_DAYS, days) + ceil(window_days)
    seen = ripening(con, window_days=window_days, topic=topic, as_of=as_of, learn_days=reach)
    if seen is None:
        return []
    known = np.flatnonzero(seen.entered.sum(axis=1))
    recent = known[known >= seen.today - days]
    return cohorts_at(Outlooks(seen), seen.today, recent) if len(recent) else []


def cohorts_at(outlooks: Outlooks, day: int, numbers: NDArray[np.intp]) -> list[Cohort]:
    """The cohorts of these days (by number) as they looked at the end of `day`, or on it where it is today."""
    found, seen = outlooks.ahead(day, numbers), outlooks.seen
    closed = seen.closed[numbers] if day == seen.today else np.zeros_like(found.left)
    open_ = Ahead(found.left - closed, found.none, found.came)
    arms = _arms(outlooks, day, day - numbers, open_)
    totals, left = seen.entered[numbers].sum(axis=1), found.left.sum(axis=1)
    pending = np.where(found.none < 1, open_.left, 0).sum(axis=1)
    columns = zip(numbers, totals, left, pending, open_.expected, arms, strict=True)
    return [_cohort(seen.day(int(number)), row) for number, *row in columns]


def _arms(
    outlooks: Outlooks, day: int, ages: NDArray[np.intp], open_: Ahead
) -> NDArray[np.float64]:
    """Half the interval's width, in contacts: chance, and the record's relative error of what is expected."""
    if not open_.expected.any():
        return np.zeros(len(ages))
    record = outlooks.record(day)
    age = np.minimum(ages, len(record.days) - 1)
    spread = open_.variance + record.error[age] * open_.expected**2
    quantile = stdtrit(np.maximum(record.days[age], 1), 0.5 + CONFIDENCE / 2)
    return np.asarray(quantile * np.sqrt(spread))


def _cohort(day: date, row: Sequence[float]) -> Cohort:
    total, left, pending, expected, arm = row
    naive = left / total
    return Cohort(
        day=day,
        n=round(total),
        repeated=round(total - left),
        pending=round(pending),
        naive=naive,
        estimate=(left - expected) / total,
        low=max((left - expected - arm) / total, (left - pending) / total),
        high=min((left - expected + arm) / total, naive),
    )

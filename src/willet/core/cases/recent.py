"""Yesterday's first-contact figure today: what share of a recent day's contacts will stay without a repeat.

A contact younger than the window is pending, not solved. Those already repeated are failures for good;
each of the others counts with the chance that nothing follows until its window closes, learned from
older contacts (`outlook`) and brought to the level of the newest days where these differ (`shift`). The
interval says where the matured figure of these very contacts should lie; it is as much wider than chance as
the level is uncertain, and as the same outlook has erred before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import ceil

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from willet.core.cases.ahead import Ahead
from willet.core.cases.outlook import LEARN_DAYS, Outlooks
from willet.core.cases.ripening import ripening
from willet.core.cases.rules import Topic

Floats = NDArray[np.float64]

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Cohort:
    """The handled contacts of known customers of one local day, as seen at one moment.

    `naive` is the share not repeated yet; `estimate` the share expected without a repeat when the window
    has closed, within `low`..`high` (95 %). `pending` counts those whose window is still open.
    `changed_on` is the day of a sudden change that this estimate rests on: it has seen few days since.
    """

    day: date
    n: int
    repeated: int
    pending: int
    naive: float
    estimate: float
    low: float
    high: float
    changed_on: date | None = None


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
    result, seen = outlooks.ahead(day, numbers), outlooks.seen
    closed = seen.closed[numbers] if day == seen.today else np.zeros_like(result.left)
    open_ = replace(result, left=result.left - closed)
    least, most = _span(outlooks, day, day - numbers, open_)
    totals, left = seen.entered[numbers].sum(axis=1), result.left.sum(axis=1)
    pending = np.where(result.none < 1, open_.left, 0).sum(axis=1)
    columns = zip(numbers, totals, left, pending, open_.expected, least, most, strict=True)
    changed = outlooks.changed(day)
    changed_on = None if changed is None else seen.day(changed)
    return [_cohort(seen.day(int(number)), row, changed_on) for number, *row in columns]


def _span(
    outlooks: Outlooks, day: int, ages: NDArray[np.intp], open_: Ahead
) -> tuple[Floats, Floats]:
    """The ends of the interval of what is still to come: chance, the level, and the record's relative error."""
    if not open_.expected.any():
        return np.zeros(len(ages)), np.zeros(len(ages))
    record = outlooks.record(day)
    age = np.minimum(ages, len(record.days) - 1)
    beyond, degrees = record.error[age] * open_.expected**2, np.maximum(record.days[age], 1)
    tail = (1 - CONFIDENCE) / 2
    least, most = (open_.quantile(p, beyond, degrees) for p in (tail, 1 - tail))
    return least, most


def _cohort(day: date, row: Sequence[float], changed_on: date | None) -> Cohort:
    total, left, pending, expected, least, most = row
    naive = left / total
    estimate = (left - expected) / total
    return Cohort(
        day=day,
        n=round(total),
        repeated=round(total - left),
        pending=round(pending),
        naive=naive,
        estimate=estimate,
        low=min(estimate, max((left - most) / total, (left - pending) / total)),
        high=max(estimate, min((left - least) / total, naive)),
        changed_on=changed_on if pending else None,
    )

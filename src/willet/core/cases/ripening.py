"""What became of each local day's contacts, lag by lag: counts read from the links in one scan.

A *lag* is the number of local midnights between a contact and its repeat. Hours do not count in it,
for a centre is mostly asleep when they pass: a day is as far gone as the share of a usual day's
contacts that has come.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from willet.core.cases.directions import INBOUND
from willet.core.cases.rules import DAY_S, Topic

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Columns = dict[str, NDArray[Any]]

GAP = {"ignored": "next_gap_s", "required": "next_gap_topic_s", "if_known": "next_gap_if_known_s"}
COHORT = f"handled AND identified AND {INBOUND} AND observed_s > 0 AND {{gap}} IS NOT NULL"
"""Which contacts can be told to have stayed without a repeat or not; those of stray days are no part of the period."""

MOST_GROUPS = 200
"""Pairs of topic and queue told apart, the commonest first; all others are one group."""
QUARTERS = 96
QUARTER_S = DAY_S // QUARTERS
EPOCH = date(1970, 1, 1)

CLOSED, OPEN = -2, -1
"""Where a lag would stand for a contact without a repeat: its window is over, or not yet."""

# A day on which the clock is put back has quarters beyond the 96th: they are its last second here.
_CLOCK = f"least(coalesce(local_interval, 0) * {QUARTER_S} + epoch(arrived_at) % {QUARTER_S}, {DAY_S} - 1)"

_NOW = f"""
SELECT local_date, {_CLOCK} + epoch($as_of - arrived_at) FROM links
WHERE arrived_at <= $as_of AND local_date IS NOT NULL AND observed_s > 0 ORDER BY arrived_at DESC LIMIT 1
"""

# `age_s` is how long a contact could be watched by $as_of. Looking from the end of the lake itself, a window
# is over when the lake says so: its period ends at midnight, however early the last contact of the day came.
_COUNTS = f"""
WITH seen AS (
    SELECT local_date, topic, queue, {_CLOCK} AS clock_s, {{gap}} AS gap_s, {{age}} AS age_s
    FROM links WHERE {{cohort}} AND arrived_at <= $as_of AND local_date >= $first
), told AS (
    SELECT local_date, coalesce(topic, '') AS topic, coalesce(queue, '') AS queue,
        CASE WHEN gap_s <= least($window_s, age_s) THEN CAST(floor((clock_s + gap_s) / {DAY_S}) AS INTEGER)
             WHEN age_s >= $window_s THEN {CLOSED} ELSE {OPEN} END AS lag
    FROM seen
)
SELECT local_date - DATE '{EPOCH}' AS day, topic, queue, lag, count(*) AS n
FROM told GROUP BY ALL ORDER BY ALL
"""

_HOURS = """
SELECT least(coalesce(local_interval, 0) // 4, 23) AS hour, count(*) AS n
FROM links WHERE {cohort} AND local_date >= $first AND local_date < $today GROUP BY ALL
"""


@dataclass(frozen=True)
class Ripening:
    """Counts of contacts by local day (from `first`), group and lag, as seen on day number `today`.

    `entered` and `closed` (days, groups) count contacts, and those among them whose window passed
    without a repeat; `repeats` (days, groups, lags) those repeated. Of today, `passed` of a usual day is
    over.
    """

    first: date
    topics: Codes
    queues: Codes
    entered: Floats
    closed: Floats
    repeats: Floats
    today: int
    passed: float

    @property
    def lags(self) -> int:
        """How many lags a window touches: with the day of the contact one more than its days."""
        return int(self.repeats.shape[2])

    def day(self, number: int) -> date:
        """The local day of a number."""
        return self.first + timedelta(days=number)


def ripening(
    con: DuckDBPyConnection,
    *,
    window_days: float,
    topic: Topic,
    as_of: datetime | None = None,
    learn_days: int | None = None,
) -> Ripening | None:
    """The counts as seen at `as_of` (UTC), by default at the end of the lake; None where there are none.

    Only the last `learn_days` local days are read, by default all.
    """
    moment = as_of or _newest(con)
    row = con.execute(_NOW, {"as_of": moment}).fetchone() if moment else None
    if moment is None or row is None:
        return None
    late_s = float(row[1])
    today = row[0] + timedelta(days=int(late_s // DAY_S))
    first = date.min if learn_days is None else today - timedelta(days=learn_days)
    usual = {"first": first, "today": today}
    hours = _rows(con, _HOURS.format(cohort=COHORT.format(gap=GAP[topic])), usual)
    given = {"as_of": moment, "first": first, "window_s": window_days * DAY_S}
    rows = _rows(con, _sql(topic, end_of_lake=as_of is None), given)
    passed = _passed(hours, late_s % DAY_S)
    return _counted(rows, ceil(window_days) + 1, today, passed) if len(rows["n"]) else None


def _rows(con: DuckDBPyConnection, sql: str, given: dict[str, Any]) -> Columns:
    columns = con.execute(sql, given).fetchnumpy()
    return {name: np.ma.getdata(column) for name, column in columns.items()}


def _newest(con: DuckDBPyConnection) -> datetime | None:
    row = con.execute("SELECT max(arrived_at) FROM links WHERE observed_s > 0").fetchone()
    return row[0] if row else None


def _sql(topic: Topic, *, end_of_lake: bool) -> str:
    gap, age = GAP[topic], "epoch($as_of - arrived_at)"
    if end_of_lake:
        age = f"CASE WHEN observed_s >= $window_s THEN $window_s ELSE {age} END"
    return _COUNTS.format(gap=gap, age=age, cohort=COHORT.format(gap=gap))


def _counted(rows: Columns, lags: int, today: date, passed: float) -> Ripening:
    day, lag, n = (np.asarray(rows[name]).astype(np.intp) for name in ("day", "lag", "n"))
    group, topics, queues = _groups(rows["topic"], rows["queue"], n)
    first, shape = int(day.min()), (int(day.max() - day.min()) + 1, len(topics))
    day = day - first
    closed, gone = lag == CLOSED, lag >= 0
    repeats = _table((day[gone], group[gone], lag[gone]), n[gone], (*shape, lags))
    return Ripening(
        first=EPOCH + timedelta(days=first),
        topics=topics,
        queues=queues,
        entered=_table((day, group), n, shape),
        closed=_table((day[closed], group[closed]), n[closed], shape),
        repeats=repeats,
        today=(today - EPOCH).days - first,
        passed=passed,
    )


def _table(at: tuple[Codes, ...], n: Codes, shape: tuple[int, ...]) -> Floats:
    flat = np.ravel_multi_index(at, shape)
    result = np.bincount(flat, weights=n, minlength=int(np.prod(shape)))
    return result.astype(np.float64).reshape(shape)


def _groups(topic: NDArray[Any], queue: NDArray[Any], n: Codes) -> tuple[Codes, Codes, Codes]:
    """The group of every row, and the topic and queue of every group as numbers."""
    (_, topics), (_, queues) = (
        np.unique(column.astype(str), return_inverse=True) for column in (topic, queue)
    )
    width = queues.max() + 2
    pairs, group = np.unique(topics * width + queues, return_inverse=True)
    common = np.argsort(-np.bincount(group, weights=n), kind="stable")[:MOST_GROUPS]
    place = np.full(len(pairs), len(common), dtype=np.intp)
    place[common] = np.arange(len(common))
    kept = pairs[common]
    if len(common) < len(pairs):  # the rest are a topic and a queue of their own
        kept = np.append(kept, (topics.max() + 2) * width - 1)
    return place[group], _codes(kept // width), _codes(kept % width)


def _codes(values: Codes) -> Codes:
    return np.unique(values, return_inverse=True)[1]


def _passed(rows: Columns, late_s: float) -> float:
    """The share of a usual day's contacts that has come by this second of it; without any day before, of its hours."""
    shares = np.bincount(rows["hour"].astype(np.intp), weights=rows["n"], minlength=24)
    if not shares.any():
        return late_s / DAY_S
    before = np.concatenate([[0.0], np.cumsum(shares)]) / shares.sum()
    return float(np.interp(late_s / 3600, np.arange(25), before))

"""Yesterday's first-contact figure today: what share of a recent day's contacts will stay without a repeat.

A contact younger than the window is pending, not solved. Those already repeated are failures for good;
each of the others counts with the chance that nothing follows until its window closes, learned from
older contacts (`statistics.survival`). The interval says where the matured figure of these very contacts
should lie; it is as much wider than chance as whole days have scattered before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from duckdb import DuckDBPyConnection

from willet.core.cases.rules import Topic
from willet.core.statistics.survival import (
    Exposure,
    Hazards,
    chance_of_none,
    fitted_hazards,
)

GAP = {"ignored": "next_gap_s", "required": "next_gap_topic_s", "if_known": "next_gap_if_known_s"}
BACKTEST_AGES_DAYS = (1, 3, 7, 14)
_Z = 1.959963984540054

# One row a handled contact of a known customer, as it looked at $as_of: `age_s` its age then, `gap_s` the
# time to its repeat where that had been seen by then, else NULL.
_SEEN = """
SELECT contact_id, local_date, isodow(local_date) - 1 AS weekday,
       coalesce(topic, '') || '|' || coalesce(queue, '') AS grp,
       coalesce(topic, '') AS topic, coalesce(queue, '') AS queue,
       epoch($as_of - arrived_at) AS age_s,
       CASE WHEN {gap} <= epoch($as_of - arrived_at) THEN {gap} END AS gap_s,
       {gap} AS final_gap_s
FROM links
WHERE handled AND identified AND direction = 'inbound' AND arrived_at <= $as_of AND {gap} IS NOT NULL
"""

_COUNTS = """
WITH seen AS ({seen}),
bins AS (SELECT * FROM (VALUES {bins}) AS t(bin, begins_s, ends_s))
SELECT local_date, bin, (weekday + CAST(floor((begins_s + ends_s) / 172800) AS BIGINT)) % 7 AS falls_on, topic, queue,
       sum(CASE WHEN gap_s <= ends_s OR age_s >= ends_s THEN 1.0
                ELSE (age_s - begins_s) / (ends_s - begins_s) END) AS at_risk,
       CAST(count_if(gap_s <= ends_s) AS DOUBLE) AS events
FROM seen JOIN bins ON age_s > begins_s AND (gap_s IS NULL OR gap_s > begins_s)
GROUP BY ALL HAVING at_risk > 0 ORDER BY ALL
"""


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


@dataclass(frozen=True, slots=True)
class Backtest:
    """How far the estimate made at one age lay from the matured figure, in share points, over `cohorts` days."""

    age_days: int
    cohorts: int
    error: float
    naive_error: float
    inside: float


def recent_cohorts(
    con: DuckDBPyConnection,
    *,
    window_days: float,
    topic: Topic = "if_known",
    days: int = 30,
    as_of: datetime | None = None,
) -> list[Cohort]:
    """The cohorts of the last `days` local days, oldest first; empty where no customer is known.

    `con` shows `links`. `as_of` (UTC) is the moment from which to look, by default the newest contact.
    """
    as_of = as_of or _newest(con)
    if as_of is None or window_days <= 0:
        return []
    hazards = _hazards(con, window_days, topic, as_of)
    first = as_of.date() - timedelta(days=days)
    return [] if hazards is None else _cohorts(con, hazards, window_days, topic, as_of, first)


def backtest(
    con: DuckDBPyConnection,
    *,
    window_days: int = 30,
    topic: Topic = "if_known",
    ages_days: Sequence[int] = BACKTEST_AGES_DAYS,
) -> list[Backtest]:
    """Estimate each matured day as it would have been at each age, and compare with what became of it.

    Only days count on which the lake had already seen a whole window, so that there was history to learn from.
    """
    span = con.execute(
        "SELECT min(local_date), max(local_date) FROM links WHERE observed_s > 0"
    ).fetchone()
    if span is None or span[0] is None:
        return []
    first, last = span[0] + timedelta(days=window_days), span[1] - timedelta(days=window_days)
    return [_tested(con, age, window_days, topic, first, last) for age in ages_days if first < last]


def _tested(
    con: DuckDBPyConnection, age: int, window_days: int, topic: Topic, first: date, last: date
) -> Backtest:
    errors, naive, inside = [], [], []
    final = matured_shares(con, window_days=window_days, topic=topic)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        as_of = datetime.combine(day, datetime.min.time()) + timedelta(days=age + 1)
        hazards = _hazards(con, window_days, topic, as_of)
        found = [] if hazards is None else _cohorts(con, hazards, window_days, topic, as_of, day)
        for cohort in found[:1]:
            if cohort.day == day and day in final:
                errors.append(abs(cohort.estimate - final[day]))
                naive.append(abs(cohort.naive - final[day]))
                inside.append(cohort.low <= final[day] <= cohort.high)
    if not errors:
        return Backtest(age, 0, 0.0, 0.0, 0.0)
    means = (float(np.mean(values)) for values in (errors, naive, inside))
    return Backtest(age, len(errors), *means)


def matured_shares(
    con: DuckDBPyConnection, *, window_days: float, topic: Topic = "if_known"
) -> dict[date, float]:
    """Each local day's share of handled contacts of known customers that stayed without a repeat.

    Days whose windows have not all closed are left out.
    """
    rows = con.execute(
        f"""
        SELECT local_date, avg(CAST({GAP[topic]} > $window_s AS DOUBLE)) FROM links
        WHERE handled AND identified AND direction = 'inbound' AND {GAP[topic]} IS NOT NULL
        GROUP BY local_date HAVING min(observed_s) >= $window_s ORDER BY local_date
        """,
        {"window_s": window_days * 86_400},
    ).fetchall()
    return dict(rows)


def _newest(con: DuckDBPyConnection) -> datetime | None:
    row = con.execute("SELECT max(arrived_at) FROM links WHERE observed_s > 0").fetchone()
    return row[0] if row else None


def _edges(window_days: float) -> list[float]:
    """Ends of the bins: quarters within the first day, then whole days, then the window's end."""
    wanted = [0.25, 0.5, *map(float, range(1, int(window_days) + 1))]
    return [*(edge for edge in wanted if edge < window_days), float(window_days)]


def _hazards(
    con: DuckDBPyConnection, window_days: float, topic: Topic, as_of: datetime
) -> Hazards | None:
    edges = _edges(window_days)
    bounds = zip([0.0, *edges], edges, strict=False)
    bins = ", ".join(f"({i}, {a * 86_400}, {b * 86_400})" for i, (a, b) in enumerate(bounds))
    query = _COUNTS.format(seen=_SEEN.format(gap=GAP[topic]), bins=bins)
    cells = con.execute(query, {"as_of": as_of}).fetchnumpy()
    seen = Exposure(
        days=np.asarray(cells["local_date"], dtype=object),
        bins=np.asarray(cells["bin"], dtype=np.int64),
        weekdays=np.asarray(cells["falls_on"], dtype=np.int64),
        levels=tuple(np.asarray(cells[name], dtype=object) for name in ("topic", "queue")),
        at_risk=np.asarray(cells["at_risk"], dtype=np.float64),
        events=np.asarray(cells["events"], dtype=np.float64),
    )
    return fitted_hazards(np.asarray(edges), seen) if seen.events.sum() else None


def _cohorts(
    con: DuckDBPyConnection,
    hazards: Hazards,
    window_days: float,
    topic: Topic,
    as_of: datetime,
    first: date,
) -> list[Cohort]:
    # Ages are taken to the hour: contacts of one hour, group and day share one chance.
    rows = con.execute(
        f"""
        SELECT local_date, any_value(weekday), grp, least(floor(age_s / 3600), $window_h) AS age_h,
               coalesce(gap_s <= $window_h * 3600, false) AS repeated, count(*)
        FROM ({_SEEN.format(gap=GAP[topic])}) WHERE local_date >= $first
        GROUP BY local_date, grp, age_h, repeated ORDER BY local_date, grp, age_h, repeated
        """,
        {"as_of": as_of, "first": first, "window_h": window_days * 24},
    ).fetchall()
    by_day: dict[date, list[tuple[float, bool, bool, int]]] = {}
    for day, weekday, group, age_h, repeated, n in rows:
        chance = 0.0 if repeated else chance_of_none(hazards, age_h / 24, weekday, group)
        open_ = not repeated and age_h < window_days * 24
        by_day.setdefault(day, []).append((chance, repeated, open_, n))
    return [_cohort(day, members, hazards.dispersion) for day, members in by_day.items()]


def _cohort(day: date, members: list[tuple[float, bool, bool, int]], dispersion: float) -> Cohort:
    chance, repeated, open_, n = (np.array(column) for column in zip(*members, strict=True))
    total, gone = int(n.sum()), int(n[repeated].sum())
    naive = 1 - gone / total
    estimate = min(float((chance * n).sum() / total), naive)
    scatter = dispersion * float((chance * (1 - chance) * n).sum())
    arm = _Z * scatter**0.5 / total
    return Cohort(
        day=day,
        n=total,
        repeated=gone,
        pending=int(n[open_].sum()),
        naive=naive,
        estimate=estimate,
        low=max(estimate - arm, 0.0),
        high=min(estimate + arm, naive),
    )

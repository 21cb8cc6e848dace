"""Agents and teams compared fairly: after their mix of topics, queues, hours and repeats is allowed for.

The unit of judgement is a handled contact with the verdict on its case. Who hands hard topics to whom
is thereby taken out; what remains is shown with its interval, drawn towards the middle where a name
has few contacts, and below the smallest number no name takes part in a ranking.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from duckdb import DuckDBPyConnection
from scipy.special import expit, logit, ndtri

from willet.core.statistics.case_mix import UnitEffects, expected_shares, unit_effects

ADJUSTED_FOR = ("topic", "queue", "hour", "repeat")
SMALLEST_N = 30
By = Literal["agent", "team"]

_CELLS = """
SELECT {by} AS unit, coalesce(topic, '') AS topic, coalesce(queue, '') AS queue,
       CAST(local_interval // 4 AS VARCHAR) AS hour, CAST(contact_no > 1 AS VARCHAR) AS repeat,
       CAST(count(*) AS DOUBLE) AS n, CAST(count_if(resolved) AS DOUBLE) AS hits
FROM links
WHERE handled AND direction = 'inbound' AND resolved IS NOT NULL AND {by} IS NOT NULL
  AND ($first IS NULL OR local_date >= $first) AND ($last IS NULL OR local_date <= $last)
  AND ($queue IS NULL OR queue = $queue) AND ($topic IS NULL OR topic = $topic)
GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Compared:
    """One name. Shares are 0..1; `raw` is the plain share, `adjusted` the share at the common mix.

    `standardised` is observed over expected times the overall share, at most 1: what a funnel is drawn for.
    `stands_out` says whether the name lies outside the 99.8 % funnel; None where it is not ranked.
    """

    name: str
    n: int
    resolved: int
    raw: float
    expected: float
    standardised: float
    adjusted: float
    low: float
    high: float
    funnel: tuple[float, float]
    wide_funnel: tuple[float, float]
    ranked: bool
    stands_out: Literal["above", "below"] | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All names, best adjusted share first and the unranked last; and what was allowed for."""

    by: By
    rows: tuple[Compared, ...]
    overall: float | None
    spread: float
    information: float = 0.0
    """What one contact of the common mix tells of its name, in units of log odds; from it a funnel is drawn."""
    adjusted_for: tuple[str, ...] = ADJUSTED_FOR
    smallest_n: int = SMALLEST_N


def compare(
    con: DuckDBPyConnection,
    *,
    by: By = "agent",
    first: date | None = None,
    last: date | None = None,
    queue: str | None = None,
    topic: str | None = None,
    smallest_n: int = SMALLEST_N,
) -> Comparison:
    """Compare agents or teams over the contacts whose cases have a verdict.

    `con` shows `links` (a snapshot's connection). Days are local and both included. A comparison of
    nothing has no rows and no overall share.
    """
    given = {"first": first, "last": last, "queue": queue, "topic": topic}
    cells = con.execute(_CELLS.format(by=by), given).fetchnumpy()
    if not len(cells["n"]):
        return Comparison(by, (), None, 0.0, smallest_n=smallest_n)
    levels = [np.asarray(cells[name], dtype=object) for name in ADJUSTED_FOR]
    hits, n = np.asarray(cells["hits"]), np.asarray(cells["n"])
    effects = unit_effects(
        np.asarray(cells["unit"], dtype=object), hits, n, expected_shares(levels, hits, n)
    )
    rows = [_row(effects, i, smallest_n) for i in range(len(effects.units))]
    rows.sort(key=lambda row: (not row.ranked, -row.adjusted if row.ranked else 0.0, row.name))
    information = float(effects.information.sum() / effects.n.sum())
    return Comparison(
        by, tuple(rows), effects.overall, effects.spread, information, smallest_n=smallest_n
    )


def funnel_limits(whole: Comparison, n: float, confidence: float) -> tuple[float, float]:
    """Between which shares a name with `n` contacts of the common mix lies if it differs from nobody.

    Source: funnel limits on the log odds, Spiegelhalter (2005), as in `statistics.case_mix`.
    """
    if whole.overall is None:
        return 0.0, 1.0
    centre = float(logit(min(max(whole.overall, 1e-6), 1 - 1e-6)))
    arm = float(ndtri(0.5 + confidence / 2) / np.sqrt(max(n * whole.information, 1e-9)))
    return float(expit(centre - arm)), float(expit(centre + arm))


def _row(effects: UnitEffects, i: int, smallest_n: int) -> Compared:
    n, ranked = int(effects.n[i]), bool(effects.n[i] >= smallest_n)
    at_common_mix = _unshrunken(effects, i)
    wide = (float(effects.funnel_wide_low[i]), float(effects.funnel_wide_high[i]))
    return Compared(
        name=effects.units[i],
        n=n,
        resolved=int(effects.hits[i]),
        raw=float(effects.hits[i] / effects.n[i]),
        expected=float(effects.expected[i] / effects.n[i]),
        standardised=at_common_mix,
        adjusted=float(effects.adjusted[i]),
        low=float(effects.low[i]),
        high=float(effects.high[i]),
        funnel=(float(effects.funnel_low[i]), float(effects.funnel_high[i])),
        wide_funnel=wide,
        ranked=ranked,
        stands_out=_outside(at_common_mix, wide) if ranked else None,
    )


def _unshrunken(effects: UnitEffects, i: int) -> float:
    """Observed over expected, times the overall share, at most 1: what a funnel is drawn for."""
    return min(float(effects.hits[i] / max(effects.expected[i], 1e-9) * effects.overall), 1.0)


def _outside(share: float, funnel: tuple[float, float]) -> Literal["above", "below"] | None:
    if share > funnel[1]:
        return "above"
    return "below" if share < funnel[0] else None

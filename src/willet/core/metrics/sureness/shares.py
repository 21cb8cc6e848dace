"""The interval of a share: Wilson's, with the n that rows are worth when they share a customer, an agent or a day."""

import numpy as np

from willet.core.metrics.intervals import Floats, Intervals
from willet.core.metrics.sureness.clusters import (
    FEW_CLUSTERS,
    MOST_TOO_FEW,
    ROWS_FLOOR,
    SMALL_PART,
    Moments,
    Spread,
    chosen,
    cluster_number,
    narrowest,
    no_interval,
    part_to_learn,
    spread_over_clusters,
    too_few_clusters,
)

Ends = tuple[Floats, Floats]


def share_interval(
    value: Floats, worth: Floats, moments: Moments, unit: str | None, intervals: Intervals
) -> Ends:
    """The interval of a share whose rows, were they independent, are worth `worth` rows.

    Of several clusters it is that over clusters, where they are enough to tell. Of one alone it is that of its rows,
    where the cell is about that one day or agent; one customer says nothing of others, and has none.
    """
    rows = intervals.wilson_interval(value * worth, worth)
    if unit is None or "clusters" not in moments:
        return rows
    several = _over_clusters(value, worth, moments, unit, intervals)
    alone = no_interval(value) if unit == "customer_key" else rows
    ends = chosen(moments["clusters"] >= 2, several, alone)
    return chosen(too_few_clusters(moments), no_interval(value), ends)


def _over_clusters(
    value: Floats, worth: Floats, moments: Moments, unit: str, intervals: Intervals
) -> Ends:
    """Wilson's interval with the rows over their design effect (Kish 1965), and Student's quantile."""
    plain = moments["above"] / moments["below"]
    spread, effective, reach = hits_over_clusters(worth, moments, intervals)
    ends = intervals.wilson_interval(value * effective, effective, reach=reach)
    if unit != "customer_key":  # most customers are one row, whose skewness Wilson's formula knows
        ends = _with_tail(value, ends, spread, reach, moments["clusters"], intervals)
    ends = _no_wider_than_can_be(value, ends, spread, moments, intervals)
    return chosen(
        (plain > 0) & (plain < 1), ends, _all_alike(value, worth, moments, unit, intervals)
    )


def hits_over_clusters(
    worth: Floats, moments: Moments, intervals: Intervals
) -> tuple[Spread, Floats, Floats]:
    """How hits spread over clusters, how many independent rows those are worth, and Student's quantile."""
    plain = moments["above"] / moments["below"]
    row_variance = plain * (1 - plain) / moments["below"]
    spread = spread_over_clusters(moments, row_variance, intervals)
    effect = spread.variance / row_variance
    effective = np.minimum(
        np.where(effect > 0, moments["below"] / effect, np.inf), worth / ROWS_FLOOR**2
    )
    reach = intervals.student_quantile(spread.freedom / part_to_learn(moments) ** 2)
    return spread, effective, reach


def learnt_skewness(spread: Spread, clusters: Floats) -> Floats:
    """The part of the skewness that can be learnt: of three clusters nothing, of eight all of it."""
    given = np.clip((clusters - MOST_TOO_FEW) / (FEW_CLUSTERS - MOST_TOO_FEW), 0.0, 1.0)
    return np.asarray(given * spread.skewness)


def _with_tail(
    value: Floats,
    ends: Ends,
    spread: Spread,
    reach: Floats,
    clusters: Floats,
    intervals: Intervals,
) -> Ends:
    """A few bad days lie far off on one side; the end on that side reaches as far as their skewness asks.

    The fewer they are, the less of their skewness can be learnt; Student's quantile is long enough for the rest.
    """
    skewness = learnt_skewness(spread, clusters)
    tail = intervals.long_tail_interval(value, spread.variance, skewness, reach)
    low = np.where(skewness < 0, np.fmin(ends[0], tail[0]), ends[0])
    high = np.where(skewness > 0, np.fmax(ends[1], tail[1]), ends[1])
    return np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)


def _no_wider_than_can_be(
    value: Floats, ends: Ends, spread: Spread, moments: Moments, intervals: Intervals
) -> Ends:
    """Clusters can differ no more than by being all hits or all misses: then each counts once, by its weight.

    Student's quantile of one or two degrees of freedom allows for variances that no share can have.
    """
    worth = cluster_number(moments)
    extreme = intervals.wilson_interval(value * worth, worth)
    far = (spread.freedom < FEW_CLUSTERS) & (part_to_learn(moments) > SMALL_PART)
    return chosen(far, narrowest(ends, extreme), ends)


def _all_alike(
    value: Floats, worth: Floats, moments: Moments, unit: str, intervals: Intervals
) -> Ends:
    """Where every row says the same, nothing shows how clusters differ.

    A customer's cases may be all the same case in disguise, so each customer counts once. Days and agents are
    no such copies: their rows count as they are.
    """
    n = moments["clusters"] if unit == "customer_key" else worth
    return intervals.wilson_interval(value * n, n)

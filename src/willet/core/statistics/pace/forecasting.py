"""The figure of a whole period, forecast from the days of it that stand and from the history before.

The days to come are drawn: how many items each has as its weekday had, and its figure around the level of the newest
weeks with the spread from day to day and week to week that history shows; shares are beta-binomial. What is not known
of level and spread is drawn too. The interval is that of the draws.

Source: posterior-predictive simulation, Gelman et al., Bayesian Data Analysis (2013), chapters 3 and 5.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from willet.core.statistics.pace.days import (
    DayColumns,
    DayFigure,
    Floats,
    Kind,
    OpenDay,
    columns_of,
    week_of,
    weekday_of,
)
from willet.core.statistics.pace.drift import drawn_levels
from willet.core.statistics.pace.spread import spread_of
from willet.core.statistics.pace.totals import drawn_variances, totals_of

FEWEST_DAYS: Final = 14
"""Fewer days with something in them say too little of how days differ."""
DRAWS: Final = 2000
SEED: Final = 20260101
"""The same days give the same forecast."""
_ENDS: Final = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Forecast:
    """The figure of the whole period: its middle, the ends of its 95 % interval, and the draws behind them."""

    value: float
    low: float
    high: float
    rest_n: float
    """How many items the open days are expected to have; of a total, how many days are open."""
    rest_n_high: float
    """How many at most, with 97.5 % certainty."""
    draws: Floats

    def chance(self, target: float, *, at_least: bool) -> float:
        """How likely the figure of the period is at least, or at most, this."""
        holds = self.draws >= target if at_least else self.draws <= target
        return float(holds.mean())


def forecast(
    kind: Kind,
    *,
    history: Sequence[DayFigure],
    done: Sequence[DayFigure],
    rest: Sequence[OpenDay],
    floor: float = 0.0,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Forecast | None:
    """The figure of the period of the days `done` and `rest`; None where too few days are known, or nothing comes.

    Args:
        kind: What the figure is.
        history: The days before the period, without gaps: a day on which nothing came in is one of them.
        done: The days of the period that stand.
        rest: Those whose figure is open.
        floor: What no figure of a day can be below.
        draws: How many.
        seed: Where the drawing begins.
    """
    known = columns_of([*history, *done])
    if not _is_enough(known, kind):
        return None
    rng = np.random.default_rng(seed)
    open_ = _open(rest)
    if kind == "total":
        return _of_totals(known, columns_of(done), open_, rng, draws)
    items = _items(known, open_, rng, draws)
    figures = _figures(known, open_, items, kind, rng, floor)
    return _of_items(columns_of(done), items, figures)


def _is_enough(days: DayColumns, kind: Kind) -> bool:
    busy = days.value > 0 if kind == "total" else days.n > 0
    return int(busy.sum()) >= FEWEST_DAYS


def _open(rest: Sequence[OpenDay]) -> DayColumns:
    ordinal = np.array([d.day.toordinal() for d in rest], dtype=np.int64)
    n = np.array([np.nan if d.n is None else d.n for d in rest], dtype=np.float64)
    return DayColumns(weekday_of(ordinal), week_of(ordinal), n, np.full(len(rest), np.nan))


def _of_totals(
    known: DayColumns, done: DayColumns, open_: DayColumns, rng: Generator, draws: int
) -> Forecast:
    drawn = totals_of(known).draw(open_.weekday, open_.week, rng, draws).sum(axis=1)
    left = float(len(open_))
    return _summed(drawn + np.nansum(done.value), left, left)


def _items(known: DayColumns, open_: DayColumns, rng: Generator, draws: int) -> Floats:
    """How many items each open day has, drawn where it is not known."""
    counts = DayColumns(known.weekday, known.week, known.n, known.n)
    drawn = np.rint(totals_of(counts).draw(open_.weekday, open_.week, rng, draws))
    return np.where(np.isnan(open_.n), drawn, open_.n)


def _figures(
    known: DayColumns, open_: DayColumns, items: Floats, kind: Kind, rng: Generator, floor: float
) -> Floats:
    """The figure of each open day, drawn."""
    busy = known.where((known.n > 0) & ~np.isnan(known.value))
    spread, draws = spread_of(busy, kind), len(items)
    of_days, _of_weeks = drawn_variances(spread, rng, draws)
    levels = drawn_levels(busy, spread, open_.week, rng, draws).of(open_.week)
    centre = levels + spread.weekdays[open_.weekday]
    if kind == "share":
        return _shares(centre, of_days, items, rng)
    apart = np.sqrt(of_days + spread.within / np.maximum(items, 1.0))
    return np.maximum(centre + apart * rng.standard_normal(centre.shape), floor)


def _shares(centre: Floats, of_days: Floats, items: Floats, rng: Generator) -> Floats:
    """Beta-binomial shares of days."""
    middle = np.clip(centre, 1e-4, 1 - 1e-4)
    alike = np.clip(of_days / (middle * (1 - middle)), 1e-9, 0.95)
    strength = 1 / alike - 1
    chances = rng.beta(middle * strength, (1 - middle) * strength)
    counts = np.maximum(items, 0).astype(np.int64)
    hits = rng.binomial(counts, chances)
    return np.asarray(hits / np.maximum(counts, 1), dtype=np.float64)


def _of_items(done: DayColumns, items: Floats, figures: Floats) -> Forecast | None:
    stands = done.where((done.n > 0) & ~np.isnan(done.value))
    above = (stands.n * stands.value).sum() + (items * figures).sum(axis=1)
    rest: NDArray[np.float64] = items.sum(axis=1)
    below = stands.n.sum() + rest
    some = below > 0
    if not some.any():
        return None
    high = float(np.quantile(rest, _ENDS[1])) if items.shape[1] else 0.0
    mean = float(rest.mean()) if items.shape[1] else 0.0
    return _summed(above[some] / below[some], mean, high)


def _summed(drawn: Floats, rest_n: float, rest_n_high: float) -> Forecast:
    low, high = (float(end) for end in np.quantile(drawn, _ENDS))
    return Forecast(float(drawn.mean()), low, high, rest_n, rest_n_high, drawn)

"""Where the change can have no part: drift before it, what was settled before anybody spoke, the never exposed.

One joint test at 1 % refuses a verdict. Each part has its share of that error, the drift most of it, so the test errs
in at most 1 % of cases however the parts hang together.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from willet.core.effects.arms import Arms, StartGroup
from willet.core.effects.cells import Cells, Strata
from willet.core.effects.comparing import Change, change, compared
from willet.core.effects.inference import UnitEstimate, permuted
from willet.core.effects.inference.drift import LEAST_WEEKS
from willet.core.effects.wedge import Wedge

Floats = NDArray[np.float64]

REFUSES = 0.01
DRIFT_SHARE = 0.6
"""The drift's part of that error: it is the one most to be feared."""


@dataclass(frozen=True, slots=True)
class Part:
    """One placebo: what would be its effect, with a 95 % interval, and how often luck alone gives so much.

    `finest` is the smallest `p` that could come of it: of few orders even the rarest is common.
    """

    name: str
    estimate: float
    low: float | None
    high: float | None
    p: float | None
    finest: float = 0.0


@dataclass(frozen=True, slots=True)
class Placebo:
    """All parts, and the joint p; None where none could be tried. `blunt`: it could not refuse whatever came."""

    p: float | None
    parts: tuple[Part, ...]
    blunt: bool = False

    @property
    def refuses(self) -> bool:
        """Whether exposed and others differ where the change can have no part."""
        return self.p is not None and self.p < REFUSES

    @property
    def suspects(self) -> tuple[str, ...]:
        """The parts that refuse by their own share of the error."""
        shares = _shares(self.parts)
        return tuple(
            part.name
            for part in self.parts
            if part.p is not None and part.p < REFUSES * shares[part.name]
        )


@dataclass(frozen=True)
class Settled:
    """What was settled before anybody spoke, summed by unit and phase over `rows`; `variance` is of one row."""

    name: str
    total: Floats
    rows: Floats
    variance: float

    @property
    def mean(self) -> Floats:
        """The mean of each unit in each phase; NaN without rows."""
        return _over(self.total, self.rows)


def joint(parts: Sequence[Part]) -> Placebo:
    """The parts with their joint p: the smallest, each over its share."""
    tried = [part for part in parts if part.p is not None]
    if not tried:
        return Placebo(None, tuple(parts))
    shares = _shares(parts)
    p = min(1.0, *(part.p / shares[part.name] for part in tried if part.p is not None))
    blunt = all(part.finest / shares[part.name] >= REFUSES for part in tried)
    return Placebo(p, tuple(parts), blunt)


def _shares(parts: Sequence[Part]) -> Mapping[str, float]:
    names = [part.name for part in parts if part.p is not None]
    drift = "before_start" in names
    others = len(names) - drift
    if not others:
        return {"before_start": 1.0}
    rest = (1 - DRIFT_SHARE if drift else 1.0) / others
    return {n: DRIFT_SHARE if n == "before_start" else rest for n in names}


def settled_by(cells: Cells, phases: int, name: str, of: NDArray[np.int64]) -> Settled:
    """What of the metric was to be expected of each unit's rows in each phase, by their queue or hour alone.

    The expectation is learned in the days before anybody was exposed.
    """
    strata = cells.strata
    kinds = int(of.max()) + 1 if len(of) else 1
    early = strata.phase == 0
    above = _summed(of[early], strata.above[early], kinds)
    below = _summed(of[early], strata.below[early], kinds)
    usual = above.sum() / below.sum() if below.sum() else 0.0
    expected = np.where(below > 0, _over(above, below), usual)[of]
    shape = len(cells.units), phases
    place = strata.unit * phases + strata.phase
    rows = _summed(place, strata.n, shape[0] * shape[1]).reshape(shape)
    total = _summed(place, strata.n * expected, shape[0] * shape[1]).reshape(shape)
    return Settled(name, total, rows, _variance(strata, expected))


def _summed(place: NDArray[np.int64], values: Floats, size: int) -> Floats:
    return np.bincount(place, values, size).astype(np.float64)


def _variance(strata: Strata, expected: Floats) -> float:
    whole = strata.n.sum()
    if not whole:
        return 0.0
    mean = (strata.n @ expected) / whole
    return float(strata.n @ (expected - mean) ** 2 / whole)


def parts_of_arms(
    cells: Cells, arms: Arms, settled: Sequence[Settled], bounds: Sequence[date]
) -> Iterator[Part]:
    """The placebos of exposed units against the never exposed."""
    drift = compared(arms, lambda cohort: _drift(cells, cohort), cells.contact_variance)
    yield from _part("before_start", drift)
    for one in settled:
        estimate = compared(arms, _shift(cells, one, bounds), one.variance)
        yield from _part(one.name, estimate)
    if len(arms.never) >= 4:
        half, rest = arms.never[::2], arms.never[1::2]
        among = replace(
            arms, cohorts=tuple(replace(c, units=half) for c in arms.cohorts[:1]), never=rest
        )
        estimate = compared(
            among, lambda c: change(cells, c, c.start, c.end), cells.contact_variance
        )
        yield from _part("never_exposed", estimate)


def _part(name: str, estimate: UnitEstimate) -> Iterator[Part]:
    if np.isfinite(estimate.effect):
        yield Part(name, estimate.effect, *estimate.interval(), estimate.p)


def _drift(cells: Cells, cohort: StartGroup) -> tuple[Floats, Floats]:
    """What each unit's trend before the start would have come to by the middle of the days after it."""
    weeks = cohort.start // 7
    edges = [cohort.start - 7 * n for n in range(weeks, -1, -1)]
    spans = list(itertools.pairwise(edges))
    nothing = np.full(len(cells.units), np.nan)
    if weeks < LEAST_WEEKS:
        return nothing, nothing
    rows = np.array([cells.rows(*span) for span in spans]).T
    rates = np.nan_to_num(np.array([cells.rate(*span) for span in spans]).T)
    at = (
        np.arange(weeks)
        - np.divide(
            rows @ np.arange(weeks), rows.sum(axis=1), where=rows.any(axis=1), out=nothing.copy()
        )[:, None]
    )
    spread = (rows * at**2).sum(axis=1)
    ahead = weeks / 2 + (cohort.end - cohort.start) / 14
    usable = ((rows > 0).sum(axis=1) >= LEAST_WEEKS - 1) & (spread > 0)
    slope = np.divide((rows * at * rates).sum(axis=1), spread, out=nothing.copy(), where=usable)
    size = np.divide(ahead**2, spread, out=nothing.copy(), where=usable)
    return slope * ahead, size


def _shift(cells: Cells, settled: Settled, bounds: Sequence[date]) -> Change:
    def of(cohort: StartGroup) -> tuple[Floats, Floats]:
        first = cells.first + timedelta(days=cohort.start)
        last = cells.first + timedelta(days=cohort.end)
        begins = sum(bound <= first for bound in bounds)
        ends = sum(bound < last for bound in bounds) + 1
        rows = [settled.rows[:, :begins].sum(axis=1), settled.rows[:, begins:ends].sum(axis=1)]
        total = [settled.total[:, :begins].sum(axis=1), settled.total[:, begins:ends].sum(axis=1)]
        size = sum(_over(np.ones(len(r)), r) for r in rows)
        return _over(total[1], rows[1]) - _over(total[0], rows[0]), np.asarray(size)

    return of


def parts_of_wedge(cells: Cells, wedge: Wedge, settled: Sequence[Settled]) -> Iterator[Part]:
    """The placebos of units that all come to be exposed: the same orders, of what no order can have changed."""
    for one in settled:
        yield from _permuted_part(one.name, wedge, one.mean[wedge.units])
    first = wedge.edges[1]
    if first >= 7 * LEAST_WEEKS:
        halves = (0, first // 2), (first // 2, first)
        rates = np.array([cells.rate(*half)[wedge.units] for half in halves]).T
        early = np.where(wedge.start <= np.median(wedge.start), 1, 2)
        if len(set(early)) == 2:
            halved = Wedge(wedge.units, early, (0, first // 2, first))
            yield from _permuted_part("before_start", halved, rates)


def _permuted_part(name: str, wedge: Wedge, outcome: Floats) -> Iterator[Part]:
    if np.isfinite(outcome).all():
        estimate = permuted(wedge.order(outcome))
        if estimate is not None:
            finest = 1 / estimate.orders
            yield Part(name, estimate.effect, estimate.low, estimate.high, estimate.p, finest)


def _over(above: Floats, below: Floats) -> Floats:
    result = np.full(np.shape(below), np.nan)
    return np.asarray(np.divide(above, below, out=result, where=below > 0))

"""What could be recovered, against worlds whose true rates are known: coverage, width and error of the interval.

Written from the definition: slices with true failure rates p and sizes n; the level of the better quarter is
the lowest rate such that slices at most as high hold a quarter of all cases; recoverable are the failures
above it, the sum of n * max(p - level, 0). Every run draws the failures of every slice by its true rate and
asks for the figure. All is a share of the failures that came, in points.

*Knowing* is the width of the central interval, of 90 and of 95 %, of somebody who knows the law by which the
rates of the world were drawn and sees the same failures: what chance in the counts alone leaves open.
"""

import argparse
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from benchmarks.rounds import RESULTS, write_results
from willet.core.statistics.better_quarter import above_better_quarter, recoverable

Floats = NDArray[np.float64]

SEED = 20_240_501
WORLDS = ("all equal", "one better", "one worse", "normal", "slight")
"""One slice fails half or twice as often; log odds scatter by 0.4, or by 0.2."""
SHAPES = ((10, 200), (5, 200), (20, 200), (40, 200), (10, 0))
"""Slices and cases of each; 0: from 40 to 400, all sizes as likely."""
BASES = (0.25, 0.1, 0.5)

SPREADS = {"normal": 0.4, "slight": 0.2}
"""The standard deviation of the log odds in the worlds where all slices differ."""
KNOWING_RUNS, KNOWING_DRAWS = 200, 2000
STEPS = np.linspace(-4.5, 4.5, 361)
"""How many standard deviations from the middle a slice may lie, for one who knows the law."""

HEAD = [
    "| slices x cases | rate | world | runs | truth | shown | inside | width | knowing: 90, 95 % | ms |",
    "|---|---|---|---|---|---|---|---|---|---|",
]


def drawn_world(
    rng: np.random.Generator, world: str, shape: tuple[int, int], base: float
) -> tuple[Floats, Floats]:
    """Sizes and true rates of the slices."""
    slices, cases = shape
    size = np.full(slices, cases) if cases else rng.integers(40, 401, slices)
    rate = np.full(slices, base)
    if world == "one better":
        rate[0] = base / 2
    elif world == "one worse":
        rate[0] = min(2 * base, 0.9)
    elif world in SPREADS:
        rate = expit(logit(base) + rng.normal(0, SPREADS[world], slices))
    return size.astype(float), rate


def truth(size: Floats, rate: Floats) -> float:
    """What would be won: the definition, slice by slice."""
    held, level = 0.0, 1.0
    for cases, failing in sorted(zip(size, rate, strict=True), key=lambda pair: pair[1]):
        held += cases
        if 4 * held >= size.sum():
            level = failing
            break
    return float(sum(n * max(p - level, 0.0) for n, p in zip(size, rate, strict=True)))


def knowing(world: str, shape: tuple[int, int], base: float, runs: int) -> str:
    """The widths of the intervals of somebody who knows how the rates were drawn."""
    if world not in SPREADS:
        return "–"
    widths = []
    for run in range(min(runs, KNOWING_RUNS)):
        rng = np.random.default_rng((SEED, run))
        size, rate = drawn_world(rng, world, shape, base)
        failures = rng.binomial(size.astype(int), rate).astype(float)
        drawn = _drawn_knowing(rng, size, failures, (logit(base), SPREADS[world]))
        ends = np.quantile(
            above_better_quarter(drawn, size, np.zeros(len(size), np.intp)),
            (0.05, 0.95, 0.025, 0.975),
        )
        widths.append((ends[1::2] - ends[::2]) / failures.sum())
    return ", ".join(f"{width * 100:.1f}" for width in np.mean(widths, axis=0))


def _drawn_knowing(
    rng: np.random.Generator, size: Floats, failures: Floats, law: tuple[float, float]
) -> Floats:
    """Rates as likely as they are under the true law: draws, slices."""
    rate = expit(law[0] + law[1] * STEPS)
    log = -0.5 * STEPS**2 + failures[:, None] * np.log(rate)
    log += (size - failures)[:, None] * np.log1p(-rate)
    chance = np.cumsum(np.exp(log - log.max(axis=1, keepdims=True)), axis=1)
    points = rng.random((KNOWING_DRAWS, len(size))) * chance[:, -1]
    places = [np.searchsorted(one, point) for one, point in zip(chance, points.T, strict=True)]
    return np.asarray(rate[np.stack(places, axis=1)])


def measured(world: str, shape: tuple[int, int], base: float, runs: int) -> str:
    """A line of the table."""
    rows = []
    for run in range(runs):
        rng = np.random.default_rng((SEED, run))
        size, rate = drawn_world(rng, world, shape, base)
        failures = rng.binomial(size.astype(int), rate).astype(float)
        true, begins = truth(size, rate), time.perf_counter()
        found = recoverable(size, failures, np.zeros(len(size), np.intp))
        if found is not None:
            spent = (time.perf_counter() - begins) * 1000
            inside = found.low <= true <= found.high
            shares = np.array([true, found.value, found.high - found.low]) / failures.sum()
            rows.append((*shares * 100, inside, spent))
    true, shown, width, inside, spent = np.mean(rows, axis=0)
    cases = shape[1] or "40-400"
    return (
        f"| {shape[0]} x {cases} | {base:.2f} | {world} | {runs} | {true:.1f} | {shown:.1f} "
        f"| **{inside:.1%}** | {width:.1f} | {knowing(world, shape, base, runs)} | {spent:.1f} |"
    )


def lines(runs: int) -> Iterator[str]:
    """The table."""
    yield from HEAD
    for shape, base, world in product(SHAPES, BASES, WORLDS):
        yield measured(world, shape, base, runs)


def main() -> None:
    """Draw the worlds, ask, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000, help="draws of every world")
    parser.add_argument("--results", type=Path, default=RESULTS)
    told = parser.parse_args()
    text = [
        "Truth, shown and widths in points of the failures; ms by the clock on the wall. *Knowing*: the width that is"
        " left, for an interval of 90 and of 95 %, to somebody who knows the law of the rates.",
        "",
    ]
    write_results("Recoverable cases", [*text, *lines(told.runs)], told.results)


if __name__ == "__main__":
    main()

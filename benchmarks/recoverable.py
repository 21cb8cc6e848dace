"""What could be recovered, against worlds whose true rates are known: coverage, width and error of the interval.

Written from the definition: slices with true failure rates p and sizes n; the level of the better quarter is
the lowest rate such that slices at most as high hold a quarter of all cases; recoverable are the failures
above it, the sum of n * max(p - level, 0). Every run draws the failures of every slice by its true rate and
asks for the figure. All is a share of the failures that came, in points.
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
from willet.core.statistics.better_quarter import recoverable

Floats = NDArray[np.float64]

SEED = 20_240_501
WORLDS = ("all equal", "one better", "one worse", "normal", "slight")
"""One slice fails half or twice as often; log odds scatter by 0.4, or by 0.2."""
SHAPES = ((10, 200), (5, 200), (20, 200), (40, 200), (10, 0))
"""Slices and cases of each; 0: from 40 to 400, all sizes as likely."""
BASES = (0.25, 0.1, 0.5)

HEAD = [
    "| slices x cases | rate | world | runs | truth | shown | inside | width | ms |",
    "|---|---|---|---|---|---|---|---|---|",
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
    elif world in {"normal", "slight"}:
        spread = 0.4 if world == "normal" else 0.2
        rate = expit(logit(base) + rng.normal(0, spread, slices))
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
        f"| **{inside:.1%}** | {width:.1f} | {spent:.1f} |"
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
    text = ["Truth, shown and width in points of the failures; ms by the clock on the wall.", ""]
    write_results("Recoverable cases", [*text, *lines(told.runs)], told.results)


if __name__ == "__main__":
    main()

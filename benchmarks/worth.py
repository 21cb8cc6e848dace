"""What resolution is worth, planted: how often the difference lies in its interval, with a confounder and without.

A run draws 3,000 settled cases of 1,800 customers, some of them several times, who come back and leave as their own
temper, their topic, their last contact and the resolution of the case make them. Resolution takes 6 points off coming
back and 4 off leaving. In every other run topic and earlier contacts also decide how often a case is solved: then the
figure as it stands is wrong. The truth is the planted difference; nothing of the product is used to know it.
"""

import argparse
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.rounds import write_results
from willet.core.worth.outcomes import outcomes_of
from willet.core.worth.reading import SettledCases, Stay
from willet.core.worth.result import WorthDifference, WorthOutcome

SEED = 5200
CASES, CUSTOMERS, DAYS = 3_000, 1_800, 30
PLANTED = {"returned": -0.06, "churned": -0.04}
HEAD = (
    "| outcome | planted | confounder | runs | inside the interval | mean difference "
    "| unadjusted: inside | mean difference |",
    "|---|---|---|---|---|---|---|---|",
)


def run(runs: int) -> None:
    """Draw, compare, and write one section of the results."""
    rng = np.random.default_rng(SEED)
    hits: dict[tuple[str, bool], list[tuple[bool, float, bool, float]]] = {}
    for n in range(runs):
        for outcome in _outcomes(rng, confounded=bool(n % 2)):
            hits.setdefault((outcome.name, bool(n % 2)), []).append(_seen(outcome))
    rows = [
        _row(name, seen, confounded=confounded) for (name, confounded), seen in sorted(hits.items())
    ]
    write_results("What resolution is worth", [*HEAD, *rows])


def _outcomes(rng: np.random.Generator, *, confounded: bool) -> Iterator[WorthOutcome]:
    cases, stay = drawn(rng, confounded=confounded)
    return (o for o in outcomes_of(cases, stay, DAYS) if o.name in PLANTED)


def drawn(rng: np.random.Generator, *, confounded: bool) -> tuple[SettledCases, Stay]:
    """The cases of one centre, and who left."""
    customer = rng.integers(0, CUSTOMERS, CASES)
    temper = rng.uniform(-0.05, 0.05, CUSTOMERS)[customer]
    topic, queue, earlier = (rng.integers(0, kinds, CASES) for kinds in (3, 2, 3))
    hours = rng.integers(2, 7, CASES)
    hard, again = topic == 2, earlier == 2
    solved = rng.random(CASES) < 0.75 - confounded * (0.3 * hard + 0.15 * again)
    back = 0.14 + temper + 0.12 * hard + 0.08 * again + PLANTED["returned"] * solved
    gone = 0.10 + temper + 0.06 * hard + 0.05 * again + PLANTED["churned"] * solved
    next_day, left_day = (
        np.where(rng.random(CASES) < chance, rng.uniform(0, DAYS, CASES), np.inf)
        for chance in (back, gone)
    )
    ones, nothing = np.ones(CASES, dtype=np.bool_), np.full(CASES, np.nan)
    cases = SettledCases(
        customer,
        solved,
        (topic, queue, earlier, hours),
        np.zeros(CASES),
        nothing,
        next_day,
        np.isfinite(next_day).astype(np.float64),
        np.full(CASES, 90.0),
    )
    return cases, Stay(ones, ~ones, ~ones, left_day, nothing)


def _seen(outcome: WorthOutcome) -> tuple[bool, float, bool, float]:
    truth = PLANTED[outcome.name]
    of, plain = outcome.adjusted, outcome.plain
    assert of is not None
    return (
        _holds(of, truth),
        of.difference,
        _holds(plain, truth),
        plain.difference,
    )


def _holds(of: WorthDifference, truth: float) -> bool:
    assert of.low is not None
    assert of.high is not None
    return of.low <= truth <= of.high


def _row(name: str, seen: list[tuple[bool, float, bool, float]], *, confounded: bool) -> str:
    inside, mean, plain_inside, plain = _means(seen)
    return (
        f"| {name} | {PLANTED[name]:+.3f} | {'yes' if confounded else 'no'} | {len(seen):,} | **{inside:.1%}** "
        f"| {mean:+.4f} | {plain_inside:.1%} | {plain:+.4f} |"
    )


def _means(seen: list[tuple[bool, float, bool, float]]) -> NDArray[np.float64]:

    return np.asarray(np.array(seen, dtype=np.float64).mean(axis=0))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2_000)
    run(parser.parse_args().runs)

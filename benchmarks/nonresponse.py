"""Surveys that not everybody answers, in worlds whose satisfaction is planted: does each method hold the truth?

Written from the definition. 6,000 contacts of customers who come one to four times; half to nine in ten of them are
asked, by queue, and the chance is kept. What is known of each: queue, topic, wait, hour, whether the customer called
before and whether they called again, which the unhappy do more often. Half the customers answer all their contacts
alike. Answering follows the margins; the margins and an interaction of queue and topic, which satisfaction follows
too; or the satisfaction itself. The truth is the mean chance of being satisfied over every combination of levels.
Beside the methods stands the plain share of those who answered. A bound holds if the truth lies between its ends.
"""

import argparse
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from benchmarks.rounds import RESULTS, write_results
from willet.core.statistics import wilson_interval
from willet.core.statistics.nonresponse import (
    METHODS,
    Population,
    estimate,
    manski_bounds,
    weigh,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

SEED = 20_261_129
CONTACTS = 6000
PLACES = np.array([[0.16, 0.10, 0.06, 0.03], [0.05, 0.12, 0.12, 0.06], [0.04, 0.06, 0.08, 0.12]])
"""How many come for which topic to which queue."""
WAITS, HOURS, BEFORE = (0.4, 0.3, 0.2, 0.1), (0.2, 0.3, 0.3, 0.2), (0.75, 0.25)
ASKED = np.array([0.9, 0.7, 0.5])
AGAIN = np.array([0.35, 0.12])
"""Who calls again, of the unsatisfied and of the satisfied."""
LIKING = {
    "queue": (0.0, -0.5, 0.6),
    "topic": (0.5, 0.0, -0.4, -0.9),
    "wait": (0.5, 0.2, -0.3, -0.9),
    "hour": (0.2, 0.0, 0.0, -0.2),
    "before": (0.0, -0.7),
}
ANSWERING = {
    "queue": (0.0, -0.4, 0.5),
    "topic": (0.6, 0.1, 0.0, -0.7),
    "wait": (0.5, 0.1, -0.2, -0.7),
    "hour": (0.3, 0.0, -0.1, 0.1),
    "before": (0.0, -0.5),
}
ANSWERS_AGAIN, ANSWERS = -0.6, -0.9
TOGETHER = np.array([[0.0, 0.9, -0.9, 0.4], [-0.8, 0.0, 0.8, 0.0], [0.7, -0.7, 0.0, -0.9]])
"""What a queue and a topic do together, to satisfaction and to answering."""
TIED = 1.2
"""How much more the satisfied answer, in log odds, where answering hangs on the satisfaction itself."""
WORLDS = ("in the margins", "queue and topic together", "tied to the satisfaction")


@dataclass(frozen=True)
class Drawn:
    """One world: whom the survey is about, and what everybody would have said."""

    population: Population
    satisfied: Floats


def draw(world: str, rng: np.random.Generator, contacts: int = CONTACTS) -> Drawn:
    """A world, drawn anew; only those who were asked are in it."""
    customers = np.repeat(np.arange(contacts), rng.integers(1, 5, contacts))[:contacts]
    known = _known(rng, contacts)
    alike = rng.random(contacts) < 0.5
    luck = np.where(alike[customers], rng.random(contacts)[customers], rng.random(contacts))
    satisfied = (luck < _liking(world, known)).astype(float)
    known["again"] = (rng.random(contacts) < AGAIN[satisfied.astype(int)]).astype(np.intp)
    asked = rng.random(contacts) < ASKED[known["queue"]]
    answered = rng.random(contacts) < _answering(world, known, satisfied)
    population = Population(
        factors={name: levels[asked] for name, levels in known.items()},
        design=1 / ASKED[known["queue"][asked]],
        answers=np.where(answered, satisfied, np.nan)[asked],
        clusters=customers[asked],
        in_order=frozenset({"wait", "hour"}),
        pairs=(("queue", "topic"),),
    )
    return Drawn(population, satisfied[asked])


def _known(rng: np.random.Generator, size: int) -> dict[str, Ints]:
    places = rng.choice(PLACES.size, size, p=PLACES.ravel())
    queue, topic = np.unravel_index(places, PLACES.shape)
    return {
        "queue": queue,
        "topic": topic,
        "wait": rng.choice(4, size, p=WAITS),
        "hour": rng.choice(4, size, p=HOURS),
        "before": rng.choice(2, size, p=BEFORE),
    }


def _sum(effects: dict[str, tuple[float, ...]], known: dict[str, Ints], size: float) -> Floats:
    parts = [np.array(effects[name])[known[name]] for name in effects]
    return np.asarray(size + np.sum(parts, axis=0))


def _liking(world: str, known: dict[str, Ints]) -> Floats:
    odds = _sum(LIKING, known, 0.6)
    if world == WORLDS[1]:
        odds = odds + TOGETHER[known["queue"], known["topic"]]
    return np.asarray(expit(odds))


def _answering(world: str, known: dict[str, Ints], satisfied: Floats) -> Floats:
    odds = _sum(ANSWERING, known, ANSWERS) + ANSWERS_AGAIN * known["again"]
    if world == WORLDS[1]:
        odds = odds + TOGETHER[known["queue"], known["topic"]]
    if world == WORLDS[2]:
        odds = odds + TIED * (satisfied - 0.5)
    return np.asarray(expit(odds))


@cache
def truth(world: str) -> float:
    """The mean chance of being satisfied, over all combinations of what is known."""
    sizes = (*PLACES.shape, len(WAITS), len(HOURS), len(BEFORE))
    grid = np.indices(sizes).reshape(len(sizes), -1)
    known = dict(zip(("queue", "topic", "wait", "hour", "before"), grid, strict=True))
    shares = PLACES[known["queue"], known["topic"]] * np.array(WAITS)[known["wait"]]
    shares = shares * np.array(HOURS)[known["hour"]] * np.array(BEFORE)[known["before"]]
    return float(shares @ _liking(world, known))


def run(world: str, rng: np.random.Generator, sums: Counter[str]) -> None:
    """One world judged by every method."""
    population, true = draw(world, rng).population, truth(world)
    every = np.ones(len(population.design), dtype=bool)
    for method in METHODS:
        result = estimate(population, weigh(population, method), every, (0.0, 1.0))
        sums[f"{method} inside"] += result.low <= true <= result.high
        sums[f"{method} error"] += result.value - true  # type: ignore[assignment] # a sum of fractions
        sums[f"{method} width"] += result.high - result.low  # type: ignore[assignment] # as above
        sums[f"{method} effect"] += result.effect  # type: ignore[assignment] # as above
    given, weights = population.given[population.answered], population.design[population.answered]
    n = np.array(float(len(given)))
    low, high = wilson_interval(np.array(given.sum()), n)
    sums["plain inside"] += bool(low <= true <= high)
    sums["plain error"] += float(given.mean()) - true  # type: ignore[assignment] # as above
    ends = manski_bounds(given, weights, float(population.design.sum()), (0.0, 1.0))
    sums["bounds hold"] += ends[0] <= true <= ends[1]
    sums["answered"] += population.answered.mean()


HEAD = [
    "| answering | truth | answered | plain: error, inside | doubly robust: error, inside, width "
    "| raking | propensity | design effect | bounds hold |",
    "|---|---|---|---|---|---|---|---|---|",
]


def row(number: int, runs: int) -> str:
    """One world as a line of the table."""
    rng, sums = np.random.default_rng([SEED, number]), Counter[str]()
    for _ in range(runs):
        run(WORLDS[number], rng, sums)
    of = {name: value / runs for name, value in sums.items()}
    methods = " | ".join(
        f"{of[f'{m} error']:+.4f}, {of[f'{m} inside']:.1%}, {of[f'{m} width']:.3f}" for m in METHODS
    )
    plain = f"{of['plain error']:+.4f}, {of['plain inside']:.1%}"
    return (
        f"| {WORLDS[number]} | {truth(WORLDS[number]):.4f} | {of['answered']:.0%} | {plain} | {methods} "
        f"| {of['dr effect']:.2f} | {of['bounds hold']:.1%} |"
    )


def main() -> None:
    """Print the table, and write it where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--results", type=Path, default=RESULTS)
    args = parser.parse_args()
    rows = []
    for number in range(len(WORLDS)):
        rows.append(row(number, args.runs))
    note = f"{args.runs:,} worlds a row, {CONTACTS:,} contacts each, seed {SEED}."
    write_results("Who did not answer a survey", [note, "", *HEAD, *rows], args.results)


if __name__ == "__main__":
    main()

"""Recent days around a sudden change, in worlds whose every contact's fate is drawn: coverage, width, error.

Written from the definition. Of each day's contacts (250 on average, weekends quiet) a share is repeated within
the window; the delays are exponential, two days on average, cut at the window. On day 60 that share moves by
twenty points from one day to the next: for the contacts that come from then on, or for everybody who is then
still waiting. In quiet worlds it stays; in slow ones it drifts by twenty points in four weeks. The days are
estimated as they look 1, 2, 4 and 6 days after the change, and each interval is held against the share of those
very contacts that stayed without a repeat. `first` is the first day after the change alone, the hardest.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.rounds import RESULTS, write_results
from willet.core.cases.outlook import Outlooks
from willet.core.cases.recent import cohorts_at
from willet.core.cases.ripening import Ripening

Floats = NDArray[np.float64]

SEED = 20_240_301
PER_DAY, WEEK = 250, (1.2, 1.1, 1.0, 1.0, 1.0, 0.4, 0.3)
MEAN_DAYS, OPENS, CLOSES = 2.0, 8 / 24, 20 / 24
CHANGE, SEEN_AFTER = 60, (1, 2, 4, 6)
SLOW_DAYS = 28
SHOWN = (1, 2, 4)
"""Ages with columns of their own."""

HEAD = [
    "| repeated | who changes | window | runs | age 1: inside, width, error | age 2 | age 4 "
    "| ages 1 to 7 inside | first, ages 1 to 6 | said |",
    "|---|---|---|---|---|---|---|---|---|---|",
]


@dataclass(frozen=True)
class World:
    """The share repeated before and after, whom the change moves, and the window in days."""

    before: float
    after: float
    moves: str = "those who come"
    window: int = 7

    @property
    def words(self) -> str:
        """The world in a table."""
        move = "" if self.before == self.after else f" to {self.after:.0%}"
        return f"| {self.before:.0%}{move} | {self.moves} | {self.window} "


QUIET = "nobody"
WORLDS = (
    World(0.2, 0.2, QUIET),
    World(0.4, 0.4, QUIET),
    World(0.4, 0.2),
    World(0.2, 0.4),
    World(0.4, 0.6),
    World(0.6, 0.4),
    World(0.1, 0.3),
    World(0.4, 0.2, "all who wait"),
    World(0.2, 0.4, "all who wait"),
    World(0.2, 0.4, "slowly, those who come"),
)
LONGER = tuple(
    World(before, after, QUIET if before == after else "those who come", window)
    for window in (14, 30)
    for before, after in ((0.3, 0.3), (0.4, 0.2), (0.2, 0.4))
)


@cache
def lag_shares(window: int) -> Floats:
    """How many midnights lie between a contact and its repeat, as shares of all repeats within the window."""
    rng = np.random.default_rng(SEED)
    draws = 400_000
    clock = rng.uniform(OPENS, CLOSES, draws)
    below = rng.uniform(0, 1 - np.exp(-window / MEAN_DAYS), draws)
    lag = np.floor(clock - MEAN_DAYS * np.log1p(-below)).astype(int)
    return np.asarray(np.bincount(lag, minlength=window + 1) / draws)


def repeated_share(world: World, day: NDArray[np.intp]) -> Floats:
    """The share that the world has for a day."""
    passed = np.where(day >= CHANGE, 1.0, 0.0)
    if world.moves.startswith("slowly"):
        passed = np.clip((day - CHANGE + SLOW_DAYS) / SLOW_DAYS, 0.0, None)
    return np.asarray(world.before + passed * (world.after - world.before))


def drawn(world: World, rng: np.random.Generator) -> tuple[Ripening, Floats]:
    """The counts of a world as a lake gives them, and what became of each day."""
    share, days = lag_shares(world.window), CHANGE + max(SEEN_AFTER) + 1
    week = np.resize(np.array(WEEK) * len(WEEK) / sum(WEEK), days)
    entered = rng.poisson(PER_DAY * week)
    left, repeats, before = entered.copy(), np.zeros((days, len(share))), 0.0
    for lag, part in enumerate(share):
        moved = np.arange(days) + (lag if world.moves == "all who wait" else 0)
        ever = repeated_share(world, moved)
        repeats[:, lag] = rng.binomial(left, ever * part / (1 - ever * before))
        left, before = left - repeats[:, lag].astype(int), before + part
    return _counts(entered, left, repeats), left / entered


def _counts(entered: NDArray[np.intp], left: NDArray[np.intp], repeats: Floats) -> Ripening:
    one = np.zeros(1, np.intp)
    return Ripening(
        first=date(2024, 1, 1),
        topics=one,
        queues=one,
        entered=entered[:, None].astype(float),
        closed=left[:, None].astype(float),
        repeats=repeats[:, None, :],
        today=10 * len(entered),
        passed=1.0,
    )


@dataclass(frozen=True)
class Look:
    """One cohort at one age: was its end inside, how wide is the interval, how far is the estimate off, was it said."""

    inside: bool
    width: float
    error: float
    said: bool


def looks(world: World, run: int) -> Iterator[tuple[int, bool, Look]]:
    """Every look at a world: the age, whether the cohort is the first after the change, what was seen."""
    seen, truth = drawn(world, np.random.default_rng((SEED, run)))
    outlooks = Outlooks(seen)
    for after in SEEN_AFTER:
        numbers = CHANGE + after - np.arange(1, 8)
        for number, found in zip(
            numbers, cohorts_at(outlooks, CHANGE + after, numbers), strict=True
        ):
            true = truth[number]
            inside = found.low - 1e-9 <= true <= found.high + 1e-9
            look = Look(
                inside, found.high - found.low, found.estimate - true, found.changed_on is not None
            )
            yield CHANGE + after - int(number), int(number) == CHANGE, look


def measured(world: World, runs: int) -> str:
    """A line of the table."""
    ages: dict[int, list[Look]] = defaultdict(list)
    first: list[Look] = []
    for run in range(runs):
        for age, is_first, look in looks(world, run):
            ages[age].append(look)
            first += [look] if is_first else []
    cells = " | ".join(_cell(ages[age]) for age in SHOWN)
    every = [look for age in range(1, 8) for look in ages[age]]
    said = np.mean([look.said for look in ages[1]])
    return (
        f"{world.words}| {runs} | {cells} | **{_inside(every):.1%}** "
        f"| {_inside(first):.1%} | {said:.0%} |"
    )


def _inside(rows: list[Look]) -> float:
    return float(np.mean([look.inside for look in rows]))


def _cell(rows: list[Look]) -> str:
    width, error = (
        100 * float(np.mean([getattr(look, name) for look in rows])) for name in ("width", "error")
    )
    return f"{_inside(rows):.1%}, {width:.1f}, {error:+.1f}"


def lines(runs: int, longer: int) -> Iterator[str]:
    """The table."""
    yield from HEAD
    yield from (measured(world, runs) for world in WORLDS)
    yield from (measured(world, longer) for world in LONGER)


def main() -> None:
    """Draw the worlds, estimate, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=400, help="worlds of each kind")
    parser.add_argument("--longer", type=int, default=100, help="of those with longer windows")
    parser.add_argument("--results", type=Path, default=RESULTS)
    told = parser.parse_args()
    text = ["Widths and mean errors in points.", "", *lines(told.runs, told.longer)]
    write_results("Recent days around a sudden change", text, told.results)


if __name__ == "__main__":
    main()

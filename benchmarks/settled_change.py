"""Call resolution of recent days around a sudden change of how problems end, before these days settle.

The worlds of `benchmarks.settled`, in which from one day on fewer of the answered calls help, or more do: by as much
as moves what the days come to by 20 points. The record ends 1 to 7 midnights after the first changed day began; the
product is asked for every day since, and its interval is held against what that very day comes to, and against the
share that the making of the changed world gives, from one very large world. Beside it: how often the product says
that something changed, and whether the day it names is right to a day. Nothing here knows how the product estimates.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product

import numpy as np

from benchmarks.rounds import RESULTS, write_results
from benchmarks.settled import DAYS, LARGE, WINDOW, Change, ask, share_at, shown_world, world
from willet.core.cases.settling import foreseen
from willet.core.lake.engine import open_engine

WORSE = -0.45
"""By how much an answered call helps less often in the worse of the two times: 20 points of what the days come to."""
WORLDS = {"as before": None, "worse": False, "better": True}
"""What happens -> whether the worse time was the first; None where nothing changes."""
SINCE = (1, 2, 4, 7)
"""How many midnights ago the first changed day began."""
SEED = 40_000
FIRST_DAY = date(2024, 1, 1)


@dataclass
class Held:
    """What was seen of days of one age."""

    inside: list[bool] = field(default_factory=list)
    planted: list[bool] = field(default_factory=list)
    width: list[float] = field(default_factory=list)
    error: list[float] = field(default_factory=list)

    def line(self) -> str:
        """One cell of the table: inside, width and mean error in points."""
        width, error = np.mean(self.width) * 100, np.mean(self.error) * 100
        return f"{np.mean(self.inside):.0%}, {np.mean(self.planted):.0%}, {width:.1f}, {error:+.1f}"


@dataclass
class Said:
    """Of the records that ended so many days after the first changed one: was a change said, and its day right."""

    spoken: list[bool] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def line(self) -> str:
        """One cell of the table."""
        right = f", {np.mean(self.right):.0%}" if self.right else ""
        return f"{np.mean(self.spoken):.0%}{right}"


Day = tuple[int, float, float, float, float, float]
"""Age, value, low, high, what the day comes to, what is planted."""


def days_of(
    seed: int, was_worse: bool | None, since: int, planted: list[float], said: Said
) -> Iterator[Day]:
    """Every changed day of one record; whether a change is said goes to `said`."""
    change = None if was_worse is None else Change(DAYS - since, WORSE, until=was_worse)
    seen, draw = world(seed, change=change), np.random.default_rng([seed, 1])
    with open_engine() as con:
        shown_world(con, seen, draw, hidden=0.0, audits=0)
        rows = ask(con, DAYS - since, DAYS - 1, by=["day"]).rows
        spoken = foreseen(con, WINDOW).changed_on
    said.spoken.append(spoken is not None)
    if spoken and was_worse is not None:
        said.right.append(abs((spoken - FIRST_DAY).days - (DAYS - since)) <= 1)
    for age, row in zip(range(since, 0, -1), rows, strict=True):
        day = DAYS - age
        final = share_at(seen, day, day, day + WINDOW + 1)
        yield age, row.value or 0.0, row.low or 0.0, row.high or 0.0, final, planted[day % 7]


def planted_after(was_worse: bool | None) -> list[float]:
    """The share that days of each place in the week come to, long after the change."""
    change = Change(0, WORSE) if was_worse is False else None
    large = world(0, scale=LARGE // 20, change=change)
    weeks = {day % 7: share_at(large, day, day, day + WINDOW + 1) for day in range(14, 21)}
    return [weeks[n] for n in range(7)]


def held(
    was_worse: bool | None, planted: list[float], worlds: int
) -> tuple[dict[int, Held], Held, dict[int, Said]]:
    """Days by age over all worlds and all moments of the change; the first changed day alone; and what was said."""
    ages, first = {age: Held() for age in range(1, max(SINCE) + 1)}, Held()
    said = {since: Said() for since in SINCE}
    for n, since in product(range(worlds), SINCE):
        for age, value, low, high, final, true in days_of(
            SEED + n * 10 + since, was_worse, since, planted, said[since]
        ):
            for kept in (ages[age], *([first] if age == since else [])):
                kept.inside.append(low <= final <= high)
                kept.planted.append(low <= true <= high)
                kept.width.append(high - low)
                kept.error.append(value - final)
    return ages, first, said


def tables(worlds: int) -> list[str]:
    """Everything that is measured, as Markdown."""
    lines = [
        f"{worlds} worlds for each of {len(SINCE)} moments of the change. In each cell: inside of what the day "
        "comes to, inside of what is planted, width and mean error in points. *Said*: a change, and of these the "
        f"right day, by {', '.join(map(str, SINCE))} midnights since.",
        "",
        "| since then | "
        + " | ".join(f"age {age}" for age in range(1, 8))
        + " | first changed day | said |",
        "|---" * 10 + "|",
    ]
    for name, was_worse in WORLDS.items():
        planted = planted_after(was_worse)
        ages, first, said = held(was_worse, planted, worlds)
        cells = [*(ages[age].line() for age in ages), first.line()]
        cells.append("; ".join(said[since].line() for since in said))
        lines.append(f"| {name}: {np.mean(planted):.3f} | {' | '.join(cells)} |")
    return lines


def main() -> None:
    """Draw every world, ask, hold against what comes, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=60)
    parser.add_argument("--results", type=type(RESULTS), default=RESULTS)
    told = parser.parse_args()
    write_results("Call resolution around a sudden change", tables(told.worlds), told.results)


if __name__ == "__main__":
    main()

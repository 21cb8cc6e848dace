"""Months forecast on day 10, and what they came to."""

import numpy as np

from benchmarks.goals.worlds import WORLDS, World, draw
from benchmarks.rounds import write_results
from willet.core.statistics.pace import DayFigure, OpenDay, forecast

SEED = 20_261_113
DAY = 10


def run(months: int) -> None:
    """Every world, and one section of the results."""
    rows = [_row(world, months) for world in WORLDS]
    head = ["", "| world | inside | mean width |", "|---|---|---|"]
    lead = (
        f"{months:,} months each, 180 days of history, seed {SEED}. Wanted are 93 to 97 % inside."
    )
    write_results("Forecasts of months on day 10", [lead, *head, *rows])


def _row(world: World, months: int) -> str:
    rng = np.random.default_rng([SEED, WORLDS.index(world)])
    inside, widths = 0, list[float]()
    for _month in range(months):
        history, month = draw(world, rng)
        rest = [OpenDay(day.day) for day in month[DAY:]]
        result = forecast(world.kind, history=history, done=month[:DAY], rest=rest, draws=1000)
        assert result is not None
        inside += result.low <= outcome(world.kind, month) <= result.high
        widths.append(result.high - result.low)
    return f"| {world.name} | {inside / months:.1%} | {np.mean(widths):.4g} |"


def outcome(kind: str, month: list[DayFigure]) -> float:
    """What the month came to."""
    if kind == "total":
        return sum(day.value or 0.0 for day in month)
    return sum(day.n * (day.value or 0.0) for day in month) / sum(day.n for day in month)

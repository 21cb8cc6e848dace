"""Looking every week at nothing: a plan of twelve weeks is asked after each of them, and any false verdict counts."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from benchmarks.effects.worlds import FIRST, World, drawn, told
from benchmarks.rounds import write_results
from willet.core.effects import Exposure
from willet.core.effects.cells import Cells

SEED = 2602
UNITS = ((8, 200), (20, 200), (96, 25))
"""Units, half of them exposed, and the contacts of each a week."""
BEFORE, PLAN = 12, 12
HEAD = (
    "| units | runs | false verdicts at some look | at the last look alone |",
    "|---|---|---|---|",
)


def run(runs: int) -> None:
    """Draw, look twelve times at each, and write one section of the results."""
    rows = [_row(units, per_week, runs) for units, per_week in UNITS]
    write_results("Weekly looks at an effect of nothing", [*HEAD, *rows])


def _row(units: int, per_week: float, runs: int) -> str:
    rng = np.random.default_rng(SEED + units)
    starts = [BEFORE if u < units // 2 else None for u in range(units)]
    ever = last = 0
    for _ in range(runs):
        cells, exposures = drawn(World(starts, BEFORE + PLAN, per_week), rng)
        until = FIRST + timedelta(days=7 * (BEFORE + PLAN) - 1)
        planned = [e if e.assigned_from is None else replace(e, until=until) for e in exposures]
        false = [_false(cells, planned, week, rng) for week in range(1, PLAN + 1)]
        ever += any(false)
        last += false[-1]
    return f"| {units} | {runs:,} | **{ever / runs:.1%}** | {last / runs:.1%} |"


def _false(cells: Cells, exposures: list[Exposure], week: int, rng: np.random.Generator) -> bool:
    """Whether the look after so many weeks speaks. The day before the plan's last is the last that is a look."""
    days = 7 * (BEFORE + week) - (week == PLAN)
    cut = replace(
        cells, n=cells.n[:, :days], above=cells.above[:, :days], below=cells.below[:, :days]
    )
    return told(cut, exposures, rng).verdict in {"worked", "harmful"}

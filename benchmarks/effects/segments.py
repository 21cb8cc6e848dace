"""The segmented trend with few units: how often the intervals of its level and slope hold what is planted.

Half of the units are exposed from week 12 of 24 on, with shocks that last, as in the worlds of few units.
"""

import numpy as np

from benchmarks.effects.worlds import World, drawn
from benchmarks.rounds import write_results
from willet.core.effects.arms import arms_of
from willet.core.effects.segments import TrendPart, segments_of

SEED = 4404
UNITS = (6, 8, 20)
HEAD = (
    "| units, half exposed | planted level | runs | level held | slope held |",
    "|---|---|---|---|---|",
)


def run(runs: int) -> None:
    """Draw, tell, and write one section of the results."""
    rows = [
        _row(units, runs, SEED + units + round(1000 * effect), effect)
        for units in UNITS
        for effect in (0.0, 0.05)
    ]
    write_results("Segmented trends of interrupted series", [*HEAD, *rows])


def _row(units: int, runs: int, seed: int, effect: float) -> str:
    level, slope = shares_held(units, runs, seed=seed, effect=effect)
    return f"| {units} | {effect:+.2f} | {runs:,} | **{level:.1%}** | **{slope:.1%}** |"


def shares_held(units: int, runs: int, *, seed: int, effect: float) -> tuple[float, float]:
    """In which share of runs the interval of the level holds the effect, and that of the slope nought."""
    rng = np.random.default_rng(seed)
    starts = [12 if u < units // 2 else None for u in range(units)]
    held = np.zeros((runs, 2))
    for n in range(runs):
        cells, exposures = drawn(World(starts, 24, 200, effect=effect), rng)
        level, slope = segments_of(cells, arms_of(cells, exposures))
        held[n] = _holds(level, effect), _holds(slope, 0.0)
    level_share, slope_share = held.mean(axis=0)
    return float(level_share), float(slope_share)


def _holds(segment: TrendPart, truth: float) -> bool:
    assert segment.low is not None
    assert segment.high is not None
    return segment.low <= truth <= segment.high

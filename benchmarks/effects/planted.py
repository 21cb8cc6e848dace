"""Centres with a planted change: how often each verdict comes, beside what was promised before the start.

The promise is the planner's, of the noise that is planted: shocks of 3 points of which .6 is left after a week, and the
luck of contacts. Half the 99 % band of 500 centres about a promise p is 2.576 root(p (1 - p) / 500).
"""

from dataclasses import dataclass

import numpy as np

from benchmarks.effects.worlds import LASTING, LEVEL, SHOCK, World, drawn, told
from benchmarks.rounds import write_results
from willet.core.effects.inference import Noise
from willet.core.effects.planning import Plan

SEED = 3903
WORTH = 0.03
HALF: list[int | None] = [12] * 48 + [None] * 48
WEDGE: list[int | None] = [8 + 4 * (t // 3) for t in range(12)]
WEAK: list[int | None] = [8 + 4 * (a // 6) if a < 18 else None for a in range(36)]
HEAD = (
    "| world | worked | harmful | less than worth | cannot tell | of these refused | promised: worked | harmful |",
    "|---|---|---|---|---|---|---|---|",
)


@dataclass(frozen=True)
class Planted:
    """A world and its name; `planned` where the planner's promise is of its design."""

    name: str
    world: World
    planned: bool = True


WORLDS = (
    Planted("course of 5 points, 48 of 96 agents", World(HALF, 24, 25, effect=0.05)),
    Planted("course of 3 points, just worth it", World(HALF, 24, 25, effect=0.03)),
    Planted("script that harms by 5 points", World(HALF, 24, 25, effect=-0.05)),
    Planted("nothing, 48 of 96 agents", World(HALF, 24, 25)),
    Planted("nothing, 6 of 12 teams", World([12] * 6 + [None] * 6, 24, 200)),
    Planted(
        "limit of 6 points, 12 teams in 4 steps", World(WEDGE, 28, 200, effect=0.06), planned=False
    ),
    Planted("nothing, 12 teams in 4 steps", World(WEDGE, 28, 200), planned=False),
    Planted(
        "course of 4 points, the weakest agents first",
        World(WEAK, 28, 60, effect=0.04, weak_first=True),
        planned=False,
    ),
    Planted(
        "nothing, the weakest agents first", World(WEAK, 28, 60, weak_first=True), planned=False
    ),
    *(
        Planted(
            f"nothing but a drift of .4 points a week, seen for {before} weeks before",
            World([before] * 48 + [None] * 48, before + 12, 25, drift=0.004),
            planned=False,
        )
        for before in (12, 26, 40)
    ),
)


def run(runs: int) -> None:
    """Draw, tell, and write one section of the results."""
    rows = [_row(planted, runs, SEED + n) for n, planted in enumerate(WORLDS)]
    band = 2.576 * np.sqrt(0.25 / runs)
    last = f"{runs:,} centres each; the 99 % band about a promise of one half is {band:.1%} either way."
    write_results("Planted changes", [*HEAD, *rows, "", last])


def _row(planted: Planted, runs: int, seed: int) -> str:
    rng = np.random.default_rng(seed)
    effects = [told(*drawn(planted.world, rng), rng, WORTH) for _ in range(runs)]
    verdicts = ("worked", "harmful", "less_than_worth", "cannot_tell")
    shares = [sum(e.verdict == v for e in effects) / runs for v in verdicts]
    refused = sum(e.placebo.refuses for e in effects) / runs
    promised = _promised(planted.world) if planted.planned else ["–", "–"]
    cells = [planted.name, *(f"{s:.1%}" for s in (*shares, refused)), *promised]
    return "| " + " | ".join(cells) + " |"


def _promised(world: World) -> list[str]:
    exposed = sum(s is not None for s in world.starts)
    others, before = len(world.starts) - exposed, min(s for s in world.starts if s is not None)
    noise = Noise(SHOCK**2, LASTING, LEVEL * (1 - LEVEL) / world.per_week)
    plan = Plan(noise, exposed, others, before)
    chances = plan.promise(world.weeks - before, world.effect, WORTH)
    return [f"{chances.worked:.1%}", f"{chances.harmful:.1%}"]

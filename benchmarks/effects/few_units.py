"""Few units and no effect: how often a verdict is false, and how often the interval holds nothing at all.

Teams with weekly shocks of 3 points of which .6 is left after a week, 12 weeks before the start and 12 after it, 200
contacts a team and week. The same for wedges, whose intervals come of permuted orders; and five points planted with 48
of 96 agents, who share the shocks of eight teams.
"""

from collections.abc import Sequence

import numpy as np

from benchmarks.effects.worlds import World, drawn, told
from benchmarks.rounds import write_results

SEED = 1301
TEAMS = ((6, 3), (8, 4), (10, 2), (20, 10))
WEDGES = ((6, 3), (8, 4), (10, 5), (20, 5))
"""Teams, and how many days of start they are spread over."""
PLANTED = World([12 if a % 16 < 8 else None for a in range(96)], 24, 25, effect=0.05, teams=8)
HEAD = (
    "| world | runs | false verdicts | interval holds the truth | without an interval | refused |",
    "|---|---|---|---|---|---|",
)


def run(runs: int) -> None:
    """Draw, tell, and write one section of the results."""
    rows = []
    for teams, treated in TEAMS:
        world = World([12] * treated + [None] * (teams - treated), 24, 200)
        rows.append(
            _row(f"{teams} teams, {treated} exposed: unit-level t", world, runs, SEED + teams)
        )
    for teams, dates in WEDGES:
        starts = [8 + 12 * (t * dates // teams) // (dates - 1) for t in range(teams)]
        name = f"{teams} teams on {dates} days: permutation"
        rows.append(_row(name, World(starts, 28, 200), runs, SEED + 100 + teams))
    worked = _worked(runs)
    last = f"Five points planted with 48 of 96 agents: worked in **{worked:.1%}** of {runs:,} runs."
    write_results("Effects with few units", [*HEAD, *rows, "", last])


def _row(name: str, world: World, runs: int, seed: int) -> str:
    rng = np.random.default_rng(seed)
    false = held = none = refused = 0
    for _ in range(runs):
        effect = told(*drawn(world, rng), rng)
        false += effect.verdict in {"worked", "harmful"}
        none += effect.low is None or effect.high is None
        held += effect.low is None or effect.high is None or effect.low <= 0 <= effect.high
        refused += effect.placebo.refuses
    figures: Sequence[float] = [x / runs for x in (false, held, none, refused)]
    return f"| {name} | {runs:,} | " + " | ".join(f"{f:.1%}" for f in figures) + " |"


def _worked(runs: int) -> float:
    rng = np.random.default_rng(SEED + 1000)
    return float(
        np.mean([told(*drawn(PLANTED, rng), rng).verdict == "worked" for _ in range(runs)])
    )

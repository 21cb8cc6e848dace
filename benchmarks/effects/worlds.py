"""Centres drawn as cells: units with levels of their own, shocks that last, contacts by luck, and a planted effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from willet.core.effects import Effect, Exposure
from willet.core.effects.arms import arms_of, bounds_of
from willet.core.effects.cells import Cells, Strata
from willet.core.effects.judging import judged
from willet.core.effects.measured import measured
from willet.core.effects.placebos import Settled, settled_by
from willet.core.effects.reading import Sight
from willet.core.effects.request import EffectRequest

Floats = NDArray[np.float64]

FIRST = date(2024, 1, 1)
LEVEL, LEVEL_SPREAD = 0.7, 0.04
SHOCK, LASTING = 0.03, 0.6
QUEUES = np.array([0.03, 0.0, -0.03])
"""By how much more of the contacts of a queue are solved."""
RECENT = 0.2
"""The share of customers who called within the last 28 days."""


@dataclass(frozen=True)
class World:
    """What is planted. `starts` are the weeks from which units are exposed (None: never), in the order of the units.

    `teams` lets units of one team share the shock; without it each has its own. `drift` is added to exposed units
    per week, from the beginning. `weak_first` gives the earliest starts to the units of the lowest level.
    """

    starts: Sequence[int | None]
    weeks: int
    per_week: float
    effect: float = 0.0
    teams: int | None = None
    drift: float = 0.0
    weak_first: bool = False


def drawn(world: World, rng: np.random.Generator) -> tuple[Cells, list[Exposure]]:
    """The cells of one centre of this world, and its exposures."""
    units, days = len(world.starts), 7 * world.weeks
    level = LEVEL + rng.normal(0, LEVEL_SPREAD, units)
    if world.weak_first:
        level = np.sort(level)
    start = np.array([world.weeks if s is None else s for s in world.starts])
    exposed = np.arange(world.weeks) >= start[:, None]
    chance = level[:, None] + _shocks(world, rng) + world.effect * exposed
    chance += world.drift * np.arange(world.weeks) * (start < world.weeks)[:, None]
    n = rng.poisson(world.per_week / 7, (units, days)).astype(np.float64)
    above = rng.binomial(n.astype(int), np.clip(np.repeat(chance, 7, axis=1), 0, 1)).astype(float)
    names = tuple(f"u{u:03d}" for u in range(units))
    exposures = [
        Exposure(name, None if s is None else FIRST + timedelta(days=7 * s))
        for name, s in zip(names, world.starts, strict=True)
    ]
    bounds = bounds_of(exposures, (FIRST, FIRST + timedelta(days=days - 1)))
    rate = above.sum() / n.sum()
    cells = Cells(
        names, FIRST, n, above, n, 0 * n, _strata(n, bounds, rng), float(rate * (1 - rate))
    )
    return cells, exposures


def _shocks(world: World, rng: np.random.Generator) -> Floats:
    bearers = world.teams or len(world.starts)
    shock = np.zeros((bearers, world.weeks))
    shock[:, 0] = rng.normal(0, SHOCK, bearers)
    for week in range(1, world.weeks):
        fresh = rng.normal(0, SHOCK * np.sqrt(1 - LASTING**2), bearers)
        shock[:, week] = LASTING * shock[:, week - 1] + fresh
    return shock[np.arange(len(world.starts)) % bearers]


def _strata(n: Floats, bounds: Sequence[date], rng: np.random.Generator) -> Strata:
    """Each unit's contacts of each phase over three queues and ten hours, alike for all units."""
    edges = [0, *((bound - FIRST).days for bound in bounds), n.shape[1]]
    kinds = np.stack(np.meshgrid(np.arange(3), np.arange(10), indexing="ij"), axis=-1).reshape(
        -1, 2
    )
    parts = []
    for phase, (a, b) in enumerate(pairwise(edges)):
        whole = n[:, a:b].sum(axis=1).astype(int)
        counts = rng.multinomial(whole, np.full(len(kinds), 1 / len(kinds))).astype(float)
        for unit in range(len(n)):
            parts.append((np.full(len(kinds), unit), np.full(len(kinds), phase), counts[unit]))
    units, phases, count = (np.concatenate([p[k] for p in parts]) for k in range(3))
    queue, hour = np.tile(kinds[:, 0], len(parts)), np.tile(kinds[:, 1], len(parts))
    above = rng.binomial(count.astype(int), LEVEL + QUEUES[queue]).astype(float)
    return Strata(units.astype(np.int64), phases.astype(np.int64), queue, hour, count, above, count)


def told(
    cells: Cells, exposures: Sequence[Exposure], rng: np.random.Generator, worth: float = 0.03
) -> Effect:
    """What the product says of a centre: everything but reading the cells from a lake."""
    request = EffectRequest.of("call_resolution", exposures, "agent", worth=worth)
    last = FIRST + timedelta(days=cells.days - 1)
    bounds = tuple(bounds_of(exposures, (FIRST, last)))
    arms = arms_of(cells, exposures)
    settled = (
        settled_by(cells, len(bounds) + 1, "queue", cells.strata.queue),
        settled_by(cells, len(bounds) + 1, "hour", cells.strata.hour),
        _since(cells, len(bounds) + 1, rng),
    )
    sight = Sight(cells, arms, (FIRST, last), bounds, settled, (), ())
    return judged(request, measured(request.question, "agent", {}), sight, last)


def _since(cells: Cells, phases: int, rng: np.random.Generator) -> Settled:
    strata = cells.strata
    place = strata.unit * phases + strata.phase
    summed = np.bincount(place, strata.n, len(cells.units) * phases)
    rows = summed.reshape(-1, phases).astype(np.float64)
    recent = rng.binomial(rows.astype(int), RECENT).astype(float)
    return Settled("days_since_last", recent, rows, RECENT * (1 - RECENT))

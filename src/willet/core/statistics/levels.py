"""A level that mostly stays and at times jumps: what each step's counts say of it, by hidden Markov chain.

The level is the logarithm of a factor on known rates. From one step to the next it stays or jumps; a
step's own rate lies off it by some noise. How much noise there is, is not known beforehand: several
amounts are tried, and each counts as far as the counts speak for it.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

GRID: Floats = np.linspace(-2.4, 2.4, 61)
"""The levels held possible: from an eleventh to eleven times the known rate."""
START = 0.2
"""How far the first level may lie from the known rate, as a standard deviation of its logarithm."""
JUMP = 0.9
"""How far a jump goes: two of three lie within a factor of 2.5."""
NOISES = ((0.08, 1 / 5), (0.2, 1 / 60), (0.4, 1 / 60))
"""How far one step's rate may lie off the level, and how often the level then jumps.

Where steps differ little a jump is held to be far more frequent than it is, for the newest step has next to no
counts to prove one with. Where they differ much that would take every odd step for a new level.
"""


@dataclass(frozen=True)
class Level:
    """What the counts say of the level: probabilities over `GRID`.

    `own` of every step's own rate, `last` of the level at the last step; `jumped` is the chance that the
    level jumped at the beginning of each step, `evidence` the logarithm of how likely the counts are.
    """

    own: Floats
    last: Floats
    jumped: Floats
    evidence: float


@dataclass(frozen=True)
class _Chain:
    """Forward and backward messages: steps, noises, readings, levels; `scale` is of steps, noises, readings."""

    shown: Floats
    before: Floats
    after: Floats
    behind: Floats
    scale: Floats


def levels_of(likelihoods: Floats) -> list[Level]:
    """The levels behind several readings of the same counts.

    Args:
        likelihoods: of each reading, the logarithm of how likely each step's counts are at each level of
            `GRID`: readings, steps, levels.

    Source: forward and backward algorithm, Rabiner (1989); jumps of a level as in Barry and Hartigan (1993).
    """
    peak = likelihoods.max(axis=2, keepdims=True)
    seen = np.exp(likelihoods - peak).transpose(1, 0, 2)[:, None]
    chain = _chain(seen @ _noise().transpose(0, 2, 1))
    evidence = np.log(chain.scale).sum(axis=0)
    best = evidence.max(axis=0)
    weight = np.exp(evidence - best)
    total = np.log(weight.mean(axis=0)) + best + peak.sum(axis=(1, 2))
    weight = (weight / weight.sum(axis=0))[:, :, None]
    result = (_own(chain, seen), chain.after[-1], _jumped(chain))
    own, last, jumped = ((each * weight).sum(axis=-3) for each in result)
    return [Level(own[:, m], last[m], jumped[:, m, 0], float(total[m])) for m in range(len(total))]


@cache
def _moves(deviation: float, about: float = 0.0) -> Floats:
    """The chances (rows sum to 1) to come from one level to another, so far above it on average."""
    chance = np.exp(-0.5 * ((GRID - GRID[:, None] - about) / deviation) ** 2)
    return np.asarray(chance / chance.sum(axis=1, keepdims=True))


def _noise() -> Floats:
    """How rates lie about a level, by noise: levels, rates. The mean rate is the level's, not the mean logarithm."""
    return np.stack([_moves(noise, -(noise**2) / 2) for noise, _ in NOISES])


def _often() -> Floats:
    """The chance of a jump, by noise: to be set beside readings and levels."""
    return np.array([often for _, often in NOISES])[:, None, None]


def _own(chain: _Chain, seen: Floats) -> Floats:
    own = (chain.before * chain.behind) @ _noise() * seen
    return np.asarray(own / own.sum(axis=3, keepdims=True))


def _jumped(chain: _Chain) -> Floats:
    came = _often() * (chain.after[:-1] @ _moves(JUMP))
    came = came * chain.shown[1:] * chain.behind[1:] / chain.scale[1:, ..., None]
    first = np.zeros((1, *came.shape[1:]))
    return np.asarray(np.concatenate([first, came]).sum(axis=3, keepdims=True))


def _chain(shown: Floats) -> _Chain:
    """The level before and after each step's counts, and how likely these and all later ones were."""
    moves = (1 - _often()) * np.eye(len(GRID)) + _often() * _moves(JUMP)
    before, after, behind = np.empty_like(shown), np.empty_like(shown), np.ones_like(shown)
    scale = np.empty(shown.shape[:3])
    start = np.exp(-0.5 * (GRID / START) ** 2)
    at = np.broadcast_to(start / start.sum(), shown.shape[1:])
    for step, counts in enumerate(shown):
        before[step] = at
        scale[step] = (at * counts).sum(axis=2)
        after[step] = at * counts / scale[step][..., None]
        at = after[step] @ moves
    back = moves.transpose(0, 2, 1)
    for step in range(len(shown) - 1, 0, -1):
        behind[step - 1] = (shown[step] * behind[step] / scale[step][..., None]) @ back
    return _Chain(shown, before, after, behind, scale)

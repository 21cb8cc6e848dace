"""Units that all come to be exposed, one after the other: the effect, and what other orders would have shown.

The estimate is that of Callaway and Sant'Anna with units not yet exposed as controls, against the mean of all
phases before. Where the order was drawn by lot, every other order was as likely: how often another one shows as much
is exact, however few the units and whatever their shocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import factorial, prod

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DRAWS, ALL = 4999, 10_000
"""So many other orders are drawn; all of them are taken where there are no more than this."""
SEED = 20_210_101


@dataclass(frozen=True)
class Order:
    """`outcome[unit, phase]`, each phase `length` days long; `start` is the phase in which a unit began.

    One that is never exposed has as start the number of phases.
    """

    outcome: Floats
    start: Ints
    length: Floats


@dataclass(frozen=True, slots=True)
class PermutedEstimate:
    """An effect, how many orders give as much or more, and the interval of effects no order speaks against.

    `low` and `high` are None where even the most extreme order is too common to exclude any. `spread` is the standard
    deviation over the orders once the effect is taken off: the standard error that a promise needs.
    """

    effect: float
    p: float
    low: float | None
    high: float | None
    orders: int
    spread: float


def permuted(order: Order, level: float = 0.05) -> PermutedEstimate | None:
    """The effect under the order as it was; None where no phase has both exposed units and others.

    The interval holds every constant effect that the test does not exclude at `level`, solved exactly: each other
    order excludes all effects beyond two roots.

    Source: Rosenbaum, Observational Studies (2002), chapter 2; Thompson et al., Statistics in Medicine 37 (2018),
    for stepped wedges.
    """
    weights = coefficients(order)
    if weights is None:
        return None
    exposed = np.arange(len(order.length)) >= order.start[:, None]
    shown = weights @ order.outcome.T
    moved = weights @ exposed.T.astype(np.float64)
    units = np.arange(len(order.start))
    effect = float(shown[units, units].sum())
    others = np.concatenate([units[None], *_orders(order.start)])
    values = shown[others, units].sum(axis=1)
    share = moved[others, units].sum(axis=1)
    tie = 1e-9 * max(float(np.abs(values).max()), 1e-12)
    p = float(np.mean(np.abs(values) >= abs(effect) - tie))
    rest = values - effect * share
    low, high = _kept(rest, share, level)
    return PermutedEstimate(
        effect,
        p,
        None if low is None else effect + low - tie,
        None if high is None else effect + high + tie,
        len(others),
        float(rest[1:].std()),
    )


def coefficients(order: Order) -> Floats | None:
    """What each unit's outcome in each phase weighs in the estimate, by unit and phase."""
    result = np.zeros_like(order.outcome)
    whole = 0.0
    phases = len(order.length)
    for group in sorted({int(s) for s in order.start if 0 < s < phases}):
        treated = order.start == group
        for phase in range(group, phases):
            waiting = order.start > phase
            if not waiting.any():
                break
            weight = treated.sum() * order.length[phase]
            side = treated / treated.sum() - waiting / waiting.sum()
            before = order.length[:group] / order.length[:group].sum()
            result[:, phase] += weight * side
            result[:, :group] -= weight * side[:, None] * before
            whole += weight
    return result / whole if whole > 0 else None


def _orders(start: Ints) -> Iterator[Ints]:
    """Other orders: row by row which unit's start each unit takes; the same starts for the same units count once."""
    kinds, counts = np.unique(start, return_counts=True)
    if factorial(len(start)) // prod(map(factorial, counts.tolist())) <= ALL:
        taker = {int(kind): int(np.flatnonzero(start == kind)[0]) for kind in kinds}
        left = dict(zip(taker, counts.tolist(), strict=True))
        rows = [[taker[s] for s in one] for one in _arranged(left) if one != start.tolist()]
        yield np.array(rows, dtype=np.int64).reshape(-1, len(start))
    else:
        rng = np.random.default_rng(SEED)
        yield rng.permuted(np.tile(np.arange(len(start)), (DRAWS, 1)), axis=1)


def _arranged(left: dict[int, int]) -> Iterator[list[int]]:
    """Every way to put so many of each kind in a row."""
    if not any(left.values()):
        yield []
    for kind, n in left.items():
        if n:
            yield from ([kind, *rest] for rest in _arranged({**left, kind: n - 1}))


def _kept(rest: Floats, share: Floats, level: float) -> tuple[float | None, float | None]:
    """How far below and above the estimate an effect is still held possible.

    With x the distance of an effect from the estimate, an order speaks for it where |rest - x share| >= |x|: between
    the roots rest / (1 + share) and -rest / (1 - share); everywhere where it says the same as the order itself.
    """
    inside = np.abs(share) < 1 - 1e-9
    one = np.where(inside, rest / np.where(inside, 1 + share, 1.0), np.inf)
    other = np.where(inside, -rest / np.where(inside, 1 - share, 1.0), -np.inf)
    highs, lows = np.maximum(one, other), np.minimum(one, other)
    enough = int(np.floor(level * len(rest)))
    high, low = np.sort(highs)[::-1][enough], np.sort(lows)[enough]
    return (float(low) if np.isfinite(low) else None, float(high) if np.isfinite(high) else None)

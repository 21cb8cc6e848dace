"""What the days that are left must bring for a period to end at its target, and whether they still can."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Reach: TypeAlias = Literal["reached", "missed", "can", "barely", "cannot", "safe"]
"""Over: reached or missed. Open: can be reached; only with more items than expected; not any more; whatever comes."""
_EQUAL: Final = 1e-9
"""What is left of equal numbers after arithmetic; a figure equal to its target reaches it."""


@dataclass(frozen=True, slots=True)
class Needed:
    """Whether a target can be reached, and the figure that the open days must come to for it."""

    reach: Reach
    rest: float | None = None
    """What the open days together must come to: a share, a mean, or a total; None where none is left."""


def standing(value: float | None, target: float, *, at_least: bool) -> bool:
    """Whether a figure is at its target; a figure that is not known is not."""
    if value is None:
        return False
    slack = _EQUAL * max(1.0, abs(target))
    return value >= target - slack if at_least else value <= target + slack


def needed(
    target: float,
    *,
    at_least: bool,
    above: float,
    n: float,
    rest_n: float,
    rest_n_high: float,
    ends: tuple[float, float],
) -> Needed:
    """What the open days must come to.

    Args:
        target: What the figure of the period is to be.
        at_least: Whether it is to be at least that; else at most.
        above: What stands on top of the fraction: hits, or a sum of values.
        n: How many items it is of.
        rest_n: How many the open days are expected to have; 0 where the period is over.
        rest_n_high: How many at most.
        ends: Beyond which no figure can lie.

    >>> needed(0.8, at_least=True, above=1560, n=2000, rest_n=1000, rest_n_high=1100, ends=(0, 1)).rest
    0.84
    """
    if rest_n <= 0:
        value = above / n if n else None
        return Needed("reached" if standing(value, target, at_least=at_least) else "missed")
    rest = (target * (n + rest_n) - above) / rest_n
    if _is_within(rest, ends, at_least=at_least):
        return Needed("safe" if _is_safe(rest, ends, at_least=at_least) else "can", rest)
    most = (target * (n + rest_n_high) - above) / max(rest_n_high, rest_n)
    if rest_n_high > rest_n and _is_within(most, ends, at_least=at_least):
        return Needed("barely", rest)
    return Needed("cannot", rest)


def needed_total(target: float, *, at_least: bool, above: float, days: int) -> Needed:
    """The same for a sum over the period, of which so many days are open; sums never fall.

    >>> needed_total(900, at_least=True, above=600, days=10)
    Needed(reach='can', rest=300)
    """
    at = standing(above, target, at_least=at_least)
    if days <= 0:
        return Needed("reached" if at else "missed")
    if at_least:
        return Needed("safe" if at else "can", max(target - above, 0))
    return Needed("can" if at else "cannot", target - above)


def _is_within(rest: float, ends: tuple[float, float], *, at_least: bool) -> bool:
    """Whether days can come to as much, or as little."""
    low, high = ends
    return rest <= high + _EQUAL if at_least else rest >= low - _EQUAL


def _is_safe(rest: float, ends: tuple[float, float], *, at_least: bool) -> bool:
    """Whether they cannot come to anything else."""
    low, high = ends
    return rest <= low + _EQUAL if at_least else rest >= high - _EQUAL

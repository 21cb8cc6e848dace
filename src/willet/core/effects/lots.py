"""Who begins when, drawn by lot: the same seed gives the same order, so that a draw can be shown to anybody."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random


def halves(groups: Mapping[str, Sequence[str]], start: date, seed: int) -> dict[str, date | None]:
    """Half of each group begins on a day, the other half never: of an odd number the lot decides which half is larger.

    >>> halves({"North": ["Ana", "Bo"]}, date(2026, 3, 2), 1)
    {'Ana': None, 'Bo': datetime.date(2026, 3, 2)}
    """
    lot = Random(seed)  # noqa: S311 -- an order that can be drawn again, no secret
    result: dict[str, date | None] = {}
    for name in sorted(groups):
        units = sorted(groups[name])
        lot.shuffle(units)
        begin = (len(units) + lot.randrange(2)) // 2
        result |= {unit: start if place < begin else None for place, unit in enumerate(units)}
    return dict(sorted(result.items()))


def in_steps(
    units: Sequence[str], start: date, steps: int, weeks_apart: int, seed: int
) -> dict[str, date | None]:
    """Every unit begins, in so many steps that are so many weeks apart; the steps are as equal as can be."""
    lot, drawn = Random(seed), sorted(units)  # noqa: S311 -- as above
    lot.shuffle(drawn)
    apart = timedelta(weeks=weeks_apart)
    begins = {
        unit: start + (place * steps // len(drawn)) * apart for place, unit in enumerate(drawn)
    }
    return dict(sorted(begins.items()))

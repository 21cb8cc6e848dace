"""Days too far from the rest, and too thin, to belong to the period that a lake tells of.

One record dated 2099 would otherwise say that the lake has watched until then, and every case would
count as matured. The rule looks at how many contacts each local day has, and at nothing else:

- Days parted by more than 45 days without any contact are stretches of their own.
- From both ends inward, the outermost stretch is stray while it holds fewer than one in a hundred of
  the contacts of the stretches left beside it, and fewer than one usual day of theirs (the median).

Both limits are needed. The share alone would drop a lake's first days after a pause; the usual day
alone would tear apart a desk with three contacts a day whose second year has only begun. A lake of
some days, or of a contact a day, loses nothing: it cannot say what is usual. A stretch that is
wrongly taken for stray costs little: its cases wait for the next day's import.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median_low

from willet.core.lake.seen import HORIZON_DAYS

SHARE = 100
"""A stray stretch is outnumbered by the rest more than so many times."""

Days = list[tuple[date, int]]


def body_and_strays(days: Sequence[tuple[date, int]]) -> tuple[Days, Days]:
    """The days of the lake's period and the stray ones, each with its contacts, oldest first.

    `days` are the local days that have contacts, oldest first.
    """
    stretches, strays = _stretches(days), Days()
    while (end := _stray_end(stretches)) is not None:
        strays += stretches.pop(end)
    return [day for stretch in stretches for day in stretch], sorted(strays)


def _stretches(days: Sequence[tuple[date, int]]) -> list[Days]:
    breaks = [n for n, (a, b) in enumerate(pairwise(days), 1) if _apart(a[0], b[0])]
    cuts = [0, *breaks, len(days)]
    return [list(days[a:b]) for a, b in pairwise(cuts) if a < b]


def _apart(day: date, next_day: date) -> bool:
    return (next_day - day).days > HORIZON_DAYS


def _stray_end(stretches: Sequence[Days]) -> int | None:
    """Which end is stray: 0 or -1, the thinner first, of two alike the later; None if neither is."""
    if len(stretches) < 2:
        return None
    ends = sorted((-1, 0), key=lambda end: _contacts(stretches[end]))
    rests = {0: stretches[1:], -1: stretches[:-1]}
    return next((end for end in ends if _is_stray(stretches[end], rests[end])), None)


def _is_stray(stretch: Days, rest: Sequence[Days]) -> bool:
    usual = median_low([contacts for part in rest for _, contacts in part])
    few, many = _contacts(stretch), sum(_contacts(part) for part in rest)
    return few < usual and few * SHARE < many


def _contacts(stretch: Days) -> int:
    return sum(contacts for _, contacts in stretch)

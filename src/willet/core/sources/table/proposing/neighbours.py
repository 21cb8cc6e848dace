"""What a column is by what stands beside it in the same rows: a clock that follows the arrival is no length."""

import re
from collections.abc import Sequence
from itertools import pairwise

from willet.core.sources.table.proposing.contents import Content
from willet.core.sources.table.proposing.deciding import LEAST, Decision
from willet.core.sources.table.proposing.fitting import SPANS
from willet.core.sources.table.proposing.profiles import TableProfile

_NEAR_S = 900
"""So near the arrival's time of day is another that was noted within the same call."""
_ROWS = 3
_SHARE = 0.9
_STEPS = 7
"""So often lengths that go up from row to row by chance do so once in a hundred files and more."""
_DAY_S = 86_400
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)? ?([ap])?", re.IGNORECASE)


def without_clocks(
    decisions: Sequence[Decision], contents: Sequence[Content], columns: TableProfile
) -> list[Decision]:
    """The decisions without lengths whose texts follow the time of day at which each contact came.

    A wait of 03:04:10 in the row of a call that came at 03:03:55, and so on down the table, is no wait.
    """
    clocks = [n for n, d in enumerate(decisions) if d.meaning in ("arrived_at", "arrived_time")]
    if not clocks:
        return _with_ordered_clock(decisions, contents, columns)
    return [
        Decision() if _may_be_clock(d, contents[n]) and _follows(n, clocks[0], columns) else d
        for n, d in enumerate(decisions)
    ]


def _may_be_clock(decision: Decision, content: Content) -> bool:
    is_time = content.dating is not None and content.dating.kind == "time"
    return decision.meaning in SPANS and is_time


def _with_ordered_clock(
    decisions: Sequence[Decision], contents: Sequence[Content], columns: TableProfile
) -> list[Decision]:
    """Beside a date alone: a column of times that never go back within a day is when contacts came, and no length."""
    changed = list(decisions)
    days = [n for n, d in enumerate(decisions) if d.meaning == "arrived_date"]
    ordered = [
        n
        for n, d in enumerate(decisions)
        if days and _may_be_clock(d, contents[n]) and _ascends(n, days[0], columns)
    ]
    if len(ordered) == 1:
        changed[ordered[0]] = Decision(
            "arrived_time", LEAST - 0.01, by_heading=True, by_content=True
        )
    return changed


def _ascends(place: int, day: int, columns: TableProfile) -> bool:
    rows = [(cells[day], _seconds(cells[place])) for _, cells in columns.rows if cells[place]]
    steps = [
        later - sooner
        for (one, sooner), (other, later) in pairwise(rows)
        if one == other and sooner is not None and later is not None
    ]
    return len([step for step in steps if step]) >= _STEPS and min(steps) >= 0


def _follows(place: int, clock: int, columns: TableProfile) -> bool:
    known = gaps(place, clock, columns)
    near = sum(min(gap, _DAY_S - gap) <= _NEAR_S for gap in known)
    return len(known) >= _ROWS and near >= _SHARE * len(known)


def gaps(place: int, other: int, columns: TableProfile) -> list[int]:
    """How many seconds after another column's time of day that of a column is, in each of the first rows."""
    pairs = [(_seconds(cells[place]), _seconds(cells[other])) for _, cells in columns.rows]
    return [(one - two) % _DAY_S for one, two in pairs if one is not None and two is not None]


def _seconds(text: str | None) -> int | None:
    """Since midnight, by the clock in a text.

    >>> _seconds("03.04.2026 03:04"), _seconds("1:05:10 PM"), _seconds("")
    (11040, 47110, None)
    """
    match = _CLOCK.search(text or "")
    if match is None:
        return None
    hour = int(match[1])
    if match[4]:
        hour = hour % 12 + (12 if match[4] in "pP" else 0)
    return hour * 3600 + int(match[2]) * 60 + int(match[3] or 0)

"""What a column is by what stands beside it in the same rows: a clock that follows the arrival is no length."""

import re
from collections.abc import Sequence

from willet.core.sources.table.proposing.contents import Content
from willet.core.sources.table.proposing.deciding import Decision
from willet.core.sources.table.proposing.fitting import SPANS
from willet.core.sources.table.proposing.profiles import TableProfile

_NEAR_S = 900
"""So near the arrival's time of day is another that was noted within the same call."""
_ROWS = 3
_SHARE = 0.9
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
        return list(decisions)
    return [
        Decision() if _may_be_clock(d, contents[n]) and _follows(n, clocks[0], columns) else d
        for n, d in enumerate(decisions)
    ]


def _may_be_clock(decision: Decision, content: Content) -> bool:
    is_time = content.dating is not None and content.dating.kind == "time"
    return decision.meaning in SPANS and is_time


def _follows(place: int, clock: int, columns: TableProfile) -> bool:
    pairs = [(_seconds(cells[place]), _seconds(cells[clock])) for _, cells in columns.rows]
    known = [
        (one - other) % _DAY_S for one, other in pairs if one is not None and other is not None
    ]
    near = sum(min(gap, _DAY_S - gap) <= _NEAR_S for gap in known)
    return len(known) >= _ROWS and near >= _SHARE * len(known)


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

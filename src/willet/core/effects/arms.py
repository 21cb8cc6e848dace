"""Who is exposed from when, whom that is compared with, and by which design: read off the list and the days seen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from willet.core.effects import notes
from willet.core.effects.cells import Cells
from willet.core.effects.exposures import Exposure
from willet.core.records import Message

Design: TypeAlias = Literal[
    "difference_in_differences",
    "staggered_difference_in_differences",
    "stepped_wedge",
    "interrupted_series_with_control",
    "none",
]

LEAST_ROWS = 5
"""With fewer contacts on either side of the start a unit's change says nothing."""
LEAST_UNITS = 4
"""Fewer units than this, both sides together, leave too little to learn chance from."""
FEW_UNITS = 8
LONGEST_BEFORE_DAYS = 364
"""No more than this is compared with: what was longer ago is of another time."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class StartGroup:
    """The units exposed in the same columns: from `start` until `end` (left out); `units` are rows of the cells."""

    start: int
    end: int
    units: Ints


@dataclass(frozen=True)
class Arms:
    """The cohorts, and the rows of the cells that are never exposed; `notes` say who stays out, and why."""

    design: Design
    cohorts: tuple[StartGroup, ...]
    never: Ints
    notes: tuple[Message, ...]

    @property
    def exposed(self) -> int:
        """How many units are exposed."""
        return sum(len(cohort.units) for cohort in self.cohorts)

    @property
    def start(self) -> int:
        """The first column with an exposed unit."""
        return min(cohort.start for cohort in self.cohorts)


def begins_at_once(exposures: Sequence[Exposure], last: date) -> bool:
    """Whether all listed are exposed, and on one day: then those not listed are looked at too."""
    starts = {e.assigned_from for e in exposures}
    return len(starts) == 1 and all(s is not None and s <= last for s in starts)


def bounds_of(exposures: Sequence[Exposure], span: tuple[date, date]) -> list[date]:
    """The days of a span, the first left out, on which somebody begins to be exposed or is so no longer."""
    days = {e.assigned_from for e in exposures if e.assigned_from is not None}
    # An end that lies ahead is no bound: many write 9999-12-31 for one that nobody knows.
    ends = {e.until for e in exposures if e.until is not None and e.until < span[1]}
    days |= {end + timedelta(days=1) for end in ends}
    return sorted(day for day in days if span[0] < day <= span[1])


def arms_of(cells: Cells, exposures: Sequence[Exposure]) -> Arms:
    """The arms of a comparison over these cells."""
    places = {name: n for n, name in enumerate(cells.units)}
    cohorts, gone, new = _cohorts(cells, exposures, places)
    listed = {e.unit for e in exposures}
    waiting = _waiting(cells, exposures)
    never = {e.unit for e in exposures if e.assigned_from is None} | set(waiting)
    at_once = len(cohorts) == 1 and not never
    if at_once:
        never = set(cells.units) - listed
    rows, silent = _compared(cells, never, cohorts, places)
    beside = [
        *([notes.LEFT_BEFORE(units=_listing(gone))] if gone else []),
        *([notes.CAME_LATER(units=_listing(new))] if new else []),
        *([notes.OTHERS_SILENT(units=_listing(silent))] if silent and not at_once else []),
        *([notes.IN_FUTURE(units=_listing(waiting))] if waiting and cohorts else []),
    ]
    if at_once and len(rows):
        beside.append(notes.UNLISTED_COMPARED(n=len(rows)))
    arms = Arms(_design(cohorts, rows, at_once=at_once), tuple(cohorts), rows, tuple(beside))
    return _seen_in_every_phase(cells, arms) if arms.design == "stepped_wedge" else arms


def first_end(arms: Arms, cells: Cells) -> date | None:
    """The last day on which everybody who was exposed still is; None where nobody's exposure ends inside the days."""
    end = min((cohort.end for cohort in arms.cohorts), default=cells.days)
    return None if end >= cells.days else cells.first + timedelta(days=end - 1)


def phases_of(cells: Cells, arms: Arms) -> list[tuple[int, int]]:
    """The columns between one start and the next, where each phase begins and ends."""
    starts = sorted({cohort.start for cohort in arms.cohorts})
    return list(pairwise([0, *starts, cells.days]))


def _seen_in_every_phase(cells: Cells, arms: Arms) -> Arms:
    """The arms without units that have too few contacts between two starts."""
    rows = np.array([cells.rows(*phase) for phase in phases_of(cells, arms)])
    whole = np.asarray((rows >= LEAST_ROWS).all(axis=0))
    every = np.concatenate([*(c.units for c in arms.cohorts), arms.never])
    gone = sorted(cells.units[int(u)] for u in every if not whole[u])
    if not gone:
        return arms
    kept = (replace(c, units=c.units[whole[c.units]]) for c in arms.cohorts)
    return replace(
        arms,
        cohorts=tuple(cohort for cohort in kept if len(cohort.units)),
        never=arms.never[whole[arms.never]],
        notes=(*arms.notes, notes.BETWEEN_STARTS(units=_listing(gone))),
    )


def _cohorts(
    cells: Cells, exposures: Sequence[Exposure], places: dict[str, int]
) -> tuple[list[StartGroup], list[str], list[str]]:
    """The cohorts, the units that are gone before or after their start, and those that came only then."""
    members: dict[tuple[int, int], list[int]] = {}
    gone, new = [], []
    for exposure in exposures:
        if exposure.assigned_from is None or cells.place(exposure.assigned_from) >= cells.days:
            continue
        start = max(cells.place(exposure.assigned_from), 0)
        end = cells.days
        if exposure.until is not None:
            end = max(min(cells.place(exposure.until) + 1, end), start)
        row = places.get(exposure.unit)
        if row is None or cells.rows(start, end)[row] < LEAST_ROWS:
            gone.append(exposure.unit)
        elif cells.rows(0, start)[row] < LEAST_ROWS:
            new.append(exposure.unit)
        else:
            members.setdefault((start, end), []).append(row)
    cohorts = [StartGroup(*span, np.array(rows)) for span, rows in sorted(members.items())]
    return cohorts, gone, new


def _waiting(cells: Cells, exposures: Sequence[Exposure]) -> list[str]:
    return [
        e.unit
        for e in exposures
        if e.assigned_from is not None and cells.place(e.assigned_from) >= cells.days
    ]


def _compared(
    cells: Cells, never: set[str], cohorts: Sequence[StartGroup], places: dict[str, int]
) -> tuple[Ints, list[str]]:
    """The rows of those never exposed who can be seen beside every cohort, and the names of the others."""
    rows, silent = [], []
    for name in sorted(never):
        row = places.get(name)
        spans = [s for c in cohorts for s in ((0, c.start), (c.start, c.end))]
        if row is not None and all(cells.rows(*span)[row] >= LEAST_ROWS for span in spans):
            rows.append(row)
        else:
            silent.append(name)
    return np.array(rows, dtype=np.int64), silent


def _design(cohorts: Sequence[StartGroup], never: Ints, *, at_once: bool) -> Design:
    if not cohorts:
        return "none"
    if len({cohort.start for cohort in cohorts}) > 1 and len(never) < 2:
        return "stepped_wedge"
    if not len(never):
        return "none"
    if at_once:
        return "interrupted_series_with_control"
    several = len({cohort.start for cohort in cohorts}) > 1
    return "staggered_difference_in_differences" if several else "difference_in_differences"


def _listing(names: Sequence[str]) -> str:
    shown = ", ".join(names[:8])
    return f"{shown} … ({len(names)})" if len(names) > 8 else shown

"""What the past teaches before a change: how much units vary from week to week when nothing is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

import numpy as np

from willet.core.ask.answering import days_seen
from willet.core.effects.arms import LONGEST_BEFORE_DAYS
from willet.core.effects.cells import Cells, WhoseRows, read_cells
from willet.core.effects.inference import Noise
from willet.core.effects.measured import UnitKind, measured
from willet.core.effects.planning import plan_of
from willet.core.lake import Snapshot
from willet.core.metrics import Condition, Question

_RECENT_DAYS = 182


@dataclass(frozen=True, slots=True)
class UnitHistory:
    """The units that have figures of late, and their noise: None where they or their weeks are too few."""

    units: tuple[str, ...]
    weeks: int
    noise: Noise | None
    window_days: float
    """A contact counts once so many days have passed."""


def history_of(
    snapshot: Snapshot,
    metric: str,
    unit: UnitKind,
    units: Sequence[str],
    *,
    before: date,
    where: Condition | str | None = None,
) -> UnitHistory:
    """The noise of units in a metric, over at most a year of the days before one.

    Raises:
        RequestError: the metric has no effects, or the filter cannot be.
        LakeError: the lake could not be read.
    """
    measure = measured(Question.of(metric, where=where), unit, snapshot.manifest.silence)
    seen = days_seen(snapshot)
    nothing = UnitHistory((), 0, None, measure.window_days)
    if seen is None:
        return nothing
    counted = seen[1] - timedelta(days=ceil(measure.window_days))
    last = min(counted, before - timedelta(days=1))
    first = max(seen[0], last - timedelta(days=LONGEST_BEFORE_DAYS - 1))
    if first > last:
        return nothing
    with snapshot.reading() as con:
        cells = read_cells(con, measure, WhoseRows(unit, list(units), (first, last), ()))
    return _learned(cells, measure.window_days)


def _learned(cells: Cells, window_days: float) -> UnitHistory:
    recent = cells.rows(max(cells.days - _RECENT_DAYS, 0), cells.days)
    rows = np.flatnonzero(recent > 0)
    plan = plan_of(cells, rows[::2], rows[1::2], cells.days)
    names = tuple(cells.units[int(row)] for row in rows)
    return UnitHistory(names, cells.days // 7, plan.noise if plan else None, window_days)

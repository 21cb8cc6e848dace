"""The effect of a dated exposure on a metric: read from the lake, compared, tried on placebos, and judged."""

import re
from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from willet.core.ask.answering import days_seen
from willet.core.ask.relinking import relinking
from willet.core.effects import notes
from willet.core.effects.arms import LONGEST_BEFORE_DAYS
from willet.core.effects.beside import others_across
from willet.core.effects.judging import judged, nothing_to_judge
from willet.core.effects.measured import Measured, measured
from willet.core.effects.reading import EffectReading
from willet.core.effects.request import EffectRequest
from willet.core.effects.result import Effect
from willet.core.lake import Lake, Snapshot


def effect(lake: Lake, asked: EffectRequest) -> Effect:
    """The effect as of now.

    Raises:
        RequestError: a unit of the exposures is not known, or the question's rules cannot be.
        LakeError: the lake could not be read.
    """
    return effect_on(lake.snapshot(), asked, zone=lake.zone)


def effect_on(snapshot: Snapshot, asked: EffectRequest, *, zone: str | None = None) -> Effect:
    """The effect on one state of the lake; `zone` is the centre's.

    Raises:
        RequestError: a unit of the exposures is not known, or the question's rules cannot be.
        LakeError: the lake could not be read.
    """
    measure = measured(asked.question, asked.unit, snapshot.manifest.silence)
    seen = days_seen(snapshot)
    if seen is None:
        return nothing_to_judge(asked, measure, notes.NOTHING_THERE())
    relink = relinking(asked.question)
    shown = _names_read(snapshot, measure, asked.unit) if relink is None else None
    with snapshot.reading(shown=shown) as con:
        if relink is not None:
            relink(snapshot, con)
        span, silence = _span(asked, measure, seen), snapshot.manifest.silence
        reading = EffectReading(con, asked, measure, span, zone, silence)
        cells = reading.cells()
        if not cells.units:
            return nothing_to_judge(asked, measure, reading.why_nothing())
        across = others_across(snapshot, con, asked.exposures, asked.unit, span, zone)
        sight = reading.sight(cells)
        sight = replace(sight, others=tuple(sorted({*sight.others, *across})))
        return judged(asked, measure, sight, seen[1])


def _names_read(snapshot: Snapshot, measure: Measured, unit: str) -> frozenset[str]:
    """The columns that are shown under names and play a part here: no others are joined."""
    sql = f"{measure.rows} {measure.scope} {measure.top} {measure.bottom}"
    return frozenset(snapshot.shown_columns() & {*re.findall(r"\w+", sql), unit, "queue"})


def _span(asked: EffectRequest, measure: Measured, seen: tuple[date, date]) -> tuple[date, date]:
    """The days compared: from a year before the first start to a window before the end of the records."""
    last = max(seen[1] - timedelta(days=ceil(measure.window_days)), seen[0])
    starts = [e.assigned_from for e in asked.exposures if e.assigned_from is not None]
    start, longest = min(*starts, last), timedelta(days=LONGEST_BEFORE_DAYS)
    return (start - longest if start - seen[0] > longest else seen[0]), last

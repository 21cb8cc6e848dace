"""An effect as it is handed over: the estimate with its interval, the placebos, the verdict and every note."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from willet.core.effects.arms import Design
from willet.core.effects.outcomes import DriftAllowed
from willet.core.effects.placebos import Placebo
from willet.core.effects.segments import TrendPart
from willet.core.records import Message

Verdict: TypeAlias = Literal["worked", "harmful", "less_than_worth", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class WeekEffect:
    """The effect in one week since the start; negative weeks lie before it and should show none."""

    week: int
    estimate: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Effect:
    """What a dated exposure did to a metric.

    `estimate`, `low` and `high` are in the metric's own unit and direction (of a share, 0.03 is three points); None
    where there is nothing to compare. `units` counts both sides, `treated` the exposed. `power` is the chance of
    "worked" if the effect were just worth having, None where no such worth was given or nothing can be told of chance.
    `verdict` is None for a metric of which more is neither better nor worse. `tell_from` is the first day from which a
    verdict can be expected in four cases of five; None where none can be named. `words` says the verdict. `drift` is
    the effect with a steady drift apart allowed for, against which a verdict must hold, too.
    """

    metric: str
    design: Design
    estimate: float | None
    low: float | None
    high: float | None
    units: int
    treated: int
    placebo: Placebo
    power: float | None
    verdict: Verdict | None
    tell_from: date | None
    words: Message
    notes: tuple[Message, ...]
    drift: DriftAllowed | None = None
    weeks: tuple[WeekEffect, ...] | None = None
    segments: tuple[TrendPart, ...] = ()
    """Of an interrupted series: by how much its level and its slope changed."""

    def to_json_object(self) -> dict[str, object]:
        """The effect as `willet effect --format json` prints it; the notes begin with the verdict in words."""
        parts = [
            {"name": p.name, "estimate": p.estimate, "low": p.low, "high": p.high}
            for p in self.placebo.parts
        ]
        result: dict[str, object] = {
            "metric": self.metric,
            "design": self.design,
            "estimate": self.estimate,
            "low": self.low,
            "high": self.high,
            "units": self.units,
            "treated": self.treated,
            "placebo": {"p": self.placebo.p, "parts": parts},
            "power": self.power,
            "verdict": self.verdict,
            "tell_from": self.tell_from.isoformat() if self.tell_from else None,
            "notes": [str(note) for note in (self.words, *self.notes)],
        }
        if self.drift is not None:
            drift = self.drift
            result["allowing_for_drift"] = {
                "estimate": drift.estimate,
                "low": drift.low,
                "high": drift.high,
            }
        if self.segments:
            result["segments"] = [
                {"name": s.name, "estimate": s.estimate, "low": s.low, "high": s.high}
                for s in self.segments
            ]
        if self.weeks is not None:
            result["weeks"] = [
                {"week": w.week, "estimate": w.estimate, "low": w.low, "high": w.high}
                for w in self.weeks
            ]
        return result

"""The worth of resolution as it is handed over: outcomes with their differences, curves, and every note."""

from dataclasses import dataclass

from willet.core.records import Message


@dataclass(frozen=True, slots=True)
class WorthDifference:
    """Solved at first contact less the others, with a 95 % interval; the means of both groups.

    Where all of a group fare alike there is no interval.
    """

    solved: float
    others: float
    difference: float
    low: float | None
    high: float | None

    def to_json_object(self) -> dict[str, object]:
        """As it is printed."""
        return {
            "solved": self.solved,
            "not_solved": self.others,
            "difference": self.difference,
            "low": self.low,
            "high": self.high,
        }


@dataclass(frozen=True, slots=True)
class WorthOutcome:
    """What became of customers in one respect, adjusted and as it stands; `unit` is share, count, score or value."""

    name: str
    unit: str
    adjusted: WorthDifference | None
    plain: WorthDifference
    cases: int
    left_out: int


@dataclass(frozen=True, slots=True)
class CurveSide:
    """The share without the event after 0, 1, 2 … days, and the ends of its 95 % interval on each day by itself."""

    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """The adjusted share without the event since the clock's start, by group."""

    name: str
    solved: CurveSide
    others: CurveSide

    def to_json_object(self) -> dict[str, object]:
        """As it is printed."""
        result: dict[str, object] = {"name": self.name}
        for name, side in (("solved", self.solved), ("not_solved", self.others)):
            ends = {f"{name}_low": list(side.low), f"{name}_high": list(side.high)}
            result |= {name: list(side.share)} | ends
        return result


@dataclass(frozen=True)
class ResolutionWorth:
    """What became of customers whose case was solved at first contact, and of the others."""

    window_days: float
    days: int
    cases: int
    customers: int
    solved: int
    outcomes: tuple[WorthOutcome, ...]
    curves: tuple[Curve, ...]
    notes: tuple[Message, ...]

    def to_json_object(self) -> dict[str, object]:
        """As `willet worth --format json` prints it."""
        return {
            "window_days": self.window_days,
            "days": self.days,
            "cases": self.cases,
            "customers": self.customers,
            "solved": self.solved,
            "outcomes": [
                {
                    "name": o.name,
                    "unit": o.unit,
                    "cases": o.cases,
                    "left_out": o.left_out,
                    "adjusted": o.adjusted.to_json_object() if o.adjusted else None,
                    "unadjusted": o.plain.to_json_object(),
                }
                for o in self.outcomes
            ],
            "curves": [curve.to_json_object() for curve in self.curves],
            "notes": [str(note) for note in self.notes],
        }

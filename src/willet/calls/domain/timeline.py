"""One call on a line: what happened from ringing in to the last note, laid out to be drawn."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

WIDTH = 1000.0
LANE = 34.0
_SEEN = 3.0


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of time of one kind (menu, wait, ring, talk, hold, acw), in seconds from the start of the call."""

    kind: str
    begins_s: float
    length_s: float


@dataclass(frozen=True, slots=True)
class Lane:
    """One visit to a queue and its stretches; the voice menu before the first queue has a lane of its own."""

    title: str
    stretches: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch as a rectangle of the drawing; numbers are text because a drawing knows no decimal comma."""

    stretch: Segment
    x: str
    y: str
    width: str


@dataclass(frozen=True, slots=True)
class VisitTimes:
    """The durations of one visit as the lake has them; None is not known and takes no room."""

    title: str
    entered_at: datetime
    wait_s: float | None
    ring_s: float | None
    talk_s: float | None
    hold_s: float | None
    acw_s: float | None


def lanes(arrived_at: datetime, ivr_s: float | None, visits: Iterable[VisitTimes]) -> list[Lane]:
    """The call as lanes, one per visit. Ringing is the end of the wait, as in the sources; hold is drawn after talk."""
    drawn = [Lane(v.title, tuple(_stretches(v, arrived_at))) for v in visits]
    menu = [Lane("", (Segment("menu", 0.0, ivr_s),))] if ivr_s else []
    return menu + drawn


def _stretches(visit: VisitTimes, arrived_at: datetime) -> Iterator[Segment]:
    begins = max(0.0, (visit.entered_at - arrived_at).total_seconds())
    wait, ring = visit.wait_s or 0.0, min(visit.ring_s or 0.0, visit.wait_s or visit.ring_s or 0.0)
    lengths = (
        ("wait", max(0.0, wait - ring)),
        ("ring", ring),
        ("talk", visit.talk_s or 0.0),
        ("hold", visit.hold_s or 0.0),
        ("acw", visit.acw_s or 0.0),
    )
    for kind, length in lengths:
        if length > 0:
            yield Segment(kind, begins, length)
            begins += length


def boxes(drawn: Sequence[Lane]) -> list[Box]:
    """The lanes as rectangles WIDTH wide in all; a stretch of a second still shows as a sliver."""
    whole = max((s.begins_s + s.length_s for lane in drawn for s in lane.stretches), default=0.0)
    return [
        Box(s, *(f"{v:.1f}" for v in (_at(s.begins_s, whole), row * LANE, _wide(s, whole))))
        for row, lane in enumerate(drawn)
        for s in lane.stretches
    ]


def _at(seconds: float, whole: float) -> float:
    return WIDTH * seconds / whole if whole else 0.0


def _wide(stretch: Segment, whole: float) -> float:
    return max(_SEEN, _at(stretch.length_s, whole))

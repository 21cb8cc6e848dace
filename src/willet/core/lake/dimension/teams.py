"""One team for each day of an agent, whatever stretches were given."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from willet.core.lake.dimension.rows import LAST_DAY, Stretch

_A_DAY = timedelta(days=1)


def without_overlaps(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches with one team a day: where two hold, the one that began later; of equal ones, by the alphabet."""
    by_agent: dict[str, list[Stretch]] = {}
    for stretch in stretches:
        if stretch.first <= stretch.last:
            by_agent.setdefault(stretch.agent, []).append(stretch)
    return [part for agent in sorted(by_agent) for part in _parts(by_agent[agent])]


def _parts(stretches: list[Stretch]) -> list[Stretch]:
    if len(stretches) == 1:
        return stretches
    parts: list[Stretch] = []
    for first, last in _pieces(stretches):
        holding = [s for s in stretches if s.first <= first and last <= s.last]
        if holding:
            newest = max(holding, key=lambda s: (s.first, s.team))
            parts.append(Stretch(newest.agent, first, last, newest.team))
    return parts


def _pieces(stretches: list[Stretch]) -> list[tuple[date, date]]:
    """The days between one beginning or end and the next, first and last of each."""
    begins = {s.first for s in stretches} | {
        s.last + _A_DAY for s in stretches if s.last < LAST_DAY
    }
    edges = sorted(begins)
    ends = max(s.last for s in stretches)
    return [
        *((a, b - _A_DAY) for a, b in pairwise(edges)),
        *([(edges[-1], ends)] if edges[-1] <= ends else []),
    ]

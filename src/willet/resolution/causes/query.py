"""Why cases of a selection were not solved: the causes with what could be recovered, and the cases one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

from django.http import QueryDict

from willet.core.cases import causes as core
from willet.core.cases.causes import Bar, By, Only, Unsolved
from willet.core.metrics import Question
from willet.figures.domain.asking import Reading
from willet.figures.domain.remembered import remembered
from willet.figures.domain.selection import Selection
from willet.figures.domain.words import UNKNOWN
from willet.people.visibility import Visibility

BY: tuple[By, ...] = ("agent", "team", "queue")
"""What can be compared with each other."""
VOICES = ("customer", "audit", "desk", "suggested", UNKNOWN)
"""Who can have said a cause; the last is nobody."""
BY_FIELD, CAUSE_FIELD, EVIDENCE_FIELD = "by", "cause", "said_by"
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address chooses on this page beside the selection; empty is no choice."""

    by: By = "agent"
    cause: str = ""
    evidence_by: str = ""

    @property
    def pairs(self) -> dict[str, str]:
        """The parameters of the address, without what goes without saying."""
        by = "" if self.by == BY[0] else self.by
        given = {BY_FIELD: by, CAUSE_FIELD: self.cause, EVIDENCE_FIELD: self.evidence_by}
        return {name: value for name, value in given.items() if value}


def read_choice(address: QueryDict) -> Chosen:
    """What the address chooses; what cannot be is left out."""
    by, evidence_by = address.get(BY_FIELD, ""), address.get(EVIDENCE_FIELD, "")
    return Chosen(
        by if by in BY else BY[0],
        str(address.get(CAUSE_FIELD, ""))[:200],
        str(evidence_by) if evidence_by in VOICES else "",
    )


@dataclass(frozen=True)
class Causes:
    """The causes over one selection, as one reader may see them.

    Raises:
        ClosedError: the reader may not see figures of what the selection names; from each part.
        LakeError: a file of the lake cannot be read; from each part.
    """

    reading: Reading
    selection: Selection
    chosen: Chosen

    @property
    def visibility(self) -> Visibility:
        """What the reader may see."""
        return self.reading.visibility

    @cached_property
    def bars(self) -> list[Bar]:
        """The causes, most recoverable first; cases without a cause last."""
        return remembered(
            self.reading.snapshot, ("causes", self.chosen.by, self.of), self._computed
        )

    @property
    def cases(self) -> int:
        """How many cases were not solved."""
        return sum(bar.cases for bar in self.bars)

    @property
    def stated(self) -> int:
        """Of how many of them somebody said why."""
        return sum(bar.cases - bar.suggested for bar in self.bars if bar.cause is not None)

    @property
    def suggested(self) -> int:
        """For how many of them a cause is suggested."""
        return sum(bar.suggested for bar in self.bars)

    @property
    def is_comparable(self) -> bool:
        """Whether any cause could be compared between slices."""
        return any(bar.recoverable is not None for bar in self.bars)

    @cached_property
    def of(self) -> Question:
        """The selection as the core takes it, cut down to what the reader may see."""
        return self.reading.question(["fcr_case"], selection=self.selection, params={})

    def _computed(self) -> list[Bar]:
        with self.reading.whole.connected() as con:
            return core.pareto(con, self.of, by=self.chosen.by)


class UnsolvedCases(Sequence[Unsolved]):
    """The unresolved cases a reader may open, cut by cause and by who said it, counted and cut in the lake."""

    def __init__(self, causes: Causes) -> None:
        self.causes = causes

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        if self.causes.visibility.everyone:
            # Who may see every case finds them counted in the bars; a large lake is not read again.
            return _counted(self.causes.bars, self.causes.chosen)
        with self.causes.reading.whole.connected() as con:
            return core.count_unsolved(con, self.causes.of, self._only)

    @overload
    def __getitem__(self, place: int) -> Unsolved: ...

    @overload
    def __getitem__(self, place: slice) -> list[Unsolved]: ...

    def __getitem__(self, place: int | slice) -> Unsolved | list[Unsolved]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        first, last, _step = place.indices(len(self))
        return self._cut(first, max(0, last - first))

    def everyone(self) -> list[Unsolved]:
        """All of them at once, for a file."""
        return self._cut(0, None)

    def _cut(self, first: int, most: int | None) -> list[Unsolved]:
        with self.causes.reading.whole.connected() as con:
            return core.unsolved(con, self.causes.of, self._only, limit=most, offset=first)

    @property
    def _only(self) -> Only:
        chosen, visibility = self.causes.chosen, self.causes.visibility
        return Only(_wanted(chosen.cause), _wanted(chosen.evidence_by), visibility.condition())


def _counted(bars: Sequence[Bar], chosen: Chosen) -> int:
    """How many cases have the chosen cause from the chosen voice."""
    mine = [bar for bar in bars if chosen.cause in {"", bar.cause or UNKNOWN}]
    if chosen.evidence_by == UNKNOWN:
        return sum(bar.cases for bar in mine if bar.cause is None)
    return sum(getattr(bar, chosen.evidence_by or "cases") for bar in mine)


def _wanted(value: str) -> str | None:
    """As the core asks: nothing for no choice, an empty word for what nobody said."""
    return {"": None, UNKNOWN: ""}.get(value, value)

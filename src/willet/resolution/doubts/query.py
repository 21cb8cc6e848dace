"""What to doubt in the figures of a selection: contradictions, spanning ids, test lines, clocks and stray days."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from duckdb import DuckDBPyConnection

from willet.core.cases.doubts import (
    Busy,
    ClockNote,
    busy_customers,
    clock_notes,
    count_doubted,
    share_of,
    without,
)
from willet.core.cases.span import strays
from willet.core.metrics import AnswerRow, Condition, Question
from willet.figures.domain.asking import Reading
from willet.figures.domain.linking import LinkRules
from willet.figures.domain.remembered import remembered
from willet.figures.domain.selection import Selection

AVOIDED = "next_contact_avoidance"
"""The figure that a test line moves most: each of its contacts is followed by another."""

T = TypeVar("T")


@dataclass(frozen=True)
class Doubts:
    """The doubts over one selection under one set of rules, each worked out when first looked at.

    Raises:
        LakeError: a file of the lake cannot be read; from each part.
    """

    reading: Reading
    selection: Selection
    rules: LinkRules

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many received cases each doubt is about."""
        return self._remembered("counts", self.asked, lambda con: count_doubted(con, of=self.asked))

    @cached_property
    def busy(self) -> list[Busy]:
        """The customers of the whole lake with more contacts than a person has, the busiest first."""
        return self._remembered("busy", None, busy_customers)

    @cached_property
    def of_the_busy(self) -> tuple[int, int]:
        """Of the received contacts in the selection: how many are theirs, and all."""
        if not self.busy:
            return 0, 0
        return self._remembered(
            "share", self.asked, lambda con: share_of(con, self.busy, of=self.asked)
        )

    @cached_property
    def avoided(self) -> tuple[AnswerRow, AnswerRow]:
        """Next contact avoidance with the busy customers, and without them."""
        with_them, without_them = (self._avoided(also) for also in (None, without(self.busy)))
        return with_them, without_them

    def _avoided(self, also: Condition | None) -> AnswerRow:
        return self.reading.ask(
            [AVOIDED], selection=self.selection, params=self.rules.params, also=also
        ).row

    @cached_property
    def clock_notes(self) -> list[ClockNote]:
        """What importers noted on the clocks of the selection's contacts."""
        return self._remembered("clock", self.asked, lambda con: clock_notes(con, of=self.asked))

    @cached_property
    def strays(self) -> list[tuple[date, int]]:
        """The days of the whole lake too far from the rest to be right, each with its contacts."""
        return self._remembered("strays", None, strays)

    @cached_property
    def asked(self) -> Question:
        """The selection and the rules as the core takes them."""
        return self.reading.question(
            ["fcr_case"], selection=self.selection, params=self.rules.params
        )

    def _remembered(
        self, part: str, of: Question | None, make: Callable[[DuckDBPyConnection], T]
    ) -> T:
        def computed() -> T:
            reading = self.reading if of is None else self.reading.under(self.rules)
            with reading.whole.connected() as con:
                return make(con)

        return remembered(self.reading.snapshot, ("doubts", part, of), computed)


def contacts_on(days: Sequence[tuple[date, int]]) -> int:
    """How many contacts stand on these days."""
    return sum(contacts for _day, contacts in days)

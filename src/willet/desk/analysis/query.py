"""What agents said beside what happened afterwards, of the calls that a reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import QueryDict

from willet.core.cases.dispositions import (
    BY,
    PARTS,
    By,
    DispositionCount,
    Part,
    counted_sql,
    listed_sql,
)
from willet.core.metrics import Question, parameters
from willet.desk.domain.offering import offered_at_desk
from willet.figures.domain.asking import Reading
from willet.figures.domain.questions import question_of
from willet.figures.domain.selection import Selection
from willet.figures.domain.words import UNKNOWN

BY_FIELD, VALUE_FIELD, PART_FIELD = "split", "value", "part"


@dataclass(frozen=True, slots=True)
class ChosenSplit:
    """What an address names beside the filters."""

    by: By = "code"
    value: str | None = None
    part: Part = "all"


def read_choice(address: QueryDict) -> ChosenSplit:
    """What an address names; anything else is left at its default."""
    by: By = next((by for by in BY if by == address.get(BY_FIELD)), BY[0])
    part: Part = next((part for part in PARTS if part == address.get(PART_FIELD)), PARTS[0])
    value = address.get(VALUE_FIELD)
    return ChosenSplit(by, None if value == UNKNOWN else value, part)


@dataclass(frozen=True)
class Dispositions:
    """The dispositions of a selection, as one reader sees them: only of calls that are open to them."""

    reading: Reading
    selection: Selection
    chosen: ChosenSplit

    @cached_property
    def rows(self) -> Sequence[DispositionCount]:
        """A row for each code, tag or whatever is chosen, the most frequent first.

        Raises:
            ClosedError: agents are asked for, and figures of single agents are shown to nobody.
            LakeError: a file of the lake cannot be read.
        """
        if self.chosen.by == "agent":
            self.reading.refuse_individuals()
        sql, bound = counted_sql(self._question, self.chosen.by, window_days=self.window_days)
        return [DispositionCount(*row) for row in self.reading.rows(sql, bound)]

    @cached_property
    def contacts(self) -> Sequence[str]:
        """The ids of the contacts behind one figure.

        Raises:
            ClosedError: figures of single agents are shown to nobody, and this may be one's.
            LakeError: a file of the lake cannot be read.
        """
        chosen = self.chosen
        if chosen.by == "agent":
            self.reading.refuse_individuals()
        sql, bound = listed_sql(
            self._question,
            chosen.by,
            chosen.value,
            chosen.part,
            window_days=self.window_days,
        )
        return [contact for (contact,) in self.reading.rows(sql, bound)]

    @property
    def unused(self) -> Sequence[str]:
        """The codes that the list offers and nobody used in this selection."""
        if self.chosen.by != "code":
            return []
        used = {row.value for row in self.rows}
        return [code for code in offered_at_desk(self.reading).codes if code not in used]

    def is_closed(self, row: DispositionCount) -> bool:
        """Whether a row would show the work of too few people to a reader who may not see single agents'."""
        return (
            not self.reading.visibility.individuals and row.agents < settings.WILLET_SMALLEST_GROUP
        )

    @property
    def window_days(self) -> float:
        """The window within which a customer who comes back speaks against a yes."""
        return float(parameters()["window_days"].default)

    @cached_property
    def _question(self) -> Question:
        return question_of(["disposition_given_rate"], self.selection)

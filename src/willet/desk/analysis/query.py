"""What agents said beside what happened afterwards, of the calls that a reader may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Final

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import QueryDict

from willet.core.cases.dispositions import (
    BY,
    PARTS,
    By,
    DispositionCount,
    Part,
    RoomCodes,
    counted_sql,
    listed_sql,
)
from willet.core.metrics import Question, parameters
from willet.desk.domain.offering import codes, names_of_codes
from willet.desk.domain.statements import counting
from willet.desk.models import Leg, PhoneCall
from willet.figures.domain.asking import Reading
from willet.figures.domain.questions import question_of
from willet.figures.domain.selection import Selection
from willet.figures.domain.words import UNKNOWN

AROUND: Final = timedelta(days=2)
"""A call stands in the desk by its own clock and by UTC: so far at most from the local day of its contact."""
BY_FIELD, VALUE_FIELD, PART_FIELD = "split", "value", "part"
_JOINED = "SELECT row_id, contact_id FROM room_joins WHERE room = 'desk' AND contact_id IS NOT NULL"


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
        sql, bound = counted_sql(
            self._question, self.chosen.by, self._room, window_days=self.window_days
        )
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
            self._room,
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
        return [code for code in codes(self.reading) if code not in used]

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

    @property
    def _calls(self) -> QuerySet[PhoneCall]:
        """Those that anything was said of, in and about the days of the selection: others join none of its contacts."""
        calls, period = PhoneCall.objects.filter(revision__gt=0), self.selection.period
        if period.first is not None:
            calls = calls.filter(began_at__date__gte=period.first - AROUND)
        if period.last is not None:
            calls = calls.filter(began_at__date__lte=period.last + AROUND)
        return calls

    @cached_property
    def _room(self) -> RoomCodes:
        """The codes and tags of the desk, of the calls that joined a contact."""
        joined: Mapping[str, str] = dict(self.reading.whole.rows(_JOINED))
        legs = Prefetch("legs", Leg.objects.prefetch_related("dispositions"))
        spoken = self._calls.prefetch_related(legs)
        known = [
            (joined[str(call.pk)], counting(call)) for call in spoken if str(call.pk) in joined
        ]
        rows = [(contact, one) for contact, one in known if one is not None]
        names = names_of_codes()
        return RoomCodes(
            [contact for contact, _one in rows],
            [names.get(one.code, one.code) for _contact, one in rows],
            [list(one.tags) for _contact, one in rows],
        )

"""My last calls, from the call records: each with what was said of it here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from willet.calls.domain.calls import Call, Search, find_calls
from willet.desk.domain.statements import is_leg_of, solved_words
from willet.desk.models import Leg
from willet.figures.domain.asking import Reading
from willet.figures.domain.periods import Period
from willet.figures.domain.selection import Selection
from willet.people.models import User

MOST = 20


@dataclass(frozen=True, slots=True)
class TakenCall:
    """A call of the call records that somebody took, and what they said of it at the desk."""

    call: Call
    words: str


def taken_by(reading: Reading, reader: User) -> Sequence[TakenCall]:
    """The newest calls under the reader's own name.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    name = reading.visibility.agent
    if not name:
        return []
    own = Selection(Period(None, None), cells={"agent": (name,), "outcome": ("answered",)})
    calls = find_calls(reading, Search(own), limit=MOST)
    words = _words_of(reader, calls)
    return [TakenCall(call, words.get(call.contact_id, "")) for call in calls]


def _words_of(reader: User, calls: Sequence[Call]) -> dict[str, str]:
    """What was said of contacts: of legs that events told of as theirs, and of those opened from them.

    An id begins again: a leg of another month is another call's, whichever of the two names it.
    """
    ids = {call.contact_id.partition(":")[2] for call in calls} - {""}
    legs = Leg.objects.filter(person=reader).select_related("call").prefetch_related("dispositions")
    of_events = legs.filter(call__call_id__in=ids)
    of_records = legs.filter(call__contact_id__in=[call.contact_id for call in calls])
    words: dict[str, str] = {}
    for leg in (*of_events, *of_records):
        theirs = (c for c in calls if is_leg_of(leg, c.contact_id, arrived_at(c)))
        words |= {call.contact_id: solved_words(leg) for call in theirs}
    return words


def arrived_at(call: Call) -> datetime:
    """When a call came; moments of the lake are UTC without saying so."""
    return call.arrived_at.replace(tzinfo=UTC)

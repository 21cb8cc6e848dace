"""What the desk offers the lake: how calls ended, codes and tags, callbacks; all wait for the call they speak of."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from willet.core.records import EvidenceKind
from willet.core.sources.rooms import Facts, RoomRow
from willet.core.sources.rooms.rows import Value
from willet.desk import looking_up
from willet.desk.domain.statements import about, counting
from willet.desk.models import Callback, Disposition, Leg, PhoneCall, Solved

OUTCOMES, CODES, PROMISES = "desk", "desk_codes", "desk_promises"
_RESOLVED = {Solved.YES: True, Solved.NO: False, Solved.FOLLOW_UP: None}
"""A callback that is promised leaves it open; what is not given is no evidence."""


def outcomes_since(since: datetime | None) -> Iterator[RoomRow]:
    """How calls ended, of each the disposition of its last leg."""
    for call in _since(_spoken(), since).iterator(chunk_size=500):
        yield _outcome(call)


def codes_since(since: datetime | None) -> Iterator[RoomRow]:
    """Codes and tags of calls, of each those of its last leg."""
    for call in _since(_spoken(), since).iterator(chunk_size=500):
        yield _filed(call)


def promises_since(since: datetime | None) -> Iterator[RoomRow]:
    """Callbacks promised, with when they were kept."""
    promises = Callback.objects.select_related("leg__call").order_by("pk")
    for one in _since(promises, since).iterator(chunk_size=500):
        yield _promise(one)


def _spoken() -> QuerySet[PhoneCall]:
    """The calls of which anything was said, with all that was."""
    legs = Prefetch("legs", Leg.objects.prefetch_related("dispositions"))
    return PhoneCall.objects.filter(revision__gt=0).prefetch_related(legs).order_by("pk")


def _since(rows: QuerySet[Any], since: datetime | None) -> QuerySet[Any]:
    return rows if since is None else rows.filter(revised_at__gte=since)


def _outcome(call: PhoneCall) -> RoomRow:
    assert call.revised_at is not None, "a call with a revision was revised at some moment"
    one = counting(call)
    place = about(call, one.leg) if one is not None else None
    frame = (OUTCOMES, "outcomes", str(call.pk), call.revision, call.revised_at)
    if one is None or place is None or one.resolved == Solved.NOT_GIVEN:
        return RoomRow(*frame, gone=True)
    return RoomRow(*frame, _judgement(one), place)


def _judgement(one: Disposition) -> dict[str, Value]:
    return {
        "kind": EvidenceKind.DISPOSITION.value,
        "resolved": _RESOLVED[Solved(one.resolved)],
        "cause": one.cause or None,
        "stated_at": one.at,
    }


def _filed(call: PhoneCall) -> RoomRow:
    assert call.revised_at is not None, "a call with a revision was revised at some moment"
    one = counting(call)
    place = about(call, one.leg) if one is not None else None
    frame = (CODES, "codes", str(call.pk), call.revision, call.revised_at)
    if one is None or place is None or not (one.code or one.tags):
        return RoomRow(*frame, gone=True)
    tags = tuple(sorted({tag for tag in one.tags if tag}))
    return RoomRow(
        *frame, {"code": one.code or None, "tags": tags or None, "coded_at": one.at}, place
    )


def _promise(one: Callback) -> RoomRow:
    place = about(one.leg.call, one.leg)
    frame = (PROMISES, "promises", str(one.pk), one.revision, one.revised_at)
    if one.is_withdrawn or place is None:
        return RoomRow(*frame, gone=True)
    return RoomRow(
        *frame, {"due_at": one.due_at, "kept_at": one.kept_at, "is_over": one.is_over}, place
    )


FACTS = (
    Facts(OUTCOMES, "outcomes", outcomes_since),
    Facts(CODES, "codes", codes_since),
    Facts(PROMISES, "promises", promises_since),
    *looking_up.FACTS,
)

"""What the desk offers the lake of looking things up: each talk at it, and whether an article was used in it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q

from willet.core.sources.rooms import BY_HAND, Facts, RoomRow
from willet.core.sources.rooms.rows import Value
from willet.desk.domain.statements import about
from willet.desk.models import Leg
from willet.levers.knowledge.models import ArticleUse

AT_DESK: Final = "desk_articles"
_Place = tuple[str, str, str, str]
"""One of the ways to name a talk: what kind of id, its source, the id, the agent."""


@dataclass(slots=True)
class _Looked:
    """Uses of articles in one talk: those that stand, their wordings, and when one was written last."""

    standing: int = 0
    wordings: int = 0
    written_at: datetime | None = None


def talks_since(since: datetime | None) -> Iterator[RoomRow]:
    """Every talk at the desk since, worded anew when an article was used in it or its use was taken back.

    One written down by hand, also when its record was found.
    """
    looked = _looked()
    changed = [
        p for p, one in looked.items() if since and one.written_at and one.written_at >= since
    ]
    talks = Leg.objects.exclude(connected_at=None).select_related("call").order_by("pk")
    if since is not None:
        ids = {place[2] for place in changed}
        named = Q(call__call_id__in=ids) | Q(call__contact_id__in=ids) | Q(call__case_ref__in=ids)
        named_since = Q(call__source=BY_HAND, call__revised_at__gte=since)
        talks = talks.filter(Q(heard_at__gte=since) | named_since | named)
    for talk in talks.iterator(chunk_size=1000):
        if about(talk.call, talk) is not None:
            yield _row(talk, [looked[place] for place in _places(talk) if place in looked])


def _looked() -> dict[_Place, _Looked]:
    rows = ArticleUse.objects.exclude(call_id="", contact_id="", case_ref="")
    columns = ("source", "call_id", "contact_id", "case_ref", "agent")
    looked: dict[_Place, _Looked] = defaultdict(_Looked)
    for *ids, number, is_gone, at in rows.values_list(*columns, "number", "is_gone", "written_at"):
        one = looked[_place(*ids)]
        one.standing += not is_gone
        one.wordings += number
        one.written_at = max(at, one.written_at or at)
    return dict(looked)


def _place(source: str, call_id: str, contact_id: str, case_ref: str, agent: str) -> _Place:
    """A use names its contact in one way, though the call may be known in another by now."""
    if contact_id:
        return "contact", "", contact_id, agent
    return ("call", source, call_id, agent) if call_id else ("case", "", case_ref, agent)


def _places(talk: Leg) -> list[_Place]:
    call = talk.call
    ways = (("contact", "", call.contact_id), ("call", call.source, call.call_id))
    every = (*ways, ("case", "", call.case_ref))
    return [(kind, source, known, talk.agent) for kind, source, known in every if known]


def _row(talk: Leg, looked: list[_Looked]) -> RoomRow:
    is_used = any(one.standing for one in looked)
    moments = [talk.heard_at, *(one.written_at for one in looked if one.written_at)]
    is_named = talk.call.source == BY_HAND and bool(talk.call.contact_id)
    if is_named and talk.call.revised_at:
        moments.append(talk.call.revised_at)
    values: dict[str, Value] = {
        "kind": "at_desk",
        "ref": str(talk.pk),
        "used_at": talk.connected_at,
        "how": "article" if is_used else "none",
        "agent": talk.agent,
    }
    revision = 1 + is_named + sum(one.wordings for one in looked)
    frame = (AT_DESK, "uses", str(talk.pk), revision, max(moments))
    return RoomRow(*frame, values, about(talk.call, talk))


FACTS = (Facts(AT_DESK, "uses", talks_since),)

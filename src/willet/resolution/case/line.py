"""A case on a line: its contacts as points in time, and each of them in words with the gap before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from willet.calls.domain.calls import short_name
from willet.calls.domain.listing import local
from willet.figures.domain.words import named, value_words
from willet.people.visibility import Visibility
from willet.resolution.case.links import clock_words, doubts, gap_words, link_words
from willet.resolution.case.query import CaseFile, Member
from willet.ui import formats

WIDTH, MARGIN = 1000.0, 10.0


@dataclass(frozen=True, slots=True)
class Stop:
    """One contact of the case in words; one that is not open to the reader has no address and no name."""

    when: str
    href: str
    title: str
    outcome: str
    gap: str
    why: str
    doubts: Sequence[str]


def stops(file: CaseFile, zone: ZoneInfo, *, visibility: Visibility) -> list[Stop]:
    """The contacts in order, each with the gap to the one before."""
    before = [None, *file.members]
    return [
        _stop(member, earlier, file, zone, visibility)
        for earlier, member in zip(before, file.members, strict=False)
    ]


def _stop(
    member: Member, earlier: Member | None, file: CaseFile, zone: ZoneInfo, visibility: Visibility
) -> Stop:
    seen = visibility.sees(agent=member.agent, team=member.team)
    gap = (member.arrived_at - earlier.arrived_at).total_seconds() if earlier else None
    return Stop(
        when=moment_words(member, zone),
        href=reverse("calls:call", args=[member.contact_id]) if seen else "",
        title=_title(member) if seen else _("not open to your role"),
        outcome=value_words("outcome", member.outcome),
        gap=gap_words(gap),
        why=link_words(member, file.case.case_id),
        doubts=[
            *_whose(member, earlier, file),
            *doubts(member),
            *clock_words(file.oddities.clock_notes.get(member.contact_id)),
        ],
    )


def _whose(member: Member, earlier: Member | None, file: CaseFile) -> Iterator[str]:
    """Where a case spans customers: whose contact this is, by the short name that says nothing about who it is."""
    if file.case.customers < 2 or member.customer_key is None:
        return
    name = short_name(member.customer_key)
    if earlier is not None and earlier.customer_key not in {member.customer_key, None}:
        yield _("Customer %(name)s, another than before.") % {"name": name}
    else:
        yield _("Customer %(name)s.") % {"name": name}


def moment_words(member: Member, zone: ZoneInfo) -> str:
    """When a contact came, by the centre's clocks."""
    here = local(member.arrived_at, zone)
    return f"{formats.date(here)}, {formats.clock(here)}"


def _title(member: Member) -> str:
    parts = (
        named("queue", member.queue),
        value_words("agent", member.agent),
        value_words("topic", member.topic),
    )
    return " · ".join(part for part in parts if part)


def points(members: Sequence[Member]) -> list[str]:
    """Where each contact stands on a line WIDTH wide; text, because a drawing knows no decimal comma."""
    times = [m.arrived_at.timestamp() for m in members]
    assert all(one <= other for one, other in pairwise(times)), "the contacts come in order of time"
    span = times[-1] - times[0] if times else 0.0
    room = WIDTH - 2 * MARGIN
    return [f"{MARGIN + (room * (t - times[0]) / span if span else 0.0):.1f}" for t in times]

"""One case: its contacts in order with why each is in it, what was said of it, and its corrections by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeVar

from willet.calls.domain.asking import Reading
from willet.calls.domain.calls import MOST_OF_A_CASE
from willet.calls.domain.story import Case, Evidence
from willet.core.cases import Edit
from willet.core.cases.causes import Selection, Unsolved, unsolved
from willet.core.cases.evidence import MIDPOINT
from willet.people.rules import Sight

R = TypeVar("R")

MEMBERS = "(select contact_id from links where case_id = $case_id)"


@dataclass(frozen=True, slots=True)
class Whole(Case):
    """A case with what its own page tells beyond a call's page; None is not known."""

    local_date: date
    queue: str | None
    direction: str | None
    handled: int
    customers: int
    identified: bool
    matured: bool
    next_gap_s: float | None
    reopened: bool | None
    lost: bool | None


@dataclass(frozen=True, slots=True)
class Member:
    """One contact in its case: when, who, and what linked it; `link_gap_s` counts from the contact it follows."""

    contact_id: str
    arrived_at: datetime
    queue: str | None
    agent: str | None
    team: str | None
    topic: str | None
    direction: str | None
    outcome: str | None
    identity: str | None
    customer_key: int | None
    linked_by: str | None
    link_gap_s: float | None
    prev_gap_topic_s: float | None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything the lake knows of one case; `members` are its first contacts, `total` counts them all."""

    case: Whole
    members: Sequence[Member]
    total: int
    in_sight: int
    statements: Sequence[Evidence]
    edits: Sequence[Edit]
    suggested: Unsolved | None


def case_file(reading: Reading, case_id: str, *, sight: Sight) -> CaseFile | None:
    """The case of that name; None if there is none with a contact within the reader's sight."""
    params: dict[str, object] = {"case_id": case_id}
    found = _all(reading, Whole, "cases where case_id = $case_id", params)
    if not found:
        return None
    total, in_sight = _counted(reading, case_id, sight)
    if not in_sight:
        return None
    members = (
        f"links where case_id = $case_id order by arrived_at, contact_id limit {MOST_OF_A_CASE}"
    )
    return CaseFile(
        found[0],
        _all(reading, Member, members, params),
        total,
        in_sight,
        _statements(reading, case_id),
        edits_within(reading, case_id),
        _suggested(reading, found[0]),
    )


def case_of_contact(reading: Reading, contact_id: str) -> str | None:
    """The case a contact belongs to now; corrections and imports may move it."""
    rows = reading.rows("select case_id from links where contact_id = $id", {"id": contact_id})
    return str(rows[0][0]) if rows else None


def edits_within(reading: Reading, case_id: str) -> list[Edit]:
    """The corrections that name a contact of this case, oldest first."""
    names = ", ".join(f.name for f in fields(Edit))
    sql = (
        f"select {names} from edits where contact_id in {MEMBERS} or other_id in {MEMBERS} "
        "order by made_at, kind, contact_id, other_id"
    )
    return [Edit(*row) for row in reading.rows(sql, {"case_id": case_id})]


def _counted(reading: Reading, case_id: str, sight: Sight) -> tuple[int, int]:
    """How many contacts the case has, and how many of them the reader may open."""
    sql = (
        "select count(*), count(*) filter ($everyone or coalesce(agent = $agent, false) "
        "or coalesce(list_contains($teams::varchar[], team), false)) from links where case_id = $case_id"
    )
    params: dict[str, object] = {
        "case_id": case_id,
        "everyone": sight.everyone,
        "agent": sight.agent or None,
        "teams": sorted(sight.teams),
    }
    ((total, in_sight),) = reading.rows(sql, params)
    return int(total), int(in_sight)


def _statements(reading: Reading, case_id: str) -> list[Evidence]:
    """What people said of it: judgements of the sources, the agents' own words, the customer's answers."""
    sql = f"""
        select kind, resolved, cause, stated_at, stated_by from outcomes
        where contact_id in {MEMBERS} or (contact_id is null and case_ref in
            (select case_ref from contacts where contact_id in {MEMBERS}))
        union all
        select 'disposition', resolved, cause, arrived_at, agent from contacts
        where contact_id in {MEMBERS} and (resolved is not null or cause is not null)
            and contact_id not in (select contact_id from outcomes
                where kind = 'disposition' and contact_id is not null)
        union all
        select 'customer', score > {MIDPOINT}, null, answered_at, null from answers a
        where contact_id in {MEMBERS} and instrument = 'resolved' and score is not null
        order by stated_at nulls last, kind limit {MOST_OF_A_CASE}"""
    return [Evidence(*row) for row in reading.rows(sql, {"case_id": case_id})]


def _suggested(reading: Reading, case: Whole) -> Unsolved | None:
    """The cause that signals point at, where the case was not solved and nobody said why."""
    if case.resolved is not False or case.cause is not None or not case.handled:
        return None
    of = Selection(case.local_date, case.local_date, case.queue, case.topic)
    with reading.snapshot.connect() as con:
        found = [u for u in unsolved(con, of) if u.case_id == case.case_id and u.cause]
    return found[0] if found else None


def _all(reading: Reading, kind: type[R], rest: str, params: dict[str, object]) -> list[R]:
    names = ", ".join(f'"{f.name}"' for f in _fields(kind))
    return [kind(*row) for row in reading.rows(f"select {names} from {rest}", params)]


def _fields(kind: Any) -> tuple[Any, ...]:
    return fields(kind)

"""One case: its contacts in order with why each is in it, what was said of it, and its corrections by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeAlias, TypeVar

from willet.calls.domain.calls import MOST_OF_A_CASE
from willet.calls.domain.story import Case, Judgement
from willet.core.ask.answering import days_seen
from willet.core.cases import DEFAULT, Edit
from willet.core.cases.causes import Unsolved, unsolved
from willet.core.cases.doubts import MANY, Busy, busy_customers
from willet.core.cases.evidence import ANSWER_KIND, MIDPOINT
from willet.core.cases.following import FOLLOWED
from willet.core.metrics import Question, among, both, holds
from willet.figures.domain.asking import Reading

R = TypeVar("R")
Rows: TypeAlias = Callable[[str, Mapping[str, object]], list[tuple[Any, ...]]]

MEMBERS = "(select contact_id from links where case_id = $case_id)"

LEFT = f"""
    select e.now_id from standing e
    join links x on x.contact_id = e.now_id
    join links m on m.case_id = $case_id and m.customer_key = x.customer_key and epoch_us(x.arrived_at)
        - epoch_us(m.arrived_at) = try_cast(round(x.prev_gap_if_known_s * 1e6) as bigint)
    where e.kind = 'split' and x.prev_gap_if_known_s <= {DEFAULT.window_days * 86_400}
    union select e.now_id from standing e join contacts x on x.contact_id = e.now_id
    where e.kind = 'split' and x.case_ref in (select case_ref from contacts where contact_id in {MEMBERS})
    union select case when j.now_id in {MEMBERS} then j.now_other else j.now_id end from standing j
    where j.kind = 'join' and (j.now_id in {MEMBERS} or j.now_other in {MEMBERS})
"""
"""Contacts that would be in the case had nobody split them off: by the usual rules, by number, or by a join.

`standing` are the corrections with the contacts they speak of now.
"""


@dataclass(frozen=True, slots=True)
class WholeCase(Case):
    """A case with what its own page tells beyond a call's page; None is not known."""

    local_date: date
    queue: str | None
    direction: str | None
    handled: int
    customers: int
    customer_key: int | None
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
class Oddities:
    """What is odd about a case beyond its own row.

    `busy` is its customer, where that is most likely a test line; `clock_notes` are what importers noted on
    the clocks of its contacts, by contact; `stray` says that its day lies too far from all others.
    """

    busy: Busy | None
    clock_notes: Mapping[str, str]
    stray: bool


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything the lake knows of one case; `members` are its first contacts, `total` counts them all."""

    case: WholeCase
    members: Sequence[Member]
    total: int
    are_open: int
    statements: Sequence[Judgement]
    edits: Sequence[Edit]
    elsewhere: Mapping[str, str]
    """The cases of contacts that corrections name and that are in another case, as far as they are open."""
    suggested: Unsolved | None
    oddities: Oddities

    @property
    def ends_answered(self) -> bool:
        """Whether its last contact shown, follow-ups apart, was answered: silence after it may speak."""
        calls = [m.outcome for m in self.members if holds("inbound", direction=m.direction)]
        return bool(calls) and holds("handled", outcome=calls[-1]) is True


def case_file(reading: Reading, case_id: str) -> CaseFile | None:
    """The case of that name; None if there is none with a contact open to the reader.

    It holds every contact; whom it names that the reader may not see, the page hides.
    """
    params: dict[str, object] = {"case_id": case_id}
    result = _all(reading, WholeCase, "cases where case_id = $case_id", params)
    if not result:
        return None
    total, are_open = (_counted(rows, case_id) for rows in (reading.whole.rows, reading.rows))
    if not are_open:
        return None
    edits = edits_within(reading, case_id)
    members = (
        f"links where case_id = $case_id order by arrived_at, contact_id limit {MOST_OF_A_CASE}"
    )
    return CaseFile(
        result[0],
        _all(reading, Member, members, params),
        total,
        are_open,
        _statements(reading, case_id),
        edits,
        _elsewhere(reading, case_id, edits),
        _suggested(reading, result[0]),
        _oddities(reading, result[0]),
    )


def case_of_contact(reading: Reading, contact_id: str) -> str | None:
    """The case that a contact open to the reader belongs to now; corrections and imports may move it."""
    rows = reading.rows("select case_id from links where contact_id = $id", {"id": contact_id})
    return str(rows[0][0]) if rows else None


def edits_within(reading: Reading, case_id: str) -> list[Edit]:
    """The corrections that name a contact of this case, or that took one out of it, oldest first."""
    names = ", ".join(f.name for f in fields(Edit))
    sql = (
        f"with standing as materialized {FOLLOWED} select {names} from standing "
        f"where now_id in {MEMBERS} or now_other in {MEMBERS} "
        f"or (kind = 'split' and now_id in ({LEFT})) order by made_at, kind, contact_id, other_id"
    )
    return [Edit(*row) for row in reading.whole.rows(sql, {"case_id": case_id})]


def _elsewhere(reading: Reading, case_id: str, edits: Sequence[Edit]) -> dict[str, str]:
    named = sorted({name for e in edits for name in (e.contact_id, e.other_id) if name})
    if not named:
        return {}
    sql = (
        f"with standing as materialized {FOLLOWED} select name, case_id, agent, team from links join ("
        "select contact_id as name, now_id from standing union select other_id, now_other from standing"
        ") e on e.now_id = links.contact_id where list_contains($named::varchar[], name) and case_id <> $case_id"
    )
    rows = reading.whole.rows(sql, {"named": named, "case_id": case_id})
    sees = reading.visibility.sees
    return {name: other for name, other, agent, team in rows if sees(agent=agent, team=team)}


def _oddities(reading: Reading, case: WholeCase) -> Oddities:
    noted = reading.whole.rows(
        f"select contact_id, clock_note from contacts where clock_note is not null and contact_id in {MEMBERS}",
        {"case_id": case.case_id},
    )
    seen = days_seen(reading.whole.snapshot)
    stray = seen is not None and not seen[0] <= case.local_date <= seen[1]
    return Oddities(_busy(reading, case), dict(noted), stray)


def _busy(reading: Reading, case: WholeCase) -> Busy | None:
    """Its customer, if that is a test line; all customers are counted only where this one has very many."""
    sql = "select count(*) from links where customer_key = $customer"
    if case.customer_key is None:
        return None
    if reading.whole.rows(sql, {"customer": case.customer_key})[0][0] <= MANY:
        return None
    with reading.whole.connected() as con:
        gathered = [b for b in busy_customers(con) if b.customer_key == case.customer_key]
    return gathered[0] if gathered else None


def _counted(rows: Rows, case_id: str) -> int:
    """How many contacts of the case there are among some rows."""
    sql = "select count(*) from links where case_id = $case_id"
    return int(rows(sql, {"case_id": case_id})[0][0])


def _statements(reading: Reading, case_id: str) -> list[Judgement]:
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
        select {ANSWER_KIND}, score > {MIDPOINT}, null, answered_at, null from answers a
        where contact_id in {MEMBERS} and instrument = 'resolved' and score is not null
        order by stated_at nulls last, kind limit {MOST_OF_A_CASE}"""
    return [Judgement(*row) for row in reading.whole.rows(sql, {"case_id": case_id})]


def _suggested(reading: Reading, case: WholeCase) -> Unsolved | None:
    """The cause that signals point at, where the case was not solved and nobody said why."""
    if case.resolved is not False or case.cause is not None or not case.handled:
        return None
    of = Question.of(
        "fcr_case",
        first=case.local_date,
        last=case.local_date,
        where=both(among("queue", [case.queue]), among("topic", [case.topic])),
    )
    with reading.whole.connected() as con:
        gathered = [u for u in unsolved(con, of) if u.case_id == case.case_id and u.cause]
    return gathered[0] if gathered else None


def _all(reading: Reading, kind: type[R], rest: str, params: dict[str, object]) -> list[R]:
    names = ", ".join(f'"{f.name}"' for f in _fields(kind))
    return [kind(*row) for row in reading.whole.rows(f"select {names} from {rest}", params)]


def _fields(kind: Any) -> tuple[Any, ...]:
    return fields(kind)

"""One call's story: its visits, what was said about its outcome, its case and the case's other contacts."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

from willet.calls.domain.calls import Call, find_calls_of_case
from willet.calls.domain.timeline import Lane, VisitTimes, lanes
from willet.figures.domain.asking import Reading
from willet.figures.domain.words import value_words

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay in one queue; durations in seconds, times in UTC, None is not known."""

    visit_no: int
    queue: str | None
    agent: str | None
    team: str | None
    outcome: str | None
    entered_at: datetime
    wait_s: float | None
    ring_s: float | None
    talk_s: float | None
    hold_s: float | None
    acw_s: float | None
    offers: int | None
    unanswered_offers: int | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement on whether the problem was solved."""

    kind: str
    resolved: bool | None
    cause: str | None
    stated_at: datetime | None
    stated_by: str | None


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """One survey question put to the customer; the score is None when it was not answered."""

    instrument: str
    scale: str | None
    score: float | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Case:
    """The case a call belongs to, with each kind of evidence and the verdict; None is not known."""

    case_id: str
    opened_at: datetime
    last_at: datetime | None
    contacts: int
    topic: str | None
    linked_by: str | None
    by_customer: bool | None
    by_no_repeat: bool | None
    by_audit: bool | None
    by_disposition: bool | None
    resolved: bool | None
    decided_by: str | None
    cause: str | None
    cause_by: str | None
    matures_at: datetime | None


@dataclass(frozen=True, slots=True)
class Story:
    """Everything the lake knows of one call."""

    call: Call
    visits: Sequence[Visit]
    evidence: Sequence[Judgement]
    answers: Sequence[SurveyAnswer]
    case: Case | None
    siblings: Sequence[Call]

    @property
    def lanes(self) -> list[Lane]:
        """The call on a line, one lane per visit."""
        times = [
            VisitTimes(
                value_words("queue", v.queue),
                v.entered_at,
                v.wait_s,
                v.ring_s,
                v.talk_s,
                v.hold_s,
                v.acw_s,
            )
            for v in self.visits
        ]
        return lanes(self.call.arrived_at, self.call.ivr_s, times)


def story_of(reading: Reading, call: Call) -> Story:
    """The story of one call that the reader may open; whom it names that they may not see, the page hides."""
    case = _case_of(reading, call.contact_id)
    return Story(
        call,
        _all(reading, Visit, "visits", "order by visit_no", call.contact_id),
        _all(
            reading, Judgement, "outcomes", "order by stated_at nulls last, kind", call.contact_id
        ),
        _all(reading, SurveyAnswer, "answers", "order by instrument", call.contact_id),
        case,
        find_calls_of_case(reading, case.case_id) if case else [],
    )


def _all(reading: Reading, kind: type[R], table: str, order: str, contact_id: str) -> list[R]:
    sql = f"select {_columns(kind)} from {table} where contact_id = $id {order}"
    return [kind(*row) for row in reading.whole.rows(sql, {"id": contact_id})]


def _case_of(reading: Reading, contact_id: str) -> Case | None:
    sql = (
        f"select {_columns(Case)} from cases "
        "where case_id = (select any_value(case_id) from links where contact_id = $id)"
    )
    rows = reading.whole.rows(sql, {"id": contact_id})
    return Case(*rows[0]) if rows else None


def _columns(kind: Any) -> str:
    return ", ".join(f'"{f.name}"' for f in fields(kind))

"""What is known of a caller: their open case, their last contacts, what they answered; no names of agents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from willet.desk.models import PhoneCall
from willet.figures.domain.asking import Reading

_NUMBERED = (
    "contact_id IN (SELECT contact_id FROM contacts WHERE $key IN (number_key, customer_key))"
)
"""Whose number it is: linking joins what one person is known by, so the key of a contact may not be the customer's."""
_WHOSE = f"""
SELECT first(customer_key ORDER BY arrived_at DESC, contact_id) FROM links
WHERE customer_key IS NOT NULL AND {_NUMBERED}
"""
_THEIRS = """
SELECT (list(row ORDER BY arrived_at DESC, contact_id))[1:5], list(contact_id) FROM (
    SELECT arrived_at, contact_id, (
        contact_id, arrived_at, queue, topic, channel, outcome, case_id, resolved, agent, team
    ) AS row FROM links WHERE customer_key = $key
)
"""
_CASE = """
SELECT case_id, opened_at, contacts, topic FROM cases
WHERE case_id = $case AND resolved IS DISTINCT FROM TRUE
"""
_ANSWERS = """
SELECT instrument, score, scale, answered_at FROM answers
WHERE contact_id IN $contacts AND score IS NOT NULL
ORDER BY answered_at DESC NULLS LAST, instrument LIMIT 5
"""


@dataclass(frozen=True, slots=True)
class PastContact:
    """One earlier contact of the caller; `is_open` says whether the reader may follow it."""

    contact_id: str
    arrived_at: datetime
    queue: str | None
    topic: str | None
    channel: str | None
    outcome: str | None
    case_id: str | None
    resolved: bool | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class OpenCase:
    """The case of the caller's last contact, not solved so far."""

    case_id: str
    opened_at: datetime
    contacts: int
    topic: str | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """What the caller answered when asked."""

    instrument: str
    score: float
    scale: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class KnownCaller:
    """Everything that helps whoever takes the call."""

    contacts: Sequence[PastContact] = ()
    case: OpenCase | None = None
    answers: Sequence[PastAnswer] = ()


def known_of(reading: Reading | None, call: PhoneCall) -> KnownCaller:
    """What the lake knows of the caller; nothing where nobody is known, or there is no lake.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    if reading is None or not call.customer_key:
        return KnownCaller()
    contacts, ids = _contacts(reading, key_of(reading, int(call.customer_key)))
    return KnownCaller(contacts, _open_case(reading, contacts), _answers(reading, ids))


def key_of(reading: Reading, key: int) -> int:
    """The customer's key in the lake, of the key of a number or of a contact."""
    ((whose,),) = reading.whole.rows(_WHOSE, {"key": key})
    return key if whose is None else int(whose)


def _contacts(reading: Reading, key: int) -> tuple[list[PastContact], list[str]]:
    """The customer's newest contacts, and the ids of all."""
    sees = reading.visibility.sees
    ((rows, ids),) = reading.whole.rows(_THEIRS, {"key": key})
    shown = [PastContact(*[*row[:-2], sees(agent=row[-2], team=row[-1])]) for row in rows or ()]
    return shown, ids or []


def _open_case(reading: Reading, contacts: Sequence[PastContact]) -> OpenCase | None:
    if not contacts or contacts[0].case_id is None:
        return None
    rows = reading.whole.rows(_CASE, {"case": contacts[0].case_id})
    is_open = any(c.is_open for c in contacts if c.case_id == contacts[0].case_id)
    return OpenCase(*[*rows[0], is_open]) if rows else None


def _answers(reading: Reading, contacts: Sequence[str]) -> list[PastAnswer]:
    if not contacts:
        return []
    return [PastAnswer(*row) for row in reading.whole.rows(_ANSWERS, {"contacts": contacts})]
